"""Servers with keys, for tests: services over a database, and callers of one or two workspaces."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import httpx

from schemas.keys import KeyRequest, Scope
from service.callers import DEFAULT_WORKSPACE, Caller
from service.jobs.desk import Jobs
from service.keyring import Keyring
from service.services import Services
from service.store.database import Database
from tests.stub_run import client, stub_services

HOST = "liaison.example"


def keyed(database: Database, **changes: Any) -> Services:
    """Services over a database, as the settings would make them; `changes` are fields of `Services`."""
    return stub_services(database=database, jobs=Jobs(database.address, at_once=1), **changes)


def ring(database: Database, workspace: str = DEFAULT_WORKSPACE) -> Keyring:
    """The keys of a workspace, for whoever may do everything."""
    return Keyring(database, Caller("a test", workspace, "admin"))


async def new_key(
    database: Database, *scopes: Scope, workspace: str = DEFAULT_WORKSPACE, expires_at: datetime | None = None
) -> str:
    """The text of a new key."""
    request = KeyRequest(name="a key of a test", scopes=[*scopes], expires_at=expires_at)
    return (await ring(database, workspace).make(request)).key


async def two_workspaces(database: Database) -> tuple[str, str]:
    """Admin keys of two workspaces, neither of them the default one."""
    first, second = [await ring(database).make_workspace(name) for name in ("Orchard Foods", "Harbour Travel")]
    return first.key.key, second.key.key


def bearer(key: str) -> Mapping[str, str]:
    """The header that shows a key."""
    return {"Authorization": f"Bearer {key}"}


@asynccontextmanager
async def calling(services: Services, key: str | None = None) -> AsyncIterator[httpx.AsyncClient]:
    """A client that shows this key; the connections of the services are closed behind it."""
    async with client(services, host=HOST) as http:
        http.headers.update(bearer(key) if key else {})
        try:
            yield http
        finally:
            await services.close()
