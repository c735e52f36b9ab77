"""Whether the plain text keeps what the constraint says, and says it in other words."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from evals.gold.constraints import ConstraintCase, GoldConstraint
from evals.scorers.constraints import match
from evals.scorers.figures import numbers_in
from evals.scorers.score import Metric, Scores, judged, share
from schemas.explanation import ExplainedConstraint, Explanation, Kept, Strength
from service.catalogue.constraints import constraint_kinds
from service.reading.jargon import find_terms
from service.verifying.echo import MOST_ECHO, echo

METRICS = {
    "plain.numbers": Metric("numbers of the gold stand in the plain text"),
    "plain.all_numbers": Metric("numbers of the source stand in the plain text, or are named as left out"),
    "plain.made_up": Metric("numbers of the plain text stand in the source or in what belongs to it"),
    "plain.obligation": Metric("the plain text is as strong as the source: must, must not, may, should"),
    "plain.own_strength": Metric("the plain text is as strong as the run itself read the source"),
    "plain.binding": Metric("the plain text of a duty or ban brings in no word of advice or permission"),
    "plain.verbatim": Metric("what the run says it kept stands in source and plain text where it says"),
    "plain.own_words": Metric("the plain text is not the source again"),
    "plain.jargon": Metric("terms of art in the plain text are explained"),
}
_SAYS: dict[Strength, str] = {
    "must":
        r"\b(?:must|have to|has to|needs? to|required|only|always|at least|cannot .{0,60} (?:before|without|until)"
        r"|shall)\b",
    "must_not":
        r"\b(?:not|no|never|nobody|none|nothing|at most|no more than|cannot|only|neither|without|forbidden|prohibited"
        r"|ban(?:ned)?|(?:upper )?limit(?:ed)?|maximum)\b|n['’]t\b",
    "should": r"\b(?:should|recommend\w*|advis\w*|better|wish\w*|please|preferabl\w*|would like|ask\w*)\b",
    "should_not": r"\b(?:not|avoid|rather|better)\b|n['’]t\b",
    "may": r"\b(?:may|can|allowed|free to|optional|possible|permitted|need not|without)\b",
}  # fmt: skip
"""House list of words that carry the strength; of a fact nothing is asked."""
_DUTY = re.compile(r"\b(?:has|have) to\b")
_SOFT = re.compile(
    r"\b(?:(?:should|ought)(?:n['’]t)?|recommend\w*|advis\w+|preferabl[ey]|ideally|(?:if|where|when) possible|try"
    r"|optional(?:ly)?|free to|(?:may|might|can|could)(?! not\b|n?['’]t))\b",
    re.IGNORECASE,
)
"""House list of words that turn a duty into advice or a ban into a permission."""


def score(case: ConstraintCase, explanation: Explanation) -> Scores:
    """Numbers and strength are held against the gold and against the source, the rest against the source."""
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
            "plain.all_numbers": share(pair for one in given for pair in _all_numbers(one)),
            "plain.made_up": share(pair for one in given for pair in _made_up(one)),
            "plain.obligation": share(
                (f"{gold.strength}: {one.plain}", _says(gold.strength, one.plain))
                for gold, one in found
                if gold.strength in _SAYS and _of_itself(gold, one)
            ),
            "plain.own_strength": share(
                (f"{one.strength}: {one.plain}", _says(one.strength, one.plain))
                for one in given
                if one.strength in _SAYS
            ),
            "plain.binding": share(
                (one.plain, not _softer(one)) for one in given if one.strength in ("must", "must_not")
            ),
            "plain.verbatim": share(
                (kept.text, _is_kept(case.text, one.plain, kept)) for one in given for kept in one.kept
            ),
            "plain.own_words": share((one.plain, echo(one.plain, one.source.text) <= MOST_ECHO) for one in given),
            "plain.jargon": share(pair for one in given for pair in _terms(one)),
        }
    )


# --- numbers ------------------------------------------------------------------------------------


def _has_number(plain: str, number: str) -> bool:
    wanted = numbers_in(number)
    return set(wanted) <= set(numbers_in(plain)) if wanted else number.casefold() in plain.casefold()


def _all_numbers(one: ExplainedConstraint) -> Iterator[tuple[str, bool]]:
    """As often as the source has it, a number that the run leaves out by name apart."""
    told = Counter(numbers_in(" ".join([one.plain, *(part.text for part in one.left_out)])))
    for number, times in Counter(numbers_in(one.source.text)).items():
        yield f"{number} in {one.plain}", told[number] >= times


def _made_up(one: ExplainedConstraint) -> Iterator[tuple[str, bool]]:
    held = set(numbers_in(_held(one)))
    return ((f"{number} in {one.plain}", number in held) for number in numbers_in(one.plain))


def _held(one: ExplainedConstraint) -> str:
    """Everything that a plain text may take from."""
    parts = (one.source, *one.context, *one.conditions, *one.exceptions)
    return " ".join(part.text for part in parts)


def _is_kept(text: str, plain: str, kept: Kept) -> bool:
    """The place in the source holds the words, that in the plain text exists and holds the same numbers."""
    at = plain[kept.plain_start : kept.plain_end]
    same = kept.what != "number" or set(numbers_in(kept.text)) <= set(numbers_in(at))
    return text[kept.start : kept.end] == kept.text and kept.plain_end <= len(plain) and same


# --- strength -----------------------------------------------------------------------------------


def _says(strength: Strength, plain: str) -> bool:
    return re.search(_SAYS[strength], plain, re.IGNORECASE) is not None


def _softer(one: ExplainedConstraint) -> Counter[str]:
    """Words of advice and permission that the source lacks; what such constraints do in general binds nobody."""
    plain = _alike(one.plain)
    for general in (*(_alike(effect.text) for effect in one.effects), *_topics()):
        plain = plain.replace(general, "")
    return _soft_words(plain) - _soft_words(_held(one))


def _alike(text: str) -> str:
    """With one word for a duty and one blank, so that a general text is known again in other words."""
    return " ".join(_DUTY.sub("must", text).split())


def _soft_words(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in _SOFT.findall(text))


@cache
def _topics() -> tuple[str, ...]:
    return tuple(_alike(kind.topic) for kind in constraint_kinds().values())


def _of_itself(gold: GoldConstraint, one: ExplainedConstraint) -> bool:
    """Tell whether the constraint is that of the gold alone, and not one of several in one sentence."""
    return len(gold.quote) * 2 >= len(one.source.text)


def _terms(one: ExplainedConstraint) -> list[tuple[str, bool]]:
    explained = {entry.term.lower() for entry in one.glossary}
    terms = find_terms(one.plain)
    ids = {term.term.id for term in terms if term.text.lower() in explained}
    return [(f"{term.text} in {one.plain}", term.term.id in ids) for term in terms]
