"""Many briefs at once, in a real Chromium: readable by everybody, told while it goes on, and whole without a script."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from service.services import Services
from tests.exporting.specimen import TEXT
from tests.web.batch_site import batch_services, lines, work
from tests.web.site import serving
from tests.web.test_browser import HOSTILE, LOOKS, opened, violations

pytestmark = pytest.mark.browser
NAME = "Spring campaigns"


@pytest.fixture
def services(tmp_path: Path) -> Services:
    return batch_services(tmp_path)


@pytest.fixture
def address(services: Services) -> Iterator[str]:
    """A running site; its jobs are done when a test says so."""
    with serving(services) as url:
        yield url


def send(page: Page, address: str, *contents: bytes, suffix: str = "txt", name: str = NAME) -> None:
    """Send files with these contents."""
    page.goto(f"{address}/batches")
    files = [
        {"name": f"brief {number}.{suffix}", "mimeType": "text/plain", "buffer": content}
        for number, content in enumerate(contents, 1)
    ]
    page.get_by_label("Briefs").set_input_files(files)  # type: ignore[arg-type]  # its own dictionaries of literals
    page.get_by_label("What do you call it").fill(name)
    page.get_by_role("button", name="Read them all").click()


def reach(page: Page, address: str, services: Services, name: str) -> None:
    """Open the page of this name."""
    match name:
        case "error":
            send(page, address)
            expect(page.get_by_role("alert")).to_be_visible()
        case "half" | "list":
            send(page, address, TEXT.encode(), HOSTILE.encode(), name=HOSTILE[:200])
            work(services, jobs={"half": 2, "list": 3}[name])
            page.goto(f"{address}/batches" if name == "list" else page.url)
        case "failed lines":
            send(page, address, lines({"brief": {"text": HOSTILE}}, {HOSTILE[:150]: 1}), suffix="jsonl")
            work(services, jobs=2)
            expect(page.get_by_text("All done")).to_be_visible()
        case "no batch":
            send(page, address, b"{}", suffix="jsonl")
            work(services, jobs=1)
            expect(page.get_by_role("heading", name="The file cannot be used")).to_be_visible()


@pytest.mark.parametrize("name", ["error", "half", "list", "failed lines", "no batch"])
def test_every_page_is_accessible_and_never_scrolls_sideways(
    chromium: Browser, address: str, services: Services, name: str
) -> None:
    with opened(chromium) as page:
        reach(page, address, services, name)
        assert page.locator("main script, main img, [onmouseover], [onerror]").count() == 0
        for (width, height), scheme in LOOKS:
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == []
        for width in (320, 736, 1024, 1600):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_page_that_is_open_tells_how_far_it_is(chromium: Browser, address: str, services: Services) -> None:
    with opened(chromium) as page:
        send(page, address, TEXT.encode(), b"A letter to 400 people.")
        expect(page.get_by_role("status")).to_have_text("Being looked through: The file is being looked through.")
        expect(page.get_by_role("link", name="Look again")).to_be_hidden()
        work(services, jobs=1)
        expect(page.locator("#line-2 .state")).to_have_text("Waits")
        page.evaluate("window.same = true")
        work(services, jobs=1)
        expect(page.get_by_role("status")).to_have_text("Being read: 1 of 2 briefs done.")
        expect(page.locator("#line-1 .lead")).to_have_attribute("href", "/results/" + result_of(services))
        assert page.evaluate("window.same && document.getElementById('bar').value") == 1
        work(services, jobs=1)
        expect(page.get_by_role("status")).to_have_text("All done: 2 of 2 briefs done.")
        with page.expect_download() as download:
            page.get_by_role("link", name="2 results").click()
        taken = download.value.path().read_text(encoding="utf-8").splitlines()
        assert [json.loads(line)["custom_id"] for line in taken] == ["brief 1.txt", "brief 2.txt"]
        page.locator("#line-1 .lead").click()
        page.wait_for_url("**/results/res_*")


def result_of(services: Services) -> str:
    """The id of the result of the first line."""
    assert services.jobs
    [batch] = services.jobs.batches.page().data
    result = services.jobs.batches.lines(batch.id)[0].result
    assert result
    return result


def test_all_of_it_works_without_a_script(chromium: Browser, address: str, services: Services) -> None:
    with opened(chromium, java_script_enabled=False) as page:
        send(page, address, TEXT.encode(), b"A letter to 400 people.")
        work(services, jobs=2)
        page.get_by_role("link", name="Look again").click()
        expect(page.get_by_role("status")).to_have_text("Being read: 1 of 2 briefs done.")
        page.locator("summary").click()
        page.get_by_role("button", name="Stop reading").click()
        expect(page.get_by_role("status")).to_have_text("Stopped: 1 of 2 briefs done.")
        page.get_by_role("link", name="Many at once").click()
        page.get_by_role("link", name=NAME).click()
        page.locator("#line-1 .lead").click()
        page.wait_for_url("**/results/res_*")
