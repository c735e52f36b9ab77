"""Files that a setting or a command names: read within bounds, and refused in words that say what to do."""

from pathlib import Path
from typing import TYPE_CHECKING

from schemas.organisation import Organisation
from service.errors import UnusableFile

if TYPE_CHECKING:
    from service.llm.prices import Price


def load_prices(path: Path) -> "dict[str, Price]":
    """Read a table of prices by model.

    Raises:
        UnusableFile: there is no such file, or it may not be read.
        ConfigurationError: a price does not hold; the message names file, model and field.
    """
    from service.llm.prices import parse_prices

    return parse_prices(read_file(path), str(path))


def load_organisation(path: Path) -> Organisation:
    """Read an organisation profile.

    Raises:
        UnusableFile: there is no such file, or it may not be read.
        InvalidProfile: it is no YAML, or a field does not hold; the message names file and field.
    """
    from service.organisation.profile import parse_organisation

    return parse_organisation(read_file(path), str(path))


def read_file(path: Path, limit: int = 10_000_000) -> bytes:
    """Read at most one byte more than `limit`, so that whoever decodes can tell that it is too much.

    Raises:
        UnusableFile: it is missing, a folder, or may not be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except FileNotFoundError:
        raise UnusableFile(f"{path}: there is no such file. Check the path.") from None
    except IsADirectoryError:
        raise UnusableFile(f"{path} is a folder. Name the file in it.") from None
    except PermissionError:
        raise UnusableFile(f"{path} may not be read. Ask its owner for the right to read it.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a path"
        raise UnusableFile(f"{path} cannot be opened: {reason}.") from None
