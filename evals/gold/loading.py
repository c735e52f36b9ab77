"""Cases from their YAML files, one case a file."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal, TypeVar

import yaml
from pydantic import ValidationError

from evals.gold.base import Gold, Split
from evals.gold.briefs import Case
from evals.gold.constraints import ConstraintCase, PairCase
from evals.gold.controls import ControlCase
from service.errors import UnusableFile

GoldT = TypeVar("GoldT", bound=Gold)
Folder = Literal["requirements", "constraints", "pairs", "controls"]


def load_cases(split: Split) -> list[Case]:
    """Briefs of one split, by id."""
    return _load(Case, split, "requirements")


def load_constraint_cases(split: Split) -> list[ConstraintCase]:
    """Constraint texts of one split, by id."""
    return _load(ConstraintCase, split, "constraints")


def load_pairs(split: Split = "wide") -> list[PairCase]:
    """Pairs of one split, by id."""
    return _load(PairCase, split, "pairs")


def load_controls() -> list[ControlCase]:
    """Every control, by id."""
    return _load(ControlCase, "dev", "controls")


def _load(model: type[GoldT], split: Split, folder: Folder) -> list[GoldT]:
    return [case for case in _loaded(model, split, folder) if isinstance(case, model)]


@cache
def _loaded(model: type[Gold], split: Split, folder: Folder) -> tuple[Gold, ...]:
    """Read once in a process: hundreds of files take most of a second, and cases cannot be changed."""
    return tuple(_read(model, path) for path in sorted(_files(split, folder), key=lambda path: path.name))


def _read(model: type[GoldT], path: Traversable) -> GoldT:
    """One case; the parser in C is ten times as fast as the other, and there are hundreds of files.

    Raises:
        UnusableFile: it is no YAML or no such case; the message names file and fault.
    """
    try:
        return model.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
    except (yaml.YAMLError, ValidationError) as error:
        raise UnusableFile(f"{path.name} is no case: {error}") from error


def _files(split: Split, folder: Folder) -> Iterator[Traversable]:
    cases = files("evals") / "cases"
    place = cases / folder if split == "dev" else cases / split / folder
    return (path for path in place.iterdir() if path.name.endswith(".yaml")) if place.is_dir() else iter(())
