"""Strict loading of the catalogue's YAML files.

Each file holds a list of entries of one model. An unknown key, a missing source or a repeated id stops the load.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

SourceStatus = Literal["V", "V2", "R", "D", "H"]


class CatalogueError(Exception):
    """A catalogue file cannot be used; the message names the file, the entry and the fault."""


class Entry(BaseModel):
    """One catalogue entry: refuses unknown keys, has an id."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str


class Source(BaseModel):
    """Where a fact comes from. Status: V read at the source, V2 second-hand, R recalled, D derived, H house default."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    locator: str | None = None
    url: str | None = None
    status: SourceStatus
    as_of: date
    review_by: date | None = None


EntryT = TypeVar("EntryT", bound=Entry)


@contextmanager
def collection_paused() -> Iterator[None]:
    """Pause the garbage collector while many small objects are made that all stay: it would find nothing to free."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _parse(name: str) -> Any:
    text = (files("service.catalogue") / f"{name}.yaml").read_text(encoding="utf-8")
    try:
        return yaml.load(text, Loader=yaml.CSafeLoader)  # the C loader of the safe kind
    except yaml.YAMLError as error:
        raise CatalogueError(f"{name}.yaml is not valid YAML: {error}") from error


def _validate(name: str, position: int, raw: Any, model: type[EntryT]) -> EntryT:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        label = raw.get("id", position) if isinstance(raw, dict) else position
        raise CatalogueError(f"{name}.yaml, entry {label}: {error}") from error


@cache
def load_entries(name: str, model: type[EntryT]) -> dict[str, EntryT]:
    """Return the entries of `<name>.yaml` by id, in file order.

    Raises:
        CatalogueError: unknown key, missing source, repeated id or invalid YAML.
    """
    entries: dict[str, EntryT] = {}
    with collection_paused():
        for position, raw in enumerate(_parse(name)):
            entry = _validate(name, position, raw, model)
            if entry.id in entries:
                raise CatalogueError(f"{name}.yaml: id {entry.id!r} appears twice")
            entries[entry.id] = entry
    return entries


@cache
def catalogue_version() -> str:
    """Twelve hex digits over every catalogue file: two results with the same version used the same facts."""
    digest = blake2b(digest_size=6)
    folder = files("service.catalogue")
    for entry in sorted((item for item in folder.iterdir() if item.name.endswith(".yaml")), key=lambda item: item.name):
        digest.update(entry.name.encode() + b"\0" + entry.read_bytes())
    return digest.hexdigest()
