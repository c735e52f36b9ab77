"""What is kept, in a real Chromium: readable by everybody, and whole without a script."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from service.store.address import DatabaseAddress
from service.store.database import Database
from tests.exporting.limits_specimen import CONSTRAINTS
from tests.exporting.specimen import TEXT
from tests.web.limits_site import limits_services
from tests.web.site import serving
from tests.web.test_browser import HOSTILE, LOOKS, assert_inert, opened, result, violations
from tests.web.test_limits_browser import explained

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running site that keeps results."""
    path = tmp_path_factory.mktemp("kept") / "liaison.db"
    with serving(limits_services(database=Database(DatabaseAddress(path=path)))) as url:
        yield url


def shared(page: Page, address: str) -> str:
    """Keep a result, make a link to it, and return the link."""
    result(page, address)
    page.get_by_role("button", name="Make a link").click()
    link = page.get_by_role("status").get_by_role("link").get_attribute("href")
    assert link
    return link


def reach(page: Page, address: str, name: str) -> None:
    """Open the page of this name."""
    match name:
        case "empty form":
            page.goto(address)
        case "kept":
            result(page, address)
            page.locator("#kept summary").click()
        case "just shared":
            shared(page, address)
        case "shared":
            page.goto(shared(page, address))
        case "shared alignment":
            explained(page, address, CONSTRAINTS, TEXT)
            page.get_by_role("button", name="Make a link").click()
            page.get_by_role("status").get_by_role("link").click()
            page.wait_for_url("**/shared/*")
        case "link that leads nowhere":
            page.goto(f"{address}/shared/nowhere")
        case "list":
            result(page, address, HOSTILE)
            for _ in range(3):
                result(page, address)
            page.goto(f"{address}/results")


PAGES = ["empty form", "kept", "just shared", "shared", "shared alignment", "link that leads nowhere", "list"]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible_and_never_scrolls_sideways(chromium: Browser, address: str, name: str) -> None:
    with opened(chromium) as page:
        reach(page, address, name)
        for (width, height), scheme in LOOKS:
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == []
        for width in (320, 736, 1024, 1600):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_all_of_it_works_without_a_script(chromium: Browser, address: str) -> None:
    with opened(chromium, java_script_enabled=False) as page:
        link = shared(page, address)
        place = page.url.removesuffix("/shares")
        page.goto(link)
        expect(page.get_by_text("Shared with you")).to_be_visible()
        page.goto(place)
        page.get_by_role("button", name="Withdraw").click()
        expect(page.get_by_role("button", name="Withdraw")).to_have_count(0)
        page.goto(link)
        expect(page.get_by_role("heading", level=1)).to_have_text("This link leads nowhere, or not any more")
        page.goto(place)
        page.locator("#kept summary").click()
        page.get_by_role("button", name="Delete this result").click()
        expect(page).to_have_url(f"{address}/results")
        page.goto(place)
        expect(page.get_by_role("heading", level=1)).to_have_text("This result is not here, or not any more")


def test_a_result_looks_as_it_did_right_after_its_run(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        result(page, address)
        before = page.locator(".panes").inner_html()
        title = page.get_by_role("heading", level=1).inner_text()
        page.goto(f"{address}/results")
        page.get_by_role("link", name=title).first.click()
        assert page.locator(".panes").inner_html() == before


def test_hostile_words_do_nothing_where_they_are_listed_and_shared(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        result(page, address, HOSTILE)
        page.get_by_role("button", name="Make a link").click()
        page.get_by_role("status").get_by_role("link").click()
        assert_inert(page)
        page.goto(f"{address}/results")
        expect(page.locator(".results .lead").first).to_be_visible()
        assert page.locator("main script, main img, [onmouseover], [onerror]").count() == 0
