"""Questions that must be asked, and those whose answer is in the brief."""

from collections.abc import Sequence

from evals.gold.briefs import Case, occurrences
from evals.scorers.matching import Candidate, Matcher, places_of, stems
from evals.scorers.score import Metric, Scores, judged, share
from schemas.parts import Contradiction
from schemas.requirement import Question
from schemas.specification import Specification

METRICS = {
    "questions.must_ask": Metric("questions that stand between brief and promise are asked"),
    "questions.answered": Metric("questions whose answer is in the brief are not asked"),
}


def score(case: Case, specification: Specification) -> Scores:
    """A question may be asked as such, or as a contradiction that has to be settled."""
    matcher = matcher_of(specification.questions, specification.contradictions)
    asks = [(gold, ()) if isinstance(gold, str) else (gold.ask, gold.quotes) for gold in case.must_ask]
    return judged(
        {
            "questions.must_ask": share(
                (ask, matcher.find(ask, [span for quote in quotes for span in occurrences(case, quote)]) is not None)
                for ask, quotes in asks
            ),
            "questions.answered": share(
                (topic, not any(_asks(one, topic) for one in specification.questions)) for topic in case.must_not_ask
            ),
        }
    )


def matcher_of(questions: Sequence[Question], contradictions: Sequence[Contradiction]) -> Matcher:
    """Looks questions of the gold up among those that were asked."""
    candidates = [_candidate(one) for one in questions]
    candidates += [Candidate(one.text, places_of(one.evidence)) for one in contradictions]
    return matcher_among(candidates)


def matcher_among(candidates: Sequence[Candidate]) -> Matcher:
    """Looks questions up, with the thresholds for questions."""
    return Matcher(candidates, alike=0.2, alike_at=0.12)


def _candidate(question: Question) -> Candidate:
    return Candidate(" ".join([question.text, question.why, *question.options]), places_of(question.evidence))


def _asks(question: Question, topic: str) -> bool:
    """Tell whether the text of the question has every word of a topic such as `launch date`."""
    wanted = stems(topic)
    return bool(wanted) and wanted <= stems(question.text)
