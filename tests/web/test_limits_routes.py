"""The form for constraints and its results over HTTP, without a script."""

import html
import json
import re
from typing import Any

import httpx
import pytest

from schemas.alignment import Alignment
from schemas.explanation import Explanation
from tests.exporting.limits_specimen import CONSTRAINTS
from tests.exporting.specimen import TEXT
from tests.stub_run import client
from tests.web.limits_site import limits_services
from tests.web.site import BROKEN
from tests.web.test_routes import STREAM, error_links

Upload = dict[str, tuple[str, bytes, str]]


def site(**changes: Any) -> httpx.AsyncClient:
    return client(limits_services(**changes))


async def post(
    http: httpx.AsyncClient,
    data: dict[str, str],
    files: Upload | None = None,
    headers: dict[str, str] | None = None,
    path: str = "/constraints",
) -> httpx.Response:
    """Send the form as a browser does, as multipart."""
    parts: dict[str, Any] = {name: (None, value.encode()) for name, value in data.items()}
    return await http.post(path, files={**parts, **(files or {})}, headers=headers)


async def test_constraints_alone_are_explained() -> None:
    async with site() as http:
        answer = await post(http, {"constraints": CONSTRAINTS})
        assert answer.status_code == 303
        page = await http.get(answer.headers["location"])
    assert "<h1>IT’s constraints</h1>" in page.text
    assert "What it does to a campaign" in page.text
    assert "launch-title" not in page.text


async def test_with_a_brief_both_are_held_against_each_other() -> None:
    async with site() as http:
        answer = await post(http, {"constraints": CONSTRAINTS, "brief": TEXT})
        page = (await http.get(answer.headers["location"])).text
        assert "<h1>Tideline Club spring wake-up: held against IT’s constraints</h1>" in page
        found = re.search(r'href="(/results/[\w-]+)#r-SCALE-001"', page)
        assert found
        beside = await http.get(found[1])
    assert 'id="r-SCALE-001"' in beside.text
    assert f'href="{found[1]}">Back to the specification' in page


async def test_a_file_is_read_as_the_brief() -> None:
    async with site() as http:
        files = {"file": ("brief.txt", "Für 4.000 Gäste".encode("cp1252"), "text/plain")}
        answer = await post(http, {"constraints": CONSTRAINTS, "brief": "typed"}, files=files)
        page = await http.get(answer.headers["location"])
    assert "Für 4.000 Gäste" in page.text


async def test_a_result_leads_to_the_form_and_its_specification_is_used() -> None:
    async with site() as http:
        address = (await post(http, {"way": "text", "text": TEXT, "today": "2027-02-03"}, path="/")).headers["location"]
        result = await http.get(address)
        [link] = re.findall(r'href="(/constraints\?result=[\w-]+)"', result.text)
        form = (await http.get(link)).text
        assert "Tideline Club spring wake-up" in form
        assert 'id="brief"' not in form
        [name] = re.findall(r'name="result" value="([\w-]+)"', form)
        answer = await post(http, {"constraints": CONSTRAINTS, "result": name})
        page = (await http.get(answer.headers["location"])).text
    assert f"{address}#r-SCALE-001" in page
    assert "<dd>Wed 3 Feb 2027</dd>" in page


async def test_a_specification_that_is_gone_says_so_and_keeps_what_was_typed() -> None:
    async with site() as http:
        asked = await http.get("/constraints", params={"result": "gone"})
        assert asked.status_code == 404
        answer = await post(http, {"constraints": "No <b>more</b>", "result": "gone"})
    assert answer.status_code == 422
    assert error_links(answer.text)[0][0] == "constraints"
    assert "No &lt;b&gt;more&lt;/b&gt;</textarea>" in answer.text
    assert 'id="brief"' in answer.text


async def test_an_explanation_is_no_specification_to_hold_something_against() -> None:
    async with site() as http:
        name = (await post(http, {"constraints": CONSTRAINTS})).headers["location"].removeprefix("/results/")
        assert (await http.get("/constraints", params={"result": name})).status_code == 404


