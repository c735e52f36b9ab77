"""Cases of constraint texts and of pairs (a brief and constraints), with gold written from the text alone."""

from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal

import yaml

from evals.gold import Gold, Split
from schemas.explanation import ConstraintKind, Firmness, Strength


class GoldConstraint(Gold):
    """One constraint: a verbatim piece that tells it apart, and how an expert reads it."""

    quote: str
    kind: ConstraintKind
    also_kind: tuple[ConstraintKind, ...] = ()
    firmness: Firmness
    also_firmness: tuple[Firmness, ...] = ()
    strength: Strength
    numbers: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    who_decides: str | None = None


class GoldOverride(Gold):
    """A statement that replaces an earlier one."""

    later: str
    earlier: str


class ConstraintCase(Gold):
    """One constraint text with its gold; `not_constraints` are sentences that limit nothing."""

    id: str
    why: str
    split: Split
    language: str
    today: date
    text: str
    constraints: list[GoldConstraint]
    not_constraints: list[str]
    overrides: tuple[GoldOverride, ...] = ()


class GoldNumber(Gold):
    """One number that an expert would work out, with the sum."""

    what: str
    value: int | float | str
    unit: str
    sum: str


class GoldCollision(Gold):
    """Where a brief and a constraint do not fit, by a verbatim piece of each."""

    quote: str
    kind: ConstraintKind
    brief_quote: str
    numbers: list[GoldNumber]
    options: list[str]


class GoldFit(Gold):
    """A constraint that the brief fits."""

    quote: str
    why: str


class PairCase(Gold):
    """A brief beside constraints."""

    id: str
    why: str
    split: Split
    today: date
    brief: str
    constraints: str
    collisions: list[GoldCollision]
    no_collision: list[GoldFit]


def load_constraint_cases(split: Literal["wide", "sealed"]) -> list[ConstraintCase]:
    """Constraint texts of one split, by file name."""
    return [ConstraintCase.model_validate(raw) for raw in _documents(split, "constraints")]


def load_pairs() -> list[PairCase]:
    """Pairs, by file name."""
    return [PairCase.model_validate(raw) for raw in _documents("wide", "pairs")]


def _documents(split: str, kind: str) -> Iterator[object]:
    for path in sorted(_files(split, kind), key=lambda path: path.name):
        yield yaml.safe_load(path.read_text(encoding="utf-8"))


def _files(split: str, kind: str) -> list[Traversable]:
    folder = files("evals") / "cases" / split / kind
    return [path for path in folder.iterdir() if path.name.endswith(".yaml")]
