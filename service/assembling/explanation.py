"""Parts into an `Explanation`: constraints in the order of the text, questions, the coverage of every sentence."""

from collections.abc import Sequence
from typing import cast

from schemas.base import Finding
from schemas.brief import FactKind
from schemas.explanation import (
    BoundedQuantity,
    ConstraintText,
    Effect,
    ExplainedConstraint,
    Explanation,
    Reason,
)
from schemas.requirement import Coverage, Question
from schemas.specification import Outcome, Provenance
from service.constraint import Bounded, ConstraintReading


def text_of(reading: ConstraintReading) -> ConstraintText:
    """The constraint text as the result shows it."""
    return ConstraintText(
        text=reading.text,
        language=reading.language,
        not_read=list(reading.not_read),
        sentences=list(reading.sentences),
    )


def quantity_of(item: Bounded) -> BoundedQuantity:
    """A quantity as it travels."""
    mention = item.mention
    return BoundedQuantity(
        text=mention.text,
        start=mention.start,
        end=mention.end,
        kind=cast("FactKind", mention.kind),
        value=mention.value,
        high=mention.high,
        unit=mention.unit,
        bound=item.bound,
        scope=item.scope,
    )


def assemble_explanation(
    reading: ConstraintReading,
    constraints: Sequence[ExplainedConstraint],
    questions: Sequence[Question],
    provenance: Provenance,
    campaign: str | None,
    degraded: str | None = None,
    findings: Sequence[Finding] = (),
) -> Explanation:
    """The explanation, with its outcome and the coverage of every sentence; `degraded` says what failed outside."""
    outcome, reason = _verdict(reading, constraints, questions, degraded)
    return Explanation(
        outcome=outcome,
        reason=reason,
        text=text_of(reading),
        campaign=campaign,
        constraints=list(constraints),
        questions=list(questions),
        coverage=coverage_of(reading),
        findings=[*reading.findings, *findings],
        provenance=provenance,
    )


def _verdict(
    reading: ConstraintReading,
    constraints: Sequence[ExplainedConstraint],
    questions: Sequence[Question],
    degraded: str | None,
) -> tuple[Outcome, str]:
    if not constraints:
        return "too_thin", "The text holds nothing that limits, demands or permits anything."
    left = sum(len(one.left_out) for one in constraints)
    counted = f"{_many(len(constraints), 'constraint')} read, {_many(len(questions), 'question')} open."
    if degraded:
        return "partial", f"{degraded} Where the model gave no words, those of the rules stand. {counted}"
    if reading.not_read:
        return "partial", f"Part of the text was not read because of its language. {counted}"
    if left:
        return "partial", f"{_many(left, 'detail')} left out of the plain words, each with a reason. {counted}"
    return "complete", counted


def _many(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def coverage_of(reading: ConstraintReading) -> list[Coverage]:
    """One entry per sentence: the constraints that it belongs to, or why it holds none."""
    places = {(s.start, s.end): s.id for s in reading.sentences if s.kind != "heading"}
    users: dict[str, list[str]] = {}
    for one in reading.constraints:
        elsewhere = (places.get((span.start, span.end)) for span in one.context)
        for sentence in dict.fromkeys((*one.sentences, *(name for name in elsewhere if name))):
            users.setdefault(sentence, []).append(one.id)
    return [
        Coverage(sentence=s.id, status="used", reason="It is explained.", refs=users[s.id])
        if s.id in users
        else Coverage(
            sentence=s.id, status="not_a_requirement", reason=reading.set_aside.get(s.id, "it belongs to no constraint")
        )
        for s in reading.sentences
    ]


def has_general(effects: Sequence[Effect]) -> bool:
    """Tell whether nothing of it was computed."""
    return all(effect.basis == "general" for effect in effects)


def stated_reason(words: str) -> Reason:
    """A reason that the text itself gives."""
    return Reason(text=words, basis="stated")
