"""What the words around a name say about it: somebody who is asked, greeted, does or owns something; or a thing."""

from collections.abc import Sequence
from functools import cache

from service.catalogue.name_words import name_words
from service.catalogue.person_names import last_names
from service.catalogue.vocabulary import word_list
from service.llm.redacting.words import Word

TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "dr", "prof", "professor", "herr", "herrn", "frau", "mme", "mlle", "monsieur", "madame"}
    | {"sra", "senora", "senor", "senhora", "senhor", "dona", "sir", "dame", "rev", "sr", "m", "don"}
)
"""Addresses that go before a name, folded."""
_REACH = 80
_NO_LEAD_INS = frozenset(
    {"and", "boss", "call", "maybe", "me", "phone", "poor", "ring", "see", "x", "xx", "love", "best"}
)
_NO_DEEDS = frozenset(
    {
        "will",
        "may",
        "can",
        "and",
        "also",
        "is",
        "was",
        "has",
        "did",
        "does",
        "already",
        "could",
        "should",
        "might",
        "made",
    }
    | {"would", "still", "called", "left", "built", "kept", "holds", "looks", "found", "gets", "runs", "leads", "sits"}
)
_BEFORE_DATES = frozenset(
    {"in", "by", "of", "until", "till", "early", "mid", "late", "since", "from", "to", "before", "after", "on", "end"}
)
_BEFORE_PLACES = frozenset({"in", "at", "near", "bei", "nach", "en", "em"})
_SPEAKING = frozenset(
    {
        "speak",
        "spoke",
        "spoken",
        "talk",
        "talked",
        "write",
        "wrote",
        "report",
        "reports",
        "agreed",
        "checked",
        "meet",
        "met",
    }
    | {"sits", "belongs", "goes", "came", "comes", "approved", "signed", "check", "agree"}
)
_SPEAKING_TO = frozenset({"to", "with", "from", "by"})
_AND = frozenset({"and", "or", "und", "oder", "et", "ou", "y", "o", "e"})
_NEVER_SURNAMES = frozenset(
    {
        "street",
        "road",
        "avenue",
        "square",
        "hotel",
        "island",
        "islands",
        "airport",
        "station",
        "beach",
        "river",
        "county",
    }
    | {"university", "college", "school", "hospital", "foundation", "award", "awards", "prize", "strasse", "platz"}
    | {"cathedral", "stadium", "theatre", "museum"}
)
_SMALL_THINGS = frozenset(
    {"laptop", "spreadsheet", "notebook", "inbox", "diary", "drawer", "desk", "phone", "computer", "macro", "mailbox"}
)
_SELDOM_SURNAMES = frozenset(
    {"lane", "hall", "house", "park", "bay", "church", "cup", "day", "night", "week", "bridge"}
)


@cache
def _lead_ins() -> frozenset[str]:
    return name_words("person_lead_ins", "greetings") - _NO_LEAD_INS


@cache
def _deeds() -> frozenset[str]:
    return (word_list("saying_verbs", "doing_verbs") | name_words("person_verbs")) - _NO_DEEDS


@cache
def _thing_tails() -> frozenset[str]:
    """What follows a name that is not somebody's: Oscar Street, Harper Motors, Burns Night."""
    named = name_words("sure_firm_tails") | word_list("legal_suffixes", "campaign_tails", "place_name_tails")
    return named | _NEVER_SURNAMES | _SELDOM_SURNAMES


@cache
def _thing_heads() -> frozenset[str]:
    """What stands before a name that is not somebody's: Club Alba, Saint Andrew, Project Oscar."""
    return word_list("brand_words", "organisation_heads") | {"saint", "st", "san", "santa", "project", "operation"}


def is_address(word: str) -> bool:
    """Whether a word ends the name of a street or a building, never that of a person."""
    return word in _NEVER_SURNAMES


def is_tail(word: str, *, of_sure_name: bool) -> bool:
    """Whether a capital word makes the name before it that of a thing; `Lane` may be a surname, too."""
    if of_sure_name and word in _SELDOM_SURNAMES and word in last_names():
        return False
    return word in _thing_tails() or (not of_sure_name and word in name_words("firm_tails"))


