"""IT's words and the plain words, tied: each number, name and duty of one text with its place in the other.

Places are cut into runs, so that things kept may overlap: a run belongs to every thing that covers it, its id says
where it begins, and it leads to the places of those things on the other side.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal

from schemas.brief import Sentence
from schemas.explanation import ConstraintText, ExplainedConstraint, FactOfSource
from schemas.requirement import Coverage, Question
from service.exporting.escaping import anchor, visible
from service.exporting.marking import MarkedText, Piece, Ref, in_order, mark_sentences

KEPT_WORDS: Final[dict[FactOfSource, str]] = {
    "number": "number or date",
    "name": "name",
    "obligation": "what has to be",
    "negation": "what must not be",
    "condition": "condition",
    "exception": "exception",
}

Place = Literal["kept", "left_out", "source"]
Key = tuple[Place, str, int]


@dataclass(frozen=True, slots=True)
class Span:
    """Something with a place in a text: `key` is kind, id of the constraint and position in its list."""

    start: int
    end: int
    key: Key
    note: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """The longest stretch of text that the same spans cover."""

    start: int
    end: int
    spans: tuple[Span, ...]

    @property
    def tied(self) -> tuple[Span, ...]:
        """The spans that have another side; the one that begins here comes first."""
        found = (span for span in self.spans if span.key[0] != "source")
        return tuple(sorted(found, key=lambda span: (-span.start, span.end)))


@dataclass(frozen=True, slots=True)
class TiedTexts:
    """The constraint text with its marks, and the plain words of each constraint by its id."""

    source: MarkedText
    plain: Mapping[str, tuple[Piece, ...]]
    sentences: Mapping[str, tuple[str, ...]]
    """Ids of the sentences that hold a constraint and its context, by the id of the constraint."""


def constraint_anchor(name: str) -> str:
    """Where a constraint stands on the page."""
    return anchor("constraint", name)


def left_out_anchor(name: str, position: int) -> str:
    """Where the reason stands why something of a constraint is not said."""
    return anchor("o", f"{name}-{position}")


def tied(
    text: ConstraintText,
    constraints: Sequence[ExplainedConstraint],
    coverage: Iterable[Coverage],
    places: Mapping[str, str],
) -> TiedTexts:
    """Mark the constraint text and the plain words; joined again, the pieces are the texts."""
    holders = _Holders(tuple(in_order(text.sentences)))
    source = _source_runs(constraints, holders)
    plain = {item.id: tuple(_runs(0, len(item.plain), _plain_spans(item))) for item in constraints}
    there = _targets((run for runs in source.values() for run in runs), "t")
    here = {key: ids for name, runs in plain.items() for key, ids in _targets(runs, anchor("p", name)).items()}
    reasons: dict[Key, tuple[str, ...]] = {
        ("left_out", item.id, position): (left_out_anchor(item.id, position),)
        for item in constraints
        for position in range(len(item.left_out))
    }
    by_id = {item.id: item for item in constraints}

    def pieces(sentence: Sentence) -> Iterator[Piece]:
        for run in source.get(sentence.id, ()):
            shown = sentence.text[run.start - sentence.start : run.end - sentence.start]
            yield _piece(shown, run, "t", {**here, **reasons}, _source_labels(run, by_id), _struck(run, by_id))

    return TiedTexts(
        source=mark_sentences(text.text, text.sentences, coverage, places, pieces),
        plain={
            name: tuple(_piece(by_id[name].plain[run.start : run.end], run, anchor("p", name), there) for run in runs)
            for name, runs in plain.items()
        },
        sentences={item.id: holders.of_constraint(item) for item in constraints},
    )


# --- what became of the sentences ----------------------------------------------------------------


def derived_coverage(
    text: ConstraintText, constraints: Sequence[ExplainedConstraint], questions: Sequence[Question]
) -> tuple[Coverage, ...]:
    """What became of each sentence, for a result that does not say so itself."""
    holders = _Holders(tuple(in_order(text.sentences)))
    used: dict[str, list[str]] = {}
    for item in constraints:
        for sentence in holders.of_constraint(item):
            used.setdefault(sentence, []).append(item.id)
    asked: dict[str, list[str]] = {}
    for question in questions:
        for sentence in question.raised_by:
            asked.setdefault(sentence, []).append(question.id)
    return tuple(_became(sentence.id, used, asked) for sentence in text.sentences)


def _became(sentence: str, used: Mapping[str, list[str]], asked: Mapping[str, list[str]]) -> Coverage:
    if sentence in used:
        return Coverage(sentence=sentence, status="used", reason="Read as a constraint", refs=used[sentence])
    if sentence in asked:
        return Coverage(sentence=sentence, status="asked", reason="It leaves something open", refs=asked[sentence])
    return Coverage(sentence=sentence, status="not_a_requirement", reason="No constraint was read in it")


class _Holders:
    """Which sentences hold a place; sentences are in order and do not overlap."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.sentences = sentences
        self._starts = [sentence.start for sentence in sentences]

    def of(self, start: int, end: int) -> Iterator[Sentence]:
        """The sentences that share at least one character with this place."""
        place = max(bisect_right(self._starts, start) - 1, 0)
        while place < len(self.sentences) and self.sentences[place].start < end:
            if self.sentences[place].end > start:
                yield self.sentences[place]
            place += 1

    def of_constraint(self, item: ExplainedConstraint) -> tuple[str, ...]:
        """Ids of the sentences of its source, then of its context, each once."""
        passages = (item.source, *item.context)
        return tuple(dict.fromkeys(s.id for passage in passages for s in self.of(passage.start, passage.end)))


