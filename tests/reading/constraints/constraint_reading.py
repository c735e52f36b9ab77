"""Constraints of a text as they are read on one fixed day."""

from datetime import date

from service.constraint import Constraint, ConstraintReading
from service.reading.constraints.reader import read_constraints

TODAY = date(2026, 11, 23)


def read(text: str) -> ConstraintReading:
    """The whole reading."""
    return read_constraints(text, None, TODAY)


def one(text: str) -> Constraint:
    """The only constraint of a text."""
    [constraint] = read(text).constraints
    return constraint


def bounds(text: str) -> list[tuple[str, str | None]]:
    """The quantities of the only constraint, each with its bound."""
    return [(item.mention.text, item.bound) for item in one(text).quantities]
