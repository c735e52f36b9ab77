"""One pass over the words of a sentence that finds every catalogue phrase.

A trie of words, entered at each word of the sentence: most words are no entry, so the cost is one look-up a word and
does not grow with the catalogue. Longest match wins within a kind.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from service.reading.phrases import GAP, Sequence_
from service.reading.tokens import Words

_GAP_WORDS = 4
_AFFIX = 3


class Match(NamedTuple):
    """Words `first` to `last` (both included) are the phrase with this payload."""

    first: int
    last: int
    payload: int


@dataclass(slots=True)
class _Node:
    words: dict[str, "_Node"] = field(default_factory=dict)
    prefixes: dict[str, list[tuple[str, "_Node"]]] = field(default_factory=dict)
    suffixes: dict[str, list[tuple[str, "_Node"]]] = field(default_factory=dict)
    number: "_Node | None" = None
    gap: "_Node | None" = None
    payloads: list[int] = field(default_factory=list)

    def child(self, piece: str) -> "_Node":
        """The node behind `piece`, made when it is not there."""
        if piece == GAP:
            self.gap = self.gap or _Node()
            return self.gap
        if piece == "#":
            self.number = self.number or _Node()
            return self.number
        if piece.endswith("*"):
            return _affix_child(self.prefixes, piece[:-1], piece[:_AFFIX])
        if piece.startswith("*"):
            return _affix_child(self.suffixes, piece[1:], piece[-_AFFIX:])
        return self.words.setdefault(piece, _Node())

    def followed_by(self, word: str) -> Iterator["_Node"]:
        """The nodes that `word` leads to."""
        child = self.words.get(word)
        if child is not None:
            yield child
        if self.prefixes:
            for affix, node in self.prefixes.get(word[:_AFFIX], ()):
                if word.startswith(affix):
                    yield node
        if self.suffixes:
            for affix, node in self.suffixes.get(word[-_AFFIX:], ()):
                if word.endswith(affix):
                    yield node
        if self.number is not None and word[0].isdigit():
            yield self.number


def _affix_child(table: dict[str, list[tuple[str, _Node]]], affix: str, key: str) -> _Node:
    if len(affix) < _AFFIX:
        raise ValueError(f"{affix!r} is too short to stand for many words")
    known = table.setdefault(key, [])
    for other, node in known:
        if other == affix:
            return node
    known.append((affix, _Node()))
    return known[-1][1]


class Matcher:
    """Finds phrases; payloads are numbers that the caller gives a meaning."""

    def __init__(self, phrases: Iterable[tuple[Sequence_, int]]) -> None:
        self._root = _Node()
        for sequence, payload in phrases:
            node = self._root
            for piece in sequence:
                node = node.child(piece)
            if payload not in node.payloads:
                node.payloads.append(payload)

    def find(self, words: Words) -> list[Match]:
        """Return every match, also those inside longer ones, by first word."""
        matches: list[Match] = []
        root = self._root
        for first, word in enumerate(words.folded):
            for node in root.followed_by(word):
                self._follow(node, words, first, first, matches)
        return matches

    def _follow(self, node: _Node, words: Words, first: int, last: int, matches: list[Match]) -> None:
        matches.extend(Match(first, last, payload) for payload in node.payloads)
        following = last + 1
        if following >= len(words.folded):
            return
        if words.joined[following]:
            for child in node.followed_by(words.folded[following]):
                self._follow(child, words, first, following, matches)
        if node.gap is not None:
            stop = min(len(words.folded), following + _GAP_WORDS + 1)
            for position in range(following, stop):
                for child in node.gap.followed_by(words.folded[position]):
                    self._follow(child, words, first, position, matches)


def longest_only(matches: Iterable[Match]) -> list[Match]:
    """Keep the longest match at each place, the earlier one where two overlap."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.first, -(m.last - m.first))):
        if not kept or match.first > kept[-1].last or match[:2] == kept[-1][:2]:
            kept.append(match)
    return kept
