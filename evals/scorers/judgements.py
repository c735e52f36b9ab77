"""What a judge says of the needs of the gold; diagnostics, for no judge has yet reached its bar."""

from collections.abc import Sequence

from evals.judging.judge import Judgement, Outcome
from evals.scorers.score import NOTES_MAX, Metric, Score, Scores, judged, share

PREFIX = "judged."
METRICS = {
    "judged.needs": Metric("needs that any expert would name are covered, as a model judges it", diagnostic=True),
    "judged.inconsistent": Metric(
        "judgements that turn with the order of the list", more_is_better=False, diagnostic=True
    ),
    "judged.errored": Metric("judgements that did not come about", more_is_better=False, diagnostic=True),
}


def score(judgements: Sequence[Judgement]) -> Scores:
    """Verdicts that count; those that do not are left out of the share and counted."""
    counted = [one for one in judgements if one.verdict is not None]
    return judged(
        {
            "judged.needs": share((one.text, one.verdict == "yes") for one in counted),
            "judged.inconsistent": _ending(judgements, "inconsistent"),
            "judged.errored": _ending(judgements, "errored"),
        }
    )


def _ending(judgements: Sequence[Judgement], outcome: Outcome) -> Score:
    texts = tuple(one.text for one in judgements if one.outcome == outcome)
    return Score(len(texts), len(judgements), texts[:NOTES_MAX])
