"""The base model, quantities and evidence that every other schema builds on."""

import re
from functools import lru_cache
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

TIME_UNITS = ("second", "minute", "hour", "day", "working_day", "week", "month", "quarter", "year")
COUNT_UNITS = (
    "person", "household", "organisation", "message", "visit", "session", "request", "event", "record",
    "item", "sale", "lead", "gift", "view", "call", "send", "page", "character", "percent", "ratio",
    "byte", "kilobyte", "megabyte", "gigabyte", "megabit",
)  # fmt: skip
UNIT_WORDS = frozenset(TIME_UNITS + COUNT_UNITS)
_CURRENCY = re.compile(r"[A-Z]{3}")


@lru_cache(maxsize=1024)
def is_unit(unit: str) -> bool:
    """Tell whether `unit` is an ISO 4217 code, a unit word, or `<unit>/<unit>` such as `message/second`."""
    parts = unit.split("/")
    return len(parts) <= 2 and all(part in UNIT_WORDS or _CURRENCY.fullmatch(part) for part in parts)


def _check_unit(unit: str) -> str:
    if not is_unit(unit):
        raise ValueError(f"unknown unit {unit!r}: use ISO 4217, one of {sorted(UNIT_WORDS)}, or two of them with '/'")
    return unit


Unit = Annotated[str, AfterValidator(_check_unit)]
Number = int | float


class Model(BaseModel):
    """A frozen model that refuses unknown fields; what it writes is complete, so its schema requires every field."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_serialization_defaults_required=True)


class Quantity(Model):
    """An amount with its unit."""

    value: Number
    unit: Unit


class Evidence(Model):
    """A verbatim place in the brief: `brief.text[start:end] == quote`, in Unicode code points."""

    sentence: str = Field(description="Id of the sentence that holds the quote, such as S3")
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    quote: str


class Citation(Model):
    """Where a rule or a figure comes from."""

    fact: str = Field(description="Id of the catalogue fact")
    title: str
    locator: str | None = Field(default=None, description="Article, clause or page within the source")
    url: str | None = None
    status: str = Field(description="V read at the source, V2 second-hand, R recalled, D derived, H house default")


class Finding(Model):
    """Something a check noticed that the reader should know."""

    code: str
    message: str
    severity: str = Field(default="warning", pattern="^(info|warning|error)$")
    evidence: list[Evidence] = []
