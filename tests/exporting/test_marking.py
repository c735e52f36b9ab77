"""The brief comes back whole, with its sentences and facts marked."""

from hypothesis import given
from hypothesis import strategies as st

from schemas.brief import Fact, Sentence
from service.exporting.marking import MarkedText, anchors, marked
from tests.exporting.specimen import TEXT, specification

SPECIMEN = specification()


def joined(brief: MarkedText) -> str:
    """The text of the brief as the pieces hold it."""
    parts = [mark.before + "".join(piece.text for piece in mark.pieces) for mark in brief.marks]
    return "".join(parts) + brief.after


def test_the_pieces_are_the_brief() -> None:
    assert joined(marked(SPECIMEN, anchors(SPECIMEN))) == TEXT


@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))), max_size=12))
def test_nothing_is_lost_or_doubled_whatever_the_facts_overlap(spans: list[tuple[int, int]]) -> None:
    facts = [
        Fact(id=f"F{n}", kind="data", text=TEXT[start:end], sentence=holder.id, start=start, end=end)
        for n, (start, end) in enumerate(spans)
        for holder in SPECIMEN.brief.sentences
    ]
    assert joined(marked(SPECIMEN.model_copy(update={"facts": facts}), {})) == TEXT


def test_sentences_inside_one_another_are_shown_once() -> None:
    inner = Sentence(id="S99", start=3, end=9, text=TEXT[3:9])
    brief = SPECIMEN.brief.model_copy(update={"sentences": [*SPECIMEN.brief.sentences, inner]})
    assert joined(marked(SPECIMEN.model_copy(update={"brief": brief}), {})) == TEXT


def test_each_sentence_says_what_became_of_it() -> None:
    brief = marked(SPECIMEN, anchors(SPECIMEN))
    words = {mark.id: mark.word for mark in brief.marks}
    assert (words["S1"], words["S2"], words["S9"], words["S10"]) == ("set aside", "used", "asked", "set aside")
    assert brief.counts == {"used": 8, "asked": 1, "not_a_requirement": 2, "unknown": 0}


def test_a_sentence_leads_to_what_uses_it_or_to_the_reason() -> None:
    hrefs = {mark.id: mark.href for mark in marked(SPECIMEN, anchors(SPECIMEN)).marks}
    assert hrefs["S4"] == "#r-DATA-001"
    assert hrefs["S9"] == "#q-Q1"
    assert hrefs["S10"] == "#c-S10"


def test_a_fact_says_what_was_read() -> None:
    pieces = [piece for mark in marked(SPECIMEN, {}).marks for piece in mark.pieces if piece.fact]
    assert {piece.text: piece.fact for piece in pieces}["640,000"] == "count 640,000 people (audience)"
