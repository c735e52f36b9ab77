"""One constraint explained: plain words that passed the checks, the reason, effects, ways out, the next step."""

from collections.abc import Sequence
from datetime import date

from schemas.base import Citation, Finding
from schemas.explanation import ExplainedConstraint, Meaning, Reason
from schemas.requirement import Question
from service.assembling.explanation import has_general, quantity_of, stated_reason
from service.catalogue.constraints import ConstraintKindEntry, constraint_kinds
from service.computing.effects.plan import Plan
from service.computing.effects.work_out import work_out
from service.constraint import Constraint, ConstraintReading
from service.drafting.plain.phrasing import clean, sentence
from service.drafting.plain.worded import Worded, word
from service.needs import Ask
from service.verifying.readability import readability


def explain(
    constraint: Constraint,
    reading: ConstraintReading,
    plan: Plan | None,
    today: date,
    worded: Worded | None = None,
) -> ExplainedConstraint:
    """Explain one constraint by the rules; its plain text is `worded`, that of the templates where it is None."""
    entry = constraint_kinds()[constraint.told_as]
    worded = worded or word(constraint, reading.readable)
    worked = work_out(constraint, plan, today)
    return ExplainedConstraint(
        id=constraint.id,
        source=constraint.source.passage,
        context=[span.passage for span in constraint.context],
        title=entry.name[0].upper() + entry.name[1:],
        kind=constraint.kind,
        firmness=constraint.firmness,
        firmness_why=constraint.firmness_why,
        strength=constraint.strength,
        quantities=[quantity_of(item) for item in constraint.quantities],
        conditions=[span.passage for span in constraint.conditions],
        exceptions=[span.passage for span in constraint.exceptions],
        binds=constraint.binds,
        decides=constraint.decides,
        overridden_by=constraint.overridden_by,
        plain=worded.text,
        why=_why(constraint, entry, reading),
        effects=list(worked.effects),
        options=list(worked.options),
        next_step=worked.next_step or entry.next_step,
        glossary=list(worded.glossary),
        kept=list(worded.kept),
        left_out=list(worded.left_out),
        findings=[*worded.findings, *_overridden(constraint)],
        readability=readability(worded.text),
        produced_by=[worded.rule],
    )


def in_words(
    explained: ExplainedConstraint,
    constraint: Constraint,
    worded: Worded,
    means: Meaning | None,
    noted: Sequence[Finding] = (),
) -> ExplainedConstraint:
    """The same constraint in other words, with what it means; all that was read and worked out stays as it is."""
    texts = {
        "plain": worded.text,
        "means": means,
        "glossary": list(worded.glossary),
        "kept": list(worded.kept),
        "left_out": list(worded.left_out),
        "findings": [*worded.findings, *noted, *_overridden(constraint)],
        "readability": readability(worded.text),
        "produced_by": [worded.rule],
    }
    return explained.model_copy(update=texts)


def _why(constraint: Constraint, entry: ConstraintKindEntry, reading: ConstraintReading) -> Reason:
    if constraint.reasons:
        words = " ".join(reading.readable[span.start : span.end] for span in constraint.reasons)
        return stated_reason(sentence(clean(words)))
    source = entry.why.source
    citation = Citation(
        fact=f"constraint_kinds.{entry.id}",
        title=source.title,
        locator=source.locator,
        url=source.url,
        status=source.status,
    )
    return Reason(text=entry.why.text, basis="typical", citation=citation)


def _overridden(constraint: Constraint) -> list[Finding]:
    if constraint.overridden_by is None:
        return []
    message = f"A later statement of the same text replaces this one: {constraint.overridden_by}."
    return [Finding(code="overridden", message=message, severity="warning")]


def asks_of(explained: Sequence[ExplainedConstraint], sentences: dict[str, tuple[str, ...]]) -> list[Question]:
    """What would make the effects exact, once a kind; the question names the constraints that wait for it."""
    asks: dict[str, Ask] = {}
    for one in explained:
        if not has_general(one.effects) or one.overridden_by:
            continue
        ask = constraint_kinds()[one.kind].question
        known = asks.get(one.kind)
        asks[one.kind] = Ask(
            topic=one.kind,
            text=ask.text,
            why=ask.why,
            whom=ask.whom,
            raised_by=(*(known.raised_by if known else ()), *sentences[one.id]),
            blocks=(*(known.blocks if known else ()), one.id),
        )
    ranked = sorted(asks.values(), key=lambda ask: -len(ask.blocks))
    return [
        Question(
            id=f"Q{number}",
            text=ask.text,
            why=ask.why,
            whom=ask.whom,
            raised_by=list(dict.fromkeys(ask.raised_by)),
            blocks=list(ask.blocks),
        )
        for number, ask in enumerate(ranked, start=1)
    ]
