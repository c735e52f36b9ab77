"""Where the database is: what the setting says, or a file in the data folder of whoever runs Liaison."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from service.errors import ConfigurationError

OFF: Final = "off"
SQLITE: Final = ("sqlite:///", "sqlite+aiosqlite:///")
POSTGRESQL: Final = ("postgresql://", "postgresql+psycopg://", "postgres://")
FORMS: Final = "sqlite:///FILE, postgresql://USER@HOST/DATABASE, or off"
DRIVER: Final = "postgresql+psycopg://"


@dataclass(frozen=True)
class DatabaseAddress:
    """A file of SQLite, or `url` of a PostgreSQL database; `is_default`: nobody has named it."""

    path: Path | None = None
    url: str = ""
    is_default: bool = False

    @property
    def shown(self) -> str:
        """The address for people: without the user and the password."""
        if self.path is not None:
            return str(self.path)
        parts = urlsplit(self.url)
        return f"postgresql://{parts.netloc.rpartition('@')[2]}{parts.path}"


def parse_address(setting: str | None, password: str | None = None) -> DatabaseAddress | None:
    """The address in `LIAISON_DATABASE_URL`, with the `password` of its user; None where nothing is to be kept.

    Raises:
        ConfigurationError: it is no address of a database that Liaison can use, or a password has no place in it. It
            may hold a password: not repeated.
    """
    if setting is None:
        return DatabaseAddress(path=data_folder() / "liaison.db", is_default=True)
    if setting.lower() == OFF:
        return None
    if file := _after(setting, SQLITE):
        return DatabaseAddress(path=Path(file))
    if rest := _after(setting, POSTGRESQL):
        return DatabaseAddress(url=DRIVER + (_with_password(rest, password) if password else rest))
    raise ConfigurationError(f"LIAISON_DATABASE_URL names no database that Liaison can use. It takes {FORMS}.")


def _with_password(rest: str, password: str) -> str:
    """`USER@HOST/DATABASE` with the password behind the user."""
    user, at, place = rest.rpartition("@")
    if not at or ":" in user:
        raise ConfigurationError(
            "LIAISON_DATABASE_PASSWORD needs a LIAISON_DATABASE_URL with a user and without a password, such as "
            "postgresql://USER@HOST/DATABASE."
        )
    return f"{user}:{quote(password, safe='')}@{place}"


def _after(setting: str, beginnings: tuple[str, ...]) -> str:
    return next((setting[len(begin) :] for begin in beginnings if setting.startswith(begin)), "")


def data_folder(platform: str = sys.platform, environment: Mapping[str, str] = os.environ) -> Path:
    """The folder for data of this program, where the platform wants it.

    Sources: XDG Base Directory Specification (heeded on every platform where it is set), Apple's File System
    Programming Guide, Windows known folders.
    """
    given = environment.get("XDG_DATA_HOME", "")
    if Path(given).is_absolute():
        return Path(given) / "liaison"
    # Without a home the path keeps its `~`, and whoever opens the file says so.
    home = Path(os.path.expanduser("~"))  # noqa: PTH111  # Path.home() raises where there is none
    if platform == "darwin":
        return home / "Library" / "Application Support" / "liaison"
    if platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local") / "liaison"
    return home / ".local" / "share" / "liaison"
