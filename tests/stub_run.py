"""A run that reads nothing: it stands in for the pipeline where only the surfaces are tested."""

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

import httpx

from schemas.brief import Brief, BriefInput, Sentence
from schemas.events import AskedEvent, ComputedEvent, DoneEvent, DraftedEvent, ReadEvent, RunEvent, VerifiedEvent
from schemas.organisation import Organisation
from schemas.parts import Dpia, Minors, Privacy, Scale, Schedule
from schemas.specification import EngineName, Outcome, Provenance, Specification
from service.app import create_app
from service.drafting.engine import Draft, DraftRequest, Engine, Section
from service.runs import Run
from service.services import Services

TEXT = "We write to 4,000 readers on 12 June 2027."


@dataclass(frozen=True)
class StubEngine:
    """An engine that is never asked to draft."""

    name: EngineName = "rules"

    def draft(self, request: DraftRequest) -> AsyncGenerator[Section | Draft, None]:
        raise AssertionError("the stub run drafts nothing")


def specification(text: str = TEXT, today: date = date(2027, 5, 3), outcome: Outcome = "partial") -> Specification:
    """An almost empty specification of a one-sentence brief."""
    return Specification(
        outcome=outcome,
        reason="Three questions are open.",
        brief=Brief(
            title="A brief",
            text=text,
            language="en",
            sentences=[Sentence(id="S1", start=0, end=len(text), text=text)],
        ),
        facts=[],
        goals=[],
        requirements=[],
        data_sources=[],
        privacy=Privacy(
            personal_data=[],
            data_subjects=[],
            regulations=[],
            dpia=Dpia(outcome="undetermined", reason="Nothing is known.", criteria=[]),
            legal_basis=[],
            processors=[],
            retention=[],
            minors=Minors(status="unknown", why="Nothing is said."),
        ),
        scale=Scale(workloads=[]),
        schedule=Schedule(launch=None, milestones=[], checkpoints=[], lead_items=[], buffer=None, efforts=[]),
        ownership=[],
        governance=[],
        risks=[],
        assumptions=[],
        contradictions=[],
        questions=[],
        coverage=[],
        provenance=Provenance(engine="rules", catalogue_version="stub", today=today),
    )


async def stub_run(
    brief: BriefInput, *, engine: Engine, organisation: Organisation | None, today: date
) -> AsyncGenerator[RunEvent, None]:
    """Every kind of event, in order."""
    yield ReadEvent(language="en", sentences=1, facts=2)
    yield DraftedEvent(section="data", requirements=[])
    yield AskedEvent(answered=1, of=2)
    yield ComputedEvent(workloads=1, lead_items=2, regulations=3)
    yield VerifiedEvent(checked=4, supported=4, findings=0)
    yield DoneEvent(specification=specification(brief.text or TEXT, today))


def stub_services(run: Run = stub_run, **changes: Any) -> Services:
    """Services with the stub run; `changes` are fields of `Services`."""
    engines: dict[Any, Callable[[], Engine]] = {"rules": StubEngine}
    return Services(engines=engines, run=run, **changes)


def with_model(services: Services, **changes: Any) -> Services:
    """The services with a model beside the rules; `changes` are fields of `Services`."""
    names: tuple[EngineName, ...] = ("rules", "model", "hybrid")
    engines: dict[Any, Callable[[], Engine]] = {name: partial(StubEngine, name) for name in names}
    set_up: dict[str, Any] = {"engines": engines, "default_engine": "hybrid", "model": "lanternfish", "redacts": True}
    return replace(services, **{**set_up, **changes})


def client(services: Services, host: str = "127.0.0.1:8000") -> httpx.AsyncClient:
    """A client that talks to the application without a network."""
    transport = httpx.ASGITransport(create_app(services), raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url=f"http://{host}")
