"""What the description of the API promises, held against requests that nobody thought of: no mistake of the server, and
no answer that is not described."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from service.app import create_app, listen
from service.store.address import parse_address
from service.store.database import Database
from tests.stub_run import stub_services
from tests.webhooks.kept import SOMEWHERE

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The application over a file of SQLite, open to this machine, on a real socket."""
    where = parse_address(f"sqlite:///{tmp_path / 'liaison.db'}")
    assert where
    services = stub_services(database=Database(where, "wsp_default"), addresses=SOMEWHERE)
    listener = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(services), log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=20)
    listener.close()


def walk(address: str, examples: int) -> int:
    """Try every operation with so many requests; return how many operations there are."""
    schema = schemathesis.openapi.from_url(f"{address}/openapi.json")
    tried = 0
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()

        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate(base_url=address, checks=CHECKS, headers={"Accept": "application/json"}, timeout=50)

        ask()
        tried += 1
    return tried


@pytest.mark.timeout(180)
def test_every_answer_is_one_that_is_described(address: str) -> None:
    assert walk(address, examples=2) > 15


@pytest.mark.slow
def test_every_answer_is_one_that_is_described_at_length(address: str) -> None:
    assert walk(address, examples=200) > 15
