"""How single constraints are read: found, set aside, kind, firmness, strength, and their parts."""

from collections.abc import Iterator, Sequence

from evals.gold.constraints import ConstraintCase, GoldConstraint
from evals.scorers.figures import may_mean
from evals.scorers.score import Metric, Scores, judged, share
from schemas.explanation import BoundedQuantity, ExplainedConstraint, Explanation, Passage

METRICS = {
    "constraints.found": Metric("constraints of the gold are found"),
    "constraints.set_aside": Metric("sentences that limit nothing are not told as constraints"),
    "constraints.kind": Metric("constraints have the right kind; one that is not found has none"),
    "constraints.firmness": Metric("constraints that are found have the right firmness"),
    "constraints.strength": Metric("constraints that are found have the right strength"),
    "constraints.law": Metric("constraints are called law only where the text says so"),
    "constraints.numbers": Metric("numbers of constraints that are found are read"),
    "constraints.values": Metric("values of numbers are such as their own words can mean"),
    "constraints.verbatim": Metric("constraints and their parts stand in the text where they say"),
    "constraints.conditions": Metric("conditions of constraints that are found are told as such"),
    "constraints.exceptions": Metric("exceptions of constraints that are found are told as such"),
}


def score(case: ConstraintCase, explanation: Explanation) -> Scores:
    """Gold and result meet where they share most of the text."""
    given = explanation.constraints
    pairs = [(gold, match(case.text, gold.quote, given)) for gold in case.constraints]
    found = [(gold, one) for gold, one in pairs if one is not None]
    return judged(
        {
            "constraints.found": share((gold.quote, one is not None) for gold, one in pairs),
            "constraints.set_aside": share(
                (quote, not any(shared(case.text, quote, one) > 0 for one in given)) for quote in case.not_constraints
            ),
            "constraints.kind": share(
                (f"{gold.quote}: {one.kind if one else 'none'}, not {gold.kind}", _kind_is_right(gold, one))
                for gold, one in pairs
            ),
            "constraints.firmness": share(
                (f"{gold.quote}: {one.firmness}, not {gold.firmness}", one.firmness in _firmnesses(gold))
                for gold, one in found
            ),
            "constraints.strength": share(
                (f"{gold.quote}: {one.strength}, not {gold.strength}", one.strength == gold.strength)
                for gold, one in found
            ),
            "constraints.law": share(
                (gold.quote, one.firmness != "law" or "law" in _firmnesses(gold)) for gold, one in found
            ),
            "constraints.values": share(pair for one in given for pair in _values(one)),
            "constraints.verbatim": share(
                (part.text, case.text[part.start : part.end] == part.text) for one in given for part in _passages(one)
            ),
            **{f"constraints.{name}": share(_parts(name, found)) for name in ("numbers", "conditions", "exceptions")},
        }
    )


def _kind_is_right(gold: GoldConstraint, one: ExplainedConstraint | None) -> bool:
    return one is not None and one.kind in (gold.kind, *gold.also_kind)


def _firmnesses(gold: GoldConstraint) -> tuple[str, ...]:
    return (gold.firmness, *gold.also_firmness)


def _passages(one: ExplainedConstraint) -> tuple[Passage | BoundedQuantity, ...]:
    return (one.source, *one.context, *one.conditions, *one.exceptions, *one.quantities)


def _values(one: ExplainedConstraint) -> Iterator[tuple[str, bool]]:
    for quantity in one.quantities:
        for value in (quantity.value, quantity.high):
            if isinstance(value, int | float):
                yield f"{quantity.text}: {value}", may_mean(quantity.text, value)


def _parts(name: str, found: list[tuple[GoldConstraint, ExplainedConstraint]]) -> Iterator[tuple[str, bool]]:
    for gold, one in found:
        told = {
            "numbers": [quantity.text for quantity in one.quantities],
            "exceptions": [place.text for place in one.exceptions],
            "conditions": [place.text for place in (*one.conditions, *one.exceptions)],
        }[name]
        for text in getattr(gold, name):
            yield text, any(text in other or other in text for other in told if other)


def match(text: str, quote: str, constraints: Sequence[ExplainedConstraint]) -> ExplainedConstraint | None:
    """The constraint that shares most with the quote, at least half of it."""
    best = max(constraints, key=lambda one: shared(text, quote, one), default=None)
    enough = min(10, len(quote) / 2)
    return best if best is not None and shared(text, quote, best) >= enough else None


def shared(text: str, quote: str, one: ExplainedConstraint) -> int:
    """Code points that the constraint shares with the quote, negative when they lie apart."""
    at = text.index(quote)
    return min(one.source.end, at + len(quote)) - max(one.source.start, at)
