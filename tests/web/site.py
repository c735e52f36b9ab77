"""The whole application with runs that need no engine, served on this machine for a browser."""

import asyncio
import threading
import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Literal

import uvicorn

from schemas.brief import Brief, BriefInput, Sentence
from schemas.events import AskedEvent, DoneEvent, DraftedEvent, ReadEvent, RunEvent
from schemas.organisation import Organisation
from schemas.requirement import Coverage
from schemas.specification import Specification
from service.app import create_app
from service.drafting.engine import Engine
from service.errors import RunFailed
from service.services import Services
from tests.exporting.specimen import TEXT, specification

SLOW, BROKEN, ASKING = "take your time", "break off", "ask a model"
GATE = threading.Event()
"""A slow run goes on when this is set."""


def echo(text: str) -> Specification:
    """The specimen when its own text is given; otherwise a result whose brief is `text`, as one sentence."""
    base = specification()
    if text == TEXT:
        return base
    brief = Brief(
        title=text.strip().partition("\n")[0],
        text=text,
        language="en",
        sentences=[Sentence(id="S1", start=0, end=len(text), text=text)],
    )
    coverage = [Coverage(sentence="S1", status="asked", reason=text, refs=["Q1"])]
    questions = [question.model_copy(update={"text": text, "why": text}) for question in base.questions]
    return base.model_copy(update={"brief": brief, "facts": [], "coverage": coverage, "questions": questions})


def asking(text: str) -> list[RunEvent]:
    """What a run tells while a model is being asked: its second requirement says `text`, and is the model's alone."""
    first, second, *_ = specification().requirements
    of_model = {"produced_by": ["prompt:needs@1:tester"], "statement": text}
    return [
        DraftedEvent(section="data", requirements=[first]),
        AskedEvent(answered=0, of=3),
        DraftedEvent(section="data", requirements=[second.model_copy(update=of_model)]),
        AskedEvent(answered=1, of=3),
    ]


async def echo_run(
    brief: BriefInput, *, engine: Engine, organisation: Organisation | None, today: date
) -> AsyncGenerator[RunEvent, None]:
    """A run that ends with `echo`; the title chooses a slow run or one that breaks off."""
    answers = brief.fields.model_dump().values() if brief.fields else ()
    text = brief.text or "\n".join(answer for answer in answers if answer)
    yield ReadEvent(language="en", sentences=11, facts=9)
    if brief.title == ASKING:
        for event in asking(text):
            yield event
    if brief.title in {SLOW, ASKING}:
        await asyncio.to_thread(GATE.wait, 60)
    if brief.title == BROKEN:
        raise RunFailed("The model cannot be reached.")
    provenance = specification().provenance.model_copy(update={"today": today})
    yield DoneEvent(specification=echo(text).model_copy(update={"provenance": provenance}))


@contextmanager
def serving(services: Services) -> Iterator[str]:
    """The address of a running server. With a database it lives its whole life, so that it closes what it has opened."""
    lifespan: Literal["on", "off"] = "on" if services.database else "off"
    config = uvicorn.Config(create_app(services), port=0, log_config=None, ws="none", lifespan=lifespan)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server ended before it was ready"
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)
