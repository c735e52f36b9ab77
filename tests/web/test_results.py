"""The pages of what is kept: found again, listed, shared, deleted, and shown when nothing can be kept."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from schemas.brief import BriefInput
from schemas.requests import RequirementsRequest
from service.archive import Archive
from service.callers import DEFAULT_WORKSPACE
from service.store.database import Database
from tests.databases import file_database
from tests.exporting.limits_specimen import CONSTRAINTS
from tests.exporting.specimen import TEXT, specification
from tests.keyed import calling, keyed, new_key
from tests.stub_run import client
from tests.web.limits_site import limits_services

REQUEST = RequirementsRequest(brief=BriefInput(text=TEXT))
HIDDEN = "res_00000000000000000000000000"


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with file_database(tmp_path) as made:
        yield made


def site(database: Database | None, **changes: Any) -> httpx.AsyncClient:
    return client(limits_services(database=database, **changes))


async def kept_as(database: Database, title: str) -> str:
    """Where a result with this title is kept."""
    brief = specification().brief.model_copy(update={"title": title})
    document = specification().model_copy(update={"brief": brief})
    return f"/results/{await Archive(database.of(DEFAULT_WORKSPACE)).keep(document, REQUEST)}"


async def send(http: httpx.AsyncClient, text: str = TEXT, **fields: str) -> str:
    """Where the result of a brief is."""
    answer = await http.post("/", data={"way": "text", "text": text, **fields})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def test_a_result_is_found_again_by_another_server(database: Database) -> None:
    async with site(database) as http:
        place = await send(http)
    async with site(database) as http:
        again = await http.get(place)
        listed = (await http.get("/results")).text
    assert re.fullmatch(r"/results/res_\w{26}", place)
    assert again.status_code == 200
    assert "Delete this result" in again.text
    assert f'href="{place}"' in listed


async def test_who_ticks_the_box_leaves_nothing(database: Database) -> None:
    async with site(database) as http:
        place = await send(http, forget="yes")
        page = (await http.get(place)).text
        listed = (await http.get("/results")).text
    assert not place.startswith("/results/res_")
    assert "Not kept" in page
    assert "Delete this result" not in page
    assert "Nothing is kept yet" in listed


async def test_a_box_that_was_ticked_stays_ticked(database: Database) -> None:
    async with site(database) as http:
        page = (await http.post("/", data={"way": "text", "text": " ", "forget": "yes"})).text
    assert re.search(r'name="forget"[^>]* checked>', page)


async def test_a_plan_and_what_it_was_held_against_lead_to_each_other(database: Database) -> None:
    async with site(database) as http:
        place = await send(http)
        name = place.removeprefix("/results/")
        assert name in (await http.get(f"/constraints?result={name}")).text
        answer = await http.post("/constraints", data={"constraints": CONSTRAINTS, "result": name})
        held = answer.headers["location"]
        assert f'href="{place}"' in (await http.get(held)).text
        await http.post(f"{place}/delete")
        assert place not in (await http.get(held)).text
        assert (await http.get(f"/constraints?result={name}")).status_code == 404


async def test_a_deleted_result_is_gone_with_its_files(database: Database) -> None:
    async with site(database) as http:
        place = await send(http)
        assert (await http.get(f"{place}/specification.md")).status_code == 200
        answer = await http.post(f"{place}/delete")
        assert (answer.status_code, answer.headers["location"]) == (303, "/results")
        for path in (place, f"{place}/specification.md", f"/results/{HIDDEN}"):
            assert (await http.get(path)).status_code == 404
        assert (await http.post(f"{place}/delete")).status_code == 404


async def test_a_link_is_shown_once_and_can_be_withdrawn(database: Database) -> None:
    async with site(database) as http:
        place = await send(http)
        page = (await http.post(f"{place}/shares", data={"hours": "a day"})).text
        found = re.search(r'href="http://127\.0\.0\.1:8000(/shared/[\w-]{32})"', page)
        assert found
        shared = await http.get(found[1])
        later = (await http.get(place)).text
        withdrawn = re.search(r'action="(/results/\w+/shares/shr_\w+/delete)"', later)
        assert withdrawn
        assert found[1] not in later
        assert (await http.post(withdrawn[1])).headers["location"] == f"{place}#kept"
        assert (await http.get(found[1], headers={"Accept": "text/html"})).status_code == 404
    assert shared.status_code == 200
    assert "Shared with you" in shared.text
    assert "/results/" not in shared.text, "whoever has the link has nothing else"


async def test_the_list_comes_in_pages(database: Database) -> None:
    async with site(database) as http:
        places = [await send(http) for _ in range(21)]
        first = (await http.get("/results")).text
        older = re.search(r'href="(/results\?cursor=[^"]+)"', first)
        assert older
        second = (await http.get(older[1])).text
    listed = [re.findall(r'href="(/results/res_\w+)"', page) for page in (first, second)]
    assert [len(page) for page in listed] == [20, 1]
    assert sorted(listed[0] + listed[1]) == sorted(places)
    assert "Newest" in second
    assert "Older" not in second


async def test_the_list_is_narrowed_by_title_kind_and_days(database: Database) -> None:
    async with site(database) as http:
        places = [await kept_as(database, f"{title} sale") for title in ("Autumn", "Harvest")]
        today = f"{datetime.now(UTC):%Y-%m-%d}"

        async def listed(query: str) -> list[str]:
            page = (await http.get(f"/results?{query}")).text
            return re.findall(r'href="(/results/res_\w+)"', page)

        every, none = places[::-1], list[str]()
        assert await listed("title=HARVEST&kind=&since=&until=") == [places[1]]
        assert await listed("kind=specification") == every
        assert await listed("kind=alignment") == none
        assert await listed(f"since={today}&until={today}") == every
        assert await listed("until=2026-01-01") == none
        assert await listed("since=9998-01-01") == none
        assert await listed("since=soon&kind=poem&title=%00") == every, "what cannot be used is looked for by nobody"
        page = (await http.get("/results?title=%22%3E%3Cb%3E&kind=alignment")).text
        assert 'value="&#34;&gt;&lt;b&gt;"' in page
        assert "Nothing that is kept is like that" in page


async def test_a_narrowed_list_stays_narrowed_from_page_to_page(database: Database) -> None:
    async with site(database) as http:
        for title in ["Harvest sale"] * 21 + ["Autumn sale"]:
            await kept_as(database, title)
        listed = (await http.get("/results?title=harvest")).text
        older = re.search(r'href="(/results\?title=harvest&amp;cursor=[^"]+)"', listed)
        assert older
        second = (await http.get(older[1].replace("&amp;", "&"))).text
    assert len(re.findall(r'href="(/results/res_\w+)"', second)) == 1
    assert 'href="/results?title=harvest"' in second


async def test_the_page_says_who_sees_what_is_kept(database: Database) -> None:
    async with site(database) as http:
        assert "Everybody who may use this server sees it" in (await http.get("/results")).text
    async with calling(keyed(database), await new_key(database, "read")) as http:
        assert "Everybody with a key of your workspace sees it" in (await http.get("/results")).text


async def test_the_page_says_how_long_a_result_is_kept(database: Database) -> None:
    async with calling(keyed(database, lasts=timedelta(days=3)), await new_key(database, "write")) as http:
        place = (await http.post("/", data={"text": TEXT, "way": "text"})).headers["location"]
        assert "kept until" in (await http.get("/results")).text
        assert "or until somebody deletes them before" in (await http.get(place)).text


@pytest.mark.parametrize(("cursor", "status"), [("nonsense", 422), ("x" * 300, 404)])
async def test_a_cursor_that_is_none_is_a_page(database: Database, cursor: str, status: int) -> None:
    async with site(database) as http:
        answer = await http.get(f"/results?cursor={cursor}", headers={"Accept": "text/html"})
    assert answer.status_code == status
    assert "<h1>" in answer.text


async def test_titles_of_briefs_stay_text(database: Database) -> None:
    async with site(database) as http:
        await send(http, text="<script>alert(1)</script> sale\nWe write to 4,000 readers.")
        listed = (await http.get("/results")).text
    assert "<script>alert" not in listed
    assert "&lt;script&gt;alert(1)" in listed


async def test_another_site_can_neither_delete_nor_share(database: Database) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site"}
    async with site(database) as http:
        place = await send(http)
        for action in ("delete", "shares"):
            assert (await http.post(f"{place}/{action}", headers=foreign)).status_code == 403
        assert (await http.get(place)).status_code == 200


async def test_a_page_is_shown_when_the_database_fails(tmp_path: Path) -> None:
    async with file_database(tmp_path / "missing") as database, site(database) as http:
        place = await send(http)
        page = await http.get(place)
        listed = await http.get("/results", headers={"Accept": "text/html"})
    assert (page.status_code, listed.status_code) == (200, 503)
    assert "the database could not be used" in page.text
    assert "<h1>The database does not answer</h1>" in listed.text


async def test_without_a_database_nothing_is_offered() -> None:
    async with site(None) as http:
        form = (await http.get("/")).text
        page = (await http.get(await send(http))).text
        listed = await http.get("/results")
    assert "forget" not in form
    assert "This server keeps no results" in page
    assert (listed.status_code, "Nothing is kept here" in listed.text) == (200, True)
