"""Data told to the reader of a message or by what was done: `the songs you played`, `your seat`, `days skied`."""

from collections.abc import Iterator
from functools import cache
from typing import Literal

from service.reading.data_words import data_words
from service.reading.scan import NameScan

Span = tuple[int, int]
Telling = Literal["done", "owned"]

_ASKED = frozenset({"what", "where", "when", "which", "who", "how"})
_LONGEST = 6
_FEWEST = 2
_LONGEST_DONE = 4
_PARTICLES = frozenset({"over", "in", "back", "up", "out", "off", "on", "down"})
_UNITS = frozenset(
    {"days", "nights", "hours", "miles", "km", "kilometres", "kilometers", "games", "matches", "visits", "sessions"}
    | {"classes", "lessons", "trips", "rides", "laps", "rounds", "runs", "pages", "books", "meals", "courses", "steps"}
    | {"episodes", "songs", "films", "litres", "kilos", "flights", "shifts", "minutes", "chapters", "routes"}
)
_NOT_DONE = frozenset(
    {"needed", "passed", "wasted", "based", "required", "limited", "delayed", "allowed", "planned", "offered", "aged"}
    | {"included", "closed", "named", "called", "expected", "agreed", "need", "designed", "related", "added", "listed"}
)
# Said of the authors and their correspondent: "what you asked for".
_SAID = frozenset(
    {"asked", "said", "wanted", "needed", "promised", "sent", "told", "wrote", "suggested", "built", "mentioned", "did"}
    | {"discussed", "requested", "proposed", "agreed", "made", "gave", "need", "had"}
)


def told_to_reader(scan: NameScan, parts: list[Span]) -> Iterator[Span]:
    """`routes you ran, your best time, how far you climbed`: what a message would tell each person."""
    words = scan.words
    if "you" not in words.bag:
        return
    run: list[tuple[Span, Telling]] = []
    for first, last in parts:
        found = _telling(scan, first, last)
        if run and not (found and _goes_on(scan, run[-1][0][1], first)):
            yield from _spans(run)
            run = []
        if found:
            run.append(((first, last), found))
    yield from _spans(run)


def _spans(run: list[tuple[Span, Telling]]) -> Iterator[Span]:
    if len(run) >= _FEWEST and any(telling == "done" for _, telling in run):
        yield from (span for span, _ in run)


def _goes_on(scan: NameScan, last: int, first: int) -> bool:
    """Tell whether nothing but a comma or a link word stands between two members."""
    gaps = "".join(scan.words.gaps[last + 1 : first + 1]).strip()
    return first - last <= _FEWEST and gaps in (",", "")


def _telling(scan: NameScan, first: int, last: int) -> Telling | None:
    """How a member tells of the reader: by what he did or by what is his; None where it does not."""
    inside = scan.words.folded[first : last + 1]
    if not 1 < len(inside) <= _LONGEST:
        return None
    if inside[0] == "your":
        return "owned" if data_words("data_stops").isdisjoint(inside[1:]) else None
    at = inside.index("you") if "you" in inside[1:-1] else 0
    if not at or not _is_done(inside[at + 1]) or inside[at + 1] in _SAID:
        return None
    plain = inside[0] in _ASKED or data_words("data_stops").isdisjoint(inside[:at])
    return "done" if plain else None


def _is_done(word: str) -> bool:
    irregular = word in data_words("data_past_verbs") and word != "left"
    return irregular or (word.endswith("ed") and word not in _NOT_DONE)


def units_done(scan: NameScan) -> Iterator[Span]:
    """`days skied`, `books borrowed`, not `3 hours delayed` nor `pages needed`."""
    words = scan.words
    if _UNITS.isdisjoint(words.bag):
        return
    for at in range(len(words) - 1):
        if words.folded[at] not in _UNITS or not words.joined[at + 1] or not _is_done(words.folded[at + 1]):
            continue
        counted = at > 0 and words.joined[at] and _is_number(words.folded[at - 1])
        ends = at + 2 == len(words) or not words.joined[at + 2] or words.folded[at + 2] in data_words("data_after_done")
        if ends and not counted:
            yield at, at + 1


def things_done(scan: NameScan, first: int, last: int) -> bool:
    """Tell whether a member of a list is things and what was done with them: `keys handed back`, `quotes sent out`."""
    inside = scan.words.folded[first : last + 1]
    if not 1 < len(inside) <= _LONGEST_DONE or not inside[0].endswith("s") or inside[0] in _no_things():
        return False
    at = next((step for step, word in enumerate(inside[1:], 1) if _is_done(word)), 0)
    return bool(at) and at < _LONGEST_DONE - 1 and all(word in _PARTICLES for word in inside[at + 1 :])


@cache
def _no_things() -> frozenset[str]:
    return data_words("data_stops") | data_words("data_people")


def _is_number(word: str) -> bool:
    return word[0].isdigit() or word in data_words("data_numerals") or word in ("the", "these", "those", "many", "all")
