"""The server as a process: when it starts, who may use it, and what it streams over a real connection."""

import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import AsyncGenerator, Iterator
from datetime import date

import anyio
import httpx
import pytest
import uvicorn

from schemas.brief import BriefInput
from schemas.events import RunEvent
from schemas.organisation import Organisation
from service.addresses import is_loopback
from service.app import check_exposure, create_app, listen
from service.bootstrap import make_services
from service.drafting.engine import Engine
from service.errors import ConfigurationError
from service.services import Services
from service.settings import Settings
from tests.stub_run import TEXT, stub_run, stub_services

PATH = "/v1/requirements"
BODY = {"brief": {"text": TEXT}}


def clean_environment(**settings: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("LIAISON_")}
    return kept | settings


class Served:
    """An application on a real socket, in a thread."""

    def __init__(self, services: Services) -> None:
        self._listener = listen("127.0.0.1", 0)
        # Without its lifespan: warming up would be a run too, and the tests watch theirs.
        config = uvicorn.Config(create_app(services), log_config=None, access_log=False, lifespan="off")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._listener]})

    def __enter__(self) -> str:
        self._thread.start()
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __exit__(self, *_raised: object) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=20)
        self._listener.close()


class SlowRun:
    """A run that waits between its events for a word of the test, and notes when it is closed."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.closed = threading.Event()

    async def __call__(
        self, brief: BriefInput, *, engine: Engine, organisation: Organisation | None, today: date
    ) -> AsyncGenerator[RunEvent, None]:
        try:
            async for event in stub_run(brief, engine=engine, organisation=organisation, today=today):
                yield event
                self.go_on.wait(timeout=0.5)
        finally:
            self.closed.set()


def test_events_arrive_one_by_one_over_a_real_connection() -> None:
    run = SlowRun()
    with Served(stub_services(run)) as address, httpx.Client(timeout=20) as http:
        headers = {"Accept": "text/event-stream"}
        with http.stream("POST", f"{address}{PATH}", json=BODY, headers=headers) as answer:
            lines = answer.iter_lines()
            assert next(lines) == "event: read"
            assert not run.closed.is_set()
            run.go_on.set()
            names = [line.removeprefix("event: ") for line in lines if line.startswith("event: ")]
        assert names == ["drafted", "asked", "computed", "verified", "done"]
        assert answer.headers["x-request-id"]
        assert answer.headers["content-security-policy"]


def test_a_run_ends_when_its_reader_goes_away() -> None:
    run = SlowRun()
    with Served(stub_services(run)) as address, httpx.Client(timeout=20) as http:
        headers = {"Accept": "text/event-stream"}
        with http.stream("POST", f"{address}{PATH}", json=BODY, headers=headers) as answer:
            assert next(answer.iter_lines()) == "event: read"
        assert run.closed.wait(timeout=10)


@pytest.mark.parametrize("chunked", [False, True])
def test_an_oversized_body_gets_its_answer_over_a_real_connection(chunked: bool) -> None:
    content = b" " * 12_000_000
    with Served(stub_services(max_brief_bytes=1_000)) as address, httpx.Client(timeout=20) as http:
        headers = {"Content-Type": "application/json"}
        sent = iter([content]) if chunked else content
        answer = http.post(f"{address}{PATH}", content=sent, headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large")


def test_many_callers_are_served_at_the_same_time() -> None:
    async def ask(address: str, results: list[int]) -> None:
        async with httpx.AsyncClient(timeout=20) as http:
            results.append((await http.post(f"{address}{PATH}", json=BODY)).status_code)

    async def ask_all(address: str) -> list[int]:
        results: list[int] = []
        async with anyio.create_task_group() as group:
            for _ in range(30):
                group.start_soon(ask, address, results)
        return results

    with Served(stub_services()) as address:
        assert anyio.run(ask_all, address) == [200] * 30


@pytest.mark.parametrize(("path", "status"), [("/healthz", 200), ("/docs", 200), ("/nothing", 404), (PATH, 405)])
def test_head_is_get_without_the_body(path: str, status: int) -> None:
    with Served(stub_services()) as address, httpx.Client(timeout=20) as http:
        answer = http.head(f"{address}{path}")
        again = http.get(f"{address}/healthz")
    assert (answer.status_code, answer.content) == (status, b"")
    assert answer.headers["content-security-policy"]
    assert again.status_code == 200


def test_answers_on_a_kept_connection_come_at_once() -> None:
    """Forty milliseconds each would be Nagle's algorithm waiting for an acknowledgement."""
    with Served(stub_services()) as address, httpx.Client(timeout=20) as http:
        times = []
        for _ in range(20):
            started = time.monotonic()
            http.get(f"{address}/healthz")
            times.append(time.monotonic() - started)
    assert min(times[1:]) < 0.03


