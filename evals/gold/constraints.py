"""Constraint texts, and pairs of a brief and constraints, with their gold."""

from evals.gold.base import Gold, GoldCase, Split
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


class ConstraintCase(GoldCase):
    """One constraint text with its gold; `not_constraints` are sentences that limit nothing."""

    split: Split
    language: str
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


class PairCase(GoldCase):
    """A brief beside constraints."""

    split: Split
    brief: str
    constraints: str
    collisions: list[GoldCollision]
    no_collision: list[GoldFit]
