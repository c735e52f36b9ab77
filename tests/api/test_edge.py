"""What every answer carries, and what the log says of it."""

import logging
import re

import httpx
import pytest
from anyio import BrokenResourceError
from starlette.types import Receive, Scope, Send

from service.api.access import Access
from service.api.edge import SECURITY_HEADERS, Edge
from service.api.rates import Rates
from tests.stub_run import TEXT, client, stub_services


@pytest.mark.parametrize("path", ["/healthz", "/docs", "/docs/assets/docs.js", "/nothing", "/openapi.json"])
async def test_every_answer_carries_the_security_headers(path: str) -> None:
    async with client(stub_services()) as http:
        answer = await http.get(path)
    for name, value in SECURITY_HEADERS.items():
        assert answer.headers[name] == value
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert "strict-transport-security" not in answer.headers


async def test_a_given_request_id_comes_back() -> None:
    async with client(stub_services()) as http:
        answer = await http.get("/nothing", headers={"X-Request-ID": "order-17.b"})
    assert answer.headers["x-request-id"] == "order-17.b"
    assert answer.json()["instance"] == "/nothing#order-17.b"


@pytest.mark.parametrize("given", ["", "a b", "x" * 65, "ü", "<script>"])
async def test_a_strange_request_id_is_replaced(given: str) -> None:
    async with client(stub_services()) as http:
        answers = [await http.get("/healthz", headers={b"X-Request-ID": given.encode()}) for _ in range(2)]
    minted = [answer.headers["x-request-id"] for answer in answers]
    assert all(re.fullmatch(r"[0-9a-f]{32}", one) for one in minted)
    assert minted[0] != minted[1]


async def test_the_access_log_has_one_line_and_no_content(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "liaison.access")
    async with client(stub_services()) as http:
        await http.post("/v1/requirements?note=Zanzibarium", json={"brief": {"text": TEXT}})
        await http.get("/no%0Athing")
    lines = [record.getMessage() for record in caplog.records if record.name == "liaison.access"]
    assert len(lines) == 2
    assert re.fullmatch(r"POST /v1/requirements 200 \d+ bytes \d+\.\d ms", lines[0])
    assert lines[1].startswith("GET /no%0Athing 404 ")


@pytest.mark.parametrize(
    ("fault", "is_ours"), [(BrokenResourceError(), False), (ZeroDivisionError(), True)], ids=["left", "broke"]
)
async def test_a_listener_that_leaves_is_no_mistake(
    fault: Exception, is_ours: bool, caplog: pytest.LogCaptureFixture
) -> None:
    async def streaming(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ExceptionGroup("unhandled errors in a TaskGroup", [fault])

    edge = Edge(streaming, Access(None, None), Rates(), 1000)
    transport = httpx.ASGITransport(edge)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as http:
        with pytest.raises(ExceptionGroup if is_ours else AssertionError):
            await http.get("/v1/jobs")  # the transport of the test asserts that an answer has an end
    assert ("a mistake of this program" in caplog.text) == is_ours
