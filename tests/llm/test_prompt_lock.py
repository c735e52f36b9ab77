"""A locked version keeps its text: the lock takes new versions and refuses changed ones."""

import pytest

from service.errors import PromptError
from service.llm.prompt_lock import changed_labels, extended, lock_text, parse_lock

LOCK = {"needs@1": "aa", "needs@2": "bb", "gone@1": "cc"}


def test_new_versions_are_added_and_old_ones_stay() -> None:
    assert extended(LOCK, {"needs@3": "dd", "goals@1": "ee"}) == {**LOCK, "needs@3": "dd", "goals@1": "ee"}


def test_a_locked_version_that_changed_is_named_with_the_remedy() -> None:
    current = {"needs@2": "other", "goals@1": "ee"}
    assert changed_labels(LOCK, current) == ["needs@2"]
    with pytest.raises(PromptError, match=r"needs@2.*raise the version.*liaison prompts lock"):
        extended(LOCK, current)


def test_going_back_to_a_version_that_is_locked_changes_nothing() -> None:
    assert extended(LOCK, {"needs@1": "aa"}) == LOCK


def test_the_lock_is_written_by_name_and_number_and_read_back() -> None:
    lock = {"needs@10": "x", "needs@9": "y", "goals@1": "z"}
    text = lock_text(lock)
    assert list(parse_lock(text)) == ["goals@1", "needs@9", "needs@10"]
    assert parse_lock(text) == lock
    assert text.endswith("}\n")


@pytest.mark.parametrize("text", ["", "[]", '{"needs@1": 3}', "{"])
def test_a_lock_that_is_no_table_of_hashes_is_refused(text: str) -> None:
    with pytest.raises(PromptError, match=r"prompts\.lock"):
        parse_lock(text)
