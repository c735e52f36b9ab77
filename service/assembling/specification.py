"""All parts into one specification."""

from collections.abc import Sequence
from dataclasses import dataclass

from schemas.base import Finding
from schemas.brief import Brief
from schemas.requirement import Question, Requirement
from schemas.specification import Outcome, Provenance, Specification
from service.assembling.coverage import coverage_of
from service.assembling.facts import facts_of
from service.campaign import Campaign, Mention, Reading
from service.computed import Computed


@dataclass(frozen=True)
class Verdict:
    """How far the result goes, and why."""

    outcome: Outcome
    reason: str


def brief_of(reading: Reading) -> Brief:
    """The brief as the result shows it."""
    return Brief(
        title=reading.title,
        text=reading.text,
        language=reading.language,
        not_read=list(reading.not_read),
        sentences=list(reading.sentences),
    )


def verdict_of(campaign: Campaign, questions: Sequence[Question], *, too_thin: bool, degraded: str | None) -> Verdict:
    """`complete` needs a goal, an audience, a channel, data and a date, and no outside part that failed."""
    if too_thin:
        return Verdict(
            "too_thin", "The text holds no goal, audience, channel, data or date of a campaign to work from."
        )
    missing = _missing(campaign)
    if degraded:
        return Verdict("partial", degraded)
    if missing:
        return Verdict("partial", f"The brief does not say: {', '.join(missing)}. {len(questions)} questions are open.")
    return Verdict(
        "complete", f"Goal, audience, channel, data and date are there. {len(questions)} questions are open."
    )


def _missing(campaign: Campaign) -> list[str]:
    has_channel = any(True for _ in campaign.reading.of_kind("channel"))
    known = {
        "a goal": campaign.goals,
        "an audience": campaign.audiences or campaign.signal("existing_relation", "prospects"),
        "a channel": campaign.sends or campaign.journeys or has_channel,
        "the data it needs": campaign.data_uses,
        "a date": campaign.dates or campaign.launch,
    }
    return [name for name, value in known.items() if not value]


def assemble(
    campaign: Campaign,
    computed: Computed,
    requirements: Sequence[Requirement],
    questions: Sequence[Question],
    verdict: Verdict,
    provenance: Provenance,
    findings: Sequence[Finding],
    facts: Sequence[Mention] | None = None,
) -> Specification:
    """The specification, with the coverage of every sentence worked out last."""
    reading = campaign.reading
    draft = Specification(
        outcome=verdict.outcome,
        reason=verdict.reason,
        brief=brief_of(reading),
        facts=facts_of(reading, facts),
        goals=list(campaign.goals),
        requirements=list(requirements),
        data_sources=list(computed.data_sources),
        privacy=computed.privacy,
        scale=computed.scale,
        schedule=computed.schedule,
        ownership=list(computed.ownership),
        governance=list(computed.governance),
        risks=list(computed.risks),
        assumptions=list(computed.assumptions),
        contradictions=list(computed.contradictions),
        questions=list(questions),
        coverage=[],
        findings=list(findings),
        provenance=provenance,
    )
    return draft.model_copy(update={"coverage": coverage_of(reading, draft)})
