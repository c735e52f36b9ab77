"""Many briefs at once: files become a batch, its page says how far it is, and what comes out is taken along."""

import json
import re
from collections.abc import Sequence
from pathlib import Path

import httpx
import pytest

from service.services import Services
from service.web import batch_form
from service.working import make_worker
from tests.exporting.specimen import TEXT
from tests.stub_run import client, stub_services, with_model
from tests.web.batch_site import batch_services, lines, work

Files = Sequence[tuple[str, bytes]]
BRIEFS: Files = (("spring.txt", TEXT.encode()), ("summer.md", b"# Summer\nA letter to 400 people on 3 May 2027."))


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return batch_services(tmp_path)


async def send(http: httpx.AsyncClient, files: Files, **fields: str) -> httpx.Response:
    return await http.post("/batches", data=fields, files=[("files", file) for file in files])


async def sent(http: httpx.AsyncClient, files: Files = BRIEFS, **fields: str) -> str:
    """Where the page of a batch is."""
    answer = await send(http, files, **fields)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def test_each_file_is_a_line_and_each_result_a_link(services: Services) -> None:
    async with client(services) as http:
        place = await sent(http, name="Spring campaigns", today="2027-03-01")
        assert re.fullmatch(r"/batches/batch_\w{26}", place)
        assert "Being looked through" in (await http.get(place)).text
        work(services, jobs=2)
        half = (await http.get(f"{place}/progress")).json()
        assert (half["open"], half["told"], half["ended"], half["total"]) == (True, "1 of 2 briefs done.", 1, 2)
        first, second = half["lines"]
        assert (first["words"], second["words"], second["address"]) == ("Done", "Waits", None)
        result = (await http.get(first["address"])).text
        assert TEXT.splitlines()[0] in result
        work(services, jobs=1)
        page = (await http.get(place)).text
        assert "<h1>Spring campaigns</h1>" in page
        assert "summer.md" in page
        assert page.count('href="/results/res_') == 2
        taken = await http.get(f"{place}/results.jsonl")
        listed = (await http.get("/batches")).text
    answers = [json.loads(line) for line in taken.text.splitlines()]
    assert [answer["custom_id"] for answer in answers] == ["spring.txt", "summer.md"]
    assert answers[0]["response"]["body"]["provenance"]["today"] == "2027-03-01"
    assert taken.headers["content-disposition"] == 'attachment; filename="results.jsonl"'
    assert f'href="{place}"' in listed
    assert "2 of 2 briefs done." in listed


async def test_files_of_one_name_are_told_apart(services: Services) -> None:
    async with client(services) as http:
        place = await sent(http, [("brief.txt", b"One letter."), ("brief.txt", b"Two letters.")])
        work(services, jobs=3)
        page = (await http.get(place)).text
    assert "<h1>brief.txt and 1 more</h1>" in page
    assert "brief.txt (2)" in page


async def test_a_prepared_file_goes_as_it_is_and_what_fails_says_why(services: Services) -> None:
    content = lines({"constraints": "No sends on Fridays."}, {"constraint": "?"}, url="/v1/explanations")
    async with client(services) as http:
        place = await sent(http, [("limits.jsonl", content)])
        work(services, jobs=2)
        page = (await http.get(place)).text
        errors = (await http.get(f"{place}/errors.jsonl")).text
    assert "2 of 2 requests done, 1 of them without a result." in page
    assert "constraints: is missing." in page
    assert [json.loads(line)["custom_id"] for line in errors.splitlines()] == ["c2"]


