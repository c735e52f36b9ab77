"""Controls: inputs that a sound run must survive, each with what must hold of the result."""

from typing import Literal

from evals.gold.base import Gold, GoldCase


class Control(Gold):
    """What must hold of the result; what is None or empty is not asked.

    `error` is the code of the error that must be raised in place of a result. `absent` may stand nowhere but in the
    brief itself and in quotes of it; `present` must stand outside of it.
    """

    error: str | None = None
    outcome: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    most_requirements: int | None = None
    facts: tuple[str, ...] = ()


class ControlCase(GoldCase):
    """One control: a brief, or a constraint text, and what must hold."""

    of: Literal["requirements", "constraints"] = "requirements"
    text: str
    holds: Control
