"""The form for constraints and its results in a real Chromium."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from service.exporting import alignment_to_html, explanation_to_html
from tests.exporting.limits_specimen import CONSTRAINTS, alignment, explanation
from tests.exporting.specimen import TEXT
from tests.web.limits_site import limits_services
from tests.web.site import BROKEN, GATE, SLOW, serving
from tests.web.test_browser import DESK, HOSTILE, LOOKS, PHONE, assert_inert, lit, opened, result, violations

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A running site."""
    with serving(limits_services()) as url:
        yield url


def send(page: Page, address: str, text: str = CONSTRAINTS, brief: str = "") -> None:
    """Fill in the form and send it."""
    page.goto(f"{address}/constraints")
    page.get_by_label("What IT says").fill(text)
    page.get_by_label("Text of the brief").fill(brief)
    page.get_by_role("button", name="Explain the limits").click()


def explained(page: Page, address: str, text: str = CONSTRAINTS, brief: str = "") -> None:
    """Send the form and wait for the result."""
    send(page, address, text, brief)
    page.wait_for_url("**/results/*")


def reach(page: Page, address: str, name: str) -> None:
    """Open the page of this name."""
    if name == "explanation":
        explained(page, address)
    elif name == "alignment":
        explained(page, address, brief=TEXT)
    elif name == "opened":
        explained(page, address, brief=TEXT)
        page.evaluate("document.querySelectorAll('details').forEach((item) => { item.open = true; })")
    elif name == "hostile":
        explained(page, address, HOSTILE)
    elif name == "error":
        send(page, address, " ")
        expect(page.get_by_role("alert")).to_be_visible()
    elif name == "against":
        result(page, address)
        page.get_by_role("link", name="Hold it against IT’s constraints").click()
        page.wait_for_url("**/constraints?result=*")
    else:
        page.goto(f"{address}/{name}")


