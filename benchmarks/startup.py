"""How soon `liaison --help` is there, and how soon the server answers, beside a bare server in the same run.

`python -m benchmarks.startup [--runs N] [--write]`

The bare server is uvicorn with FastAPI and the openai SDK and one route, the way such services commonly start. Runs
alternate between the two, so that a busy machine slows both. Times are wall clock from the start of the process until
`/healthz` answers 200; the ratio is that of the medians.
"""

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.measuring.records import about

RESULTS = Path(__file__).parent / "results" / "startup.json"
HELP_SECONDS_MAX = 0.3
SERVER_RATIO_MAX = 1.3
PATIENCE_SECONDS = 60

BARE = """
import openai, uvicorn
from fastapi import FastAPI
app = FastAPI()
client = openai.AsyncOpenAI(api_key="none")
@app.get("/healthz")
async def healthz() -> dict[str, str]:
    return {"status": "ok"}
uvicorn.run(app, port=int(__import__("sys").argv[1]), log_level="error")
"""


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment() -> dict[str, str]:
    """The environment without settings of this program."""
    return {name: value for name, value in os.environ.items() if not name.upper().startswith("LIAISON_")}


def time_command(*command: str) -> float:
    """Seconds until a command has ended."""
    started = time.perf_counter()
    subprocess.run([sys.executable, *command], env=environment(), stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def time_server(*command: str) -> float:
    """Seconds until a server answers; its port is put after the command."""
    port = free_port()
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(
            [sys.executable, *command, str(port)],
            cwd=folder,
            env=environment() | {"PYTHONPATH": str(Path(__file__).parent.parent)},
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(port, started)
            return time.perf_counter() - started
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE_SECONDS)


def wait_for(port: int, started: float) -> None:
    """Ask the server on this machine until it says that it is well."""
    while time.perf_counter() - started < PATIENCE_SECONDS:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == HTTPStatus.OK:
                return
        except OSError:
            pass  # nobody listens yet
        finally:
            connection.close()
        time.sleep(0.002)
    raise TimeoutError(f"no answer on port {port}")


def measure(runs: int) -> dict[str, list[float]]:
    """Seconds of each run, by what was started; the kinds take turns. A first turn that warms the disk is dropped."""
    kinds: dict[str, Callable[[], float]] = {
        "python": lambda: time_command("-c", "pass"),
        "help": lambda: time_command("-m", "service.cli", "--help"),
        "bare server": lambda: time_server("-c", BARE),
        "liaison serve": lambda: time_server("-m", "service.cli", "serve", "--port"),
    }
    turns = [{name: start() for name, start in kinds.items()} for _ in range(runs + 1)][1:]
    return {name: [turn[name] for turn in turns] for name in kinds}


def summary(times: dict[str, list[float]]) -> dict[str, float]:
    """Medians in seconds, and the two figures that have a target."""
    medians = {name: round(statistics.median(values), 3) for name, values in times.items()}
    return medians | {"server ratio": round(medians["liaison serve"] / medians["bare server"], 2)}


def table(times: dict[str, list[float]], figures: dict[str, float]) -> str:
    """The result to read."""
    lines = [f"{'':16}{'median':>9}{'min':>9}{'max':>9}  seconds"]
    lines += [
        f"{name:16}{statistics.median(values):9.3f}{min(values):9.3f}{max(values):9.3f}"
        for name, values in times.items()
    ]
    return "\n".join(
        [
            *lines,
            f"liaison --help: {figures['help']:.3f} s (target {HELP_SECONDS_MAX} s)",
            f"liaison serve / bare server: {figures['server ratio']:.2f} (target {SERVER_RATIO_MAX})",
        ]
    )


def main() -> int:
    """Measure, print, and end with 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--write", action="store_true", help=f"keep the figures in {RESULTS.name}")
    arguments = parser.parse_args()
    times = measure(arguments.runs)
    figures = summary(times)
    print(table(times, figures))
    if arguments.write:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps(about() | {"runs": arguments.runs, **figures}, indent=2) + "\n", encoding="utf-8")
    return int(figures["help"] > HELP_SECONDS_MAX or figures["server ratio"] > SERVER_RATIO_MAX)


if __name__ == "__main__":
    sys.exit(main())
