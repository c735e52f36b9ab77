"""The pages in a real Chromium: readable by everybody, inert to hostile text, whole without a script."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, expect

from service.exporting import to_html
from tests.exporting.specimen import TEXT, specification
from tests.exporting.test_document import ATTACK
from tests.stub_run import stub_services, with_model
from tests.web.site import ASKING, BROKEN, GATE, SLOW, echo_run, serving

pytestmark = pytest.mark.browser

VENDOR = Path(__file__).parent / "vendor"
DESK, PHONE = (1280, 900), (390, 844)
LOOKS: tuple[tuple[tuple[int, int], Literal["light", "dark"]], ...] = (
    (DESK, "light"),
    (PHONE, "light"),
    (PHONE, "dark"),
)
HOSTILE = f"{ATTACK}\n\N{RIGHT-TO-LEFT OVERRIDE}txt.exe \N{PILE OF POO} {'x' * 400}\nעברית\n"
COUNT_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A running site."""
    with serving(with_model(stub_services(echo_run))) as url:
        yield url


@contextmanager
def opened(chromium: Browser, size: tuple[int, int] = DESK, **options: Any) -> Iterator[Page]:
    """A page that fails the test when it asks another host, breaks its policy, raises or opens a dialog."""
    trouble: list[str] = []
    context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, **options)
    context.add_init_script(COUNT_VIOLATIONS)
    page = context.new_page()
    page.set_default_timeout(10_000)
    watch(page, trouble)
    try:
        yield page
        if options.get("java_script_enabled", True):
            trouble.extend(page.evaluate("window.violations"))
    finally:
        context.close()
    assert trouble == []


def watch(page: Page, trouble: list[str]) -> None:
    """Note what a page must never do."""

    def request(asked: Request) -> None:
        if not is_own(asked.url):
            trouble.append(asked.url)

    def console(line: ConsoleMessage) -> None:
        if "Content Security" in line.text:
            trouble.append(line.text)

    def dialog(opened_by: Dialog) -> None:
        trouble.append(opened_by.message)
        opened_by.dismiss()

    page.on("request", request)
    page.on("console", console)
    page.on("dialog", dialog)
    page.on("pageerror", lambda error: trouble.append(str(error)))


def is_own(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "file:", "data:", "blob:"))


def send(page: Page, address: str, text: str = TEXT, title: str = "") -> None:
    """Fill in the form and send it."""
    page.goto(address)
    page.get_by_label("Text of the brief").fill(text)
    page.get_by_label("Title").fill(title)
    page.get_by_role("button", name="Read the brief").click()


def result(page: Page, address: str, text: str = TEXT) -> None:
    """Send the form and wait for the result."""
    send(page, address, text)
    page.wait_for_url("**/results/*")


def reach(page: Page, address: str, name: str) -> None:
    """Open the page of this name."""
    if name == "result":
        result(page, address)
    elif name == "opened":
        result(page, address)
        page.evaluate("document.querySelectorAll('details').forEach((item) => { item.open = true; })")
    elif name == "hostile":
        result(page, address, HOSTILE)
    elif name == "running":
        GATE.clear()
        send(page, address, HOSTILE, ASKING)
        expect(page.locator(".drafted li")).to_have_count(2)
    elif name == "error":
        send(page, address, " ")
        expect(page.get_by_role("alert")).to_be_visible()
    elif name == "questions":
        page.goto(address)
        page.get_by_label("Answer some questions").check()
    else:
        page.goto(f"{address}/{name}")


PAGES = ["", "questions", "error", "running", "result", "opened", "hostile", "how", "results/gone"]


