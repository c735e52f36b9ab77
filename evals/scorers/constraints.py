"""How well single constraints are read, and whether their plain words keep everything."""

from collections import Counter
from collections.abc import Iterator, Sequence

from evals.constraint_gold import ConstraintCase, GoldConstraint
from schemas.explanation import ExplainedConstraint, Explanation
from service.reading.jargon import find_terms
from service.verifying.echo import MOST_ECHO, echo


def score_reading(case: ConstraintCase, explanation: Explanation) -> Counter[str]:
    """Counts by name: `x` of what was there and `x/gold` of what the gold has."""
    counts: Counter[str] = Counter()
    for gold in case.constraints:
        found = _match(case, gold, explanation.constraints)
        counts["found/gold"] += 1
        counts["kind/gold"] += 1
        if found is None:
            continue
        counts["found"] += 1
        counts["kind"] += found.kind in (gold.kind, *gold.also_kind)
        counts["firmness/gold"] += 1
        counts["firmness"] += found.firmness in (gold.firmness, *gold.also_firmness)
        counts["strength/gold"] += 1
        counts["strength"] += found.strength == gold.strength
        counts["law guessed"] += found.firmness == "law" and "law" not in (gold.firmness, *gold.also_firmness)
        counts.update(_parts(gold, found))
    for quote in case.not_constraints:
        counts["set aside/gold"] += 1
        counts["set aside"] += not any(_overlap(case, quote, one) for one in explanation.constraints)
    return counts


def score_wording(explanation: Explanation) -> Counter[str]:
    """Over the output alone: what was lost without a word, repeats of the source, terms left unexplained."""
    counts: Counter[str] = Counter()
    for one in explanation.constraints:
        counts["plain texts"] += 1
        counts["facts kept"] += len(one.kept)
        counts["facts left out with a reason"] += len(one.left_out)
        counts["source again"] += echo(one.plain, one.source.text) > MOST_ECHO
        explained = {entry.term.lower() for entry in one.glossary}
        ids = {term.term.id for term in find_terms(one.plain) if term.text.lower() in explained}
        counts["unexplained terms"] += sum(term.term.id not in ids for term in find_terms(one.plain))
    return counts


def _parts(gold: GoldConstraint, found: ExplainedConstraint) -> Iterator[str]:
    told = {
        "numbers": [quantity.text for quantity in found.quantities],
        "exceptions": [place.text for place in found.exceptions],
        "conditions": [place.text for place in (*found.conditions, *found.exceptions)],
    }
    wanted = {"numbers": gold.numbers, "exceptions": gold.exceptions, "conditions": gold.conditions}
    for name, texts in wanted.items():
        for text in texts:
            yield f"{name}/gold"
            if any(text in other or other in text for other in told[name] if other):
                yield name


def _match(
    case: ConstraintCase, gold: GoldConstraint, constraints: Sequence[ExplainedConstraint]
) -> ExplainedConstraint | None:
    """The constraint that shares most with the quote, at least half of it."""
    best = max(constraints, key=lambda one: _shared(case, gold.quote, one), default=None)
    enough = min(10, len(gold.quote) / 2)
    return best if best is not None and _shared(case, gold.quote, best) >= enough else None


def _shared(case: ConstraintCase, quote: str, one: ExplainedConstraint) -> int:
    at = case.text.index(quote)
    return min(one.source.end, at + len(quote)) - max(one.source.start, at)


def _overlap(case: ConstraintCase, quote: str, one: ExplainedConstraint) -> bool:
    return _shared(case, quote, one) > 0
