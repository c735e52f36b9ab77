"""Finding phrases in one pass."""

import pytest

from service.reading.matching import Match, Matcher
from service.reading.phrases import parse
from service.reading.tokens import split_words


def matcher(*phrases: str) -> Matcher:
    return Matcher((parts, number) for number, phrase in enumerate(phrases) for parts in parse(phrase))


def found(text: str, *phrases: str) -> list[Match]:
    return matcher(*phrases).find(split_words(text))


def test_every_match_is_found_also_inside_a_longer_one() -> None:
    assert found("send a text message", "text", "text message") == [Match(2, 2, 0), Match(2, 3, 1)]


def test_a_phrase_does_not_cross_punctuation() -> None:
    assert found("a text. Message us", "text message") == []


def test_beginnings_endings_and_numbers() -> None:
    assert found("persönliche Adressliste 12 Tage", "personlich* *liste # tage") == [Match(0, 3, 0)]


def test_a_gap_spans_up_to_six_words_and_punctuation() -> None:
    assert found("we match, once more, all of our donors", "match ... donors") == [Match(1, 7, 0)]
    assert found("we match one two three four five six seven donors", "match ... donors") == []


def test_many_alternatives_are_found_like_few() -> None:
    wide = "(a1|a2|a3|a4|a5|a6) (b1|b2|b3|b4|b5|b6) <c> (d1|d2|d3)"
    assert found("a6 b2 c d3", wide) == [Match(0, 3, 0)]
    assert found("a1 b6 d1", wide) == [Match(0, 2, 0)]
    assert found("a1 c d1", wide) == []


def test_an_optional_end_of_a_wide_phrase() -> None:
    wide = "(a1|a2|a3|a4|a5|a6) (b1|b2|b3|b4|b5|b6) <(c1|c2)>"
    assert found("a1 b1", wide) == [Match(0, 1, 0)]


def test_a_joker_must_be_long_enough() -> None:
    with pytest.raises(ValueError, match="too short"):
        matcher("ab*")
