"""Diagnostics of a plain text: its length, its sentences, and the Flesch-Kincaid grade (Kincaid et al., 1975)."""

import re

from schemas.explanation import Readability

_SENTENCE = re.compile(r"[.!?:](?:\s|$)")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_VOWELS = re.compile(r"[aeiouy]+")


def readability(text: str) -> Readability:
    """Words, words a sentence, and the grade `0.39 w/s + 11.8 syllables/word - 15.59`; a text without words has 0."""
    words = _WORD.findall(text)
    sentences = max(len(_SENTENCE.findall(text)), 1)
    if not words:
        return Readability(words=0, words_per_sentence=0, grade=0)
    long = len(words) / sentences
    syllables = sum(map(_syllables, words)) / len(words)
    return Readability(
        words=len(words),
        words_per_sentence=round(long, 1),
        grade=round(max(0.39 * long + 11.8 * syllables - 15.59, 0), 1),
    )


def _syllables(word: str) -> int:
    """Groups of vowels, a silent `e` at the end not counted: near enough for a diagnostic."""
    lower = word.lower()
    groups = len(_VOWELS.findall(lower))
    silent = lower.endswith("e") and not lower.endswith(("le", "ee")) and groups > 1
    return max(groups - silent, 1)
