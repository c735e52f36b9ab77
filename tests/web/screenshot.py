"""Draws the picture of the result page for the README: `python -m tests.web.screenshot docs/images/result.png`."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from service.bootstrap import make_services
from service.settings import Settings
from tests.conftest import CHROMIUM_FLAGS, CHROMIUM_NAMES
from tests.web.site import serving

EXAMPLE, TODAY = "copperleaf-refill-week", "2027-05-10"


def draw(target: Path) -> None:
    """Send an example through the form, and save what is seen with one requirement pointed at."""
    executable = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    with serving(make_services(Settings())) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(CHROMIUM_FLAGS))
        page = browser.new_page(viewport={"width": 1280, "height": 960}, color_scheme="light")
        page.goto(f"{address}/?example={EXAMPLE}")
        page.get_by_label("Read as of").fill(TODAY)
        page.get_by_role("button", name="Read the brief").click()
        page.wait_for_url("**/results/*")
        page.locator(".question .lead").first.hover()
        page.screenshot(path=target, type="png")
        browser.close()


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
