"""What the description of the API promises, held against requests that nobody thought of: no mistake of the server, and
no answer that is not described. Whoever asks has a key that may do everything; where an address holds an id, both ids
that nobody ever gave and the ids of things that are there are tried."""

import asyncio
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from schemas.keys import KeyRequest
from service.app import create_app, listen
from service.bootstrap import make_services
from service.callers import DEFAULT_WORKSPACE
from service.services import Services
from service.settings import Settings
from service.store.address import parse_address
from service.store.database import Database
from tests.api.test_strangers import Known, owned
from tests.keyed import bearer, keyed, ring
from tests.webhooks.kept import SOMEWHERE

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@dataclass(frozen=True)
class Site:
    """A running server, and what a request needs to be heard."""

    address: str
    headers: dict[str, str]

    def known(self) -> Known:
        """The ids of things that are there now, made for this: whoever walks may delete them."""

        async def make() -> Known:
            async with httpx.AsyncClient(base_url=self.address, headers=self.headers, timeout=50) as http:
                return await owned(http)

        return asyncio.run(make())


@contextmanager
def served(services: Services) -> Iterator[Site]:
    """The application on a real socket, for whoever has the key of an admin."""
    listener = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(services), log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    key = asyncio.run(_admin_key(services))
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{listener.getsockname()[1]}", {"Accept": "application/json", **bearer(key)})
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        listener.close()


async def _admin_key(services: Services) -> str:
    assert services.database
    database = Database(services.database.address, DEFAULT_WORKSPACE)
    try:
        return (await ring(database).make(KeyRequest(name="whoever walks", scopes=["admin"]))).key
    finally:
        await database.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """A server over a file of SQLite whose runs read nothing."""
    where = parse_address(f"sqlite:///{tmp_path / 'liaison.db'}")
    assert where
    with served(replace(keyed(Database(where, DEFAULT_WORKSPACE)), addresses=SOMEWHERE)) as made:
        yield made


@pytest.fixture
def whole_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A server as the settings make it, with a model that answers every question with as little as it can."""
    command = [sys.executable, "-m", "benchmarks.measuring.counting", "0", str(tmp_path / "answers.log")]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as provider:
        assert provider.stdout
        monkeypatch.setenv("LIAISON_LLM_BASE_URL", f"http://127.0.0.1:{int(provider.stdout.readline())}/v1")
        monkeypatch.setenv("LIAISON_LLM_MODEL", "counting")
        monkeypatch.setenv("LIAISON_REQUESTS_PER_MINUTE", "1000000")
        monkeypatch.setenv("LIAISON_DATABASE_URL", f"sqlite:///{tmp_path / 'liaison.db'}")
        try:
            with served(replace(make_services(Settings()), addresses=SOMEWHERE)) as made:
                yield made
        finally:
            provider.kill()


def walk(site: Site, examples: int) -> int:
    """Try every operation with so many requests, and as many for what is there; how many operations there are."""
    schema = schemathesis.openapi.from_url(f"{site.address}/openapi.json", headers=site.headers)
    tried = 0
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()
        _try(operation.as_strategy(), site, _ids_in(operation.path, site), examples)
        tried += 1
    return tried


def _ids_in(path: str, site: Site) -> Known:
    names = re.findall(r"{(\w+)}", path)
    return {name: value for name, value in site.known().items() if name in names} if names else {}


def _try(cases: SearchStrategy[schemathesis.Case[Any]], site: Site, ids: Known, examples: int) -> None:
    """Send so many requests, and each once more with these ids in its address."""

    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def ask(case: schemathesis.Case[Any]) -> None:
        for there in [{}, ids] if ids else [{}]:
            case.path_parameters.update(there)
            case.call_and_validate(base_url=site.address, checks=CHECKS, headers=site.headers, timeout=50)

    ask()


@pytest.mark.timeout(180)
def test_every_answer_is_one_that_is_described(site: Site) -> None:
    assert walk(site, examples=2) > 15


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_every_answer_is_one_that_is_described_at_length(site: Site) -> None:
    assert walk(site, examples=200) > 15


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_every_answer_of_a_whole_server_is_one_that_is_described(whole_site: Site) -> None:
    assert walk(whole_site, examples=50) > 15
