"""Whether collisions between a brief and constraints are found, with the numbers that an expert works out."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from evals.constraint_gold import GoldNumber, PairCase
from schemas.alignment import Alignment
from schemas.explanation import ExplainedConstraint


def score_pair(case: PairCase, alignment: Alignment) -> Counter[str]:
    """Counts by name: `x` of what was there and `x/gold` of what the gold has."""
    counts: Counter[str] = Counter()
    for gold in case.collisions:
        touched = _touched(case, gold.quote, alignment)
        colliding = {one.constraint for one in alignment.collisions}
        counts["collisions/gold"] += 1
        counts["collisions"] += any(one.id in colliding for one in touched)
        said = " ".join(text for one in touched for text in _texts(one))
        for number in gold.numbers:
            counts["numbers/gold"] += 1
            counts["numbers"] += any(form in said for form in forms_of(number))
    for fit in case.no_collision:
        touched = _touched(case, fit.quote, alignment)
        colliding = {one.constraint for one in alignment.collisions}
        counts["fits/gold"] += 1
        counts["fits"] += not any(one.id in colliding for one in touched)
    return counts


def _touched(case: PairCase, quote: str, alignment: Alignment) -> list[ExplainedConstraint]:
    at = case.constraints.index(quote)
    end = at + len(quote)
    return [one for one in alignment.constraints if one.source.start < end and at < one.source.end]


def _texts(one: ExplainedConstraint) -> Iterator[str]:
    for effect in one.effects:
        yield f"{effect.text} {effect.calculation or ''}"
    for option in one.options:
        yield f"{option.text} {option.calculation or ''}"


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
