"""The runs, top to bottom: from a brief to a specification, from constraints to an explanation."""

import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import date

from schemas.brief import BriefInput
from schemas.events import (
    AlignmentDoneEvent,
    AlignmentEvent,
    AskedEvent,
    ComputedEvent,
    DoneEvent,
    DraftedEvent,
    ExplainedEvent,
    ExplanationDoneEvent,
    ExplanationEvent,
    ReadEvent,
    RunEvent,
    VerifiedEvent,
)
from schemas.explanation import ExplainedConstraint
from schemas.organisation import Organisation
from schemas.parts import Contradiction
from schemas.requirement import Requirement
from schemas.specification import Attempt, Provenance, Specification, Tokens
from service import tracing
from service.assembling.alignment import assemble_alignment
from service.assembling.explanation import assemble_explanation
from service.assembling.requirements import questions_of, requirements_of
from service.assembling.specification import assemble, verdict_of
from service.campaign import Reading
from service.catalogue import catalogue_version
from service.computed import Computed
from service.computing.compute import compute
from service.computing.effects.plan import Plan
from service.constraint import ConstraintReading
from service.drafting.derive import derive, workable
from service.drafting.engine import Asked, Disagreement, Draft, DraftRequest, Engine, Section
from service.drafting.explaining import asks_of, explain
from service.drafting.merging import merged_needs
from service.drafting.wording import Wording, Wordings, explained_to_reword, reworded, templates_of
from service.needs import Need, merge_needs
from service.reading.constraints.reader import read_constraints
from service.reading.fields import brief_text
from service.reading.reader import read_brief
from service.verifying.calculations import calculation_texts
from service.verifying.requirements import verify_requirements


async def translate_brief(
    brief: BriefInput, *, engine: Engine, organisation: Organisation | None, today: date
) -> AsyncGenerator[RunEvent, None]:
    """Read, draft, compute, verify, assemble; each step says so as it ends, and the last event holds the result.

    Raises:
        EmptyBrief: nothing but blanks.
    """
    started = time.monotonic()
    title = None if brief.title is None else _sendable(brief.title)
    with tracing.span("read"):
        reading = read_brief(_sendable(brief_text(brief)), title, organisation, today)
    yield ReadEvent(language=reading.language, sentences=len(reading.sentences), facts=len(reading.mentions))

    draft: Draft | None = None
    first: float | None = None
    drafting = engine.draft(DraftRequest(reading=reading, today=today, organisation=organisation))
    async with aclosing(tracing.spanned(drafting, "draft")) as parts:
        async for part in parts:
            if isinstance(part, Section):
                requirements = _verified(part.needs, reading)
                first = first or time.monotonic() - started
                yield DraftedEvent(section=part.category, requirements=requirements)
            elif isinstance(part, Asked):
                yield AskedEvent(answered=part.answered, of=part.of)
            else:
                draft = part
    if draft is None:
        raise RuntimeError(f"engine {engine.name} yielded no draft")

    with tracing.span("compute"):
        computed = compute(workable(draft.campaign), organisation)
    yield _computed_event(computed)

    with tracing.span("assemble"):
        specification = _finish(draft, computed, engine, today)
    yield _verified_event(specification.requirements)
    timed = {"duration": round(time.monotonic() - started, 6), "first_requirement": first and round(first, 6)}
    provenance = specification.provenance.model_copy(update=timed)
    yield DoneEvent(specification=specification.model_copy(update={"provenance": provenance}))


def _sendable(text: str) -> str:
    """The text with halves of surrogate pairs replaced: JSON can bring them in and nothing can carry them out."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _finish(draft: Draft, computed: Computed, engine: Engine, today: date) -> Specification:
    """Derive what follows from the computed parts, verify every statement, and assemble."""
    campaign = draft.campaign
    derived = derive(campaign, computed)
    found = [need for need in draft.needs if need.origin != "inferred"]
    inferred = [need for need in draft.needs if need.origin == "inferred"]
    needs = merged_needs(merge_needs([*found, *derived.needs]), inferred)
    asks = list({ask.topic: ask for ask in (*draft.asks, *derived.asks)}.values())
    requirements = verify_requirements(
        requirements_of(needs, campaign.goals),
        campaign.reading.text,
        calculation_texts(computed.scale, computed.schedule, {ref for need in needs for ref in need.calculations}),
        [*(system.name for system in campaign.systems), *(party.name for party in campaign.parties)],
    )
    questions = questions_of(asks, needs, requirements)
    verdict = verdict_of(campaign, questions, too_thin=derived.too_thin, degraded=draft.degraded)
    findings = (*campaign.reading.findings, *draft.findings)
    return assemble(
        campaign,
        replace(computed, contradictions=_with_disagreements(computed.contradictions, draft.disagreements)),
        requirements,
        questions,
        verdict,
        _provenance(draft, engine, today),
        findings,
        draft.facts,
    )


def _verified(needs: Sequence[Need], reading: Reading) -> list[Requirement]:
    """The requirements of a section, checked but for what hangs on computed parts: an engine's draft holds none."""
    return verify_requirements(
        requirements_of(needs, ()), reading.text, {}, [m.text for m in reading.of_kind("system")]
    )


def _with_disagreements(computed: Sequence[Contradiction], found: Sequence[Disagreement]) -> tuple[Contradiction, ...]:
    """The computed contradictions, and those that a model saw between other sentences."""
    contradictions = list(computed)
    for one in found:
        ids = {place.sentence for place in one.evidence}
        if not any(len(ids & {place.sentence for place in known.evidence}) > 1 for known in contradictions):
            number = len(contradictions) + 1
            contradictions.append(Contradiction(id=f"X{number}", text=one.text, evidence=list(one.evidence)))
    return tuple(contradictions)


