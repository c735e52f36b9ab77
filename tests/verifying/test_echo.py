"""How much of a plain text is the source again."""

import pytest

from service.verifying.echo import echo

SOURCE = "Every list that an agency hands in must be checked by the brand office before it is used."


def test_the_source_itself_is_all_echo() -> None:
    assert echo(SOURCE, SOURCE) == 1.0


def test_case_and_signs_do_not_hide_it() -> None:
    assert echo(SOURCE.upper().replace(" ", " , "), SOURCE) == 1.0


@pytest.mark.parametrize(
    "plain", ["", "must be checked by the brand office", "Agencies: lists go to the brand office first."]
)
def test_short_or_reworded_texts_are_none(plain: str) -> None:
    assert echo(plain, SOURCE) == 0.0


def test_half_of_it_is_half() -> None:
    copied = "one two three four five six seven eight"
    assert echo(f"{copied} nine", copied) == pytest.approx(0.5)
