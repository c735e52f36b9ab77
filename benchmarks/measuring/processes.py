"""Processes of Liaison and a model endpoint, started for a measurement and ended with it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

START_SECONDS = 90.0
END_SECONDS = 60.0


@contextmanager
def liaison(arguments: Sequence[str], settings: Mapping[str, str], log: Path) -> "Iterator[subprocess.Popen[bytes]]":
    """Run a command with these settings and no others, in the folder of the file that it logs to."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("LIAISON_")}
    with log.open("ab") as opened:
        process = subprocess.Popen(
            [sys.executable, "-m", "service.cli", *arguments],
            env={**others, **settings},
            stdout=opened,
            stderr=opened,
            cwd=log.parent,
        )
    try:
        yield process
    finally:
        end(process)


def end(process: "subprocess.Popen[bytes]") -> int:
    """Tell a process to stop, wait for that, and return its exit code; one that does not stop is killed."""
    process.terminate()
    try:
        return process.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def wait_until_ready(port: int) -> None:
    """Wait until a server or a worker says that it is ready.

    Raises:
        TimeoutError: it does not.
    """
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=5).status_code == httpx.codes.OK:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.1)
    raise TimeoutError(f"Nobody is ready behind port {port}: see the log beside the figures.")


@contextmanager
def endpoint(module: str, *arguments: str) -> Iterator[int]:
    """A model endpoint in a process of its own; its port, which it prints."""
    with subprocess.Popen([sys.executable, "-m", module, *arguments], stdout=subprocess.PIPE) as process:
        assert process.stdout
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


@dataclass(frozen=True)
class Held:
    """What a process holds: megabytes resident, open files and connections, threads; and CPU seconds it has had."""

    megabytes: float
    files: int
    threads: int
    cpu_seconds: float


def held_by(pid: int) -> Held:
    """Read what a process of this machine holds, on Linux."""
    about = Path("/proc") / str(pid)
    pages = int((about / "statm").read_text(encoding="ascii").split()[1])
    # The name in the second field may hold spaces and brackets: fields are counted behind it.
    times = (about / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return Held(
        megabytes=pages * os.sysconf("SC_PAGE_SIZE") / 2**20,
        files=len(list((about / "fd").iterdir())),
        threads=len(list((about / "task").iterdir())),
        cpu_seconds=(int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK"),
    )


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
