"""What every test may ask for: the checkout, a real browser, and no way out of this machine."""

import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_MISSING = (
    "these tests drive a real Chromium and none is installed; on Debian:"
    " apt-get update && apt-get install -y --no-install-recommends chromium fonts-dejavu-core"
)
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)
LOOPBACK = {"localhost", "127.0.0.1", "::1", "0.0.0.0", ""}

# Time limits on single examples fail on a busy machine, not on a slow function: benchmarks measure.
settings.register_profile("house", deadline=None, derandomize="CI" in os.environ, print_blob=True)
settings.load_profile("house")

# What tests keep must not get among the results of whoever runs them; processes that they start inherit this.
_DATA = tempfile.TemporaryDirectory(prefix="liaison-tests-")
os.environ["XDG_DATA_HOME"] = _DATA.name


def _refuse_other_hosts(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        host = str(address[0]) if isinstance(address, tuple) else ""
    elif event == "socket.getaddrinfo":
        name = arguments[0]
        host = name.decode() if isinstance(name, bytes) else str(name or "")
    else:
        return
    if host not in LOOPBACK:
        raise RuntimeError(f"a test tried to reach {host}: tests stay on this machine")


sys.addaudithook(_refuse_other_hosts)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return Path(__file__).parent.parent


@pytest.fixture
def free_port() -> int:
    """A port on the loopback address that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A running Debian Chromium, shared by the tests of one module.

    Not by the whole session: a running synchronous playwright keeps an event loop in the main
    thread, and no asynchronous test could run until it ends.
    """
    executable = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if executable is None:
        pytest.fail(CHROMIUM_MISSING, pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(CHROMIUM_FLAGS), timeout=30_000)
        yield browser
        browser.close()
