"""The base model, quantities and evidence that every other schema builds on."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Annotated, Any, ParamSpec, Self, TypeVar, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

TIME_UNITS = ("second", "minute", "hour", "day", "working_day", "week", "month", "quarter", "year")
COUNT_UNITS = (
    "person", "household", "organisation", "message", "visit", "session", "request", "event", "record",
    "item", "sale", "lead", "gift", "view", "call", "send", "page", "character", "percent", "ratio",
    "byte", "kilobyte", "megabyte", "gigabyte", "terabyte", "megabit",
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
        raise ValueError(
            f"is not a known unit: use ISO 4217, one of {', '.join(sorted(UNIT_WORDS))}, or two of them with '/'"
        )
    return unit


Unit = Annotated[str, AfterValidator(_check_unit)]
Number = int | float


class Model(BaseModel):
    """A frozen model that refuses unknown fields; what it writes is complete, so its schema requires every field."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_serialization_defaults_required=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """As pydantic does it, and quicker: these models have neither extra nor private values to look for."""
        if deep:
            return super().model_copy(update=update, deep=True)
        changed = update or {}
        return _filled(type(self), {**self.__dict__, **changed}, self.model_fields_set.union(changed))


ModelT = TypeVar("ModelT", bound=Model)
Fields = ParamSpec("Fields")
_new, _set = object.__new__, object.__setattr__


def _filled(model: type[ModelT], values: dict[str, Any], given: set[str]) -> ModelT:
    made = _new(model)
    _set(made, "__dict__", values)
    _set(made, "__pydantic_fields_set__", given)
    _set(made, "__pydantic_extra__", None)
    _set(made, "__pydantic_private__", None)
    return made


def trusted(model: Callable[Fields, ModelT]) -> Callable[Fields, ModelT]:
    """A maker of one model that takes what the model takes and does not validate it.

    For values that our own code has just made, where types are checked before the program runs; what comes from
    outside goes through the model itself. Lists are kept and not copied. Raises TypeError where a required field is
    missing, as a forgotten argument of a function does.
    """
    kind = cast("type[ModelT]", model)
    fields = kind.model_fields.items()
    # Every field in its place, so that a model is written in the same order whatever is given.
    blank = {name: None if field.is_required() else field.default for name, field in fields}
    required = {name for name, field in fields if field.is_required()}
    lists = [name for name, value in blank.items() if isinstance(value, list)]

    def make(*unnamed: Fields.args, **values: Fields.kwargs) -> ModelT:
        given = set(values)
        if unnamed or not required <= given:
            raise TypeError(f"{kind.__name__} takes its fields by name; missing: {sorted(required - given)}")
        filled = blank | values
        for name in lists:
            if name not in values:
                filled[name] = []
        return _filled(kind, filled, given)

    return make


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


place_of = trusted(Evidence)
"""Evidence from a sentence, offsets and a quote that our own reading has found."""
