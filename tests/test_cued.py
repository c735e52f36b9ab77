"""A cued pattern finds what its pattern finds, and is not tried where no cue stands."""

import re

import pytest

from service.cued import Cued, folded

SISTER = re.compile(r"\bsister\b", re.IGNORECASE)


@pytest.mark.parametrize("text", ["Her sister", "SISTER", "ſıſter and brother", "Sİster", "his brother", "sisters", ""])
def test_it_finds_what_the_pattern_finds(text: str) -> None:
    found, expected = Cued(SISTER, ("sister",)).search(text), SISTER.search(text)
    assert (found and found.span()) == (expected and expected.span())


def test_without_a_cue_nothing_is_tried() -> None:
    assert Cued(SISTER, ("brother",)).search("her sister") is None


@pytest.mark.parametrize(("text", "expected"), [("Sİſı", "sisi"), ("ÉLAN", "élan"), ("Kelvin \u212a", "kelvin k")])
def test_letters_that_match_i_and_s_are_written_so(text: str, expected: str) -> None:
    assert folded(text) == expected
