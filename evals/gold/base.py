"""What the gold of every kind of case is made of."""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Split = Literal["dev", "wide", "sealed"]
GoldValue = int | float | str | date | list[Any] | None


class Gold(BaseModel):
    """A part of a case; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class GoldCase(Gold):
    """What every case has: an id, why it is there, and the day on which it is read."""

    id: str
    why: str
    today: date
