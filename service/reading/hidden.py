"""Characters that nobody sees: taken out of what is matched and of what a model reads, and told to the reader.

The offsets of the text stay as they are: nothing is taken out of the text itself.
Characters by the Unicode standard (version 16): tags 23.9, variation selectors 23.4, format controls 23.2.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from schemas.base import Evidence, Finding
from schemas.brief import Sentence

_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
"""Controls, format marks, lone surrogates, private use, unassigned."""
_UNSEEN_LETTERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Joiners, fillers and variation selectors, which Unicode counts among marks, letters and symbols."""
_UNSEEN_LETTER = re.compile(f"[{_UNSEEN_LETTERS}]")
_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_KINDS = {
    "tag characters": re.compile("(?<!\U0001f3f4)(?<![\U000e0000-\U000e007f])[\U000e0000-\U000e007f]+"),
    "variation selectors out of place": re.compile(
        "(?:[\x20-\x7e\xa0-\u2000][\ufe00-\ufe0e]|[A-Za-z ]\ufe0f|[\U000e0100-\U000e01ef\ufe00-\ufe0f]{2,})"
        "[\ufe00-\ufe0f\U000e0100-\U000e01ef]*"
    ),
    "characters without width": re.compile(
        "[\u180e\u200b\u2060-\u2064]+|(?<=[A-Za-z ])[\u200c\u200d]+(?=[A-Za-z ])|(?<!^)\ufeff+"
    ),
    "fillers": re.compile("[\u034f\u115f\u1160\u3164\uffa0\u2800]+"),
    "marks that change the direction of writing": re.compile(f"[{_DIRECTION}]+"),
    "soft hyphens out of place": re.compile("\xad{2,}|(?<![^\\W\\d_])\xad|\xad(?![^\\W\\d_])"),
}
"""A joiner inside an emoji, a flag, a soft hyphen in a word are ordinary typing and are none of these."""
_ANY = re.compile(f"[\xad\u180e\u200b-\u200d\u2060-\u2064\ufeff\U000e0000-\U000e007f{_DIRECTION}{_UNSEEN_LETTERS}]")
_LINES_SHOWN, _PLACES_SHOWN, _SHOWN = 8, 20, 300
_SPELLED_LEAST = 3
"""Fewer characters are chance."""
_BITS = {"\u200b": "0", "\u200c": "1", "\u200d": "1", "\u2060": "1", "\ufeff": "1"}


def without_hidden(text: str) -> str:
    """The text with its seen characters only; blanks and line breaks stay."""
    if text.isascii() and text.isprintable():
        return text
    seen = (char for char in text if char.isspace() or unicodedata.category(char) not in _UNSEEN_CATEGORIES)
    return _UNSEEN_LETTER.sub("", "".join(seen))


def spelled(text: str) -> tuple[str, ...]:
    """Texts that the hidden characters spell, by tags, variation selectors or bits without width."""
    if not _ANY.search(text):
        return ()
    ways = (_by_tags(text), _by_selectors(text), _by_bits(text))
    return tuple(dict.fromkeys(found for found in ways if len(found.strip()) >= _SPELLED_LEAST))


def _by_tags(text: str) -> str:
    runs = _KINDS["tag characters"].findall(text)
    return " ".join("".join(chr(ord(c) - 0xE0000) for c in run if 0xE0020 <= ord(c) < 0xE007F) for run in runs).strip()


def _by_selectors(text: str) -> str:
    runs = re.findall("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{3,}", text)
    raw = b"".join(bytes(_byte_of(ord(c)) for c in run) for run in runs)
    return _printable(raw.decode("utf-8", "ignore"))


def _byte_of(code: int) -> int:
    return code - 0xFE00 if code < 0xFE10 else code - 0xE0100 + 16


def _by_bits(text: str) -> str:
    bits = "".join(_BITS.get(char, "") for char in text)
    raw = bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits) - 7, 8))
    return _printable(raw.decode("ascii", "ignore")) if raw.isascii() else ""


def _printable(text: str) -> str:
    return text if text.replace("\n", " ").isprintable() else ""


def hidden_findings(text: str, sentences: Sequence[Sentence]) -> tuple[Finding, ...]:
    """One finding `hidden_text` that names kinds, lines and what is spelled; empty where nothing is hidden.

    Its evidence are the sentences that hold or precede the characters: a quote of what nobody sees would show nothing.
    """
    if not _ANY.search(text):
        return ()
    found = {kind: [match.start() for match in pattern.finditer(text)] for kind, pattern in _KINDS.items()}
    places = sorted(place for some in found.values() for place in some)
    if not places:
        return ()
    what = ", ".join(
        f"{kind} ({len(some)} {'place' if len(some) == 1 else 'places'})" for kind, some in found.items() if some
    )
    words = "; ".join(without_hidden(one) for one in spelled(text))
    said = f' They spell "{words[:_SHOWN]}", which was read as no part of the text.' if words else ""
    message = f"Characters that nobody sees stand in {_lines(text, places)}: {what}. They are kept from models.{said}"
    severity = "warning" if words or found["tag characters"] else "info"
    evidence = list(_around(places, sentences))[:_PLACES_SHOWN]
    return (Finding(code="hidden_text", message=message, severity=severity, evidence=evidence),)


def _lines(text: str, places: Sequence[int]) -> str:
    lines = list(dict.fromkeys(text.count("\n", 0, place) + 1 for place in places[: _LINES_SHOWN * 50]))
    more = " and others" if len(lines) > _LINES_SHOWN else ""
    return f"line{'' if len(lines) == 1 else 's'} {', '.join(map(str, lines[:_LINES_SHOWN]))}{more}"


def _around(places: Sequence[int], sentences: Sequence[Sentence]) -> Iterator[Evidence]:
    starts = [sentence.start for sentence in sentences]
    for at in dict.fromkeys(max(0, bisect_right(starts, place) - 1) for place in places if starts):
        one = sentences[at]
        yield Evidence(sentence=one.id, start=one.start, end=one.end, quote=one.text)
