"""Runs from constraints that need no engine: they end with the specimen, or as the text asks."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from datetime import date
from typing import Any

from schemas.alignment import Alignment
from schemas.brief import Sentence
from schemas.events import (
    AlignmentDoneEvent,
    AlignmentEvent,
    ExplainedEvent,
    ExplanationDoneEvent,
    ExplanationEvent,
    ReadEvent,
)
from schemas.explanation import ConstraintText, Explanation
from schemas.organisation import Organisation
from schemas.specification import Outcome, Specification
from service.drafting.wording import Wording
from service.errors import RunFailed
from service.services import Services
from tests.exporting.limits_specimen import CONSTRAINTS, alignment, alone, constraints
from tests.stub_run import stub_services
from tests.web.site import BROKEN, GATE, SLOW, echo_run

ENDINGS: dict[str, Outcome] = {"please refuse": "refused", "please fail": "failed"}


def read_as(text: str) -> ConstraintText:
    """A text of one sentence."""
    sentence = Sentence(id="T1", start=0, end=len(text), text=text)
    return ConstraintText(text=text, language="en", sentences=[sentence])


def explained(text: str, today: date) -> Explanation:
    """The specimen for its own text; otherwise one constraint whose every word is `text`."""
    base = alone()
    made = base.provenance.model_copy(update={"today": today})
    if text == CONSTRAINTS:
        return base.model_copy(update={"provenance": made})
    return base.model_copy(
        update={
            "text": read_as(text),
            "outcome": ENDINGS.get(text, "partial"),
            "reason": text,
            "constraints": [item.model_copy(update=echoed(text)) for item in constraints()[:1]],
            "coverage": [],
            "provenance": made,
        }
    )


def echoed(text: str) -> dict[str, object]:
    """What a constraint says when it says `text`."""
    item = constraints()[0]
    source = item.source.model_copy(update={"start": 0, "end": len(text), "text": text})
    places = {"start": 0, "end": min(9, len(text)), "plain_start": 0, "plain_end": min(9, len(text))}
    kept = [item.kept[0].model_copy(update={"text": text[:9], **places})]
    gone = [item.left_out[0].model_copy(update={"text": text, "reason": text, "start": 9, "end": 20})]
    return {"source": source, "title": text, "plain": text, "next_step": text, "kept": kept, "left_out": gone}


def aligned(specification: Specification, text: str, today: date) -> Alignment:
    """The specimen, for the campaign and the day that were given."""
    made = alignment().provenance.model_copy(update={"today": today})
    changes = {"campaign": specification.brief.title, "provenance": made}
    return alignment().model_copy(update=changes if text == CONSTRAINTS else {**changes, "text": read_as(text)})


async def explaining_run(
    constraints: str | Sequence[str],
    *,
    specification: Specification | None,
    organisation: Organisation | None,
    today: date,
    wording: Wording | None,
) -> AsyncGenerator[ExplanationEvent, None]:
    """A run that ends as the specimen says; the text chooses a slow run or one that breaks off."""
    text = constraints if isinstance(constraints, str) else "\n".join(constraints)
    yield ReadEvent(language="en", sentences=7, facts=9)
    if text == SLOW:
        await asyncio.to_thread(GATE.wait, 10)
    if text == BROKEN:
        raise RunFailed("The model cannot be reached.")
    result = explained(text, today)
    yield ExplainedEvent(constraint=result.constraints[0])
    yield ExplanationDoneEvent(explanation=result)


async def aligning_run(
    specification: Specification,
    constraints: str | Sequence[str],
    *,
    organisation: Organisation | None,
    today: date,
    wording: Wording | None,
) -> AsyncGenerator[AlignmentEvent, None]:
    """A run that ends as the specimen says."""
    text = constraints if isinstance(constraints, str) else "\n".join(constraints)
    yield ReadEvent(language="en", sentences=7, facts=9)
    yield AlignmentDoneEvent(alignment=aligned(specification, text, today))


def limits_services(**changes: Any) -> Services:
    """Services with the runs of the specimens; `changes` are fields of `Services`."""
    return stub_services(echo_run, explaining=explaining_run, aligning=aligning_run, **changes)
