"""What compose.yaml describes, as processes of this machine: two servers, two workers, one of each lost on the way."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from tests.databases import Postgres, postgres
from tests.deploy.manifests import Process, processes

__all__ = ["postgres"]

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

LINES = 60
BRIEF = "An e-mail with the points balance goes to {number},000 customers in Ireland at 8am on 12 April 2027."


def composed(part: str) -> Process:
    return next(process for process in processes() if process.where == f"compose.yaml: {part}")


@dataclass
class Topology:
    """Starts processes as the file does, with the database and the folders of this machine."""

    folder: Path
    database_url: str
    stack: ExitStack

    def settings(self, part: str) -> dict[str, str]:
        """The settings of a part, with this machine's places in them."""
        ours = {"LIAISON_DATABASE_URL": self.database_url, "LIAISON_SECRETS_DIR": str(self.folder / "secrets")}
        written = composed(part).settings
        assert ours.keys() <= written.keys()
        others = {name: value for name, value in os.environ.items() if not name.startswith("LIAISON_")}
        return {**others, **written, **ours}

    def start(self, part: str, port: int) -> "subprocess.Popen[bytes]":
        """Start one more of a part, on a port of its own where it is not alone on this machine."""
        program, *arguments = composed(part).command
        assert program == "liaison"
        shown = {"serve": "--port", "worker": "--health-port"}[part]
        arguments[arguments.index(shown) + 1] = str(port)
        log = self.stack.enter_context((self.folder / "log").open("ab"))
        process = subprocess.Popen(
            _command(arguments), env=self.settings(part), stdout=log, stderr=log, cwd=self.folder
        )
        self.stack.callback(_killed, process)
        return process

    def run(self, part: str, *arguments: str) -> str:
        """Run a command as `docker compose run` does; what it prints."""
        done = subprocess.run(
            _command(list(arguments)),
            env=self.settings(part),
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def log(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8")


def _command(arguments: list[str]) -> list[str]:
    return [sys.executable, "-m", "service.cli", *arguments]


def _killed(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()


@contextmanager
def topology(folder: Path, postgres: Postgres) -> Iterator[Topology]:
    """A database whose user has a password, which stands in a file; nothing is started yet."""
    url = postgres.new_database()
    with psycopg.connect(url, autocommit=True) as session:
        session.execute("ALTER USER liaison PASSWORD 'a password of this test'")
    (folder / "secrets").mkdir()
    (folder / "secrets" / "liaison_database_password").write_text("a password of this test\n")
    (folder / "secrets" / "liaison_llm_api_key").write_text("")
    with ExitStack() as stack:
        yield Topology(folder, url, stack)


def ports(number: int) -> list[int]:
    """Ports that nothing listens on, all different."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(number)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]


def wait_until_ready(port: int, up: Topology) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        with suppress(httpx.HTTPError):
            if httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=5).status_code == 200:
                return
        time.sleep(0.1)
    raise AssertionError(up.log())


def line(number: int) -> str:
    body: Mapping[str, Any] = {"brief": {"text": BRIEF.format(number=number + 10)}}
    return json.dumps({"custom_id": f"line-{number}", "method": "POST", "url": "/v1/requirements", "body": body})


def test_a_batch_is_done_though_a_worker_is_lost_and_a_server_starts_anew(tmp_path: Path, postgres: Postgres) -> None:
    with topology(tmp_path, postgres) as up:
        up.run("migrate", *composed("migrate").command[1:])
        key = up.run("worker", "keys", "create", "admin", "--scopes", "admin").split()[0]
        assert re.fullmatch(r"lia_\w+", key)
        first, second, *healths = ports(4)
        servers = [up.start("serve", port) for port in (first, second)]
        workers = [up.start("worker", port) for port in healths]
        for port in (first, second, *healths):
            wait_until_ready(port, up)
        shown = {"Authorization": f"Bearer {key}"}
        one, other = (
            httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=shown, timeout=30) for port in (first, second)
        )
        assert httpx.get(f"http://127.0.0.1:{first}/v1/results").status_code == 401
        lines = "\n".join(line(number) for number in range(LINES)).encode()
        file = one.post("/v1/files", files={"file": ("lines.jsonl", lines)}, data={"purpose": "batch"}).json()
        asked = {"input_file_id": file["id"], "endpoint": "/v1/requirements", "completion_window": "24h"}
        batch = other.post("/v1/batches", json=asked).json()["id"]
        until = time.monotonic() + 300
        while other.get(f"/v1/batches/{batch}").json()["request_counts"]["completed"] < 5:
            assert time.monotonic() < until, up.log()
            time.sleep(0.2)
        workers[0].send_signal(signal.SIGKILL)
        servers[0].terminate()
        assert servers[0].wait(30) == 0
        servers[0] = up.start("serve", first)
        wait_until_ready(first, up)
        while (found := one.get(f"/v1/batches/{batch}").json())["status"] != "completed":
            assert time.monotonic() < until, up.log()
            time.sleep(0.5)
        assert found["request_counts"] == {"total": LINES, "completed": LINES, "failed": 0}
        content = other.get(f"/v1/files/{found['output_file_id']}/content").text.splitlines()
        assert {json.loads(text)["custom_id"] for text in content} == {f"line-{number}" for number in range(LINES)}
        one.close()
        other.close()
        for process in (*servers, workers[1]):
            process.terminate()
        assert [process.wait(90) for process in (*servers, workers[1])] == [0, 0, 0], up.log()
