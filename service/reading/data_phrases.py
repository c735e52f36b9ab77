"""Names of data as noun phrases: `right-to-work expiry`, `increases in contributions`, `size of their party`."""

from dataclasses import dataclass
from functools import cache

from service.reading.data_words import data_words
from service.reading.lexicon import Layer
from service.reading.scan import NameScan

_LONGEST = 8
# `ring` and `spring` are nouns, `applying` is none.
_SHORT_NOUN = 6
_OTHER_LAYERS: tuple[Layer, ...] = ("channel", "system", "region", "person_role", "law")
_LINKED_TO = frozenset({"the", "a", "an", "their", "his", "her", "its", "our", "each", "every", "any", "this", "last"})
_COUNTABLE_LINKS = frozenset({"in", "over", "with", "from", "without"})
_HYPHENS = frozenset("-‐‑")
_BESIDE_NAMES = frozenset({"the", "a", "an", "and", "or", "their", "our", "his", "her", "its", "my", "your"})
_ADJECTIVES = frozenset(
    {"based", "free", "generated", "informed", "driven", "related", "friendly", "profit", "specific"}
)
_OBJECTS = frozenset({"them", "us", "him", "me", "it"})
_DOING_WORDS = frozenset(
    {"getting", "giving", "having", "making", "sending", "keeping", "adding", "knowing", "seeing", "using", "taking"}
    | {"showing", "including", "putting", "providing", "ensuring", "improving"}
)
_BEFORE_TO = frozenset({"prior", "according", "due", "subject", "thanks", "owing", "regardless", "close", "contrary"})
_PHRASAL = frozenset({"log", "type", "check", "sign", "opt", "drop", "pick", "show", "take", "fill", "back"})
_PARTICLES = frozenset({"in", "on", "out", "up", "into", "off", "onto", "it", "them", "who", "this", "that"})
# Proper names end in these: `Enrolment Steering Group`.
_PARTS_OF_NAMES = frozenset(
    {"group", "department", "class", "day", "days", "area", "stage", "index", "data", "register"}
)
_TIMES = frozenset(
    {"morning", "evening", "afternoon", "night", "noon", "midnight", "day", "week", "month", "weekend", "today"}
)
_VAGUE_HEADS = frozenset({"way", "ways", "day", "time", "moment", "reason", "one", "ones", "thing"})
_NOUNS_TOO = frozenset({"usage", "segment", "group", "rank", "score", "returns", "sales", "records", "logs"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words `first` to `last`; `head` is what it is about; `indefinite`: it began with `a` or the like."""

    first: int
    head: int
    last: int
    indefinite: bool = False
    told: bool = False


def is_hyphenated(scan: NameScan, at: int) -> bool:
    """Tell whether a hyphen ties the word to a neighbour: the `to` of `right-to-work` is no preposition."""
    return at in scan.words.hyphenated


def phrase_at(scan: NameScan, at: int, end: int) -> Phrase | None:
    """Read the noun phrase that starts at `at` and ends at `end` at the latest."""
    words = scan.words
    start = at
    while start <= end and words.folded[start] in data_words("data_determiners") and not is_hyphenated(scan, start):
        start += 1
    if start > end or words.folded[start][0].isdigit():
        return None
    head = last = _nouns(scan, start, end)
    if last < start:
        return None
    while last < end and last - start < _LONGEST and words.joined[last + 1]:
        further = _linked(scan, start, last + 1, end)
        if further is None:
            break
        last = further
    told = _told(scan, last, end)
    indefinite = start > at and words.folded[start - 1] in data_words("data_indefinite")
    return Phrase(start, head, last if told is None else told, indefinite, told is not None)


def _nouns(scan: NameScan, start: int, end: int) -> int:
    """The last of the plain words from `start` on; the word before it when there is none."""
    words, at, stop = scan.words, start, min(end + 1, start + _LONGEST)
    hyphenated = words.hyphenated
    while at < stop and (at == start or words.joined[at]):
        if at not in hyphenated and not _is_plain(words.folded[at]) and not (at > start and _is_sent(scan, at)):
            break
        if at > start and (_is_amount(scan, at) or _is_each_time(scan, at)):
            break
        at += 1
    return at - 1


def _is_sent(scan: NameScan, at: int) -> bool:
    """Tell whether `sent` closes the name of what is counted: `letters sent`."""
    words = scan.words
    if words.folded[at] not in ("sent", "held", "shown") or not words.folded[at - 1].endswith("s"):
        return False
    return at + 1 == len(words) or not words.joined[at + 1]


def _is_amount(scan: NameScan, at: int) -> bool:
    """Tell whether a number of something else starts at the word: `DPIA | three months`, not `last five orders`."""
    folded = scan.words.folded
    return folded[at] in data_words("data_numerals") and folded[at - 1] not in data_words("data_last_words")


def _is_each_time(scan: NameScan, at: int) -> bool:
    """Tell whether how often starts at the word: `bookings each evening`."""
    words = scan.words
    return words.folded[at] in ("each", "every") and words.after(at) in _TIMES


def _is_plain(word: str) -> bool:
    if word == "'s":
        return True
    return word not in _ending_words() and not word[0].isdigit() and not word.startswith("'")


@cache
def _ending_words() -> frozenset[str]:
    subjects = data_words("data_subjects_of_clauses") - {"people", "each"}
    return data_words("data_stops") | data_words("data_links") | subjects | _BESIDE_NAMES


def _linked(scan: NameScan, start: int, at: int, end: int) -> int | None:
    """The end of `of the lead tenant` that starts at `at`; None where no such part follows."""
    words = scan.words
    link = words.folded[at]
    if link not in data_words("data_links") or at == end:
        return None
    if link in _COUNTABLE_LINKS and words.folded[start] not in data_words("data_counting"):
        return None
    begin = at + 1
    while begin < end and words.folded[begin] in _LINKED_TO and words.joined[begin]:
        begin += 1
    if not words.joined[begin] or (words.capitals[begin] and link != "of" and not words.raw(begin).isupper()):
        return None
    last = _nouns(scan, begin, end)
    return last if last >= begin else None


def _told(scan: NameScan, last: int, end: int) -> int | None:
    """The end of `they turned down` behind a noun; None where nobody is said to have done anything."""
    words = scan.words
    at = last + 1
    if at >= end or words.folded[at] not in data_words("data_subjects_of_clauses") or not words.joined[at]:
        return None
    if words.folded[at + 1] in data_words("data_modals"):
        return None
    return clause_end(scan, at + 1, end)


def clause_end(scan: NameScan, at: int, end: int) -> int:
    """The last word of the clause that runs through `at`: up to a stop, a further clause or a preposition of place."""
    words, limit = scan.words, min(end, at + _LONGEST)
    while at < limit and words.joined[at + 1] and words.folded[at + 1] not in ("because", "so", "but", "if", "unless"):
        if words.folded[at + 1] in ("and", "or") and _starts_anew(words.folded[at + 2 : at + 4]):
            break
        at += 1
    return at


def _starts_anew(following: tuple[str, ...]) -> bool:
    """Tell whether what follows an `and` is a further thing or a further clause: `and a fare`, `and offer them`."""
    return bool(following) and (following[0] in _LINKED_TO or following[-1] in _OBJECTS)


def is_datum(scan: NameScan, phrase: Phrase) -> bool:
    """Tell whether the phrase may be the name of a datum: no thing, person, place, channel or proper name."""
    words = scan.words
    head = words.folded[phrase.head]
    if head in _TIMES or words.folded[phrase.last] in _TIMES:
        return False
    if phrase.told:
        return head not in data_words("data_people") and head not in _VAGUE_HEADS
    if _is_proper(scan, phrase) or _is_act(scan, phrase) or _is_quality(scan, phrase.head):
        return False
    if _is_title(scan, phrase) or _is_phrasal(scan, phrase):
        return False
    if phrase.first == phrase.last and head in data_words("data_vague"):
        return False
    if has_data_head(scan, phrase) or is_counted(scan, phrase) or _is_kind_of_count(scan, phrase):
        # "QR code" is a channel from its first word to its last, "phone number" is none.
        channel = _is_named(scan, phrase.head, ("channel",)) and _is_named(scan, phrase.first, ("channel",))
        return not (channel or _is_named(scan, phrase.head, ("system", "region", "law")))
    if head in data_words("not_data") or head in data_words("data_people"):
        return False
    return not _is_named(scan, phrase.head, _OTHER_LAYERS)


def _is_title(scan: NameScan, phrase: Phrase) -> bool:
    """Tell whether it is what somebody is: `head of passenger sales`."""
    words = scan.words
    return words.folded[phrase.first] in data_words("data_titles") and words.after(phrase.first) == "of"


def _is_phrasal(scan: NameScan, phrase: Phrase) -> bool:
    """Tell whether it ends in a verb with its particle: `applicants type in their grades`."""
    words, last = scan.words, phrase.last
    if words.folded[last] not in _PHRASAL or last + 1 >= len(words) or not words.joined[last + 1]:
        return False
    return words.folded[last + 1] in _PARTICLES


def _is_act(scan: NameScan, phrase: Phrase) -> bool:
    """Tell whether the words say what to do or how: `iterate effectively`, `applying filters`, `seen`."""
    words = scan.words
    first, head = words.folded[phrase.first], words.folded[phrase.head]
    if head.endswith("ly") or head in data_words("data_no_names") or first in ("end", "start", "middle", "beginning"):
        return True
    if first in _DOING_WORDS or (first in _BEFORE_TO and words.after(phrase.first) == "to"):
        return True
    if phrase.first == phrase.head:
        if head.endswith(("able", "ible")) and head not in ("variable", "receivable"):
            return True
        if head.endswith(("ing", "ed")) or head in _doing_alone() or words.written(phrase.head, phrase.head).isupper():
            return phrase.head == phrase.last or not is_hyphenated(scan, phrase.head)
        return False
    if has_data_head(scan, phrase) or is_hyphenated(scan, phrase.first):
        return False
    if is_counted(scan, phrase) and first.endswith("s"):
        return False
    return (
        first in _doing()
        or (first.endswith("ing") and len(first) > _SHORT_NOUN)
        or (first.endswith("ed") and phrase.first == 0)
    )


@cache
def _doing() -> frozenset[str]:
    names = ("data_cues", "data_sure_cues", "data_by_verbs", "data_verbs", "measured_ends")
    return frozenset().union(*(data_words(name) for name in names)) - data_words("data_name_ends") - _NOUNS_TOO


@cache
def _doing_alone() -> frozenset[str]:
    """Words that by themselves say what happens: `arrives`, where `live location` is a name."""
    return _doing() | data_words("data_places")


def _is_quality(scan: NameScan, at: int) -> bool:
    """Tell whether a phrase ends in a compound adjective: `gluten-free`, `maturity-based`."""
    word = scan.words.folded[at]
    if scan.words.gaps[at] not in _HYPHENS:
        return False
    return word in _ADJECTIVES or (word.endswith("ed") and not word.endswith("eed"))


def has_data_head(scan: NameScan, phrase: Phrase) -> bool:
    """Tell whether its head is a usual end of a datum's name and something says which: `expected day rate`."""
    head = scan.words.folded[phrase.head]
    if is_surely_named(scan, phrase):
        return True
    if head not in data_words("data_name_ends"):
        return False
    modifiers = frozenset(scan.words.folded[phrase.first : phrase.head])
    return phrase.last > phrase.head or not modifiers <= data_words("data_vague")


def is_surely_named(scan: NameScan, phrase: Phrase) -> bool:
    """Tell whether its head names data in any surroundings and a noun says which: `MOT expiry`."""
    if scan.words.folded[phrase.head] not in data_words("data_names"):
        return False
    modifiers = frozenset(scan.words.folded[phrase.first : phrase.head])
    return phrase.last > phrase.head or not modifiers <= data_words("data_vague")


def is_counted(scan: NameScan, phrase: Phrase) -> bool:
    """Tell whether it is something done and counted: `seats sold per show`, `nominations completed`."""
    words = scan.words
    return phrase.head > phrase.first and words.folded[phrase.head] in data_words("measured_ends")


def _is_kind_of_count(scan: NameScan, phrase: Phrase) -> bool:
    """Tell whether it may be a count of things or people: `bounced emails`, `first-time bookers`."""
    first, head = scan.words.folded[phrase.first], scan.words.folded[phrase.head]
    if phrase.first == phrase.head or not head.endswith("s"):
        return False
    if head in data_words("data_people"):
        return first in data_words("data_counted_people")
    return first in data_words("measured_ends")


def _is_proper(scan: NameScan, phrase: Phrase) -> bool:
    words = scan.words
    inside = range(phrase.first, phrase.head + 1)
    if phrase.first == phrase.head and words.capitals[phrase.head] and words.raw(phrase.head)[0].islower():
        # "iPads" is what a maker calls it.
        return True
    named = [at for at in inside if words.capitals[at] and words.is_capital(at) and not words.raw(at).isupper()]
    if not named:
        return False
    if named == [0] or (phrase.first == named[0] and len(named) == 1 and _opens(scan, phrase.first)):
        return False
    head = words.folded[phrase.head]
    if len(named) > 1 and head in _PARTS_OF_NAMES and phrase.head in named:
        return True
    return head not in data_words("data_names") and head not in data_words("data_name_ends")


def _opens(scan: NameScan, at: int) -> bool:
    """Tell whether a sentence or a label's text starts at the word."""
    gap = scan.words.gaps[at]
    return at == 0 or any(char in gap for char in ".:!?\n|•*")


def _is_named(scan: NameScan, at: int, layers: tuple[Layer, ...]) -> bool:
    return at in scan.within(layers)
