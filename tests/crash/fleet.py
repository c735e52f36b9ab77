"""Real processes over real connections, to be killed: a server, workers, and a model endpoint that counts its answers."""

import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psycopg

from tests.webhooks.receiver import Receiver

BRIEF = (
    "We want 40,000 customers in Ireland to book a tasting in our {number} shops by 3 May 2027. An e-mail with the"
    " points balance of each customer goes out at 8am on 12 April 2027."
)
ENDED = {"succeeded", "failed", "cancelled"}
_START_SECONDS = 90.0


@dataclass
class Fleet:
    """The processes of one database. `serve_works`: the server does jobs itself."""

    folder: Path
    database_url: str
    serve_works: bool = True
    provider_seconds: float = 0.3
    settings: dict[str, str] = field(default_factory=dict)
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)
    acknowledged: list[str] = field(default_factory=list)
    recorded: dict[str, float] = field(default_factory=dict)
    kills: int = 0
    _port: int = 0
    _posted: int = 0
    _environment: dict[str, str] = field(default_factory=dict)
    _ending: threading.Event = field(default_factory=threading.Event)
    _poster: threading.Thread | None = None
    _http: httpx.Client = field(default_factory=httpx.Client)

    # --- processes ------------------------------------------------------------------------------

    def __enter__(self) -> "Fleet":
        try:
            self._prepare()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _prepare(self) -> None:
        log = self.folder / "paid.log"
        command = [sys.executable, "-m", "benchmarks.measuring.counting", str(self.provider_seconds), str(log)]
        provider = subprocess.Popen(command, stdout=subprocess.PIPE)
        self.processes["provider"] = provider
        assert provider.stdout
        provider_port = int(provider.stdout.readline())
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.upper().startswith("LIAISON_")},
            "LIAISON_DATABASE_URL": self.database_url,
            "LIAISON_LLM_BASE_URL": f"http://127.0.0.1:{provider_port}/v1",
            "LIAISON_LLM_MODEL": "counting",
            "LIAISON_LLM_ASK": "whole",
            **self.settings,
        }
        assert self._run("db", "upgrade").wait(_START_SECONDS) == 0, self.log()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]

    def __exit__(self, *_exc: object) -> None:
        self.stop_posting()
        self._http.close()
        for process in self.processes.values():
            process.kill()
            process.wait()
            for pipe in (process.stdout, process.stderr):
                if pipe:
                    pipe.close()

    def _run(self, *arguments: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "service.cli", *arguments]
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(command, env=self._environment, stdout=log, stderr=log, cwd=self.folder)

    def start_server(self) -> None:
        """Start the server and wait until it answers."""
        works = () if self.serve_works else ("--no-worker",)
        self.processes["server"] = self._run("serve", "--port", str(self._port), *works)
        until = time.monotonic() + _START_SECONDS
        while time.monotonic() < until:
            with suppress(httpx.HTTPError):
                if httpx.get(f"{self.address}/healthz", timeout=2).status_code == 200:
                    return
            time.sleep(0.05)
        raise AssertionError(self.log())

    def start_worker(self, name: str, *options: str) -> None:
        """Start a worker; it takes jobs as soon as it can."""
        self.processes[name] = self._run("worker", *options)

    def kill(self, name: str) -> None:
        """End a process without a word, and note which answers were recorded by then."""
        process = self.processes.pop(name)
        process.send_signal(signal.SIGKILL)
        process.wait()
        self.kills += 1
        self.note_recorded()

    def stop(self, name: str) -> int:
        """Tell a process to stop, as whoever runs it does, and return its exit code."""
        process = self.processes.pop(name)
        process.send_signal(signal.SIGTERM)
        return process.wait(timeout=60)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def log(self) -> str:
        """What the processes have said."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    # --- jobs -----------------------------------------------------------------------------------

    def post(self) -> str | None:
        """Send one job; its id when it was acknowledged."""
        self._posted += 1
        body = {"engine": "hybrid", "brief": {"text": BRIEF.format(number=self._posted + 10)}}
        try:
            answer = self._http.post(
                f"{self.address}/v1/requirements", json=body, headers={"Prefer": "respond-async"}, timeout=10
            )
        except httpx.HTTPError:
            return None
        if answer.status_code != 202:
            return None
        id_ = str(answer.json()["id"])
        self.acknowledged.append(id_)
        return id_

    def keep_posting(self, pause: float) -> None:
        """Send jobs from a thread, one after the other, whether the server is there or not."""

        def post() -> None:
            while not self._ending.is_set():
                self.post()
                self._ending.wait(pause)

        self._ending.clear()
        self._poster = threading.Thread(target=post)
        self._poster.start()

    def stop_posting(self) -> None:
        self._ending.set()
        if self._poster:
            self._poster.join()
        self._poster = None

    def states(self) -> dict[str, str]:
        """The state of every job that was acknowledged, by the database itself."""
        known = dict(self._rows("SELECT id, state FROM jobs"))
        return {id_: known.get(id_, "lost") for id_ in self.acknowledged}

    def wait_for_all(self, seconds: float) -> Counter[str]:
        """Wait until every acknowledged job has ended; how many ended how."""
        until = time.monotonic() + seconds
        states = self.states()
        while not set(states.values()) <= ENDED and time.monotonic() < until:
            time.sleep(0.2)
            states = self.states()
        return Counter(states.values())

    def wait_for_running(self) -> None:
        """Wait until a job is under way that has paid for something."""
        until = time.monotonic() + _START_SECONDS
        while not self._rows("SELECT 1 FROM model_answers LIMIT 1"):
            assert time.monotonic() < until, self.log()
            time.sleep(0.05)

    def running(self) -> dict[str, list[str]]:
        """The jobs that are under way, by worker."""
        found: dict[str, list[str]] = {}
        for id_, worker in self._rows("SELECT id, worker FROM jobs WHERE state = 'running'"):
            found.setdefault(worker, []).append(id_)
        return found

    def wait_for_log(self, words: str) -> None:
        """Wait until a process has said this."""
        until = time.monotonic() + _START_SECONDS
        while words not in self.log():
            assert time.monotonic() < until, self.log()
            time.sleep(0.05)

    def wait_for_workers(self, number: int) -> None:
        """Wait until so many workers have jobs under way."""
        until = time.monotonic() + _START_SECONDS
        while len(self.running()) < number:
            assert time.monotonic() < until, self.log()
            time.sleep(0.05)

    def not_begun_again(self, ids: Sequence[str]) -> set[str]:
        """Those of these jobs that nobody has taken up since their worker died."""
        started = dict(self._rows("SELECT id, starts FROM jobs"))
        return {id_ for id_ in ids if started[id_] == 1 and self.states()[id_] not in ENDED}

    # --- what was told --------------------------------------------------------------------------

    def have_told(self, url: str) -> None:
        """Have an endpoint told of every end of a job."""
        assert self._http.post(f"{self.address}/v1/webhooks", json={"url": url}, timeout=30).status_code == 201

    def wait_until_told(self, receiver: Receiver, seconds: float) -> dict[str, set[str]]:
        """Wait until every acknowledged job was told of; the ids of the events that told of each."""
        until = time.monotonic() + seconds
        while not set(self.acknowledged) <= _told(receiver).keys():
            assert time.monotonic() < until, self.log()
            time.sleep(0.2)
        return _told(receiver)

    # --- what was paid for ----------------------------------------------------------------------

    def note_recorded(self) -> None:
        """Note the questions whose answers are recorded now."""
        numbers = {json.loads(_text(answer)).get("id", "").partition("-")[2] for (answer,) in self._answers()}
        now = time.time()
        for number, question, _at in self._paid():
            if number in numbers:
                self.recorded.setdefault(question, now)

    def paid_again(self) -> list[str]:
        """Questions that were answered once more after their answer had been recorded."""
        return [question for _, question, at in self._paid() if at > self.recorded.get(question, at)]

    def paid_twice(self) -> int:
        """Questions that were answered more than once, recorded or not."""
        asked = Counter(question for _, question, _at in self._paid())
        return sum(count > 1 for count in asked.values())

    def paid(self) -> int:
        """Answers that were given."""
        return len(self._paid())

    def _paid(self) -> list[tuple[str, str, float]]:
        lines = (self.folder / "paid.log").read_text(encoding="ascii").splitlines()
        return [(number, question, float(at)) for number, question, at in (line.split() for line in lines)]

    def _answers(self) -> list[tuple[Any, ...]]:
        return self._rows("SELECT answer FROM model_answers")

    def _rows(self, statement: str) -> list[tuple[Any, ...]]:
        if self.database_url.startswith("sqlite"):
            path = self.database_url.removeprefix("sqlite:///")
            with closing(sqlite3.connect(path, timeout=30)) as connection:
                return connection.execute(statement).fetchall()
        with psycopg.connect(self.database_url, autocommit=True) as session:
            return session.execute(statement.encode()).fetchall()


def _told(receiver: Receiver) -> dict[str, set[str]]:
    events: dict[str, set[str]] = {}
    for request in list(receiver.requests):
        events.setdefault(request.event["data"]["id"], set()).add(request.id)
    return events


def _text(answer: object) -> str:
    return answer if isinstance(answer, str) else json.dumps(answer)


def a_moment(random_: random.Random, shortest: float, longest: float) -> None:
    """Wait for a random time."""
    time.sleep(random_.uniform(shortest, longest))
