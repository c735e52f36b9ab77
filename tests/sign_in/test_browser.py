"""Somebody signs in and out in a real browser, at a real identity provider."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.sign_in.provider import PASSWORD
from tests.web.test_browser import violations

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]  # the first may have to install the provider


@pytest.fixture
def page(chromium: Browser, served: None, liaison: str) -> Iterator[Page]:
    context = chromium.new_context(base_url=liaison, viewport={"width": 390, "height": 800})
    yield context.new_page()
    context.close()


def test_from_the_button_to_the_way_out(page: Page, liaison: str) -> None:
    page.goto("/results")
    assert page.url == f"{liaison}/sign-in?next=/results"
    assert violations(page) == []
    page.get_by_role("link", name="Sign in").click()

    page.locator("input[name=login]").fill("vera")
    page.keyboard.press("Enter")
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("button[value=accept]").click()

    page.wait_for_url(f"{liaison}/results")
    shown = page.locator(".masthead .who")
    assert " ".join(shown.inner_text().split()) == "Signed in: Vera Visitor Marketing, IT, default Sign out"
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it fits a phone"
    assert page.evaluate("document.cookie") == "", "no script sees the session"

    # What was typed when the session was over is there after the next sign-in.
    page.goto("/")
    page.get_by_label("Text of the brief").fill("An e-mail goes to 4,000 readers on 3 May 2027.")
    page.context.clear_cookies(name="liaison-session")
    page.get_by_role("button", name="Read the brief").click()
    page.wait_for_url(f"{liaison}/sign-in?next=/")
    page.get_by_role("link", name="Sign in").click()
    page.wait_for_url(f"{liaison}/")
    page.get_by_role("button", name="Read the brief").click()
    page.wait_for_url(f"{liaison}/results/*")

    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{liaison}/sign-in*")
    page.goto("/results")
    assert page.url == f"{liaison}/sign-in?next=/results"