def is_head(word: str) -> bool:
    """Whether a word makes the name behind it that of a thing."""
    return word in _thing_heads()


def is_titled(words: Sequence[Word], at: int) -> bool:
    """`Mrs Achterberg`, `Dr. Jonas`; not `Sr. Director`."""
    if not at or words[at].gap not in (" ", ". ", "\u00a0"):
        return False
    return words[at - 1].is_large and words[at - 1].folded in TITLES


def is_of_thing(words: Sequence[Word], first: int, last: int) -> bool:
    """`Club Alba`, `Ben & Jerry's`: the name is part of another."""
    before = words[first - 1] if first else None
    if before and before.is_large and words[first].follows_at_once and before.folded in _thing_heads():
        return True
    return _is_firm_of_two(words, last + 1) or bool(before and _is_firm_of_two(words, first))


def _is_firm_of_two(words: Sequence[Word], at: int) -> bool:
    """Whether word `at` follows an ampersand and owns something."""
    if at + 1 >= len(words) or words[at].gap.strip() != "&" or not words[at].is_large:
        return False
    return words[at + 1].is_possessive


def is_at_place(words: Sequence[Word], at: int) -> bool:
    """`the call centre in Biel`: rare first names are towns as well."""
    return bool(at) and words[at].follows_at_once and words[at - 1].folded in _BEFORE_PLACES


def owns_a_shop(words: Sequence[Word], last: int) -> bool:
    """`at Wendy's,`: what is Wendy's is a shop, unless a thing of hers is named behind."""
    if last + 1 >= len(words) or not words[last + 1].is_possessive:
        return False
    thing = words[last + 2] if last + 2 < len(words) else None
    return thing is None or not thing.follows_at_once or thing.is_large


def _is_spoken_to(words: Sequence[Word], at: int) -> bool:
    """`speak to Grant`, `approved by Rose`."""
    said = at > 1 and words[at].follows_at_once and words[at - 1].folded in _SPEAKING_TO
    return said and words[at - 2].folded in _SPEAKING


def stands_beside(words: Sequence[Word], at: int, last: int) -> bool:
    """Whether word `at` is listed right after the name that ends with word `last`: `Gwendolyn and Art`."""
    if at == last + 1:
        return words[at].gap == ", "
    return at == last + 2 and words[at].follows_at_once and words[at - 1].folded in _AND


def owns_something_small(words: Sequence[Word], at: int) -> bool:
    """`Raelene's spreadsheet`: what only one person has, so that whoever has it is one, whatever the name."""
    owned = at + 2 < len(words) and words[at + 1].is_possessive and words[at + 2].follows_at_once
    return owned and words[at + 2].folded in _SMALL_THINGS


def counts_things(word: Word) -> bool:
    """`14 Tage`: what a figure right before counts is nobody."""
    return word.gap.rstrip()[-1:].isdigit()


def is_cued(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether what has other meanings too is somebody here: asked, greeted, doing, owning or belonging to a team."""
    if first and words[first - 1].folded in _lead_ins() and words[first].gap in (" ", ": ", ", ", "\u00a0"):
        return True
    if _is_spoken_to(words, first):
        return True
    after = [words[at].folded if words[at].gap in (" ", "'", "’") else "" for at in range(last + 1, len(words))[:2]]
    one, other = (*after, "", "")[:2]
    if one == "s" and words[last + 1].is_possessive:
        return other in word_list("owned_things")
    return one in _deeds() or (one in ("in", "from") and other in name_words("departments"))


def is_mid_sentence(words: Sequence[Word], at: int) -> bool:
    """Whether a small word stands right before, and none that leads to a date."""
    if not at or not words[at].follows_at_once or words[at - 1].is_large:
        return False
    return words[at].folded not in word_list("month_and_day_names") or words[at - 1].folded not in _BEFORE_DATES


def around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the line of a place begins and ends, or far enough from it: what counts stands near."""
    lower, upper = max(0, start - _REACH), min(len(text), end + _REACH)
    line, stop = text.rfind("\n", lower, start), text.find("\n", end, upper)
    return (lower if line < 0 else line + 1), (upper if stop < 0 else stop)
