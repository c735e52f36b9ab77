"""Every shipped prompt stands in the lock as it is: no version changes what it says."""

from service.llm.prompt_lock import LOCK, changed_labels, current_hashes, hash_of, load_lock, lock_text
from service.llm.prompts import load_prompt
from tests.house.tree import ROOT


def test_no_released_prompt_has_changed() -> None:
    changed = changed_labels(load_lock(), current_hashes())
    assert changed == [], "raise the version of the prompt, then run: liaison prompts lock"


def test_every_prompt_is_locked() -> None:
    missing = current_hashes().keys() - load_lock().keys()
    assert missing == set(), "run: liaison prompts lock"


def test_the_lock_is_as_the_command_writes_it() -> None:
    text = (ROOT / "prompts" / LOCK).read_text(encoding="utf-8")
    assert text == lock_text(load_lock()), "do not edit the lock by hand; run: liaison prompts lock"


def test_a_word_or_an_end_of_line_more_or_less() -> None:
    """The hash is that of the words: the same on a machine that ends lines otherwise, another for another word."""
    text = (ROOT / "prompts" / "skill.md").read_text(encoding="utf-8")
    assert hash_of(text) == current_hashes()[load_prompt("skill").label]
    assert hash_of(text.replace("\n", "\r\n")) == hash_of(text)
    assert hash_of(text.replace("short", "shorter")) != hash_of(text)
    assert hash_of(text, prefix="You read.") != hash_of(text)
