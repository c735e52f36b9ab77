"""A stand-in for a model that answers each question in the form that it asks for."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

import httpx2

from service.campaign import Reading
from service.drafting.engine import Draft, DraftRequest, Section
from service.drafting.model import ModelEngine
from service.drafting.model.engine import ModelEngineName
from service.drafting.model.inquiries import load_questions
from service.drafting.rules.engine import draft_by_rules
from service.llm.client import ModelClient
from service.llm.options import ModelOptions
from tests.drafting.model.briefs import TODAY, lantern
from tests.llm.provider import OPTIONS, completion

Request = dict[str, Any]
Says = list[Any] | httpx2.Response | Callable[[str], Any]
"""What a model gives for a list: entries, something else than an answer, or what comes out of the question."""
ONE_TRY = replace(OPTIONS, max_attempts=1, repairs=0)
DRAWN = {"marker": "m-1", "canary": "n-1"}
LISTS = ("goals", "needs", "questions", "contradictions", "wrong", "verdicts", "facts", "notes")


@dataclass(frozen=True)
class Run:
    """What an engine yielded, and what the model was sent."""

    sections: list[Section]
    draft: Draft
    sent: list[Request]


def lists_of(request: Request) -> tuple[str, ...]:
    """Names of the lists that an answer has to give."""
    return tuple(request["response_format"]["json_schema"]["schema"]["properties"])


def question_of(request: Request) -> str:
    """The last message: what is asked now."""
    return str(request["messages"][-1]["content"])


def asked_for(sent: list[Request], name: str) -> list[Request]:
    """The requests for a list of this name."""
    return [request for request in sent if lists_of(request) == (name,)]


def answer_to(request: Request, says: dict[str, Says]) -> httpx2.Response:
    """The answer to one request; what nothing is said of is empty, needs come where their category is asked about."""
    question, answer = question_of(request), dict[str, Any]()
    for name in lists_of(request):
        said = says.get(name, [])
        given = said(question) if callable(said) else said
        if isinstance(given, httpx2.Response):
            return given
        answer[name] = [one for one in given if name != "needs" or f"- {one['category']}:" in question]
    return httpx2.Response(200, json=completion(answer))


def talking(**says: Says) -> tuple[httpx2.AsyncClient, list[Request]]:
    """A client that gives these lists by name, and the requests that it was sent."""
    sent: list[Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append(json.loads(request.content))
        return answer_to(sent[-1], says)

    return httpx2.AsyncClient(transport=httpx2.MockTransport(answer)), sent


def engine_of(http_client: httpx2.AsyncClient | None, name: ModelEngineName, options: ModelOptions) -> ModelEngine:
    """An engine that draws the same words for every run."""
    return ModelEngine(ModelClient(options, http_client=http_client), load_questions(), name, draw=lambda: DRAWN)


async def drafted(
    name: ModelEngineName = "hybrid",
    ask: Literal["auto", "whole", "pieces"] = "whole",
    reading: Reading | None = None,
    options: ModelOptions = ONE_TRY,
    **says: Says,
) -> Run:
    """Let the engine draft the brief of the Lantern Card, or another."""
    http_client, sent = talking(**says)
    engine = engine_of(http_client, name, replace(options, ask=ask))
    items = [item async for item in engine.draft(DraftRequest(reading or lantern(), TODAY, None))]
    *sections, draft = items
    assert isinstance(draft, Draft)
    return Run([section for section in sections if isinstance(section, Section)], draft, sent)


def by_rules(reading: Reading | None = None) -> Draft:
    """What the rules make of the same brief."""
    return draft_by_rules(DraftRequest(reading or lantern(), TODAY, None))
