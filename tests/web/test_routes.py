"""The form and the result over HTTP, without a script."""

import json
import re
from collections.abc import AsyncGenerator
from datetime import date
from typing import Any

import httpx
import pytest

from schemas.brief import BriefInput
from schemas.events import DoneEvent, RunEvent
from schemas.organisation import Organisation
from schemas.specification import Outcome, Specification
from service.drafting.engine import Engine
from service.runs import Run
from tests.exporting.specimen import TEXT, specification
from tests.stub_run import client, stub_services
from tests.web.site import BROKEN, echo_run

PASTED = {"way": "text", "text": TEXT}
STREAM = {"Accept": "application/x-ndjson"}


def ending(outcome: Outcome) -> Run:
    """A run that ends with this outcome."""

    async def run(
        brief: BriefInput, *, engine: Engine, organisation: Organisation | None, today: date
    ) -> AsyncGenerator[RunEvent, None]:
        yield DoneEvent(specification=specification().model_copy(update={"outcome": outcome}))

    return run


def site(run: Run = echo_run, **changes: Any) -> httpx.AsyncClient:
    return client(stub_services(run, **changes))


async def post(
    http: httpx.AsyncClient,
    data: dict[str, str],
    files: dict[str, tuple[str, bytes, str]] | None = None,
    headers: dict[str, str] | None = None,
) -> httpx.Response:
    """Send the form as a browser does, as multipart."""
    parts: dict[str, Any] = {name: (None, value.encode()) for name, value in data.items()}
    return await http.post("/", files={**parts, **(files or {})}, headers=headers)


def error_links(page: str) -> list[tuple[str, str]]:
    """Field and message of each line of the error summary."""
    summary = page[page.index("There is a problem") : page.index("</ul>", page.index("There is a problem"))]
    return re.findall(r'<a href="#(\w+)">([^<]+)</a>', summary)


async def test_a_pasted_brief_is_answered_with_the_address_of_its_result() -> None:
    async with site() as http:
        answer = await post(http, PASTED)
        assert answer.status_code == 303
        address = answer.headers["location"]
        assert re.fullmatch(r"/results/[\w-]{24,}", address)
        for _ in range(2):
            page = await http.get(address)
            assert page.status_code == 200
            assert "Tideline Club spring wake-up" in page.text


async def test_a_file_is_read_like_a_pasted_text() -> None:
    async with site() as http:
        files = {"file": ("brief.txt", "Für 4.000 Gäste".encode("cp1252"), "text/plain")}
        answer = await post(http, {"way": "file"}, files=files)
        page = await http.get(answer.headers["location"])
    assert "Für 4.000 Gäste" in page.text


async def test_guided_answers_become_the_brief() -> None:
    async with site() as http:
        answer = await post(http, {"way": "fields", "field_audience": "lapsed members", "field_goal": " "})
        page = await http.get(answer.headers["location"])
    assert "lapsed members" in page.text


async def test_only_the_chosen_way_counts() -> None:
    async with site() as http:
        answer = await post(http, {"way": "fields", "text": "pasted before", "field_goal": "sell more umbrellas"})
        page = await http.get(answer.headers["location"])
    assert "sell more umbrellas" in page.text
    assert "pasted before" not in page.text


async def test_the_day_reaches_the_run() -> None:
    async with site() as http:
        answer = await post(http, {**PASTED, "today": "2027-02-03"})
        page = await http.get(answer.headers["location"])
    assert "<dd>Wed 3 Feb 2027</dd>" in page.text


@pytest.mark.parametrize(
    ("data", "field", "status"),
    [
        ({"way": "text", "text": " \r\n "}, "text", 422),
        ({"way": "file"}, "file", 422),
        ({**PASTED, "today": "31 April"}, "today", 422),
        ({**PASTED, "today": "0999-01-01"}, "today", 422),
        ({**PASTED, "title": BROKEN}, "text", 502),
        ({"way": "elsewhere"}, "text", 422),
    ],
)
async def test_an_error_names_the_field_and_keeps_what_was_typed(data: dict[str, str], field: str, status: int) -> None:
    typed = {"title": "My <title>", "field_tools": 'StampJoy & "friends"', **data}
    async with site() as http:
        answer = await post(http, typed)
    assert answer.status_code == status
    assert [place for place, _ in error_links(answer.text)] == [field]
    assert f'id="{field}"' in answer.text
    assert "StampJoy &amp; &#34;friends&#34;" in answer.text
    assert ("My &lt;title&gt;" in answer.text) == ("title" not in data)
    assert "<title>Error: " in answer.text


async def test_one_answered_question_is_enough_and_none_is_not() -> None:
    async with site() as http:
        answer = await post(http, {"way": "fields", "text": "typed elsewhere", "field_goal": " "})
        assert error_links(answer.text) == [("field_goal", "Answer at least one of the questions.")]
        assert "typed elsewhere</textarea>" in answer.text


