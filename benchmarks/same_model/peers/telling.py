"""What the peers have in common: the task that comes in, the lines that go out, a client that tells of its calls.

Lines are `{"asked": true}` for a request that left, `{"call": ...}` for an answer that came, `{"said": ...}` for the
result and `{"failure": "..."}` for the reason why there is none, or only a part.
"""

import json
import sys
import time
from dataclasses import dataclass
from typing import Any

import httpx2
from openai import OpenAI


@dataclass(frozen=True)
class Task:
    """One brief, the endpoint, and the limits that all systems have; seconds are those of one call."""

    text: str
    base_url: str
    model: str
    api_key: str
    temperature: float
    max_tokens: int
    call_seconds: float


def given_task() -> Task:
    """The task on the standard input."""
    return Task(**json.load(sys.stdin))


def tell(**line: Any) -> None:
    """Print one line, at once: the process may be ended at any moment."""
    print(json.dumps(line), flush=True)


def telling_client(task: Task) -> OpenAI:
    """The SDK without retries of its own; every call is told, but streams; one that takes too long is given up."""
    started = 0.0

    def asked(_: httpx2.Request) -> None:
        nonlocal started
        started = time.monotonic()
        tell(asked=True)

    def answered(response: httpx2.Response) -> None:
        if not response.headers.get("content-type", "").startswith("text/event-stream"):
            response.read()
            tell(call=call_of(response.json(), time.monotonic() - started))

    hooks: dict[str, list[Any]] = {"request": [asked], "response": [answered]}
    http_client = httpx2.Client(event_hooks=hooks, timeout=task.call_seconds)
    return OpenAI(
        base_url=task.base_url,
        api_key=task.api_key,
        max_retries=0,
        timeout=task.call_seconds,
        http_client=http_client,
    )


def call_of(body: dict[str, Any], seconds: float) -> dict[str, Any]:
    """What is kept of a completion, or of an error in its place."""
    usage, choice = body.get("usage") or {}, (body.get("choices") or [{}])[0]
    return {
        "seconds": round(seconds, 2),
        "input": usage.get("prompt_tokens", 0),
        "output": usage.get("completion_tokens", 0),
        "finish": choice.get("finish_reason") or "error",
        "text": (choice.get("message") or {}).get("content") or json.dumps(body.get("error")),
    }
