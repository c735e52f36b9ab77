"""Whether collisions between a brief and constraints are found, with the numbers and ways out of an expert."""

from collections.abc import Iterator
from datetime import date

from evals.gold.constraints import GoldNumber, PairCase
from evals.scorers.matching import Candidate, Matcher
from evals.scorers.score import Metric, Scores, judged, share
from schemas.alignment import Alignment
from schemas.explanation import ExplainedConstraint

ALIKE = 0.4
METRICS = {
    "collisions.found": Metric("constraints that the brief does not fit collide"),
    "collisions.fits": Metric("constraints that the brief fits do not collide"),
    "collisions.numbers": Metric("numbers that an expert works out are told"),
    "collisions.options": Metric("ways out that an expert names are offered", diagnostic=True),
}


def score(case: PairCase, alignment: Alignment) -> Scores:
    """A collision counts at any constraint that touches its quote."""
    colliding = {one.constraint for one in alignment.collisions}
    places = [(gold, _touched(case, gold.quote, alignment)) for gold in case.collisions]
    fitting = [(gold, _touched(case, gold.quote, alignment)) for gold in case.no_collision]
    return judged(
        {
            "collisions.found": share(
                (gold.quote, any(one.id in colliding for one in touched)) for gold, touched in places
            ),
            "collisions.fits": share(
                (gold.quote, not any(one.id in colliding for one in touched)) for gold, touched in fitting
            ),
            "collisions.numbers": share(
                (f"{number.what}: {number.value} {number.unit}", any(form in said for form in forms_of(number)))
                for gold, touched in places
                for said in [" ".join(text for one in touched for text in _texts(one))]
                for number in gold.numbers
            ),
            "collisions.options": share(
                (option, _offered(option, touched)) for gold, touched in places for option in gold.options
            ),
        }
    )


def _touched(case: PairCase, quote: str, alignment: Alignment) -> list[ExplainedConstraint]:
    at = case.constraints.index(quote)
    end = at + len(quote)
    return [one for one in alignment.constraints if one.source.start < end and at < one.source.end]


def _texts(one: ExplainedConstraint) -> Iterator[str]:
    for effect in one.effects:
        yield f"{effect.text} {effect.calculation or ''}"
    for option in one.options:
        yield f"{option.text} {option.calculation or ''}"


def _offered(option: str, touched: list[ExplainedConstraint]) -> bool:
    offers = [
        Candidate(f"{one.text} {one.takes or ''} {one.calculation or ''}") for at in touched for one in at.options
    ]
    return Matcher(offers, ALIKE, ALIKE).find(option) is not None


def forms_of(number: GoldNumber) -> Iterator[str]:
    """The ways in which a number may be written; a time of h:mm:ss also in words."""
    value = number.value
    if isinstance(value, str):
        yield value
        yield from _day(value)
        yield from _length(value)
    else:
        yield f"{value:,}"
        yield f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0")


def _day(value: str) -> Iterator[str]:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return
    yield f"{day.day} {day:%B} {day.year}"


def _length(value: str) -> Iterator[str]:
    parts = value.split(":")
    if len(parts) not in (2, 3) or not all(part.isdigit() for part in parts):
        return
    names = ("hour", "minute", "second")
    told = [
        f"{int(part)} {name}{'' if int(part) == 1 else 's'}"
        for part, name in zip(parts, names, strict=False)
        if int(part)
    ]
    yield " ".join(told)
