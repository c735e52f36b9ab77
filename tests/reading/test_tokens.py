"""A sentence as words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.catalogue.folding import fold
from service.reading.tokens import split_words


def test_words_are_compared_small_and_without_accents() -> None:
    assert split_words("Téléphone der Straße’s").folded == ("telephone", "der", "strasse", "'s")


@pytest.mark.parametrize("text", ["e-mail", "**e-mail**", "e mail", "e-\nmail"])
def test_hyphens_emphasis_and_line_breaks_join(text: str) -> None:
    words = split_words(text)
    assert words.folded == ("e", "mail")
    assert words.joined == (False, True)


@pytest.mark.parametrize("text", ["e, mail", "e - mail", "e. Mail", "e (mail)"])
def test_punctuation_parts(text: str) -> None:
    assert split_words(text).joined == (False, False)


def test_lines_of_a_form_part() -> None:
    assert split_words("Business name\nKite", lines_part=True).joined == (False, True, False)


@pytest.mark.parametrize(
    "text",
    ["https://push.example/sms", "write to sms@push.example", "see files/email-list.csv", "{% email %}"],
)
def test_addresses_and_files_hold_no_words(text: str) -> None:
    assert not {"sms", "push", "email"} & set(split_words(text).folded)


def test_mark_up_within_a_line_falls_away_and_other_mark_up_parts() -> None:
    assert split_words("<b>text</b> message").joined == (False, True)
    assert split_words("<td>text</td><td>message</td>").joined == (False, False)


def test_the_neighbour_behind_a_comma_is_the_comma() -> None:
    words = split_words("name, phone?")
    assert words.after(0) == ","
    assert words.before(1) == ","
    assert words.after(1) == "?"


@given(st.text(max_size=200))
def test_offsets_hold_in_any_text(text: str) -> None:
    words = split_words(text)
    assert len(words.gaps) == len(words) + 1
    for at in range(len(words)):
        assert fold(words.raw(at)) == words.folded[at]
        assert words.raw(at) in text


@pytest.mark.parametrize(
    ("word", "folded"),
    [("Łódź", "lodz"), ("zł", "zl"), ("Bodø", "bodo"), ("Ærø", "aero"), ("Œuvre", "oeuvre"), ("Đà", "da")],
)
def test_letters_that_unicode_takes_for_whole(word: str, folded: str) -> None:
    assert fold(word) == folded
