"""The launch and the other days that the plan hangs on."""

from evals.gold.briefs import Case
from evals.scorers.score import Metric, Score, Scores, judged, share
from schemas.specification import Specification

METRICS = {
    "schedule.launch": Metric("the launch is one that an expert accepts, and none where it cannot be told"),
    "schedule.milestones": Metric("days that the plan hangs on are in it"),
}


def score(case: Case, specification: Specification) -> Scores:
    """A milestone counts by its day, whatever it is called."""
    if case.schedule is None:
        return {}
    plan = specification.schedule
    right = plan.launch in case.schedule.launch if case.schedule.launch else plan.launch is None
    accepted = " or ".join(map(str, case.schedule.launch)) or "open"
    days = {plan.launch, *(one.date for one in plan.milestones)}
    return judged(
        {
            "schedule.launch": Score(right, 1, () if right else (f"{plan.launch or 'open'}, not {accepted}",)),
            "schedule.milestones": share(
                (f"{one.what}: {one.day}", one.day in days) for one in case.schedule.milestones if one.must
            ),
        }
    )
