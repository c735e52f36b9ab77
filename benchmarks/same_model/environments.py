"""Environments of the peers that cannot be installed beside Liaison: made once, with pinned versions, in a cache."""

import os
import subprocess
import sys
from pathlib import Path

PINNED = {
    "instructor": ("instructor==1.17.0", "openai==3.3.0", "pydantic==2.14.3"),
    "langextract": ("langextract[openai]==1.6.0", "openai==3.54.0", "pydantic==2.14.3"),
}
"""instructor wants an older jiter than openai 3.54 does; 3.3.0 is the newest of openai 3 that goes with it."""


def python_of(peer: str) -> Path:
    """The interpreter of a peer's environment, which is made where it is not there yet; takes a minute.

    Raises:
        subprocess.CalledProcessError: it cannot be installed.
    """
    folder = _cache() / "-".join([peer, *(one.partition("==")[2] for one in PINNED[peer])])
    python, ready = folder / "bin" / "python", folder / "ready"
    if not ready.exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
        install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PINNED[peer]]
        subprocess.run([python, *install], check=True, stdout=sys.stderr)
        ready.touch()
    return python


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "liaison-benchmarks"