@pytest.mark.parametrize(
    ("content", "says"), [(b"%PDF-1.7 ...", "looks like a PDF"), (b"\x00\x01\x02" * 90, "not text"), (b"  ", "empty")]
)
async def test_a_file_that_is_no_text_is_refused_with_what_to_do(content: bytes, says: str) -> None:
    async with site() as http:
        answer = await post(http, {"way": "file"}, files={"file": ("plan.pdf", content, "application/pdf")})
    assert answer.status_code == 422
    [(place, message)] = error_links(answer.text)
    assert place == "file"
    assert says in message


async def test_the_words_of_a_file_survive_another_error() -> None:
    async with site() as http:
        files = {"file": ("brief.md", b"# From a file", "text/markdown")}
        answer = await post(http, {"way": "file", "today": "soon"}, files=files)
    assert "# From a file</textarea>" in answer.text
    assert re.search(r'value="text"\s+checked', answer.text)


@pytest.mark.parametrize("way", ["text", "file"])
async def test_a_brief_over_the_limit_is_refused_with_the_limit(way: str) -> None:
    async with site(max_brief_bytes=1000) as http:
        files = {"file": ("brief.txt", b"x" * 1001, "text/plain")} if way == "file" else {}
        answer = await post(http, {"way": way, "text": "x" * 1001}, files=files)
    assert answer.status_code in {413, 422}
    assert "the limit is 1,000" in answer.text


async def test_typed_text_comes_back_exactly() -> None:
    odd = "\n  first\u202e line\x07\n\n\tTab & <b>\n"
    async with site() as http:
        answer = await post(http, {"way": "text", "text": odd, "today": "soon"})
    assert "\n\n  first\u202e line\x07\n\n\tTab &amp; &lt;b&gt;\n</textarea>" in answer.text


async def test_progress_is_told_line_by_line() -> None:
    async with site() as http:
        answer = await post(http, PASTED, headers=STREAM)
        lines = [json.loads(line) for line in answer.text.splitlines()]
        assert lines[0] == {"step": "Read 11 sentences, found 9 facts"}
        assert (await http.get(lines[-1]["url"])).status_code == 200


async def test_a_run_that_fails_says_so_in_the_stream() -> None:
    async with site() as http:
        answer = await post(http, {**PASTED, "title": BROKEN}, headers=STREAM)
    last = json.loads(answer.text.splitlines()[-1])
    assert last["error"].startswith("The model cannot be reached. Try again later")


@pytest.mark.parametrize(("outcome", "status"), [("refused", 422), ("failed", 502), ("too_thin", 303)])
async def test_only_a_result_gets_a_page(outcome: Outcome, status: int) -> None:
    async with site(ending(outcome)) as http:
        answer = await post(http, PASTED)
    assert answer.status_code == status


async def test_every_download_is_the_result() -> None:
    async with site() as http:
        address = (await post(http, PASTED)).headers["location"]
        answers = {form: await http.get(f"{address}/specification.{form}") for form in ("md", "json", "html")}
    assert Specification.model_validate_json(answers["json"].content).brief.text == TEXT
    assert answers["md"].text.startswith("# Tideline Club")
    assert answers["html"].text.startswith("<!doctype html>")
    for form, answer in answers.items():
        assert answer.headers["content-disposition"] == f'attachment; filename="specification.{form}"'


@pytest.mark.parametrize("path", ["/results/nothing", "/results/nothing/specification.md", "/results/x/../../secret"])
async def test_a_result_that_is_gone_says_so(path: str) -> None:
    async with site() as http:
        answer = await http.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "<h1>" in answer.text


async def test_an_example_fills_the_form() -> None:
    async with site() as http:
        start = await http.get("/")
        names = re.findall(r'href="/\?example=([\w-]+)"', start.text)
        assert len(names) == 3
        for name in names:
            page = await http.get("/", params={"example": name})
            assert len(page.text) > len(start.text) + 1000
        assert "</textarea>" in (await http.get("/", params={"example": "<x>"})).text


async def test_another_site_cannot_send_the_form() -> None:
    async with site() as http:
        answer = await post(http, PASTED, headers={"Sec-Fetch-Site": "cross-site"})
        assert answer.status_code == 403
        answer = await post(http, PASTED, headers={"Origin": "https://elsewhere.example"})
        assert answer.status_code == 403


async def test_pages_may_load_only_what_is_here_and_are_not_cached() -> None:
    async with site() as http:
        page = await http.get("/")
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"


async def test_assets_are_served_by_name_only() -> None:
    async with site() as http:
        style = await http.get("/static/liaison.css")
        assert style.headers["content-type"].startswith("text/css")
        again = await http.get("/static/liaison.css", headers={"If-None-Match": style.headers["etag"]})
        assert again.status_code == 304
        for name in ("routes.py", "..%2Froutes.py", "README"):
            assert (await http.get(f"/static/{name}")).status_code == 404
        assert (await http.get("/favicon.ico")).headers["content-type"] == "image/svg+xml"
