"""What is asked of the server, and which answers are as they should be. Everything else is an error, by its name."""

import json
import random
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, Final

import httpx

BRIEFS: Final = (
    "We want 40,000 customers in Ireland to book a tasting in our {number} shops by 3 May 2027. An e-mail with the"
    " points balance of each customer goes out at 8am on 12 April 2027.",
    "On 6 September 2027 a push message goes to {number},000 members at 7:30 in the morning. It shows the cups they"
    " have saved and a code for a free refill. Who opens it lands on a page with the shops nearby.",
)
CONSTRAINT: Final = "The SMS gateway is limited to {number} messages per second; bursts are dropped after 30 minutes."
REMEMBERED: Final = 200
EVENTS_HEARD: Final = 3
"""A listener that leaves has heard so many lines."""


@dataclass
class Tally:
    """What was answered since it was last looked at, and what went wrong all along."""

    seconds: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)


@dataclass
class Asker:
    """Asks one server with one key. `chance` decides what."""

    http: httpx.AsyncClient
    key: str
    chance: random.Random
    tally: Tally = field(default_factory=Tally)
    _results: deque[str] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    _jobs: deque[str] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    _batches: deque[str] = field(default_factory=lambda: deque(maxlen=REMEMBERED))

    async def ask_something(self) -> None:
        """Do one of the things that callers do, drawn by how often they do them."""
        action = self.chance.choices(list(ACTIONS), weights=list(ACTIONS.values()))[0]
        try:
            await action(self)
        except (httpx.HTTPError, KeyError, ValueError) as error:
            self.tally.errors[f"{action.__name__}: {type(error).__name__}"] += 1

    # --- asking and noting ----------------------------------------------------------------------

    async def _ask(self, method: str, path: str, *expected: int, **more: Any) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.key}", **more.pop("headers", {})}
        begun = monotonic()
        answer = await self.http.request(method, path, headers=headers, **more)
        self._note(f"{method} {_route(path)}", answer.status_code, monotonic() - begun, expected)
        return answer

    def _note(self, what: str, status: int, seconds: float, expected: tuple[int, ...]) -> None:
        self.tally.seconds.append(seconds)
        self.tally.statuses[status] += 1
        if status not in expected:
            self.tally.errors[f"{what}: {status}"] += 1

    async def _listen(self, method: str, path: str, **more: Any) -> None:
        """Hear a stream of events to its end, or leave after a few lines of it."""
        headers = {"Authorization": f"Bearer {self.key}", "Accept": "text/event-stream"}
        leaves, begun, heard = self.chance.random() < 0.5, monotonic(), 0
        async with self.http.stream(method, path, headers=headers, **more) as answer:
            async for _ in answer.aiter_lines():
                heard += 1
                if leaves and heard >= EVENTS_HEARD:
                    break
        self._note(f"{method} {_route(path)} as a stream", answer.status_code, monotonic() - begun, (200,))

    def _brief(self, **more: Any) -> dict[str, Any]:
        text = self.chance.choice(BRIEFS).format(number=self.chance.randint(11, 99))
        return {"brief": {"text": text}, **more}

    def _one_of(self, known: deque[str]) -> str | None:
        return self.chance.choice(known) if known else None

    # --- what callers do ------------------------------------------------------------------------

    async def run(self) -> None:
        """A run whose result is kept."""
        answer = await self._ask("POST", "/v1/requirements", 200, json=self._brief())
        self._results.append(answer.headers["Liaison-Stored"])

    async def run_unkept(self) -> None:
        """A run of the rules that nobody keeps."""
        await self._ask("POST", "/v1/requirements", 200, json=self._brief(engine="rules", store=False))

    async def explain(self) -> None:
        """Constraints in plain words."""
        text = CONSTRAINT.format(number=self.chance.randint(10, 90))
        answer = await self._ask("POST", "/v1/explanations", 200, json={"constraints": text})
        self._results.append(answer.headers["Liaison-Stored"])

    async def listen_to_run(self) -> None:
        """A run as a stream, which half of the listeners leave."""
        await self._listen("POST", "/v1/requirements", json=self._brief())

    async def send_job(self) -> None:
        """A run for later."""
        answer = await self._ask(
            "POST", "/v1/requirements", 202, json=self._brief(), headers={"Prefer": "respond-async"}
        )
        self._jobs.append(answer.json()["id"])

    async def look_at_job(self) -> None:
        """How far a job is; what has come of it is known from then on."""
        if id_ := self._one_of(self._jobs):
            answer = await self._ask("GET", f"/v1/jobs/{id_}", 200, 404)
            if answer.status_code == httpx.codes.OK and (result := answer.json()["result"]):
                self._results.append(result)

    async def listen_to_job(self) -> None:
        """The events of a job."""
        if id_ := self._jobs[-1] if self._jobs else None:
            await self._listen("GET", f"/v1/jobs/{id_}/events")

    async def cancel_job(self) -> None:
        """The end of a job, whether it waits, runs or has ended."""
        if id_ := self._jobs[-1] if self._jobs else None:
            await self._ask("POST", f"/v1/jobs/{id_}/cancel", 200, 404)

    async def send_batch(self) -> None:
        """A file of a few lines, one of them unusable, and the batch of it."""
        bodies = [self._brief(), self._brief(engine="rules"), {"brief": {}}]
        lines = [
            json.dumps({"custom_id": f"line-{number}", "method": "POST", "url": "/v1/requirements", "body": body})
            for number, body in enumerate(bodies)
        ]
        files = {"file": ("lines.jsonl", "\n".join(lines).encode(), "application/jsonl")}
        sent = await self._ask("POST", "/v1/files", 200, 201, files=files, data={"purpose": "batch"})
        asked = {"input_file_id": sent.json()["id"], "endpoint": "/v1/requirements", "completion_window": "24h"}
        made = await self._ask("POST", "/v1/batches", 200, 201, json=asked)
        self._batches.append(made.json()["id"])

    async def look_at_batch(self) -> None:
        """How far a batch is, and what it has done by now."""
        if id_ := self._one_of(self._batches):
            batch = (await self._ask("GET", f"/v1/batches/{id_}", 200)).json()
            if batch.get("output_file_id"):
                await self._ask("GET", f"/v1/files/{batch['output_file_id']}/content", 200)

    async def look_at_results(self) -> None:
        """The list, and one of them."""
        await self._ask("GET", "/v1/results?limit=50", 200)
        if id_ := self._one_of(self._results):
            await self._ask("GET", f"/v1/results/{id_}", 200, 404)

    async def delete_result(self) -> None:
        """A result that is not wanted any more."""
        if self._results:
            await self._ask("DELETE", f"/v1/results/{self._results.popleft()}", 204, 404)

    async def share_result(self) -> None:
        """A link, read without a key, and withdrawn."""
        if not self._results:
            return
        path = f"/v1/results/{self._results[-1]}/shares"
        made = await self._ask("POST", path, 201, 404, json={"expires_in_hours": 1})
        if made.status_code == httpx.codes.CREATED:
            share = made.json()
            await self._ask("GET", f"/v1/shared/{share['token']}", 200, 404, headers={"Authorization": ""})
            await self._ask("DELETE", f"{path}/{share['id']}", 204, 404)

    async def repeat(self) -> None:
        """The same request twice under one key, then another one under it."""
        key = {"Idempotency-Key": f"soak-{self.chance.getrandbits(64):x}"}
        body = self._brief(engine="rules")
        first = await self._ask("POST", "/v1/requirements", 200, json=body, headers=key)
        again = await self._ask("POST", "/v1/requirements", 200, json=body, headers=key)
        if first.content != again.content:
            self.tally.errors["a repeat was answered otherwise"] += 1
        await self._ask("POST", "/v1/requirements", 422, json=self._brief(engine="rules", store=False), headers=key)

    async def show_wrong_key(self) -> None:
        """A key that nobody has."""
        await self._ask("GET", "/v1/results", 401, 429, headers={"Authorization": "Bearer lia_nobody_has_this"})

    async def send_nonsense(self) -> None:
        """What cannot be used, and what is not there."""
        await self._ask("POST", "/v1/requirements", 400, 422, content=b'{"brief": ', headers=_JSON)
        await self._ask("GET", "/v1/results/res_nowhere", 404, 422)

    async def open_page(self) -> None:
        """The page with its form, and the list of results, as a browser asks for them."""
        for path in ("/", "/results"):
            await self._ask("GET", path, 200, auth=("anybody", self.key))


_JSON: Final = {"Content-Type": "application/json"}
ACTIONS: Final[Mapping[Callable[[Asker], Awaitable[None]], int]] = {
    Asker.run: 10,
    Asker.run_unkept: 8,
    Asker.explain: 6,
    Asker.listen_to_run: 8,
    Asker.send_job: 12,
    Asker.look_at_job: 16,
    Asker.listen_to_job: 6,
    Asker.cancel_job: 3,
    Asker.send_batch: 3,
    Asker.look_at_batch: 6,
    Asker.look_at_results: 8,
    Asker.delete_result: 6,
    Asker.share_result: 4,
    Asker.repeat: 3,
    Asker.show_wrong_key: 3,
    Asker.send_nonsense: 4,
    Asker.open_page: 6,
}


def _route(path: str) -> str:
    """A path without what differs from one thing to the next."""
    return "/".join("..." if "_" in part or "-" in part else part for part in path.partition("?")[0].split("/"))
