"""Whether sentences bear a statement out, by the words they share: a sign for or against, and no proof of either."""

import re
from collections.abc import Iterable

from schemas.requirement import Support

_STEM = 5
_ENOUGH = 0.5
"""House default: share of a statement's telling words that its sentences hold when they say what it says."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_COMMON = frozenset({
    "the", "and", "for", "with", "that", "this", "from", "into", "shall", "must", "will", "would", "when", "while",
    "where", "then", "there", "they", "them", "their", "have", "has", "had", "are", "was", "were", "been", "not", "but",
    "all", "any", "each", "every", "its", "our", "who", "which", "what", "can", "may", "should", "need", "needs",
    "needed", "provide", "system", "systems", "campaign", "data", "team", "know", "don",
})  # fmt: skip


def telling_stems(texts: Iterable[str]) -> set[str]:
    """First letters of the words that tell something, so that `child` and `children` are one."""
    words = (word.lower() for text in texts for word in _WORD.findall(text))
    return {word[:_STEM] for word in words if word not in _COMMON}


def term_support(statement: str, quotes: Iterable[str]) -> Support:
    """`supported` when the sentences hold most of the statement's telling words, else `partial`: it may be implied."""
    said = telling_stems([statement])
    shared = said & telling_stems(quotes)
    return "supported" if said and len(shared) >= _ENOUGH * len(said) else "partial"
