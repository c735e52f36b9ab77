"""Stand-ins for a judge: a provider that answers each question by a function of its words."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import httpx2

from evals.judging.asking import NEED_COVERED, Question, look_up
from evals.judging.judge import Judge, hear
from service.llm.client import ModelClient
from tests.llm.provider import OPTIONS, completion

PATIENT = replace(OPTIONS, deadline_seconds=60.0)
"""The first call of a process imports the SDK, which takes its time on a busy machine."""

Body = dict[str, Any]
LIST = [("R1", "The platform shall send."), ("R2", "The list shall be clean.")]


def question(wanted: str = "send it", case: str = "c1") -> Question:
    return look_up(NEED_COVERED, case, wanted, LIST)


def found(by: str | None) -> Body:
    return completion({"why": "w", "by": by or "none", "found": "yes" if by else "no"})


def asked_of(request: httpx2.Request) -> str:
    """The question of a request, as the model reads it."""
    text: str = json.loads(request.content)["messages"][1]["content"]
    return text


def first_id(words: str) -> str:
    hit = re.search(r"^(R\d|[A-Z]+-\d+|Q\d+|X\d+): ", words, re.MULTILINE)
    assert hit is not None
    return hit[1]


def judge_that(answers: Callable[[str], Body], status: int = 200) -> Judge:
    transport = httpx2.MockTransport(lambda request: httpx2.Response(status, json=answers(asked_of(request))))
    http_client = httpx2.AsyncClient(transport=transport, event_hooks={"response": [hear]})
    return Judge(ModelClient(PATIENT, http_client=http_client, sleep=_at_once))


async def _at_once(_seconds: float) -> None: ...


def silent(_line: str) -> None: ...
