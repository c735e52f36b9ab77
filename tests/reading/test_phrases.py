"""The grammar of catalogue phrases."""

import pytest

from service.reading.phrases import PhraseError, expand, parse, size, with_plurals


def test_alternatives_and_optional_parts() -> None:
    assert set(expand("(text|sms) <message>")) == {
        ("text",),
        ("sms",),
        ("text", "message"),
        ("sms", "message"),
    }


def test_nesting() -> None:
    assert set(expand("(paid <social>|tv) ad")) == {("paid", "ad"), ("paid", "social", "ad"), ("tv", "ad")}


def test_a_comma_is_a_gap_and_outer_gaps_mean_nothing() -> None:
    assert expand("... in phones, tablets ...") == (("in", "phones", "...", "tablets"),)


def test_size_counts_readings() -> None:
    (parts,) = parse("(a|b|c) <d> e")
    assert size(parts) == 6


@pytest.mark.parametrize(("word", "plural"), [("letter", "letters"), ("branch", "branches"), ("story", "stories")])
def test_plurals(word: str, plural: str) -> None:
    (parts,) = parse(word)
    assert with_plurals(parts) == [((((word,), (plural,))),)]


def test_the_plural_also_stands_before_an_optional_end() -> None:
    (parts,) = parse("podcast <series>")
    sequences = {sequence for written in with_plurals(parts) for sequence in written[-1]}
    assert ("podcasts",) in sequences


@pytest.mark.parametrize("phrase", ["(a|b", "<a"])
def test_open_brackets_are_refused(phrase: str) -> None:
    with pytest.raises(PhraseError):
        parse(phrase)
