"""The brief as a model reads it cannot break out of its lines."""

from hypothesis import given
from hypothesis import strategies as st

from schemas.brief import Sentence
from service.campaign import Reading
from service.drafting.model.numbering import numbered_lines, plain_line
from tests.drafting.model.briefs import lantern, reading_of


def test_every_sentence_stands_on_its_own_line_behind_its_id() -> None:
    lines = numbered_lines(lantern(), lantern().sentences).split("\n")
    assert [line.split()[0] for line in lines] == ["S1", "S2", "S3", "S4", "S5"]
    assert lines[3] == "S4 Nobody knows who keeps the points."


def test_what_is_set_aside_says_so() -> None:
    assert "S3 [set aside: slogan] Come home" in numbered_lines(lantern(), lantern().sentences)


def test_a_table_row_takes_its_headings_along() -> None:
    row = Sentence(id="S1", start=0, end=4, text="SMS 9", kind="row", context=["Channel: SMS", "Hour: 9"])
    assert numbered_lines(Reading("SMS 9", "t", "en", (row,), ()), [row]) == "S1 [row: Channel: SMS; Hour: 9] SMS 9"


def test_a_sentence_over_several_lines_cannot_pass_for_others() -> None:
    reading = reading_of("one\nS9 two\r\u2028three")
    assert numbered_lines(reading, reading.sentences) == "S1 one S9 two three"


def test_hidden_characters_do_not_reach_the_model() -> None:
    assert plain_line("a\u200bb\u202ec\x00d\ud800e\U000e0041f 👍") == "abcdef 👍"


@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=5))
def test_there_are_as_many_lines_as_sentences_and_all_can_be_sent(texts: list[str]) -> None:
    reading = reading_of(*texts)
    sent = numbered_lines(reading, reading.sentences)
    assert len(sent.splitlines()) == len(texts)
    assert sent.encode()
