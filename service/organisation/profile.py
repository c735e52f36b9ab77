"""The organisation profile from a YAML file, strictly: an unknown field is a fault that names its nearest neighbour."""

from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from schemas.organisation import Organisation
from service.errors import InvalidProfile
from service.organisation.backstage import from_entities, is_entity
from service.organisation.yaml_documents import load_documents

_EXTRA = "extra_forbidden"
_SHOWN = 5


def parse_organisation(data: bytes, name: str) -> Organisation:
    """Return the profile in `data`, a YAML file of our own fields or a Backstage catalogue; `name` is used in messages.

    Raises:
        InvalidProfile: no YAML, empty, or a field is unknown or has a wrong value; the message names file and field.
    """
    documents = load_documents(data, name)
    if not documents:
        raise InvalidProfile(f"{name} is empty. A profile may be as short as `name: Your company`.")
    if any(is_entity(document) for document in documents):
        return from_entities(documents, name)
    if len(documents) > 1:
        raise InvalidProfile(f"{name} holds {len(documents)} documents; a profile is one.")
    return _validated(documents[0], name)


def _validated(document: Any, name: str) -> Organisation:
    if not isinstance(document, dict):
        raise InvalidProfile(f"{name} must hold fields such as `name:` and `systems:`, not a {_kind(document)}.")
    try:
        organisation = Organisation.model_validate(document)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False)
        shown = "; ".join(_fault(fault) for fault in faults[:_SHOWN])
        more = f"; and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        raise InvalidProfile(f"{name}: {shown}{more}{'' if (shown + more).endswith('?') else '.'}") from None
    _check_names(organisation, name)
    return organisation


def _kind(value: Any) -> str:
    return "list" if isinstance(value, list) else "single value"


def _fault(fault: Any) -> str:
    location = fault["loc"]
    where = _path(location)
    if fault["type"] == _EXTRA:
        return f"`{where}` is no field of a profile{_nearest(location)}"
    return f"`{where}`: {str(fault['msg'])[:1].lower()}{str(fault['msg'])[1:]}"


def _path(location: tuple[int | str, ...]) -> str:
    """`systems[2].owner`, counted from 1 as people do."""
    path = ""
    for part in location:
        path += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if path else str(part)
    return path


def _nearest(location: tuple[int | str, ...]) -> str:
    model = _model_at(location[:-1])
    close = get_close_matches(str(location[-1]), list(model.model_fields), n=1) if model else []
    return f"; did you mean `{close[0]}`?" if close else ""


def _model_at(location: tuple[int | str, ...]) -> type[BaseModel] | None:
    """The model that holds the field at this place of a profile."""
    model: type[BaseModel] | None = Organisation
    for part in location:
        if model is None or not isinstance(part, str) or part not in model.model_fields:
            continue
        inside = [inner for inner in get_args(model.model_fields[part].annotation) if isinstance(inner, type)]
        model = next((inner for inner in inside if issubclass(inner, BaseModel)), None)
    return model


def _check_names(organisation: Organisation, name: str) -> None:
    """Refuse two systems that answer to one name: nobody could tell which one a brief means."""
    seen: dict[str, str] = {}
    for system in organisation.systems:
        for called in (system.name, *system.aliases):
            other = seen.setdefault(called.casefold(), system.name)
            if other != system.name:
                raise InvalidProfile(f"{name}: `systems`: {called!r} names both {other!r} and {system.name!r}.")
