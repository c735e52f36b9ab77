"""A text with its sentences marked by what became of them, and what was read in them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from schemas.brief import Fact, Sentence
from schemas.requirement import Coverage
from schemas.specification import Specification
from service.exporting import amounts, outline
from service.exporting.escaping import anchor, visible

SentenceStatus = Literal["used", "asked", "not_a_requirement", "unknown"]


@dataclass(frozen=True, slots=True)
class Ref:
    """A name on the other side, with the place to jump to where there is one."""

    name: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `fact` says what was read from it, where something was.

    `id` names its place, `to` the places on the other side that answer it, the first of them for a link. `struck` holds
    no more; `labels` stand before it.
    """

    text: str
    fact: str | None = None
    kind: str | None = None
    id: str | None = None
    to: tuple[str, ...] = ()
    struck: bool = False
    labels: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """One sentence; `before` is the text between it and the sentence before."""

    before: str
    id: str
    anchor: str
    kind: str
    status: SentenceStatus
    word: str
    reason: str
    refs: tuple[Ref, ...]
    pieces: tuple[Piece, ...]

    @property
    def href(self) -> str:
        """Where its label leads: to the first thing that uses it, or to the reason why nothing does."""
        return next((ref.href for ref in self.refs if ref.href), f"#c-{self.id}")


@dataclass(frozen=True, slots=True)
class MarkedText:
    """The whole text, in order, nothing left out."""

    marks: tuple[Mark, ...]
    after: str
    counts: Mapping[str, int]


def anchors(specification: Specification) -> dict[str, str]:
    """Where each named thing of the result stands on the page. The first of two with one name wins."""
    kinds: tuple[tuple[str, Iterable[str]], ...] = (
        ("r", (item.id for item in specification.requirements)),
        ("q", (item.id for item in specification.questions)),
        ("g", (item.id for item in specification.goals)),
        ("d", (item.id for item in specification.data_sources)),
        ("w", (item.id for item in specification.scale.workloads)),
        ("l", (item.id for item in specification.schedule.lead_items)),
        ("k", (item.id for item in specification.risks)),
        ("a", (item.id for item in specification.assumptions)),
        ("x", (item.id for item in specification.contradictions)),
        ("s", (item.id for item in specification.brief.sentences)),
    )
    found: dict[str, str] = {}
    for kind, names in kinds:
        for name in names:
            found.setdefault(name, f"#{anchor(kind, name)}")
    return found


def marked(specification: Specification, places: Mapping[str, str]) -> MarkedText:
    """Cut the brief at its sentences and facts; joined again, the pieces are the brief."""
    facts: dict[str, list[Fact]] = {}
    for fact in specification.facts:
        facts.setdefault(fact.sentence, []).append(fact)
    brief = specification.brief
    return mark_sentences(
        brief.text,
        brief.sentences,
        specification.coverage,
        places,
        lambda sentence: _pieces(sentence, facts.get(sentence.id, [])),
    )


def mark_sentences(
    text: str,
    sentences: Iterable[Sentence],
    coverage: Iterable[Coverage],
    places: Mapping[str, str],
    pieces: Callable[[Sentence], Iterable[Piece]],
) -> MarkedText:
    """Cut a text at its sentences, each with what became of it and with its `pieces`."""
    became = {item.sentence: item for item in coverage}
    marks: list[Mark] = []
    cursor = 0
    for sentence in in_order(sentences):
        before = visible(text[cursor : sentence.start])
        marks.append(_mark(before, sentence, became.get(sentence.id), tuple(pieces(sentence)), places))
        cursor = sentence.end
    return MarkedText(tuple(marks), visible(text[cursor:]), _counts(marks))


def in_order(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """Sentences by place; one that starts inside another is not shown twice."""
    cursor = 0
    for sentence in sorted(sentences, key=lambda item: item.start):
        if sentence.start >= cursor:
            yield sentence
            cursor = sentence.end


def _counts(marks: Iterable[Mark]) -> dict[str, int]:
    counts = {"used": 0, "asked": 0, "not_a_requirement": 0, "unknown": 0}
    for mark in marks:
        counts[mark.status] += 1
    return counts


def _mark(
    before: str, sentence: Sentence, became: Coverage | None, pieces: tuple[Piece, ...], places: Mapping[str, str]
) -> Mark:
    status: SentenceStatus = became.status if became else "unknown"
    return Mark(
        before=before,
        id=sentence.id,
        anchor=anchor("s", sentence.id),
        kind=sentence.kind,
        status=status,
        word=outline.COVERAGE_WORDS.get(status, "not looked at"),
        reason=became.reason if became else "",
        refs=tuple(Ref(name, places.get(name)) for name in became.refs) if became else (),
        pieces=pieces,
    )


def _pieces(sentence: Sentence, facts: Iterable[Fact]) -> Iterator[Piece]:
    """The sentence cut at its facts; of two that overlap, the one that starts first, then the longer."""
    cursor = sentence.start
    for fact in sorted(facts, key=lambda item: (item.start, -item.end)):
        if cursor <= fact.start < fact.end <= sentence.end:
            yield from _plain(sentence, cursor, fact.start)
            yield Piece(visible(_cut(sentence, fact.start, fact.end)), visible(amounts.fact_note(fact)), fact.kind)
            cursor = fact.end
    yield from _plain(sentence, cursor, sentence.end)


def _plain(sentence: Sentence, start: int, end: int) -> Iterator[Piece]:
    if start < end:
        yield Piece(visible(_cut(sentence, start, end)))


def _cut(sentence: Sentence, start: int, end: int) -> str:
    return sentence.text[start - sentence.start : end - sentence.start]
