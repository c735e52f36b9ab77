"""What the brief does not hold stays empty."""

from evals.gold.briefs import Case
from evals.scorers.score import Metric, Scores, judged, share
from schemas.specification import Specification

METRICS = {"empty.stays": Metric("what the brief does not hold is not in the result")}


def score(case: Case, specification: Specification) -> Scores:
    """Gold names parts of the specification, and channels by their catalogue id."""
    return judged({"empty.stays": share((name, not _held(specification, name)) for name in case.must_stay_empty)})


def _held(specification: Specification, name: str) -> object:
    if name == "schedule":
        plan = specification.schedule
        return plan.launch or [*plan.milestones, *plan.lead_items]
    if name == "minors":
        return specification.privacy.minors.status == "yes"
    if name in type(specification).model_fields:
        return getattr(specification, name)
    return [fact for fact in specification.facts if fact.kind == "channel" and fact.value == name]
