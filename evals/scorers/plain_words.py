"""Whether the plain text keeps what the constraint says, and says it in other words."""

import re

from evals.gold.constraints import ConstraintCase, GoldConstraint
from evals.scorers.constraints import match
from evals.scorers.score import Metric, Scores, judged, share
from schemas.explanation import ExplainedConstraint, Explanation, Strength
from service.reading.jargon import find_terms
from service.verifying.echo import MOST_ECHO, echo

METRICS = {
    "plain.numbers": Metric("numbers of the gold stand in the plain text"),
    "plain.obligation": Metric("the plain text is as strong as the source: must, must not, may, should"),
    "plain.verbatim": Metric("what the run says it kept stands in source and plain text where it says"),
    "plain.own_words": Metric("the plain text is not the source again"),
    "plain.jargon": Metric("terms of art in the plain text are explained"),
}
_SAYS: dict[Strength, str] = {
    "must":
        r"\b(?:must|have to|has to|needs? to|required|only|always|at least|cannot .{0,60} (?:before|without|until)"
        r"|shall)\b",
    "must_not":
        r"\b(?:not|no|never|nobody|none|nothing|at most|no more than|cannot|can't|only|neither|without|forbidden"
        r"|banned)\b",
    "should": r"\b(?:should|recommend\w*|advis\w*|better|wish\w*|please|preferabl\w*|would like|ask\w*)\b",
    "should_not": r"\b(?:not|avoid|rather|better)\b",
    "may": r"\b(?:may|can|allowed|free to|optional|possible|permitted|need not|without)\b",
}  # fmt: skip
"""House list of words that carry the strength; of a fact nothing is asked."""
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def score(case: ConstraintCase, explanation: Explanation) -> Scores:
    """Numbers and strength are held against the gold, the rest against the source."""
    given = explanation.constraints
    pairs = [(gold, match(case.text, gold.quote, given)) for gold in case.constraints]
    found = [(gold, one) for gold, one in pairs if one is not None]
    return judged(
        {
            "plain.numbers": share(
                (f"{number} in {one.plain}", _has_number(one.plain, number))
                for gold, one in found
                for number in gold.numbers
            ),
            "plain.obligation": share(
                (f"{gold.strength}: {one.plain}", bool(re.search(_SAYS[gold.strength], one.plain, re.IGNORECASE)))
                for gold, one in found
                if gold.strength in _SAYS and _of_itself(gold, one)
            ),
            "plain.verbatim": share(
                (kept.text, case.text[kept.start : kept.end] == kept.text and kept.plain_end <= len(one.plain))
                for one in given
                for kept in one.kept
            ),
            "plain.own_words": share((one.plain, echo(one.plain, one.source.text) <= MOST_ECHO) for one in given),
            "plain.jargon": share(pair for one in given for pair in _terms(one)),
        }
    )


def _of_itself(gold: GoldConstraint, one: ExplainedConstraint) -> bool:
    """Tell whether the constraint is that of the gold alone, and not one of several in one sentence."""
    return len(gold.quote) * 2 >= len(one.source.text)


def _has_number(plain: str, number: str) -> bool:
    digits = _DIGITS.findall(number)
    return all(one in plain for one in digits) if digits else number.casefold() in plain.casefold()


def _terms(one: ExplainedConstraint) -> list[tuple[str, bool]]:
    explained = {entry.term.lower() for entry in one.glossary}
    terms = find_terms(one.plain)
    ids = {term.term.id for term in terms if term.text.lower() in explained}
    return [(f"{term.text} in {one.plain}", term.term.id in ids) for term in terms]
