"""Constraints as they are read, for tests of what is checked about their plain text."""

from datetime import date

from service.constraint import Constraint
from service.reading.constraints.reader import read_constraints

TODAY = date(2026, 11, 23)


def constraint(text: str) -> tuple[Constraint, str]:
    """The first constraint of a text, and the text without markup."""
    reading = read_constraints(text, None, TODAY)
    return reading.constraints[0], reading.readable