async def test_a_file_that_is_no_batch_says_what_to_mend(services: Services) -> None:
    async with client(services) as http:
        place = await sent(http, [("limits.jsonl", b'{"custom_id": "a"}\n[<b>no</b>')])
        work(services, jobs=1)
        page = (await http.get(place)).text
        assert (await http.get(f"{place}/progress")).json()["open"] is False
    assert "Line 1, method: is missing." in page
    assert "Invalid JSON" in page
    assert "/static/batch.js" not in page


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "Choose the files"),
        ([("a.txt", b"A letter."), ("b.txt", b" \n")], "b.txt: There is no word in it."),
        ([("a.txt", b"\x89PNG\r\n\x1a\n")], "a.txt: "),
        ([("a.txt", b"A letter."), ("b.jsonl", b"{}")], "Send a .jsonl file by itself"),
        ([(f"{number}.txt", b"A letter.") for number in range(4)], "Choose at most 3 files"),
    ],
)
async def test_what_cannot_be_sent_is_said_on_the_form(
    files: Files, words: str, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_form, "FILES_MAX", 3)
    async with client(services) as http:
        answer = await send(http, files, name="Spring campaigns")
        again = await http.get("/batches")
    assert answer.status_code == 422
    assert words in answer.text
    assert "Nothing was sent yet." in again.text


async def test_what_is_too_large_is_said_on_a_page(services: Services) -> None:
    headers = {"Content-Length": "99999999", "Accept": "text/html"}
    async with client(services) as http:
        answer = await http.post("/batches", content=b"", headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (413, "text/html; charset=utf-8")
    assert "The text is too large" in answer.text


async def test_a_day_that_is_none_keeps_what_was_typed(services: Services) -> None:
    async with client(services) as http:
        answer = await send(http, BRIEFS, name='"Spring"', today="soon")
    assert answer.status_code == 422
    assert "The day must be a date" in answer.text
    assert 'value="&#34;Spring&#34;"' in answer.text


@pytest.mark.parametrize("engine", ["rules", "hybrid"])
async def test_who_reads_is_chosen_for_all(engine: str, services: Services) -> None:
    services = with_model(services)
    async with client(services) as http:
        assert "Who reads it?" in (await http.get("/batches")).text
        await sent(http, engine=engine)
    work(services, jobs=1)
    ledger = make_worker(services).ledger
    tasks = [ledger.begin(one.id, "worker-1") for one in ledger.waiting()]
    assert [task.request["engine"] for task in tasks if task] == [engine, engine]


async def test_a_batch_is_stopped(services: Services) -> None:
    async with client(services) as http:
        place = await sent(http)
        work(services, jobs=2)
        assert (await http.post(f"{place}/cancel")).headers["location"] == place
        page = (await http.get(place)).text
    assert "Stopped" in page
    assert "Stop reading" not in page
    assert "results.jsonl" in page


async def test_lines_come_by_pages(services: Services) -> None:
    files = [(f"{number}.txt", b"A letter.") for number in range(1, 53)]
    async with client(services) as http:
        place = await sent(http, files)
        work(services, jobs=1)
        first, rest = (await http.get(place)).text, (await http.get(f"{place}?after=50")).text
    assert ("50.txt" in first, "51.txt" in first, "?after=50" in first) == (True, False, True)
    assert ("50.txt" in rest, "52.txt" in rest, "?after=52" in rest) == (False, True, False)


async def test_single_jobs_are_listed_beside_batches(services: Services) -> None:
    async with client(services) as http:
        body = {"brief": {"text": TEXT}}
        await http.post("/v1/requirements", json=body, headers={"Prefer": "respond-async"})
        waits = (await http.get("/batches")).text
        work(services, jobs=1)
        done = (await http.get("/batches")).text
    assert "<b>Waits</b>" in waits
    assert 'href="/results/res_' not in waits
    assert 'href="/results/res_' in done


@pytest.mark.parametrize("path", ["/batches/x", "/batches/x/progress", "/batches/x/results.jsonl"])
async def test_what_is_not_there_is_said(path: str, services: Services) -> None:
    async with client(services) as http:
        assert (await http.get(path)).status_code == 404
        place = await sent(http)
        assert (await http.get(f"{place}/other.jsonl")).status_code == 404
        assert (await http.post("/batches/x/cancel")).status_code == 404


async def test_without_a_database_nothing_is_taken() -> None:
    async with client(stub_services()) as http:
        assert "Nothing is kept here" in (await http.get("/batches")).text
        assert (await send(http, BRIEFS)).status_code == 404
