"""Both texts come back whole, and what is kept leads from each to the other."""

from hypothesis import given
from hypothesis import strategies as st

from schemas.explanation import Kept
from service.exporting.marking import MarkedText, Piece
from service.exporting.tying import TiedTexts, derived_coverage, tied
from tests.exporting.limits_specimen import CONSTRAINTS, constraints, coverage, gateway, questions, text


def specimen() -> TiedTexts:
    return tied(text(), constraints(), coverage(), {})


def joined(marks: MarkedText) -> str:
    """The text as the pieces hold it."""
    parts = [mark.before + "".join(piece.text for piece in mark.pieces) for mark in marks.marks]
    return "".join(parts) + marks.after


def source_pieces(texts: TiedTexts) -> list[Piece]:
    return [piece for mark in texts.source.marks for piece in mark.pieces]


def test_the_pieces_are_the_texts() -> None:
    texts = specimen()
    assert joined(texts.source) == CONSTRAINTS
    for item in constraints():
        assert "".join(piece.text for piece in texts.plain[item.id]) == item.plain


def test_each_thing_kept_leads_to_its_place_on_the_other_side_and_back() -> None:
    texts = specimen()
    source = {piece.id: piece for piece in source_pieces(texts) if piece.id}
    plain = {piece.id: piece for piece in texts.plain["C1"] if piece.id}
    [number] = [piece for piece in plain.values() if piece.text == "40 e-mails "]
    assert [source[place].text for place in number.to] == ["40 messages ", "per second"]
    [brands] = [piece for piece in source.values() if piece.text == "across all brands"]
    assert [plain[place].text for place in brands.to] == ["All brands together"]
    assert brands.fact == "condition, said in plain words"


def test_every_tie_arrives() -> None:
    texts = specimen()
    pieces = [*source_pieces(texts), *(piece for part in texts.plain.values() for piece in part)]
    ids = [piece.id for piece in pieces if piece.id]
    assert len(ids) == len(set(ids))
    reasons = {"o-C1-0"}
    assert {place for piece in pieces for place in piece.to} <= {*ids, *reasons}


def test_each_constraint_is_named_where_it_begins() -> None:
    begins = {label.name: piece.text for piece in source_pieces(specimen()) for label in piece.labels}
    assert begins["C3"].startswith("every deployment")
    assert begins["C2"].startswith("Change freeze")
    assert set(begins) == {"C1", "C2", "C3", "C4", "C5"}


def test_what_begins_at_the_sign_of_a_list_is_named_at_its_sentence() -> None:
    item = gateway()
    wider = item.model_copy(update={"source": item.source.model_copy(update={"start": item.source.start - 2})})
    pieces = source_pieces(tied(text(), [wider], coverage(), {}))
    assert [piece.text[:3] for piece in pieces if piece.labels] == ["The"]


def test_what_is_left_out_leads_to_the_reason() -> None:
    [piece] = [piece for piece in source_pieces(specimen()) if piece.kind == "left_out"]
    assert piece.text == "burst capacity excluded"
    assert piece.to == ("o-C1-0",)


def test_a_constraint_that_is_replaced_is_struck_in_its_own_words() -> None:
    struck = "".join(piece.text for piece in source_pieces(specimen()) if piece.struck)
    assert struck == "Raw exports of member data are kept no longer than 30 days."


def test_a_sentence_of_two_constraints_belongs_to_both_and_a_heading_to_its_constraint() -> None:
    sentences = specimen().sentences
    assert sentences["C2"] == sentences["C3"] == ("T3",)
    assert sentences["C1"] == ("T2", "T1")


def test_what_became_of_sentences_can_be_worked_out() -> None:
    became = {item.sentence: item.status for item in derived_coverage(text(), constraints(), questions())}
    assert (became["T1"], became["T3"], became["T6"], became["T7"]) == ("used", "used", "not_a_requirement", "asked")


PLACES = st.tuples(*[st.integers(-3, len(CONSTRAINTS) + 3)] * 2, *[st.integers(-3, 200)] * 2)


@given(st.lists(PLACES, max_size=12))
def test_no_place_however_wrong_loses_or_doubles_a_word(places: list[tuple[int, int, int, int]]) -> None:
    kept = [Kept(what="name", text="x", start=a, end=b, plain_start=c, plain_end=d) for a, b, c, d in places]
    texts = tied(text(), [gateway().model_copy(update={"kept": kept})], coverage(), {})
    assert joined(texts.source) == CONSTRAINTS
    assert "".join(piece.text for piece in texts.plain["C1"]) == gateway().plain
