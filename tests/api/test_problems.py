"""Every error is a problem that says what to do, and none repeats the input."""

import re
from pathlib import Path

import pytest

from schemas.problem import Problem
from service.errors import LiaisonError, all_errors
from tests.stub_run import TEXT, client, stub_services

PATH = "/v1/requirements"
JSON = {"Content-Type": "application/json"}
SECRET = "Zanzibarium"


@pytest.mark.parametrize(
    ("method", "path", "headers", "body", "status", "kind"),
    [
        ("GET", "/nothing", {}, b"", 404, "not-found"),
        ("GET", "/docs/assets/nothing", {}, b"", 404, "not-found"),
        ("GET", PATH, {}, b"", 405, "method-not-allowed"),
        ("POST", PATH, JSON | {"Accept": "text/html"}, b'{"brief": {"text": "a"}}', 406, "not-acceptable"),
        ("POST", PATH, {"Content-Type": "text/plain"}, b"Zanzibarium", 415, "unsupported-media-type"),
        ("POST", PATH, {}, b"", 415, "unsupported-media-type"),
        ("POST", PATH, JSON, b"", 422, "invalid-request"),
        ("POST", PATH, JSON, b'"Zanzibarium"', 422, "invalid-request"),
        ("POST", PATH, JSON, b'{"brief": {"text": "Zanzibarium\xff"}}', 400, "invalid-json"),
        ("POST", PATH, JSON, b"[" * 200_000, 400, "invalid-json"),
        ("POST", PATH, JSON, b'{"brief": {"text": "\\ud800 Zanzibarium"}}', 422, "invalid-request"),
        ("POST", PATH, JSON, b'{"brief": {"text": " \\n "}}', 422, "empty-brief"),
        ("POST", PATH, JSON, b'{"brief": {"title": "Zanzibarium", "fields": {"goal": " "}}}', 422, "empty-brief"),
        ("POST", PATH, JSON, b'{"brief": {"text": "a"}, "engine": "model"}', 422, "engine-not-configured"),
        ("POST", PATH, JSON, b'{"brief": {"text": "a"}, "today": "9999-12-31"}', 422, "invalid-request"),
    ],
)
async def test_an_error_is_a_problem(
    method: str, path: str, headers: dict[str, str], body: bytes, status: int, kind: str
) -> None:
    async with client(stub_services()) as http:
        answer = await http.request(method, path, headers=headers, content=body)
    assert answer.headers["content-type"] == "application/problem+json"
    problem = Problem.model_validate_json(answer.content)
    assert (answer.status_code, problem.status, problem.type) == (status, status, f"/problems/{kind}")
    assert problem.action
    assert problem.instance == f"{path}#{answer.headers['x-request-id']}"
    assert SECRET not in answer.text


async def test_wrong_json_is_shown_where_it_breaks() -> None:
    body = b'{\n  "brief": {"text": "Zanzibarium"},\n  "today": 2027-05-03\n}'
    async with client(stub_services()) as http:
        answer = await http.post(PATH, headers=JSON, content=body)
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/invalid-json")
    assert answer.json()["detail"].startswith("Line 3, column 16:")
    assert SECRET not in answer.text


async def test_the_other_methods_are_named() -> None:
    async with client(stub_services()) as http:
        answer = await http.delete(PATH)
    assert answer.headers["allow"] == "POST"


@pytest.mark.parametrize("character", ["a", "é", "\U0001f33b"])
async def test_the_limit_counts_the_bytes_of_the_brief(character: str) -> None:
    limit = 1_000
    text = character * (limit // len(character.encode()))
    async with client(stub_services(max_brief_bytes=limit)) as http:
        within = await http.post(PATH, json={"brief": {"text": text}})
        over = await http.post(PATH, json={"brief": {"text": text + character}})
        title_over = await http.post(PATH, json={"brief": {"title": character, "text": text}})
    assert within.status_code == 200
    assert (over.status_code, over.json()["type"]) == (413, "/problems/too-large")
    assert "1,000" in over.json()["detail"]
    assert title_over.status_code == 413


async def test_the_worst_escaped_brief_within_the_limit_passes() -> None:
    body = b'{"brief": {"text": "' + b"\\u0007" * 999 + b'a"}}'
    async with client(stub_services(max_brief_bytes=1_000)) as http:
        answer = await http.post(PATH, headers=JSON, content=body)
    assert answer.status_code == 200


@pytest.mark.parametrize("path", [PATH, "/nothing"])
async def test_an_announced_excess_is_refused_unread(path: str) -> None:
    async with client(stub_services(max_brief_bytes=1_000)) as http:
        answer = await http.post(path, headers=JSON, content=b" " * 10_100_000)
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large")


async def test_every_problem_has_a_page() -> None:
    async with client(stub_services()) as http:
        for kind in all_errors():
            answer = await http.get(f"/problems/{kind.slug()}")
            assert answer.status_code == 200
            assert answer.text.startswith(f"{kind.title}\n")


def test_every_problem_is_explained_in_the_docs(root: Path) -> None:
    text = (root / "docs" / "errors.md").read_text(encoding="utf-8")
    explained = re.findall(r"`/problems/([\w-]+)` \((\d+)\)", text)
    assert sorted(explained) == sorted((kind.slug(), str(kind.status)) for kind in all_errors())


def test_no_two_errors_share_a_name() -> None:
    slugs = [kind.slug() for kind in all_errors(LiaisonError)]
    assert sorted(slugs) == sorted(set(slugs))


async def test_a_request_with_many_faults_gets_a_short_answer() -> None:
    extra = {f"field{number}": 1 for number in range(5_000)}
    async with client(stub_services()) as http:
        answer = await http.post(PATH, json={"brief": {"text": TEXT}, **extra})
    assert answer.status_code == 422
    assert len(answer.json()["errors"]) == 20
