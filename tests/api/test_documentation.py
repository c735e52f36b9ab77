"""`/docs` and `/openapi.json`: complete, working, and served from here alone."""

import re
import threading
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, get_args

import pytest
import uvicorn
from playwright.sync_api import Browser, expect

from schemas.base import Model
from schemas.events import AlignmentEvent, ExplanationEvent, RunEvent
from service.api.documentation import STATIC
from service.api.validation import BODIES
from service.app import create_app, listen
from tests.stub_run import client, stub_services

RUNS = ("/v1/requirements", "/v1/explanations", "/v1/alignments")
OTHERS = ("/healthz", "/readyz", "/metrics", "/v1/keys/{key_id}/revoke")
KEPT = {
    "/v1/audit",
    "/v1/results",
    "/v1/results/{result_id}",
    "/v1/results/{result_id}/shares",
    "/v1/results/{result_id}/shares/{share_id}",
    "/v1/shared/{token}",
}
WORK = {
    "/v1/jobs",
    "/v1/jobs/{job_id}",
    "/v1/jobs/{job_id}/cancel",
    "/v1/jobs/{job_id}/events",
    "/v1/files",
    "/v1/files/{file_id}",
    "/v1/files/{file_id}/content",
    "/v1/batches",
    "/v1/batches/{batch_id}",
    "/v1/batches/{batch_id}/cancel",
}
HOOKS = {
    "/v1/webhooks/{webhook_id}/test",
    "/v1/webhooks/{webhook_id}/deliveries",
    "/v1/webhooks/{webhook_id}/deliveries/{delivery_id}",
    "/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver",
}
PROBLEM = {"schema": {"$ref": "#/components/schemas/Problem"}}


async def described() -> dict[str, Any]:
    async with client(stub_services()) as http:
        answer = await http.get("/openapi.json")
    assert answer.status_code == 200
    description: dict[str, Any] = answer.json()
    return description


def test_the_vendored_files_are_the_ones_that_were_listed() -> None:
    folder = STATIC / "swagger-ui"
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split() for line in lines)}
    found = {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    assert listed == {name: digest for name, digest in found.items() if name not in {"README.md", "SHA256SUMS"}}
    assert "LICENSE" in listed


def test_the_page_names_no_other_host() -> None:
    page = (STATIC / "docs.html").read_text(encoding="utf-8")
    assert "//" not in page.replace("<!doctype", "")


@pytest.mark.parametrize(
    ("path", "events"),
    [
        ("/v1/requirements", RunEvent),
        ("/v1/explanations", ExplanationEvent),
        ("/v1/alignments", AlignmentEvent),
    ],
)
async def test_every_event_of_a_stream_is_described(path: str, events: Any) -> None:
    told = (await described())["paths"][path]["post"]["responses"]["200"]["description"]
    kinds = {kind.model_fields["type"].default for kind in get_args(events)} | {"error"}
    assert set(re.findall(r"^- `(\w+)`: \S", told, re.MULTILINE)) == kinds


async def test_every_error_response_is_described_as_a_problem() -> None:
    paths = (await described())["paths"]
    assert set(paths) == {*BODIES, *KEPT, *WORK, *HOOKS, *OTHERS}
    operations = [operation for methods in paths.values() for operation in methods.values()]
    errors = [
        response
        for operation in operations
        for status, response in operation["responses"].items()
        if status.startswith(("4", "5"))
    ]
    assert errors
    assert all(response["content"] == {"application/problem+json": PROBLEM} for response in errors)


@pytest.mark.parametrize(("path", "body"), [(path, BODIES[path]) for path in RUNS])
async def test_the_result_is_described_in_both_forms(path: str, body: type[Model]) -> None:
    description = await described()
    operation = description["paths"][path]["post"]
    assert set(operation["responses"]["200"]["content"]) == {"application/json", "text/event-stream"}
    named = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    assert named.endswith(f"/{body.__name__}-Input"), "a kept request is an answer as well"
    assert description["openapi"].startswith("3.1")
    assert "HTTPValidationError" not in description["components"]["schemas"]


async def test_every_address_says_whether_it_needs_a_key_and_how_it_refuses() -> None:
    description = await described()
    open_to_all = set()
    for path, methods in description["paths"].items():
        for operation in methods.values():
            if operation["security"] == []:
                open_to_all.add(path)
            else:
                assert {"401", "403", "421", "429", "503"} <= set(operation["responses"]), path
    assert open_to_all == {"/healthz", "/v1/shared/{token}"}
    assert set(description["components"]["securitySchemes"]) == {"bearer", "basic"}


# --- in a real browser --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The application with the stub run, on a real socket."""
    listener = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(create_app(stub_services()), log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=20)
    listener.close()


@pytest.mark.browser
def test_an_example_can_be_tried_on_the_page_without_another_host(chromium: Browser, address: str) -> None:
    page = chromium.new_page()
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{address}/docs")
    page.get_by_text("A brief to requirements").click()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    status = page.locator(".live-responses-table .response-col_status").last
    expect(status).to_contain_text("200")
    page.close()
    assert complaints == []
    assert [url for url in requests if not url.startswith((address, "data:", "blob:"))] == []
    assert f"{address}/v1/requirements" in requests


def test_the_static_folder_holds_nothing_unexpected() -> None:
    assert sorted(path.name for path in Path(STATIC).iterdir()) == ["docs.html", "docs.js", "swagger-ui"]
