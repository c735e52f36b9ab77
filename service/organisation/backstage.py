"""Systems and teams from a Backstage catalogue (`catalog-info.yaml`).

Reads entities of the descriptor format with kind Component, Resource, System, API and Group; other kinds are
passed over.
Source: Backstage, Descriptor Format of Catalog Entities.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from schemas.organisation import Organisation, OrganisationSystem, Team
from service.errors import InvalidProfile

_SYSTEM_KINDS = frozenset({"component", "resource", "system", "api"})
_TEAM_KIND = "group"
_LINKS = ("dependsOn", "providesApis", "consumesApis")


def is_entity(document: Any) -> bool:
    """Tell whether a YAML document is a Backstage entity."""
    return isinstance(document, dict) and str(document.get("apiVersion", "")).startswith("backstage.io/")


def from_entities(documents: list[Any], name: str) -> Organisation:
    """Return a profile with the systems and teams of the entities; two entities of one title become one system.

    Raises:
        InvalidProfile: an entity has no kind or name, or none of them is a system.
    """
    entities = [_checked(document, position, name) for position, document in enumerate(documents, 1)]
    by_ref = {_ref(entity): _title(entity) for entity in entities}
    systems: dict[str, OrganisationSystem] = {}
    for entity in entities:
        if entity["kind"].lower() in _SYSTEM_KINDS:
            system = _system(entity, by_ref)
            known = systems.get(system.name.casefold())
            systems[system.name.casefold()] = _joined(known, system) if known else system
    if not systems:
        raise InvalidProfile(f"{name} holds no Component, Resource, System or API.")
    return Organisation(systems=list(systems.values()), teams=list(_teams(entities)))


def _checked(document: dict[str, Any], position: int, name: str) -> dict[str, Any]:
    where = f"{name}, document {position}"
    if not is_entity(document):
        raise InvalidProfile(f"{where} is no Backstage entity; keep other documents in a file of their own.")
    metadata = document.get("metadata")
    if not isinstance(document.get("kind"), str):
        raise InvalidProfile(f"{where}: `kind` is missing.")
    if not isinstance(metadata, dict) or not isinstance(metadata.get("name"), str):
        raise InvalidProfile(f"{where}: `metadata.name` is missing.")
    if not isinstance(document.get("spec", {}), dict):
        raise InvalidProfile(f"{where}: `spec` must hold fields.")
    return document


def _ref(entity: dict[str, Any]) -> str:
    return f"{entity['kind'].lower()}:{entity['metadata']['name'].lower()}"


def _title(entity: dict[str, Any]) -> str:
    return str(entity["metadata"].get("title") or entity["metadata"]["name"])


def _system(entity: dict[str, Any], by_ref: dict[str, str]) -> OrganisationSystem:
    spec: dict[str, Any] = entity.get("spec", {})
    title, plain = _title(entity), str(entity["metadata"]["name"])
    spoken = plain.replace("-", " ").replace("_", " ")
    return OrganisationSystem(
        name=title,
        aliases=[alias for alias in dict.fromkeys((plain, spoken)) if alias.casefold() != title.casefold()],
        owner=_owner(str(spec["owner"]), by_ref) if spec.get("owner") else None,
        integrations=list(dict.fromkeys(_links(spec, by_ref))),
    )


def _links(spec: dict[str, Any], by_ref: dict[str, str]) -> Iterator[str]:
    """Names of what the entity depends on, by title where the catalogue holds it."""
    for field in _LINKS:
        values = spec.get(field)
        for value in values if isinstance(values, list) else []:
            yield by_ref.get(_normal(str(value)), _short(str(value)))


def _normal(reference: str) -> str:
    kind, colon, rest = reference.rpartition(":")
    return f"{kind.lower()}{colon}{rest.rpartition('/')[2].lower()}"


def _owner(reference: str, by_ref: dict[str, str]) -> str:
    """The title of the group where the catalogue holds it, else the reference without its prefix."""
    short = _short(reference)
    return by_ref.get(f"{_TEAM_KIND}:{short.lower()}", short)


def _short(reference: str) -> str:
    """`group:default/crm-team` becomes `crm-team`."""
    return reference.rpartition(":")[2].rpartition("/")[2]


def _joined(first: OrganisationSystem, second: OrganisationSystem) -> OrganisationSystem:
    return first.model_copy(
        update={
            "aliases": list(dict.fromkeys([*first.aliases, *second.aliases])),
            "owner": first.owner or second.owner,
            "integrations": list(dict.fromkeys([*first.integrations, *second.integrations])),
        }
    )


def _teams(entities: Iterable[dict[str, Any]]) -> Iterator[Team]:
    for entity in entities:
        if entity["kind"].lower() == _TEAM_KIND:
            yield Team(name=_title(entity))
