"""What the tests of the model seam share."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from service.llm.sending import open_sdk
from tests.llm.provider import OPTIONS, Clock


@pytest.fixture
def clock() -> Clock:
    """A clock of the test's own."""
    return Clock()


@pytest.fixture
def in_a_new_process(root: Path) -> Callable[[str], str]:
    """Run a line of Python in a process of its own and return what it printed."""

    def run(code: str) -> str:
        done = subprocess.run([sys.executable, "-c", code], cwd=root, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    return run


@pytest.fixture(autouse=True, scope="session")
def _warm() -> None:
    """Import the SDK before anything is timed."""
    open_sdk(OPTIONS, None)
