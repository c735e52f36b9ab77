"""What is wrong with a value, field by field, in words that say what to do and quote none of the values."""

import typing
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from pydantic import BaseModel

from schemas.problem import InvalidParameter
from service.errors import did_you_mean

SHOWN = 20
"""House default: faults listed at once. Whoever makes more has made one mistake many times."""
NAME_LENGTH = 60

Fault = typing.Mapping[str, Any]
"""One item of pydantic's list of errors."""
Place = tuple[str | int, ...]

_WORDS = {
    "missing": "is missing",
    "string_type": "must be a text",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
    "list_type": "must be a list",
    "dict_type": "must be an object",
    **dict.fromkeys(("int_type", "int_parsing", "float_type", "float_parsing"), "must be a number"),
}
_FORMS = frozenset({"int", "float", "str", "list[str]"})
"""What pydantic adds to the place of a fault where the schemas allow several forms of a value."""
_DATES = "must be a date that exists in the calendar, such as 2027-05-04"
_MOMENTS = "must be a moment with its zone, such as 2027-05-04T08:00:00Z"


def explain_faults(faults: Iterable[Fault], model: type[BaseModel]) -> list[InvalidParameter]:
    """Name the first faults of a value of `model`: where, and what would be right."""
    found: dict[Place, list[str]] = {}
    for fault in islice(faults, SHOWN):
        path = _path(fault)
        found.setdefault(path, []).append(_message(fault, path, model))
    return [_parameter(path, messages) for path, messages in found.items()]


def _path(fault: Fault) -> Place:
    """The place as the sender wrote it: without the names of the forms that a value may have, such as `list[str]`."""
    if not fault["loc"]:
        return ()
    *parts, last = fault["loc"]
    kept = [part for part in parts if part not in _FORMS]
    return (*kept, last) if last not in _FORMS or fault["type"] == "extra_forbidden" else tuple(kept)


def _parameter(path: Place, messages: Sequence[str]) -> InvalidParameter:
    """One fault; of a value that may have one form or another each form has said what it would be."""
    location = ".".join(str(part)[:NAME_LENGTH] for part in path) or "body"
    first, *others = dict.fromkeys(messages)
    message = " or ".join([first, *(other.removeprefix("must be ") for other in others)])
    return InvalidParameter(location=location, message=message if message.endswith("?") else f"{message}.")


def _message(fault: Fault, path: Sequence[str | int], model: type[BaseModel]) -> str:
    kind = str(fault["type"])
    if kind == "extra_forbidden":
        known = _fields_at(path[:-1], model)
        return "is not a known field" + (did_you_mean(str(path[-1]), known) or f"; known are {', '.join(known)}")
    if kind.startswith(("datetime", "timezone")):
        return _MOMENTS
    if kind.startswith("date"):
        return _DATES
    if kind == "value_error":
        return str(fault["msg"]).removeprefix("Value error, ")
    return _WORDS.get(kind) or str(fault["msg"]).replace("Input should", "must").removesuffix(".")


def _fields_at(path: Sequence[str | int], model: type[BaseModel]) -> list[str]:
    """Names of the fields of the object that `path` leads to."""
    for part in path:
        field = model.model_fields.get(str(part))
        model = (_model_in(field.annotation) if field else None) or model
    return list(model.model_fields)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation such as `list[Model] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_model_in, typing.get_args(annotation))), None)
