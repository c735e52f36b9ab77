"""Sets of data, and which of the six answers the brief gives."""

from collections.abc import Iterator

from evals.gold.briefs import Case, GoldSource, Span, occurrences
from evals.scorers.matching import places_of, stems
from evals.scorers.score import Metric, Scores, judged, share
from schemas.parts import DataSource
from schemas.specification import Specification

METRICS = {
    "data.sources": Metric("sets of data that any expert would name are there"),
    "data.answers.known": Metric("answers that the brief gives are known, or assumed where it gives half of them"),
    "data.answers.unknown": Metric("answers that the brief leaves open are not said to be known"),
}


def score(case: Case, specification: Specification) -> Scores:
    """A set counts when it points at the same place of the brief or bears the same name."""
    found = [(gold, _found(case, gold, specification)) for gold in case.sources or ()]
    held = [(gold, source) for gold, source in found if source is not None]
    return judged(
        {
            "data.sources": share((gold.quote, source is not None) for gold, source in found if gold.must),
            "data.answers.known": share(one for gold, source in held for one in _answers(gold, source, known=True)),
            "data.answers.unknown": share(one for gold, source in held for one in _answers(gold, source, known=False)),
        }
    )


def _answers(gold: GoldSource, source: DataSource, *, known: bool) -> Iterator[tuple[str, bool]]:
    for name in gold.known if known else gold.unknown:
        status = getattr(source.answers, name).status
        yield f"{gold.quote}: {name} is {status}", (status != "unknown") if known else (status != "known")


def _found(case: Case, gold: GoldSource, specification: Specification) -> DataSource | None:
    places, words = occurrences(case, gold.quote), stems(gold.quote)
    best = max(
        specification.data_sources,
        key=lambda source: (_points_at(source, places), len(words & stems(source.name))),
        default=None,
    )
    return best if best and (_points_at(best, places) or words & stems(best.name)) else None


def _points_at(source: DataSource, places: list[Span]) -> bool:
    return any(place.overlaps(span.start, span.end) for place in places_of(source.evidence) for span in places)
