"""Liaison on a real socket, with people who sign in at a real identity provider."""

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
import uvicorn

from service.app import create_app, listen
from service.callers import DEFAULT_WORKSPACE
from service.oidc.options import ProviderOptions
from service.oidc.provider import Provider
from service.services import Services
from service.sessions import Sessions
from service.sign_in import SignIn
from service.store.address import DatabaseAddress
from service.store.database import Database
from service.store.migrating import upgrade
from tests.keyed import keyed
from tests.sign_in.provider import CLIENTS, IdentityProvider, serving_provider

SECRET = CLIENTS["liaison"]


@pytest.fixture(scope="session")
def listener() -> Iterator[socket.socket]:
    """Where Liaison listens: the provider has to know that before either of them is there."""
    with listen("127.0.0.1", 0) as held:
        yield held


@pytest.fixture(scope="session")
def liaison(listener: socket.socket) -> str:
    """The address of Liaison."""
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


@pytest.fixture(scope="session")
def one_provider(liaison: str) -> Iterator[IdentityProvider]:
    with serving_provider(liaison) as provider:
        yield provider


@pytest.fixture
def provider(one_provider: IdentityProvider) -> Iterator[IdentityProvider]:
    """The identity provider, which tells the truth unless a test makes it lie."""
    yield one_provider
    one_provider.tell_the_truth()


@pytest.fixture
def options(provider: IdentityProvider) -> ProviderOptions:
    return ProviderOptions(provider.issuer, "liaison", SECRET)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with every table and nothing in them, to be copied: making one takes a while."""
    path = tmp_path_factory.mktemp("empty") / "liaison.db"
    upgrade(DatabaseAddress(path=path))
    return path


@pytest.fixture
def address(empty_database: Path, tmp_path: Path) -> DatabaseAddress:
    """A database of the test's own."""
    return DatabaseAddress(path=Path(shutil.copy(empty_database, tmp_path)))


def signing_in(address: DatabaseAddress, options: ProviderOptions, public_url: str | None = None) -> Services:
    """Services over this database, with people who sign in."""
    database = Database(address, DEFAULT_WORKSPACE)
    return replace(keyed(database), sign_in=SignIn(Provider(options), Sessions(database), public_url))


@contextmanager
def serving(services: Services, listener: socket.socket) -> Iterator[None]:
    """Serve in a thread, on a socket that stays open for the next test."""
    config = uvicorn.Config(create_app(services), log_config=None, access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener.dup()]})
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(timeout=20)


@pytest.fixture
def served(address: DatabaseAddress, options: ProviderOptions, listener: socket.socket) -> Iterator[None]:
    """Liaison is up."""
    with serving(signing_in(address, options), listener):
        yield


@pytest.fixture
def browser(served: None, liaison: str) -> Iterator[httpx.Client]:
    """What a browser sends and keeps, without the browser; it follows no redirect by itself."""
    told = {"Accept": "text/html", "Sec-Fetch-Site": "same-origin"}
    with httpx.Client(base_url=liaison, headers=told, timeout=30) as http:
        yield http
