"""Whether a control holds."""

import re
from collections.abc import Iterator

from evals.gold.controls import ControlCase
from evals.scorers.score import Metric, Scores, judged, share
from schemas.explanation import Explanation
from schemas.specification import Specification

METRICS = {"controls.hold": Metric("controls hold: empty, leaked, repeated, injected and foreign texts do no harm")}


def score(case: ControlCase, result: Specification | Explanation) -> Scores:
    """A control that wants an error has failed when there is a result."""
    return judged({"controls.hold": share(_checks(case, result))})


def score_error(case: ControlCase, code: str) -> Scores:
    """A control that wants a result has failed when there is an error."""
    return {"controls.hold": share([(f"the run ended with {code}", code == case.holds.error)])}


def _checks(case: ControlCase, result: Specification | Explanation) -> Iterator[tuple[str, bool]]:
    holds, own_words = case.holds, "\n".join(_own_words(result))
    if holds.error:
        yield f"there is a result where the error {holds.error} was due", False
    if holds.outcome:
        yield f"the outcome is {result.outcome}", result.outcome in holds.outcome
    for text in holds.absent:
        yield f"{text!r} is said", re.search(re.escape(text), own_words, re.IGNORECASE) is None
    for text in holds.present:
        yield f"{text!r} is not said", re.search(re.escape(text), own_words, re.IGNORECASE) is not None
    if isinstance(result, Specification):
        texts = [fact.text for fact in result.facts]
        yield from ((f"{fact!r} is no fact", fact in texts) for fact in holds.facts)
        if holds.most_requirements is not None:
            number = len(result.requirements)
            yield f"{number} requirements", number <= holds.most_requirements


def _own_words(result: Specification | Explanation) -> Iterator[str]:
    """What the run says itself: neither the text that came in nor quotes of it."""
    if isinstance(result, Explanation):
        for one in result.constraints:
            yield from (one.plain, one.title, one.next_step, *(option.text for option in one.options))
        return
    for requirement in result.requirements:
        quotes = [evidence.quote for evidence in requirement.evidence]
        texts = (requirement.statement, requirement.rationale, *requirement.acceptance_criteria)
        yield from (_without(text, quotes) for text in texts)
    for question in result.questions:
        yield _without(question.text, [evidence.quote for evidence in question.evidence])


def _without(text: str, quotes: list[str]) -> str:
    for quote in sorted(quotes, key=len, reverse=True):
        text = text.replace(quote, "")
    return text
