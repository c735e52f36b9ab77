"""What holds for every text: exact offsets, no overlap, known units, linear time."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.base import is_unit
from schemas.brief import Sentence
from service.reading.quantities import read_quantities
from tests.reading.quantity_reading import TODAY, read

SCRAPS = (
    "4 May|2027-05-04|£3.2m|12-15%|between 7am and 9am|every Monday|two days before|1.850|14,250|"
    "900k|members|of them|\n|  |5|to|and|from|by|Q3|end of|the|a|quarter|of a million|half|31 April|"
    "05/04|$50|-|–|/|.|,|:|[S1]|`x 5`|{{a}}|#fff|16:9|weekly|daily|per|month|hour|three|twenty|"
    "hundred|1er juin|3. Mai|€|kr|%|x|k|m|+|~|<|>|“|”|\u202e|\u0000|é|ß|İ|😀|noon|next|last|year|week|Thursday|"
    "Easter|FY26|(|)|0|00|007|9999999999999999999999|1e9|½|٣|²"
)
PIECES = st.sampled_from(re.split(r"\|", SCRAPS))
TEXTS = st.lists(PIECES, max_size=30).map(" ".join) | st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=80)


@given(TEXTS, st.sampled_from(["en", "de", "fr", "es", "pt", "und", "no"]))
def test_mentions_are_exact_ordered_and_apart(text: str, language: str) -> None:
    end = 0
    for mention in read(text, language):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= end
        assert mention.text.strip() == mention.text != ""
        assert mention.unit is None or is_unit(mention.unit), mention.unit
        assert mention.role is not None
        end = mention.end


@given(TEXTS)
def test_offsets_count_from_the_whole_text(text: str) -> None:
    before = "Nothing here. "
    alone = read(text)
    sentence = Sentence(id="S2", start=len(before), end=len(before) + len(text), text=text)
    moved = read_quantities([sentence], before + text, "en", TODAY)
    assert [(m.kind, m.text, m.value) for m in moved] == [(m.kind, m.text, m.value) for m in alone]
    assert all((before + text)[m.start : m.end] == m.text for m in moved)


@given(TEXTS)
def test_values_have_their_forms(text: str) -> None:
    for mention in read(text):
        if mention.kind == "date" and mention.value is not None:
            assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?|-Q[1-4])?(/\d{4}(-\d\d(-\d\d)?|-Q[1-4])?)?", str(mention.value))
        if mention.kind == "window" and mention.value is not None:
            assert re.fullmatch(r"\d\d:\d\d(/\d\d:\d\d)?|PT\d+[HM]", str(mention.value))


def test_markup_is_quoted_but_not_read() -> None:
    text = "We reach <b>2.4 million</b> members."
    readable = "We reach    2.4 million     members."
    sentence = Sentence(id="S1", start=0, end=len(text), text=text)
    found = read_quantities([sentence], text, "en", TODAY, readable)
    assert [(mention.text, mention.of) for mention in found] == [("2.4 million", "member")]


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "1,",
        "1.",
        "a ",
        "the ",
        "and ",
        "4 May, ",
        "5 to ",
        "£",
        "“1 ",
        "two ",
        "last ",
        "every ",
        "12/",
        "9-",
        "(",
        "Big 5 ",
        "x:",
    ],
)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.process_time()
        read(text)
        return time.process_time() - start

    read(piece)
    small, large = seconds(1_000), seconds(8_000)
    assert large < 8 * 4 * max(small, 0.002)