PAGES = [
    "constraints",
    "constraints?example=copperleaf-refill-week",
    "error",
    "against",
    "explanation",
    "alignment",
    "opened",
    "hostile",
]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible_and_never_scrolls_sideways(chromium: Browser, address: str, name: str) -> None:
    with opened(chromium) as page:
        reach(page, address, name)
        for (width, height), scheme in LOOKS:
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == []
        for width in (320, 735, 736, 768, 832, 1023, 1024, 1100, 1600):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_hostile_words_are_shown_and_do_nothing(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        explained(page, address, HOSTILE)
        assert_inert(page)


# --- both texts ----------------------------------------------------------------------------------


def source(page: Page, words: str) -> str:
    """The id of these words in the text of IT."""
    return page.locator(".brief .tied").filter(has_text=re.compile(f"^{words}$")).get_attribute("id") or ""


def test_pointing_at_words_lights_them_on_the_other_side(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        explained(page, address)
        plain = page.locator("#constraint-C1 .plain .tied", has_text="All brands together")
        plain.hover()
        assert lit(page) == {plain.get_attribute("id"), source(page, "across all brands")}
        page.locator(f"#{source(page, 'across all brands')}").hover()
        assert lit(page) == {plain.get_attribute("id"), source(page, "across all brands")}
        page.locator("h1").hover()
        assert lit(page) == set()


def test_the_keyboard_lights_words_and_follows_them(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        explained(page, address)
        plain = page.locator("#constraint-C2 .plain .tied", has_text="16 April 2027")
        plain.focus()
        there = source(page, "16 April 2027")
        assert there in lit(page)
        page.keyboard.press("Enter")
        assert page.url.endswith(f"#{there}")
        page.locator(f"#{there}").focus()
        page.keyboard.press("Enter")
        expect(plain).to_be_in_viewport()


def test_pointing_at_a_sentence_lights_its_constraints(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        explained(page, address)
        page.locator("#s-T3 .cite").first.hover()
        assert {"s-T3", "constraint-C2", "constraint-C3"} <= lit(page)
        assert "constraint-C1" not in lit(page)


def test_words_left_out_lead_to_the_reason(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        explained(page, address)
        page.locator(".brief .tied.left_out").click()
        expect(page.locator("#o-C1-0")).to_be_in_viewport()


def test_the_pane_of_the_source_follows_and_the_page_stays(chromium: Browser, address: str) -> None:
    with opened(chromium, (1280, 420), reduced_motion="reduce") as page:
        explained(page, address)
        words = page.locator("#constraint-C5 .plain .tied").first
        words.scroll_into_view_if_needed()
        page.evaluate("document.querySelector('.brief .text').scrollTop = 0")
        before = page.evaluate("scrollY")
        words.hover()
        expect(page.locator(f"#{source(page, '7 days')}")).to_be_in_viewport()
        assert page.evaluate("scrollY") == before


def test_the_whole_way_works_without_a_script(chromium: Browser, address: str) -> None:
    with opened(chromium, java_script_enabled=False) as page:
        explained(page, address, brief=TEXT)
        page.locator("#constraint-C1 .plain .tied", has_text="All brands together").click()
        assert page.url.endswith(f"#{source(page, 'across all brands')}")
        page.locator(f"#{source(page, 'across all brands')}").click()
        expect(page.locator("#constraint-C1 .plain")).to_be_in_viewport()
        page.locator("#constraint-C4 .standing a").click()
        expect(page.locator("#constraint-C5")).to_be_in_viewport()
        page.locator("#constraint-C1 .effects a", has_text="X1").click()
        expect(page.locator("#collision-X1")).to_be_in_viewport()
        page.locator("#collision-X1 .ref", has_text="SCALE-001").click()
        page.wait_for_url("**/results/*#r-SCALE-001")
        expect(page.locator("#r-SCALE-001")).to_be_in_viewport()


def test_an_error_takes_focus_and_leads_to_its_field_without_a_script(chromium: Browser, address: str) -> None:
    with opened(chromium, java_script_enabled=False) as page:
        send(page, address, " ", "Kept brief")
        expect(page.locator("#errors")).to_be_focused()
        page.get_by_role("link", name="Paste what IT has told you").click()
        expect(page.get_by_label("What IT says")).to_be_focused()
        expect(page.get_by_label("Text of the brief")).to_have_value("Kept brief")


# --- the form ------------------------------------------------------------------------------------


def test_each_form_keeps_its_own_draft(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        page.goto(f"{address}/constraints")
        page.get_by_label("What IT says").fill("No sends at night")
        page.get_by_label("Text of the brief").fill("My plan")
        page.goto(address)
        expect(page.get_by_label("Text of the brief")).to_have_value("")
        page.goto(f"{address}/constraints")
        expect(page.get_by_label("What IT says")).to_have_value("No sends at night")
        expect(page.get_by_label("Text of the brief")).to_have_value("My plan")


def test_a_form_beside_a_result_does_not_cost_the_brief_that_was_typed(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        page.goto(f"{address}/constraints")
        page.get_by_label("Text of the brief").fill("My plan")
        reach(page, address, "against")
        page.get_by_label("What IT says").fill(CONSTRAINTS)
        page.get_by_role("button", name="Hold it against them").click()
        page.wait_for_url("**/results/*")
        expect(page.locator("h1")).to_contain_text("Tideline Club spring wake-up")
        page.goto(f"{address}/constraints")
        expect(page.get_by_label("Text of the brief")).to_have_value("My plan")


def test_a_run_over_a_second_shows_its_steps_and_a_broken_one_says_so(chromium: Browser, address: str) -> None:
    GATE.clear()
    with opened(chromium) as page:
        send(page, address, SLOW)
        expect(page.get_by_role("status")).to_contain_text("Reading the limits")
        expect(page.get_by_role("status")).to_contain_text("Read 7 sentences, found 9 facts")
        GATE.set()
        page.wait_for_url("**/results/*")
        send(page, address, BROKEN)
        expect(page.get_by_role("status")).to_contain_text("The model cannot be reached.")
        expect(page.get_by_label("What IT says")).to_have_value(BROKEN)


# --- phone, paper, file --------------------------------------------------------------------------


def test_on_a_phone_the_source_folds_away_and_each_card_carries_its_own(chromium: Browser, address: str) -> None:
    with opened(chromium, PHONE) as page:
        explained(page, address)
        expect(page.locator(".brief .text")).to_be_hidden()
        for card in page.locator(".card").all():
            expect(card.locator(".own-words")).to_be_visible()
        page.locator("#constraint-C1 .plain .tied", has_text="mail gateway").click()
        expect(page.locator(f"#{source(page, 'mail gateway')}")).to_be_in_viewport()
        page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
        expect(page.locator("#constraint-C1 .own-words")).to_be_hidden()


def test_paper_shows_what_the_screen_folds_away(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        explained(page, address, brief=TEXT)
        page.emulate_media(media="print")
        expect(page.locator("#constraint-C1 .reading dd").first).to_be_visible()
        expect(page.locator("#constraint-C1 .own-words")).to_be_visible()


def test_the_exported_pages_work_from_a_file(chromium: Browser, tmp_path: Path) -> None:
    for name, content in (
        ("explanation", explanation_to_html(explanation())),
        ("alignment", alignment_to_html(alignment())),
    ):
        path = tmp_path / f"{name}.html"
        path.write_text(content, encoding="utf-8")
        with opened(chromium) as page:
            page.goto(path.as_uri())
            page.locator("#constraint-C1 .plain .tied", has_text="All brands together").hover()
            assert source(page, "across all brands") in lit(page)
            assert violations(page) == []
