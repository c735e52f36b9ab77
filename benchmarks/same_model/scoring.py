"""What an output is worth against the gold, with the matching of the evals; and the sums over briefs."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields

from benchmarks.same_model.neutral import NeedSaid, Place, Said
from evals.gold.briefs import Case, GoldNeed, Span, occurrences
from evals.scorers import facts, needs
from evals.scorers.matching import Candidate
from evals.scorers.score import Score
from service.llm.answers import NAMED

_NONE = Score(0, 0)


@dataclass(frozen=True)
class Marks:
    """Counts of one output, or the sums over several: shares are made of sums, never means of shares."""

    facts_wanted: float = 0
    facts_found: float = 0
    facts_given: float = 0
    facts_right: float = 0
    names_wanted: float = 0
    names_found: float = 0
    names_given: float = 0
    names_right: float = 0
    needs_wanted: float = 0
    needs_found: float = 0
    needs_given: float = 0
    needs_matched: float = 0
    needs_known: float = 0
    grounded: float = 0
    output_tokens: float = 0
    calls: float = 0
    seconds: float = 0
    failures: float = 0

    def __add__(self, other: "Marks") -> "Marks":
        mine, theirs = asdict(self), asdict(other)
        return Marks(**{field.name: mine[field.name] + theirs[field.name] for field in fields(self)})

    def shares(self) -> dict[str, float | None]:
        """Precision, recall, F1 and the rest; None where there is nothing to judge."""
        facts_recall, facts_precision = (
            _of(self.facts_found, self.facts_wanted),
            _of(self.facts_right, self.facts_given),
        )
        needs_recall, matched = _of(self.needs_found, self.needs_wanted), _of(self.needs_matched, self.needs_given)
        needs_known = _of(self.needs_known, self.needs_given)
        return {
            "facts precision": facts_precision,
            "facts recall": facts_recall,
            "facts F1": _of(self.facts_found + self.facts_right, self.facts_wanted + self.facts_given),
            "names F1": _of(self.names_found + self.names_right, self.names_wanted + self.names_given),
            "needs precision": matched,
            "needs recall": needs_recall,
            "needs F1": None if needs_recall is None else _harmonic(needs_recall, matched or 0.0),
            "needs extra": None if needs_known is None else 1 - needs_known,
            "grounded": _of(self.grounded, self.facts_given + self.needs_given),
        }


def marks_of(case: Case, said: Said) -> Marks:
    """Judge one output."""
    of_needs = needs.score(case, said.as_specification())
    recall, precision = _rates(case, said)
    names_recall, names_precision = _rates(*_only_names(case, said))
    found = of_needs.get("needs.recall", _NONE)
    return Marks(
        facts_wanted=recall.of,
        facts_found=recall.right,
        facts_given=precision.of,
        facts_right=precision.right,
        names_wanted=names_recall.of,
        names_found=names_recall.right,
        names_given=names_precision.of,
        names_right=names_precision.right,
        needs_wanted=found.of,
        needs_found=found.right,
        needs_given=len(said.needs),
        needs_matched=len(matched := matched_needs(case, said)),
        needs_known=len(matched | placed_needs(case, said)),
        grounded=sum(one.place.verbatim for one in said.facts) + sum(one.is_grounded for one in said.needs),
        output_tokens=sum(call.output for call in said.calls),
        calls=len(said.calls),
        seconds=said.seconds,
        failures=said.failure is not None,
    )


def _rates(case: Case, said: Said) -> tuple[Score, Score]:
    scores = facts.score(case, said.as_specification())
    return scores.get("facts.recall", _NONE), scores.get("facts.precision", _NONE)


def _only_names(case: Case, said: Said) -> tuple[Case, Said]:
    """Both without figures, days and times, which Liaison asks no model for."""
    return (
        case.model_copy(update={"facts": [gold for gold in case.facts if gold.kind in NAMED]}),
        said.model_copy(update={"facts": tuple(one for one in said.facts if one.kind in NAMED)}),
    )


def total(marks: Iterable[Marks]) -> Marks:
    """The sums."""
    return sum(marks, Marks())


def facts_lost(case: Case, before: Said, after: Said) -> list[str]:
    """Gold facts that any expert would mark, found in the one output and not in the other."""
    return [
        gold.text
        for gold in case.facts
        if gold.must and _finds(only := case.model_copy(update={"facts": [gold]}), before) and not _finds(only, after)
    ]


def _finds(case: Case, said: Said) -> bool:
    return facts.score(case, said.as_specification())["facts.recall"].right == 1


# --- needs that the gold knows ------------------------------------------------------------------


def matched_needs(case: Case, said: Said) -> set[int]:
    """Which needs say what one of the gold says, looked up from either side."""
    matcher = needs.matcher_of(said.as_specification().requirements)
    best = (matcher.find(gold.need, _spans(case, gold), gold.category) for gold in case.needs)
    return {at for at in best if at is not None} | {
        at for at, need in enumerate(said.needs) if gold_need_of(case, need)
    }


def placed_needs(case: Case, said: Said) -> set[int]:
    """Which needs rest on a place that one of the gold rests on, whatever they say."""
    spans = [span for gold in case.needs for span in _spans(case, gold)]
    return {at for at, need in enumerate(said.needs) if _touches(need.places, spans)}


def gold_need_of(case: Case, need: NeedSaid) -> GoldNeed | None:
    """The need of the gold that says the same, looked up the other way round: among the gold."""
    candidates = [Candidate(gold.need, tuple(_spans(case, gold)), gold.category) for gold in case.needs]
    at = needs.matcher_among(candidates).find(need.statement, _stands(need.places), need.category)
    return None if at is None else case.needs[at]


def _spans(case: Case, gold: GoldNeed) -> list[Span]:
    return [span for quote in gold.quotes for span in occurrences(case, quote)]


def _stands(places: Iterable[Place]) -> list[Span]:
    return [Span(place.start, place.end) for place in places if place.end > 0]


def _touches(places: Iterable[Place], spans: Iterable[Span]) -> bool:
    wanted = list(spans)
    return any(span.overlaps(mine.start, mine.end) for span in wanted for mine in _stands(places))


def _of(right: float, of: float) -> float | None:
    return right / of if of else None


def _harmonic(one: float, other: float) -> float:
    return 2 * one * other / (one + other) if one + other else 0.0


def table_of(totals: Mapping[str, Marks]) -> list[list[str]]:
    """A row for each system, the first row says what stands where."""
    shares = {name: marks.shares() for name, marks in totals.items()}
    columns = list(next(iter(shares.values())))
    rows = [["", *columns, "output tokens", "calls", "seconds", "failures"]]
    for name, marks in totals.items():
        counts = [marks.output_tokens, marks.calls, marks.seconds, marks.failures]
        rows.append([name, *map(_percent, shares[name].values()), *(f"{count:,.0f}" for count in counts)])
    return rows


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.1%}"