def violations(page: Page) -> list[str]:
    """What axe finds, in words."""
    page.evaluate((VENDOR / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then((outcome) => outcome.violations)")
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_accessible_and_never_scrolls_sideways(chromium: Browser, address: str, name: str) -> None:
    with opened(chromium) as page:
        reach(page, address, name)
        for (width, height), scheme in LOOKS:
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=scheme)
            assert violations(page) == []
        for width in (320, 735, 736, 768, 1023, 1024, 1100, 1600):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        GATE.set()


def test_axe_is_the_published_file_and_does_find_faults(chromium: Browser) -> None:
    digest = hashlib.sha256((VENDOR / "axe.min.js").read_bytes()).hexdigest()
    assert digest in (VENDOR / "README.md").read_text(encoding="utf-8")
    with opened(chromium) as page:
        page.set_content("<img src='data:,x'><input><a href='#'></a>")
        assert len(violations(page)) >= 3


def assert_inert(page: Page) -> None:
    """Hostile words are shown as words, and nothing of them is part of the page."""
    shown = page.locator(".brief .text").inner_text()
    assert "<script>alert(1)</script><img src=https://elsewhere.example/x onerror=alert(1)>" in shown
    assert "<U+202E>txt.exe" in shown
    assert page.locator("main script, main img, [onmouseover], [onerror]").count() == 0


def test_a_hostile_brief_is_shown_and_does_nothing(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        result(page, address, HOSTILE)
        assert_inert(page)


# --- without a script ----------------------------------------------------------------------------


def test_the_whole_way_works_without_a_script(chromium: Browser, address: str) -> None:
    with opened(chromium, java_script_enabled=False) as page:
        result(page, address)
        page.locator("#r-DATA-001 .cite").first.click()
        assert page.url.endswith("#s-S4")
        expect(page.locator("#s-S4")).to_be_in_viewport()
        page.locator(".filters a").last.click()
        expect(page.locator("#cat-governance")).to_be_in_viewport()
        page.locator("#s-S10 .cite").click()
        expect(page.locator("#c-S10")).to_be_in_viewport()
        page.locator("#s-S9 .cite").click()
        assert page.url.endswith("#q-Q1")
        expect(page.locator("#q-Q1")).to_be_in_viewport()


def test_an_error_takes_focus_and_leads_to_its_field_without_a_script(chromium: Browser, address: str) -> None:
    with opened(chromium, java_script_enabled=False) as page:
        page.goto(address)
        page.get_by_label("Answer some questions").check()
        page.get_by_label("Title").fill("Kept title")
        page.get_by_role("button", name="Read the brief").click()
        expect(page.locator("#errors")).to_be_focused()
        page.get_by_role("link", name="Answer at least one of the questions.").click()
        expect(page.get_by_label("What should the campaign achieve?")).to_be_focused()
        expect(page.get_by_label("Title")).to_have_value("Kept title")


def test_only_the_chosen_way_is_shown(chromium: Browser, address: str) -> None:
    with opened(chromium, java_script_enabled=False) as page:
        page.goto(address)
        expect(page.get_by_label("Text of the brief")).to_be_visible()
        expect(page.locator("#file")).to_be_hidden()
        page.get_by_label("Upload a file").check()
        expect(page.get_by_label("Text of the brief")).to_be_hidden()
        page.locator("#file").set_input_files(
            {"name": "brief.md", "mimeType": "text/markdown", "buffer": b"# From a file\n\n4,000 guests"}
        )
        page.get_by_role("button", name="Read the brief").click()
        expect(page.locator("h1")).to_have_text("# From a file")


# --- with the script -----------------------------------------------------------------------------


def lit(page: Page) -> set[str]:
    """Ids of what is lit up."""
    return set(page.evaluate("[...document.querySelectorAll('.lit')].map((item) => item.id)"))


def test_pointing_at_one_side_lights_the_other(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        result(page, address)
        page.locator("#r-GOV-001 .lead").hover()
        assert lit(page) == {"s-S7"}
        page.locator("#s-S6 bdi").hover()
        assert {"s-S6", "r-INTG-001"} <= lit(page)
        assert "r-DATA-001" not in lit(page)
        page.locator("h1").hover()
        assert lit(page) == set()


def test_the_keyboard_lights_the_other_side_too(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        result(page, address)
        page.locator("#r-GOV-001 summary").focus()
        assert lit(page) == {"s-S7"}


def test_the_pane_of_the_brief_follows_and_the_page_stays(chromium: Browser, address: str) -> None:
    with opened(chromium, (1280, 420), reduced_motion="reduce") as page:
        result(page, address)
        page.locator("#r-GOV-001 .lead").hover()
        before = page.evaluate("scrollY")
        expect(page.locator("#s-S7")).to_be_in_viewport()
        assert page.evaluate("scrollY") == before
        assert page.evaluate("document.querySelector('.brief .text').scrollTop") > 0


def test_what_was_typed_survives_a_reload_until_it_is_cleared(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        page.goto(address)
        page.get_by_label("Answer some questions").check()
        page.get_by_label("Who decides?").fill("The head of shops")
        page.reload()
        expect(page.get_by_label("Who decides?")).to_have_value("The head of shops")
        page.get_by_role("button", name="clear it").click()
        page.reload()
        page.get_by_label("Answer some questions").check()
        expect(page.get_by_label("Who decides?")).to_have_value("")


def test_an_example_does_not_cost_what_was_typed(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        page.goto(address)
        page.get_by_label("Text of the brief").fill("My own brief")
        page.get_by_role("link", name="Refill Week").click()
        expect(page.get_by_label("Text of the brief")).to_have_value(re.compile("212 coffee bars"))
        page.get_by_role("button", name="bring back what you typed").click()
        expect(page.get_by_label("Text of the brief")).to_have_value("My own brief")


def test_a_run_over_a_second_shows_its_steps_and_then_its_result(chromium: Browser, address: str) -> None:
    GATE.clear()
    with opened(chromium) as page:
        send(page, address, title=SLOW)
        expect(page.get_by_role("status")).to_contain_text("Read 11 sentences, found 9 facts")
        expect(page.get_by_role("button", name="Read the brief")).to_be_disabled()
        GATE.set()
        page.wait_for_url("**/results/*")
        page.go_back()
        expect(page.get_by_role("button", name="Read the brief")).to_be_enabled()
        expect(page.get_by_label("Text of the brief")).to_have_value(TEXT)


def test_what_is_found_is_shown_while_a_model_is_being_asked(chromium: Browser, address: str) -> None:
    GATE.clear()
    with opened(chromium) as page:
        send(page, address, "The kiosk shall know every stamp.", ASKING)
        asking = page.locator(".asking")
        expect(asking).to_contain_text(
            "The rules have read it; the model has answered 1 of 3 questions; it has added 1"
        )
        expect(page.get_by_role("progressbar")).to_have_js_property("value", 1)
        first, second = page.locator(".drafted li").all()
        expect(page.locator(".drafted h3")).to_have_text("Data 2")
        expect(first).not_to_contain_text("DATA-001")
        expect(first).not_to_contain_text("check it")
        expect(second).to_contain_text("The kiosk shall know every stamp. the model’s reading: check it")
        GATE.set()
        page.wait_for_url("**/results/*")
        expect(page.locator(".drafted")).to_have_count(0)


def test_hostile_words_do_nothing_while_a_run_goes_on(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        reach(page, address, "running")
        expect(page.locator(".drafted .reading .lead")).to_contain_text("<script>alert(1)</script><img src=")
        assert page.locator(".drafted script, .drafted img, [onmouseover], [onerror]").count() == 0
        GATE.set()
        page.wait_for_url("**/results/*")


def test_the_engine_is_chosen_by_keyboard_or_pointer(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        page.goto(address)
        expect(page.get_by_label("Rules and model")).to_be_checked()
        page.get_by_label("Rules alone").check()
        page.reload()
        expect(page.get_by_label("Rules alone")).to_be_checked()


def test_a_run_that_breaks_off_says_so_and_keeps_the_text(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        send(page, address, title=BROKEN)
        expect(page.get_by_role("status")).to_contain_text("The model cannot be reached.")
        expect(page.get_by_label("Text of the brief")).to_have_value(TEXT)
        expect(page.get_by_role("button", name="Read the brief")).to_be_enabled()


def test_a_link_opens_what_its_target_is_folded_into(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        result(page, address)
        expect(page.locator("#c-S10")).to_be_hidden()
        page.locator("#s-S10 .cite").click()
        expect(page.locator("#c-S10")).to_be_in_viewport()
        page.locator("#q-Q1 .ref").first.click()
        expect(page.locator("#r-DATA-001 .more")).to_be_visible()


def test_what_is_folded_away_is_lit_by_the_line_it_is_folded_into(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        result(page, address)
        page.locator("#s-S10 bdi").hover()
        expect(page.locator("#sentences summary")).to_have_class("lit")


def test_a_kind_of_need_can_be_looked_at_alone(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        result(page, address)
        chip = page.locator(".filters a").nth(1)
        chip.click()
        expect(chip).to_have_attribute("aria-current", "true")
        expect(page.locator("#r-PRIV-001")).to_be_visible()
        expect(page.locator("#r-DATA-001")).to_be_hidden()
        assert violations(page) == []
        page.locator("#s-S4 .cite").click()
        expect(page.locator("#r-DATA-001")).to_be_in_viewport()
        chip.click()
        chip.click()
        expect(page.locator("#r-GOV-001")).to_be_visible()


# --- phone, paper, file --------------------------------------------------------------------------


def test_on_a_phone_the_brief_folds_away_and_needs_carry_their_quotes(chromium: Browser, address: str) -> None:
    with opened(chromium, PHONE) as page:
        result(page, address)
        expect(page.locator(".brief .text")).to_be_hidden()
        for need in page.locator(".need").all():
            expect(need.locator("q").first).to_be_visible()
        page.locator("#r-DATA-001 .cite").first.click()
        expect(page.locator("#s-S4")).to_be_in_viewport()


def test_beside_the_needs_the_brief_is_open(chromium: Browser, address: str) -> None:
    with opened(chromium) as page:
        result(page, address)
        expect(page.locator("#s-S2")).to_be_visible()


def test_paper_shows_what_the_screen_folds_away(chromium: Browser, address: str) -> None:
    with opened(chromium, PHONE) as page:
        result(page, address)
        page.emulate_media(media="print")
        expect(page.locator("#r-DATA-001 details dd").first).to_be_visible()
        expect(page.locator("#s-S2")).to_be_visible()
        expect(page.locator(".masthead")).to_be_hidden()


def test_the_exported_page_works_from_a_file(chromium: Browser, tmp_path: Path) -> None:
    path = tmp_path / "specification.html"
    path.write_text(to_html(specification()), encoding="utf-8")
    with opened(chromium) as page:
        page.goto(path.as_uri())
        page.locator("#r-GOV-001 .lead").hover()
        assert lit(page) == {"s-S7"}
        assert page.evaluate("getComputedStyle(document.querySelector('.panes')).display") == "grid"
        assert violations(page) == []