# --- the rules of starting ----------------------------------------------------------------------


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.9", "::1", "[::1]", "localhost"])
def test_the_loopback_address_needs_no_key(host: str) -> None:
    assert is_loopback(host)
    assert "nobody else" in check_exposure(host, stub_services())


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "liaison.example", "", "localhost.example"])
def test_every_other_address_needs_one(host: str) -> None:
    with pytest.raises(ConfigurationError, match="LIAISON_API_KEY"):
        check_exposure(host, stub_services())
    assert "Callers must send the key" in check_exposure(host, stub_services(api_key="key"))


def test_where_people_sign_in_no_key_is_needed() -> None:
    settings = {"oidc_issuer": "https://id.example", "oidc_client_id": "liaison"}
    services = make_services(Settings.model_validate(settings))
    for host in ("0.0.0.0", "127.0.0.1"):
        assert "People sign in at https://id.example" in check_exposure(host, services)


def test_a_port_that_is_taken_is_named(free_port: int) -> None:
    with socket.create_server(("127.0.0.1", free_port)), pytest.raises(ConfigurationError, match=str(free_port)):
        listen("127.0.0.1", free_port)


@pytest.fixture
def served(request: pytest.FixtureRequest, free_port: int) -> Iterator[str]:
    """The address of `liaison serve` as a process with the host and the settings that the test names."""
    settings: dict[str, str] = dict(request.param)
    command = [sys.executable, "-m", "service.cli", "serve", "--host", settings.pop("host"), "--port", str(free_port)]
    server = subprocess.Popen(command, env=clean_environment(**settings), stderr=subprocess.PIPE, text=True)
    try:
        address = f"http://127.0.0.1:{free_port}"
        wait_until_healthy(address, server)
        yield address
    finally:
        server.terminate()
        server.communicate(timeout=20)


def wait_until_healthy(address: str, server: "subprocess.Popen[str]") -> None:
    for _ in range(200):
        assert server.poll() is None, "the server ended before it was ready"
        try:
            httpx.get(f"{address}/healthz", timeout=5)
        except httpx.TransportError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the server was not healthy within 10 seconds")


@pytest.mark.parametrize("served", [{"host": "127.0.0.1"}], indirect=True)
def test_on_loopback_it_is_open_to_its_own_machine(served: str) -> None:
    assert httpx.get(f"{served}/docs").status_code == 200
    assert httpx.get(f"{served}/healthz", headers={"Host": "liaison.example"}).status_code == 421
    assert "server" not in httpx.get(f"{served}/healthz").headers


@pytest.mark.parametrize("served", [{"host": "0.0.0.0", "LIAISON_API_KEY": "a-key-for-this-test"}], indirect=True)
def test_off_loopback_it_asks_for_the_key(served: str) -> None:
    assert httpx.get(f"{served}/docs").status_code == 401
    bearer = {"Authorization": "Bearer a-key-for-this-test", "Host": "liaison.example"}
    assert httpx.get(f"{served}/docs", headers=bearer).status_code == 200
    assert httpx.get(f"{served}/docs", auth=("anybody", "a-key-for-this-test")).status_code == 200


def test_off_loopback_without_a_key_it_does_not_start() -> None:
    command = [sys.executable, "-m", "service.cli", "serve", "--host", "0.0.0.0", "--port", "0"]
    finished = subprocess.run(command, env=clean_environment(), capture_output=True, text=True, timeout=20, check=False)
    assert finished.returncode == 2
    assert re.fullmatch(r"liaison: 0\.0\.0\.0 .*LIAISON_API_KEY.*\n", finished.stderr)


def test_the_log_tells_how_it_is_open_and_holds_no_word_of_a_brief(free_port: int) -> None:
    command = [sys.executable, "-m", "service.cli", "serve", "--port", str(free_port)]
    server = subprocess.Popen(command, env=clean_environment(), stderr=subprocess.PIPE, text=True)
    try:
        address = f"http://127.0.0.1:{free_port}"
        wait_until_healthy(address, server)
        body = json.dumps({"brief": {"text": "Zanzibarium for 4,000 readers on 12 June 2027."}}).encode()
        headers = {"Content-Type": "application/json", "X-Request-ID": "order-17"}
        answer = httpx.post(f"{address}{PATH}?q=Zanzibarium", content=body, headers=headers, timeout=50)
        assert answer.status_code == 200
        httpx.post(f"{address}{PATH}", content=body[:-1], headers=headers, timeout=50)
    finally:
        server.terminate()
        _, log = server.communicate(timeout=50)
    assert server.returncode == 0  # told to stop, and done
    assert "No key is set: everybody on this machine may use it, nobody else." in log
    assert f"http://127.0.0.1:{free_port}" in log
    lines = [json.loads(line) for line in log.splitlines()]
    answered = [line for line in lines if line.get("request_id") == "order-17" and line["logger"] == "liaison.access"]
    assert [(line["route"], line["status"]) for line in answered] == [(PATH, 200), (PATH, 400)]
    assert len({line["trace_id"] for line in answered}) == 2
    assert "Zanzibarium" not in log


def test_what_takes_long_to_import_is_not_there_before_the_server_listens() -> None:
    asked = "import sys, service.app; print(*{'sqlalchemy', 'alembic', 'dbos', 'openai'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == []
