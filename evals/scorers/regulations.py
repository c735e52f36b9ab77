"""Laws that an expert would raise, and only those."""

from evals.gold import Case
from evals.scorers.tally import Tally
from schemas.specification import Specification


def score_regulations(case: Case, specification: Specification) -> Tally:
    """Found: must-marks raised with any certainty. Right: raised laws that are marked at all."""
    raised = {regulation.id for regulation in specification.privacy.regulations}
    must = {regulation.id for regulation in case.regulations if regulation.must}
    marked = {regulation.id for regulation in case.regulations}
    return Tally(
        found=len(must & raised),
        gold=len(must),
        right=len(marked & raised),
        given=len(raised),
        missed=sorted(must - raised),
        extra=sorted(raised - marked),
    )