@pytest.mark.parametrize(
    ("data", "field", "status"),
    [
        ({"constraints": " \r\n"}, "constraints", 422),
        ({"constraints": "typed & kept", "today": "soon"}, "today", 422),
        ({"constraints": BROKEN}, "constraints", 502),
        ({"constraints": "please refuse"}, "constraints", 422),
        ({"constraints": "please fail"}, "constraints", 502),
        ({"constraints": "x", "brief": "y", "today": "0999-01-01"}, "today", 422),
    ],
)
async def test_an_error_names_the_field_and_keeps_what_was_typed(data: dict[str, str], field: str, status: int) -> None:
    async with site() as http:
        answer = await post(http, data)
    assert answer.status_code == status
    assert [place for place, _ in error_links(answer.text)] == [field]
    assert f'id="{field}"' in answer.text
    assert f"{html.escape(data['constraints'].strip())}</textarea>" in re.sub(
        r"\s+</textarea>", "</textarea>", answer.text
    )
    assert "<title>Error: " in answer.text


async def test_what_is_wrong_with_the_brief_stands_at_the_brief() -> None:
    async with site(max_brief_bytes=1000) as http:
        # Larger in bytes than in the characters that the form counts.
        answer = await post(http, {"constraints": "x", "brief": "x" * 1001})
        assert answer.status_code in {413, 422}
        files = {"file": ("plan.pdf", b"%PDF-1.7 ...", "application/pdf")}
        answer = await post(http, {"constraints": "kept", "brief": ""}, files=files)
    assert [place for place, _ in error_links(answer.text)] == ["file"]
    assert "kept</textarea>" in answer.text


async def test_progress_is_told_line_by_line() -> None:
    async with site() as http:
        answer = await post(http, {"constraints": CONSTRAINTS, "brief": TEXT}, headers=STREAM)
        lines = [json.loads(line) for line in answer.text.splitlines()]
        assert lines[0] == {"step": "Read 11 sentences, found 9 facts"}
        assert (await http.get(lines[-1]["url"])).status_code == 200
        answer = await post(http, {"constraints": CONSTRAINTS}, headers=STREAM)
        told = [json.loads(line).get("section") for line in answer.text.splitlines()]
        assert told == [None, "The constraints in plain words", None]


@pytest.mark.parametrize("text", [BROKEN, "please fail"])
async def test_a_run_that_fails_says_so_in_the_stream(text: str) -> None:
    async with site() as http:
        answer = await post(http, {"constraints": text}, headers=STREAM)
    assert "error" in json.loads(answer.text.splitlines()[-1])


async def test_every_download_is_the_result() -> None:
    async with site() as http:
        explained = (await post(http, {"constraints": CONSTRAINTS})).headers["location"]
        aligned = (await post(http, {"constraints": CONSTRAINTS, "brief": TEXT})).headers["location"]
        for address, stem in ((explained, "explanation"), (aligned, "alignment")):
            for form in ("md", "json", "html"):
                answer = await http.get(f"{address}/{stem}.{form}")
                assert answer.headers["content-disposition"] == f'attachment; filename="{stem}.{form}"'
            assert (await http.get(f"{address}/specification.md")).status_code == 404
        assert Explanation.model_validate_json((await http.get(f"{explained}/explanation.json")).content).constraints
        assert Alignment.model_validate_json((await http.get(f"{aligned}/alignment.json")).content).collisions
        assert (await http.get(f"{aligned}/alignment.md")).text.startswith("# Tideline Club")


async def test_an_example_fills_both_fields() -> None:
    async with site() as http:
        start = await http.get("/constraints")
        names = re.findall(r'href="/constraints\?example=([\w-]+)"', start.text)
        assert len(names) == 2
        for name in names:
            page = await http.get("/constraints", params={"example": name})
            assert len(page.text) > len(start.text) + 2000
        assert "</textarea>" in (await http.get("/constraints", params={"example": "<x>"})).text


async def test_another_site_cannot_send_the_form() -> None:
    async with site() as http:
        answer = await post(http, {"constraints": "x"}, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403
