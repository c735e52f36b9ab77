"""Keys: their form, their check sum, and that they are never the same."""

import re

import pytest

from service.key_text import DIGITS, digest_of, is_key, new_key, prefix_of


def test_keys_have_one_form_and_are_never_the_same() -> None:
    made = [new_key() for _ in range(200)]
    assert all(re.fullmatch(r"lia_[0-9A-Za-z]{46}", key) and is_key(key) for key in made)
    assert len(set(made)) == len({prefix_of(key) for key in made}) == len({digest_of(key) for key in made}) == 200


def test_every_mistyped_digit_is_seen() -> None:
    key = new_key()
    for place in range(4, len(key)):
        other = DIGITS[(DIGITS.index(key[place]) + 1) % len(DIGITS)]
        assert not is_key(key[:place] + other + key[place + 1 :])


@pytest.mark.parametrize("text", ["", "lia_", "lia_" + "0" * 45, "lia_" + "٣" * 46, "LIA_" + "0" * 46])
def test_what_is_no_key_is_told_without_a_look(text: str) -> None:
    assert not is_key(text)
    assert not is_key(f"{new_key()}\n")