def _provenance(draft: Draft, engine: Engine, today: date) -> Provenance:
    return Provenance(
        engine=engine.name,
        model=draft.model,
        prompts=list(draft.prompts),
        catalogue_version=catalogue_version(),
        today=today,
        tokens=_tokens(draft.attempts),
        cost=_cost(draft.attempts),
        currency=_currency(draft.attempts),
        attempts=list(draft.attempts),
        support=draft.support,
        redactions=list(draft.redactions),
    )


def _tokens(attempts: Sequence[Attempt]) -> Tokens:
    return Tokens(
        input=sum(attempt.tokens.input for attempt in attempts),
        output=sum(attempt.tokens.output for attempt in attempts),
        cached=sum(attempt.tokens.cached for attempt in attempts),
    )


def _cost(attempts: Sequence[Attempt]) -> float:
    return round(sum(attempt.cost for attempt in attempts), 9)


def _currency(attempts: Sequence[Attempt]) -> str | None:
    return next((attempt.currency for attempt in attempts if attempt.currency), None)


def _computed_event(computed: Computed) -> ComputedEvent:
    return ComputedEvent(
        workloads=len(computed.scale.workloads),
        lead_items=len(computed.schedule.lead_items),
        regulations=len(computed.privacy.regulations),
    )


def _verified_event(requirements: Sequence[Requirement]) -> VerifiedEvent:
    return VerifiedEvent(
        checked=len(requirements),
        supported=sum(requirement.support == "supported" for requirement in requirements),
        findings=sum(len(requirement.findings) for requirement in requirements),
    )


async def explain_constraints(
    constraints: str | Sequence[str],
    *,
    specification: Specification | None,
    organisation: Organisation | None,
    today: date,
    wording: Wording | None = None,
) -> AsyncGenerator[ExplanationEvent, None]:
    """Read, explain each constraint, check it, assemble; the last event holds the result.

    The plain texts are those of the templates, or of `wording` where they pass the checks; it is told the effects and
    ways out of each constraint, which stay as they are.

    Raises:
        EmptyBrief: nothing but blanks.
    """
    started = time.monotonic()
    texts = _sendable(constraints) if isinstance(constraints, str) else [_sendable(text) for text in constraints]
    with tracing.span("read"):
        reading = read_constraints(texts, organisation, today)
    facts = sum(len(one.quantities) + len(one.names) for one in reading.constraints)
    yield ReadEvent(language=reading.language, sentences=len(reading.sentences), facts=facts)

    plan = Plan(specification, organisation, today, reading) if specification else None
    explained: list[ExplainedConstraint] = []
    offered = Wordings()
    async with aclosing(tracing.spanned(_explained(reading, plan, today, wording), "explain")) as parts:
        async for part in parts:
            if isinstance(part, Asked):
                yield AskedEvent(answered=part.answered, of=part.of)
            elif isinstance(part, Wordings):
                offered = part
            else:
                explained.append(part)
                yield ExplainedEvent(constraint=part)

    questions = asks_of(explained, {one.id: one.sentences for one in reading.constraints})
    campaign = specification.brief.title if specification else None
    provenance = _provenance_of_words(wording, offered, today, started)
    with tracing.span("assemble"):
        explanation = assemble_explanation(
            reading, explained, questions, provenance, campaign, offered.degraded, offered.findings
        )
    yield ExplanationDoneEvent(explanation=explanation)


async def _explained(
    reading: ConstraintReading, plan: Plan | None, today: date, wording: Wording | None
) -> AsyncGenerator[ExplainedConstraint | Asked | Wordings, None]:
    """Every constraint explained by the rules; with a wording all of them first, for it is told what was worked out."""
    if wording is None:
        templates = templates_of(reading)
        for one in reading.constraints:
            yield explain(one, reading, plan, today, templates[one.id])
        return
    explained, request = explained_to_reword(reading, plan, today)
    async with aclosing(reworded(explained, request, wording)) as parts:
        async for part in parts:
            yield part


def _provenance_of_words(wording: Wording | None, offered: Wordings, today: date, started: float) -> Provenance:
    return Provenance(
        engine=wording.name if wording else "rules",
        model=wording.model if wording else None,
        prompts=list(offered.prompts),
        catalogue_version=catalogue_version(),
        today=today,
        tokens=_tokens(offered.attempts),
        cost=_cost(offered.attempts),
        currency=_currency(offered.attempts),
        attempts=list(offered.attempts),
        redactions=list(offered.redactions),
        duration=round(time.monotonic() - started, 6),
    )


async def align_constraints(
    specification: Specification,
    constraints: str | Sequence[str],
    *,
    organisation: Organisation | None,
    today: date,
    wording: Wording | None = None,
) -> AsyncGenerator[AlignmentEvent, None]:
    """Explain the constraints for the specification, then hold the two against one another.

    Raises:
        EmptyBrief: nothing but blanks.
    """
    events = explain_constraints(
        constraints, specification=specification, organisation=organisation, today=today, wording=wording
    )
    async with aclosing(events):
        async for event in events:
            if isinstance(event, ExplanationDoneEvent):
                yield AlignmentDoneEvent(alignment=assemble_alignment(specification, event.explanation))
            elif isinstance(event, ReadEvent | AskedEvent | ExplainedEvent):
                yield event
