"""Facts: a mark is found when a fact of its kind overlaps it, at any of the places where it stands."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import get_args

from evals.gold.base import GoldValue
from evals.gold.briefs import Case, GoldFact, Span, occurrences
from evals.scorers.score import Metric, Score, Scores, judged, share
from schemas.brief import Fact, FactKind
from schemas.specification import Specification

LENIENT = 0.01
"""Share by which a number may be off to pass as nearly right."""
METRICS = {
    "facts.recall": Metric("marks that any expert would make are found"),
    "facts.precision": Metric("facts given are marked by an expert, optional marks included"),
    "facts.f1": Metric("recall and precision in one: twice the marks found, of marks and facts together"),
    "facts.value": Metric("marks that are found have the right value, and unit where it is money, share or time"),
    "facts.value_lenient": Metric("marks that are found have a value within 1 %, the unit left aside", diagnostic=True),
    "facts.role": Metric(
        "marks that are found play the right part: target, audience, past result ...", diagnostic=True
    ),
    **{
        f"facts.{rate}.{kind}": Metric(f"{rate} of facts of the kind {kind}", diagnostic=True)
        for kind in get_args(FactKind)
        for rate in ("recall", "precision")
    },
}


def score(case: Case, specification: Specification) -> Scores:
    """Optional marks (`must: false`) count neither for nor against."""
    of_kind: dict[str, list[Fact]] = defaultdict(list)
    for fact in specification.facts:
        of_kind[fact.kind].append(fact)
    places = [(gold, occurrences(case, gold.text)) for gold in case.facts]
    found = {id(gold): _found(gold, spans, of_kind) for gold, spans in places}
    musts = [gold for gold in case.facts if gold.must]
    marked = {id(fact) for facts in found.values() for fact in facts}
    given = specification.facts
    scores = _rates("", musts, given, found, marked)
    for kind in sorted({gold.kind for gold in musts} | set(of_kind)):
        ours = [gold for gold in musts if gold.kind == kind]
        scores |= _rates(f".{kind}", ours, of_kind[kind], found, marked)
    right, of = (scores[name].right for name in ("facts.recall", "facts.precision")), len(musts) + len(given)
    scores["facts.f1"] = Score(sum(right), of)
    return judged(scores | _values(musts, found))


def _rates(
    kind: str, musts: list[GoldFact], given: list[Fact], found: dict[int, list[Fact]], marked: set[int]
) -> Scores:
    return {
        f"facts.recall{kind}": share((gold.text, bool(found[id(gold)])) for gold in musts),
        f"facts.precision{kind}": share((fact.text, id(fact) in marked) for fact in given),
    }


def _found(gold: GoldFact, spans: list[Span], of_kind: dict[str, list[Fact]]) -> list[Fact]:
    """The facts of its kind at any of its places; a loop within a loop, because it is run a million times."""
    found = []
    for fact in of_kind[gold.kind]:
        start, end = fact.start, fact.end
        for span in spans:
            if span.start < end and start < span.end:
                found.append(fact)
                break
    return found


def _values(musts: list[GoldFact], found: dict[int, list[Fact]]) -> Scores:
    strict, lenient, roles = list[tuple[str, bool]](), list[tuple[str, bool]](), list[tuple[str, bool]]()
    for gold in musts:
        facts = found[id(gold)]
        if facts and gold.value is not None:
            note = f"{gold.text}: {_told(facts[0])}, not {gold.value} {gold.unit or ''}".rstrip()
            strict.append((note, any(_same(gold, fact, 0.0) and _same_unit(gold, fact) for fact in facts)))
            lenient.append((note, any(_same(gold, fact, LENIENT) for fact in facts)))
        if facts and gold.role is not None:
            roles.append((f"{gold.text}: {facts[0].role}, not {gold.role}", any(f.role == gold.role for f in facts)))
    return {"facts.value": share(strict), "facts.value_lenient": share(lenient), "facts.role": share(roles)}


def _same_unit(gold: GoldFact, fact: Fact) -> bool:
    """What is counted has no closed list of words, and gold says days for working days."""
    if gold.kind not in ("money", "percentage", "duration") or gold.unit is None:
        return True
    return gold.unit in (fact.unit, (fact.unit or "").removeprefix("working_"))


def _told(fact: Fact) -> str:
    return " ".join(str(part) for part in (fact.value, fact.high, fact.unit) if part is not None) or "nothing"


def _same(gold: GoldFact, fact: Fact, off: float) -> bool:
    wanted = list(_flat(gold.value))
    given = [value for value in (fact.value, fact.high) if value is not None]
    return len(given) >= len(wanted) and all(_equal(want, have, off) for want, have in zip(wanted, given, strict=False))


def _flat(value: GoldValue) -> Iterator[int | float | str]:
    for one in value if isinstance(value, list) else [value]:
        if one is not None:
            yield one.isoformat() if isinstance(one, date) else one


def _equal(want: float | str, have: float | str, off: float) -> bool:
    if isinstance(want, str) or isinstance(have, str):
        return _folded(want) == _folded(have)
    return abs(want - have) <= off * abs(want)


def _folded(value: float | str) -> str:
    return str(value).casefold().removesuffix("t00:00:00")