# --- runs ----------------------------------------------------------------------------------------


def _source_spans(item: ExplainedConstraint) -> Iterator[Span]:
    yield Span(item.source.start, item.source.end, ("source", item.id, 0))
    for position, kept in enumerate(item.kept):
        note = f"{KEPT_WORDS[kept.what]}, said in plain words"
        yield Span(kept.start, kept.end, ("kept", item.id, position), note)
    for position, gone in enumerate(item.left_out):
        yield Span(gone.start, gone.end, ("left_out", item.id, position), f"left out: {gone.reason}")


def _plain_spans(item: ExplainedConstraint) -> list[Span]:
    return [
        Span(kept.plain_start, kept.plain_end, ("kept", item.id, position), f"{KEPT_WORDS[kept.what]}: “{kept.text}”")
        for position, kept in enumerate(item.kept)
    ]


def _source_runs(constraints: Iterable[ExplainedConstraint], holders: _Holders) -> dict[str, tuple[Run, ...]]:
    held: dict[str, list[Span]] = {}
    for item in constraints:
        for span in _source_spans(item):
            for later, sentence in enumerate(holders.of(span.start, span.end)):
                # What begins between two sentences, at the sign of a list, begins with the sentence.
                shown = span if later else replace(span, start=max(span.start, sentence.start))
                held.setdefault(sentence.id, []).append(shown)
    return {s.id: tuple(_runs(s.start, s.end, held.get(s.id, []))) for s in holders.sentences}


def _runs(start: int, end: int, spans: Iterable[Span]) -> Iterator[Run]:
    """Cut `start` to `end` where a span begins or ends; a span that has no length has no place."""
    inside = [span for span in spans if max(span.start, start) < min(span.end, end)]
    cuts = {start, end} | {place for span in inside for place in (span.start, span.end) if start < place < end}
    for first, last in pairwise(sorted(cuts)):
        yield Run(first, last, tuple(span for span in inside if span.start <= first and last <= span.end))


def _targets(runs: Iterable[Run], prefix: str) -> dict[Key, tuple[str, ...]]:
    found: dict[Key, list[str]] = {}
    for run in runs:
        for span in run.tied:
            found.setdefault(span.key, []).append(f"{prefix}-{run.start}")
    return {key: tuple(ids) for key, ids in found.items()}


def _piece(
    text: str,
    run: Run,
    prefix: str,
    targets: Mapping[Key, tuple[str, ...]],
    labels: tuple[Ref, ...] = (),
    struck: bool = False,
) -> Piece:
    spans = run.tied
    return Piece(
        text=visible(text),
        fact=visible("; ".join(dict.fromkeys(span.note for span in spans))) or None,
        kind=spans[0].key[0] if spans else None,
        id=f"{prefix}-{run.start}" if spans else None,
        to=tuple(dict.fromkeys(target for span in spans for target in targets.get(span.key, ()))),
        labels=labels,
        struck=struck,
    )


def _source_labels(run: Run, constraints: Mapping[str, ExplainedConstraint]) -> tuple[Ref, ...]:
    """The constraints that begin here."""
    found = (span.key[1] for span in run.spans if span.key[0] == "source" and span.start == run.start)
    return tuple(Ref(name, f"#{constraint_anchor(name)}") for name in found if name in constraints)


def _struck(run: Run, constraints: Mapping[str, ExplainedConstraint]) -> bool:
    """Whether every constraint that says this is replaced by another."""
    names = [span.key[1] for span in run.spans if span.key[0] == "source"]
    return bool(names) and all(constraints[name].overridden_by for name in names)
