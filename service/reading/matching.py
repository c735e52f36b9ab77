"""One pass over the words of a sentence that finds every catalogue phrase.

A graph of words, entered at each word of the sentence: most words are no entry, so the cost is one look-up a word and
does not grow with the catalogue. Short phrases share their beginnings (a trie); a phrase with many alternatives
becomes a chain of its own, so that it takes as many edges as it has words and not as many as it has readings.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from service.reading.phrases import GAP, NUMBER, Part, size
from service.reading.tokens import Words

_GAP_WORDS = 6
_AFFIX = 3
_MOST_READINGS = 64
_MOST_ENTRIES = 100_000


class Match(NamedTuple):
    """Words `first` to `last` (both included) are the phrase with this payload."""

    first: int
    last: int
    payload: int


@dataclass(slots=True, eq=False)
class _Node:
    words: dict[str, list["_Node"]] = field(default_factory=dict)
    prefixes: dict[str, list[tuple[str, "_Node"]]] = field(default_factory=dict)
    suffixes: dict[str, list[tuple[str, "_Node"]]] = field(default_factory=dict)
    numbers: list["_Node"] = field(default_factory=list)
    gaps: list["_Node"] = field(default_factory=list)
    payloads: list[int] = field(default_factory=list)
    plain: bool = True
    """Only whole words lead on from here."""
    shared: dict[str, "_Node"] = field(default_factory=dict)

    def link(self, piece: str, node: "_Node") -> None:
        """Let `piece` lead to `node`."""
        if piece == GAP:
            self.gaps.append(node)
            return
        self.plain = self.plain and piece != NUMBER and "*" not in piece
        if piece == NUMBER:
            self.numbers.append(node)
        elif piece.endswith("*"):
            self.prefixes.setdefault(_key(piece[:-1], piece[:_AFFIX]), []).append((piece[:-1], node))
        elif piece.startswith("*"):
            self.suffixes.setdefault(_key(piece[1:], piece[-_AFFIX:]), []).append((piece[1:], node))
        else:
            self.words.setdefault(piece, []).append(node)

    def child(self, piece: str) -> "_Node":
        """The shared node behind `piece`, made when it is not there."""
        node = self.shared.get(piece)
        if node is None:
            node = self.shared[piece] = _Node()
            self.link(piece, node)
        return node

    def followed_by(self, word: str) -> Sequence["_Node"]:
        """The nodes that `word` leads to."""
        found = self.words.get(word, _NOTHING)
        return found if self.plain else [*found, *self._followed_by_form(word)]

    def _followed_by_form(self, word: str) -> Iterator["_Node"]:
        for affix, node in self.prefixes.get(word[:_AFFIX], ()):
            if word.startswith(affix):
                yield node
        for affix, node in self.suffixes.get(word[-_AFFIX:], ()):
            if word.endswith(affix):
                yield node
        if self.numbers and word[0].isdigit():
            yield from self.numbers


_NOTHING: tuple[_Node, ...] = ()


def _key(affix: str, key: str) -> str:
    if len(affix) < _AFFIX:
        raise ValueError(f"{affix!r} is too short to stand for many words")
    return key


class Matcher:
    """Finds phrases; payloads are numbers that the caller gives a meaning."""

    def __init__(self, phrases: Iterable[tuple[tuple[Part, ...], int]]) -> None:
        self._root = _Node()
        self._entries: dict[str, tuple[tuple[_Node, bool], ...]] = {}
        for parts, payload in phrases:
            ends = self._written_out(parts) if size(parts) <= _MOST_READINGS else self._chained(parts)
            for node in ends:
                if payload not in node.payloads:
                    node.payloads.append(payload)

    def _written_out(self, parts: tuple[Part, ...]) -> list[_Node]:
        ends: list[_Node] = []
        for choice in product(*parts):
            node = self._root
            for sequence in choice:
                for piece in sequence:
                    node = node.child(piece)
            if node is not self._root:
                ends.append(node)
        return ends

    def _chained(self, parts: tuple[Part, ...]) -> list[_Node]:
        current = [self._root]
        for part in parts:
            following = _Node()
            for node in current:
                for sequence in part:
                    _lead(node, sequence, following)
            current = [following, *current] if () in part else [following]
        return [node for node in current if node is not self._root]

    def find(self, words: Words) -> list[Match]:
        """Return every match, also those inside longer ones, by first word."""
        matches: list[Match] = []
        folded, joined, entries = words.folded, words.joined, self._entries
        end = len(folded) - 1
        for first, word in enumerate(folded):
            entered = entries.get(word)
            for node, always in self._enter(word) if entered is None else entered:
                # Most words only begin phrases, and the next word seldom goes on with one.
                if always or (first < end and joined[first + 1] and folded[first + 1] in node.words):
                    _follow(node, words, first, first, matches)
        return matches

    def _enter(self, word: str) -> tuple[tuple[_Node, bool], ...]:
        """The nodes that `word` enters, and whether more than a known next word can follow or nothing need to.

        Briefs repeat their words, so that the answers are kept.
        """
        entered = tuple(
            (node, bool(node.payloads or node.gaps or not node.plain)) for node in self._root.followed_by(word)
        )
        if len(self._entries) < _MOST_ENTRIES:
            self._entries[word] = entered
        return entered


def _lead(node: _Node, sequence: tuple[str, ...], goal: _Node) -> None:
    """Lay the words of `sequence` as a path from `node` to `goal`."""
    for piece in sequence[:-1]:
        step = _Node()
        node.link(piece, step)
        node = step
    if sequence:
        node.link(sequence[-1], goal)


def _follow(node: _Node, words: Words, first: int, last: int, matches: list[Match]) -> None:
    if node.payloads:
        matches.extend([Match(first, last, payload) for payload in node.payloads])
    following = last + 1
    if following >= len(words.folded):
        return
    if words.joined[following] and (node.words or not node.plain):
        for child in node.followed_by(words.folded[following]):
            _follow(child, words, first, following, matches)
    if node.gaps:
        _leap(node, words, first, following, matches)


def _leap(node: _Node, words: Words, first: int, following: int, matches: list[Match]) -> None:
    """Go on behind a gap: at the next word or up to six words later, whatever stands between them."""
    stop = min(len(words.folded), following + _GAP_WORDS + 1)
    for gap in node.gaps:
        for position in range(following, stop):
            for child in gap.followed_by(words.folded[position]):
                _follow(child, words, first, position, matches)
