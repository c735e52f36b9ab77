"""Facts by kind: a mark is found when a fact of its kind overlaps it, at any of the places where it stands."""

from evals.gold import Case, GoldFact, Span, marked_span, occurrences
from evals.scorers.tally import Tally
from schemas.brief import Fact
from schemas.specification import Specification


def score_facts(case: Case, specification: Specification) -> dict[str, Tally]:
    """Tally by fact kind. Optional marks (`must: false`) count neither for nor against."""
    tallies: dict[str, Tally] = {}
    places = [(fact, _places(case, fact)) for fact in case.facts]
    for gold, spans in places:
        if gold.must:
            tally = tallies.setdefault(gold.kind, Tally())
            tally.gold += 1
            if any(_matches(fact, gold.kind, spans) for fact in specification.facts):
                tally.found += 1
            else:
                tally.missed.append(gold.text)
    for fact in specification.facts:
        tally = tallies.setdefault(fact.kind, Tally())
        tally.given += 1
        if any(_matches(fact, gold.kind, spans) for gold, spans in places):
            tally.right += 1
        else:
            tally.extra.append(fact.text)
    return tallies


def _places(case: Case, fact: GoldFact) -> list[Span]:
    return [marked_span(case, fact), *occurrences(case, fact.text)]


def _matches(fact: Fact, kind: str, spans: list[Span]) -> bool:
    return fact.kind == kind and any(span.overlaps(fact.start, fact.end) for span in spans)
