"""Laws that an expert would raise, only those, and the outcome of the screening."""

from functools import cache
from importlib.resources import files

import yaml

from evals.gold.briefs import Case
from evals.scorers.score import Metric, Score, Scores, judged, share
from schemas.specification import Specification

METRICS = {
    "privacy.laws.recall": Metric("laws that any expert would raise are raised, with any certainty"),
    "privacy.laws.precision": Metric("laws raised are named by an expert, optional ones included"),
    "privacy.laws.ruled_out": Metric("laws that an expert rules out are not raised"),
    "privacy.dpia": Metric("the outcome of the screening is one that an expert accepts"),
    "privacy.criteria.recall": Metric("criteria of the screening that the text meets are met"),
    "privacy.criteria.precision": Metric("criteria said to be met are met by the text"),
}


def score(case: Case, specification: Specification) -> Scores:
    """Laws are compared by id, criteria by their number."""
    raised = {one_name(law.id) for law in specification.privacy.regulations}
    marked = {one_name(law.id) for law in case.regulations}
    musts = {one_name(law.id) for law in case.regulations if law.must}
    scores = {
        "privacy.laws.recall": share((law, law in raised) for law in sorted(musts)),
        "privacy.laws.precision": share((law, law in marked) for law in sorted(raised)),
        "privacy.laws.ruled_out": share((law, one_name(law) not in raised) for law in case.not_regulations),
    }
    return judged(scores | _screening(case, specification))


def one_name(law: str) -> str:
    """The id under which a law is compared, whatever it is called."""
    return _names().get(law, law)


@cache
def _names() -> dict[str, str]:
    table: dict[str, list[str]] = yaml.safe_load((files("evals") / "gold" / "laws.yaml").read_text(encoding="utf-8"))
    return {other: law for law, others in table.items() for other in others}


def _screening(case: Case, specification: Specification) -> Scores:
    if case.dpia is None:
        return {}
    screening = specification.privacy.dpia
    met = {criterion.id for criterion in screening.criteria if criterion.status == "met"}
    right = screening.outcome in case.dpia.outcomes
    told = f"{screening.outcome}, not {' or '.join(case.dpia.outcomes)}"
    return {
        "privacy.dpia": Score(right, 1, () if right else (told,)),
        "privacy.criteria.recall": share((one, one in met) for one in case.dpia.met),
        "privacy.criteria.precision": share((one, one in case.dpia.met) for one in sorted(met)),
    }
