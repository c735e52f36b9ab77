"""Whether every sentence of the brief is accounted for."""

from evals.gold.briefs import Case, Span, marked_span
from evals.scorers.score import Metric, Scores, judged, share
from schemas.brief import Sentence
from schemas.specification import Specification

METRICS = {
    "coverage.sentences": Metric("sentences have a status with a reason"),
    "coverage.marked": Metric("sentences with marks of an expert are used or asked about", diagnostic=True),
}


def score(case: Case, specification: Specification) -> Scores:
    """A sentence with a mark that any expert would make should not be set aside."""
    status = {one.sentence: one.status for one in specification.coverage if one.reason}
    spans = [marked_span(case, fact) for fact in case.facts if fact.must]
    sentences = specification.brief.sentences
    marked = [one for one in sentences if _is_touched(one, spans)]
    return judged(
        {
            "coverage.sentences": share((one.text, one.id in status) for one in sentences),
            "coverage.marked": share((one.text, status.get(one.id) in ("used", "asked")) for one in marked),
        }
    )


def _is_touched(sentence: Sentence, spans: list[Span]) -> bool:
    """A plain loop, because it is run a hundred thousand times."""
    start, end = sentence.start, sentence.end
    for span in spans:  # noqa: SIM110 # any() with a generator takes twice as long
        if span.start < end and start < span.end:
            return True
    return False
