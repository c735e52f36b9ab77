"""Data that the catalogue does not list, known by the form of its name or by the list it stands in.

Each rule returns spans of words (first, last); `taken` holds the words that are already a data element.
"""

from collections.abc import Callable, Iterator, Set
from functools import cache

from service.catalogue.vocabulary import word_list
from service.reading.data_borrowed import is_amount
from service.reading.data_brackets import marked_by_quotes
from service.reading.data_clauses import kept_out, loose_questions, question_at, whose
from service.reading.data_contents import past_breakdown
from service.reading.data_lists import listed_data, stretches
from service.reading.data_phrases import has_data_head, is_datum, is_hyphenated, phrase_at
from service.reading.data_told import told_to_reader, units_done
from service.reading.data_words import data_words
from service.reading.scan import NameScan

Span = tuple[int, int]

_TURNS = frozenset({"so", "but", "as", "since", "because", "and", "though", "although", "where", "while"})
_BY = frozenset({"per", "by", "pro", "por", "par"})
_ASKED = frozenset({"what", "which", "how"})
# "renewals by email": a way, no breakdown.
_SENT_BY = frozenset({"email", "emails", "mail", "mails", "e", "hour", "hours", "agency", "partner", "voucher"})
# "drop-outs per step", "sign-ups by store".
_PARTICLES = frozenset({"out", "outs", "ups", "ins", "opt", "sign", "drop"})
_CODES = frozenset({"code", "codes", "group", "band"})
_HYPHENS = frozenset("-‐‑")
# "the verified number": one that the authors own.
_CHECKED = frozenset({"verified", "blocked", "registered", "dedicated", "withheld", "total", "sheer", "large", "toll"})
_WHICH_TIME = frozenset({"last", "first", "next", "latest", "previous", "their", "each"})
_FIXED = frozenset({"a", "any", "this", "in", "large", "small", "certain"})
_HAVING = frozenset({"have", "has", "had", "never", "not", "we", "they", "i", "you", "ve"})
_COMING = frozenset({"come", "comes"})
_LONGEST_CLAUSE = 6
_LONGEST_ITEM = 4
_LINKS = frozenset({"and", "or", "y", "e", "et", "und", "oder", "ou", "o", "&", "plus"})


def unlisted_data(scan: NameScan, taken: Set[int]) -> list[Span]:
    """Return the spans that the forms find, without overlaps."""
    if scan.sentence.kind == "heading":
        return []
    found: list[Span] = []
    used = set(taken)
    for rule in _RULES:
        for first, last in rule(scan, used):
            if used.isdisjoint(range(first, last + 1)):
                found.append((first, last))
                used.update(range(first, last + 1))
    return found


def _headed(scan: NameScan, taken: Set[int]) -> Iterator[Span]:
    """`stamp balance`, `deprivation score`, `tenancy records`."""
    words, plain = scan.words, word_list("function_words")
    for at in scan.words.places(data_words("data_everywhere")):
        if at == 0 or at in taken or not words.joined[at]:
            continue
        modifier = words.folded[at - 1]
        if _is_time_of_day(modifier) and not _goes_on_as_thing(scan, at):
            yield at, at
            continue
        if modifier in _said_of_any() or _goes_on_as_thing(scan, at):
            continue
        if modifier in _CHECKED and words.folded[at] in ("number", "numbers"):
            continue
        if (words.capitals[at] and words.capitals[at - 1] and at > 1) or _is_perfect(scan, at - 1):
            continue
        if len(modifier) > 2 and modifier not in plain and not modifier[0].isdigit() and at - 1 not in taken:
            yield at - 2 if at > 1 and words.gaps[at - 1] in _HYPHENS else at - 1, at


@cache
def _said_of_any() -> frozenset[str]:
    return data_words("data_numerals") | data_words("data_vague")


def _is_time_of_day(word: str) -> bool:
    """`between 5pm and 8pm consumption`."""
    return word[0].isdigit() and word.endswith(("am", "pm"))


def _is_perfect(scan: NameScan, at: int) -> bool:
    """`we have never checked numbers`: the word before is what somebody did."""
    words = scan.words.folded
    return at > 0 and words[at].endswith("ed") and words[at - 1] in _HAVING


def _goes_on_as_thing(scan: NameScan, at: int) -> bool:
    """`eligibility rules`, `data team`: the word only says which thing."""
    words = scan.words
    return at + 1 < len(words) and words.joined[at + 1] and words.folded[at + 1] in data_words("not_data")


def _counted(scan: NameScan, _: Set[int]) -> Iterator[Span]:
    """`number of flats managed`, `date of last contact`, not `a number of people`."""
    words = scan.words
    for at in scan.words.places(word_list("counting_heads")):
        if at + 2 >= len(words) or words.folded[at + 1] != "of":
            continue
        if words.capitals[at + 2] or words.folded[at + 2][0].isdigit() or ":" in words.gaps[at + 3]:
            continue
        if at and words.folded[at - 1] in word_list("vague_openers"):
            continue
        last = _phrase_end(scan, at + (3 if words.folded[at + 2] in _WHICH_TIME else 2))
        if last > at + 1:
            yield at, last


def _phrase_end(scan: NameScan, at: int) -> int:
    """The last word of the noun phrase that starts at `at`; the word before it when there is none."""
    last = at - 1
    plain = word_list("function_words")
    while at < len(scan.words) and at - last <= _LONGEST_ITEM and scan.words.joined[at]:
        if scan.words.folded[at] in plain or scan.words.folded[at] in _LINKS:
            break
        last = at
        at += 1
    return last


def _measured(scan: NameScan, _: Set[int]) -> Iterator[Span]:
    """`calls per thousand e-mails`, `cost per SQL`, not `messages per second` nor `3 orders per customer`."""
    words, measures = scan.words, _measures()
    for at in scan.words.places(_BY):
        if not 0 < at < len(words) - 1 or words.folded[at - 1] not in measures or _is_limit(scan, at - 1):
            continue
        if words.folded[at - 1] in _PARTICLES and not is_hyphenated(scan, at - 1):
            continue
        after = words.folded[at + 1]
        last = at + 2 if after in ("thousand", "hundred", "1") else at + 1
        if words.folded[last : last + 1] == ("e",) and words.after(last) in ("mail", "mails"):
            last += 1
        if last < len(words) and words.joined[last] and _is_breakdown(scan, at, last):
            first = at - 2 if is_hyphenated(scan, at - 1) and at > 1 else at - 1
            yield first, last + 1 if _has_code(scan, last) else past_breakdown(scan, last)


def _is_limit(scan: NameScan, at: int) -> bool:
    """Tell whether a number says how many: `max 6 recall appointments per shop`."""
    return is_amount(scan, at, at) or (at > 1 and scan.words.joined[at] and is_amount(scan, at - 1, at))


@cache
def _measures() -> frozenset[str]:
    return word_list("measure_nouns") | data_words("data_measures")


@cache
def _breakdowns() -> frozenset[str]:
    return word_list("measured_by") | data_words("data_broken_down_by")


def _has_code(scan: NameScan, at: int) -> bool:
    return at + 1 < len(scan.words) and scan.words.joined[at + 1] and scan.words.folded[at + 1] in _CODES


def _is_breakdown(scan: NameScan, at: int, last: int) -> bool:
    """`per` breaks down by anything but a period, `by` only by what figures are known to be broken down by."""
    word = scan.words.folded[last]
    if word in _breakdowns():
        return scan.words.folded[at] != "by" or word not in _SENT_BY
    if scan.words.folded[at] != "per" or word[0].isdigit() or word in data_words("data_periods"):
        return False
    return word not in word_list("function_words")


def _owned(scan: NameScan, _: Set[int]) -> Iterator[Span]:
    """`teacher's name and email`, `companion names`, `e-mails of current customers aged 15-20`."""
    words, owned = scan.words, data_words("data_owned")
    for at in scan.words.places(owned):
        first = _owner_of(scan, at)
        if first is not None:
            last = at + 2 if words.after(at) == "and" and at + 2 < len(words) and words.folded[at + 2] in owned else at
            yield first, last
        elif words.folded[at] in data_words("data_owned_of") and words.after(at) == "of":
            phrase = phrase_at(scan, at + 2, len(words) - 1)
            if phrase and not _owners().isdisjoint(words.folded[phrase.first : phrase.head + 1]):
                begin = at - 1 if at and is_hyphenated(scan, at) and words.folded[at - 1] == "e" else at
                yield begin, _past_ages(scan, phrase.last)
            elif at + 2 < len(words) and words.folded[at + 2] in ("all", "everyone", "everybody", "those", "people"):
                yield at, at + 2


def _past_ages(scan: NameScan, at: int) -> int:
    """`customers aged | 15-20`."""
    words = scan.words
    while words.folded[at] == "aged" or words.folded[at][0].isdigit():
        if at + 1 == len(words) or not words.folded[at + 1][0].isdigit():
            break
        at += 1
    return at


def _owner_of(scan: NameScan, at: int) -> int | None:
    """The first word of `teacher's name`, `companion names`, given the place of what is owned; None for `user name`."""
    words = scan.words
    before = at - 1
    if before > 0 and words.folded[before] == "e" and words.gaps[at] in _HYPHENS:
        before -= 1
    if before < 0 or not words.joined[at]:
        return None
    possessed = words.folded[before] == "'s" or "'" in words.gaps[before + 1] or "’" in words.gaps[before + 1]
    owner = before - 1 if words.folded[before] == "'s" else before
    if owner < 0 or words.folded[owner] not in _owners():
        return None
    return owner if possessed or words.folded[at] in ("name", "names", "email", "emails") else None


@cache
def _owners() -> frozenset[str]:
    things = {
        "they",
        "he",
        "she",
        "it",
        "those",
        "home",
        "account",
        "accounts",
        "user",
        "contact",
        "contacts",
        "businesses",
    }
    return (data_words("data_people") | data_words("data_owners")) - things


def _named(scan: NameScan, _: Set[int]) -> Iterator[Span]:
    """`name of the port they usually leave from`: something that each person has."""
    words = scan.words
    for at in scan.words.places(data_words("data_things_named")):
        if at + 3 >= len(words) or words.after(at) != "of" or (at and words.folded[at - 1] in _FIXED):
            continue
        phrase = phrase_at(scan, at + 2, len(words) - 1)
        if phrase and phrase.told and words.folded[phrase.head] not in data_words("data_people"):
            yield at, phrase.last


def _told(scan: NameScan, _: Set[int]) -> Iterator[Span]:
    """`what the household bought`, `which emails were opened`: behaviour told as a clause."""
    words = scan.words
    for at in scan.words.places(_ASKED):
        window = words.folded[at + 1 : at + 1 + _LONGEST_CLAUSE]
        verb = next((step for step, other in enumerate(window) if other in word_list("behaviour_verbs")), None)
        if verb is None or word_list("data_subjects").isdisjoint(window[:verb]) or window[verb] == "did":
            continue
        if not data_words("data_modals").isdisjoint(window[:verb]):
            continue
        if all(words.joined[step] for step in range(at + 1, at + 2 + verb)):
            yield at, at + 1 + verb


def _relative(scan: NameScan, _: Set[int]) -> Iterator[Span]:
    """`the plants they bought`, `pages she viewed`: a noun and what people did with it."""
    words, plain = scan.words, word_list("function_words")
    for at in scan.words.places(word_list("data_subjects")):
        if not 0 < at < len(words) - 1 or words.folded[at - 1] in plain or not words.joined[at]:
            continue
        last = at + 2 if words.folded[at + 1] in ("'ve", "have", "had", "has") else at + 1
        if last < len(words) and words.folded[last] in word_list("behaviour_verbs") and words.joined[last]:
            yield at - 1, last


def _counted_sets(scan: NameScan, _: Set[int]) -> Iterator[Span]:
    """`dialler file`, `majors list`, `list of who gave`: sets of people or records."""
    words = scan.words
    for at in scan.words.places(data_words("data_sets")):
        if at + 2 < len(words) and words.folded[at + 1] == "of" and words.joined[at + 1]:
            asked = question_at(scan, at + 2, len(words) - 1)
            phrase = phrase_at(scan, at + 2, len(words) - 1)
            if asked or (phrase and not words.capitals[phrase.first]):
                yield at, asked[1] if asked else phrase.last if phrase else at
        elif at and words.joined[at] and _names_a_set(scan, at):
            yield at - 1, at


def _names_a_set(scan: NameScan, at: int) -> bool:
    words = scan.words
    modifier = words.folded[at - 1]
    if words.folded[at] not in ("list", "lists", "file", "export", "extract") or len(modifier) < 3:
        return False
    if at - 1 in scan.within(("system",)):
        return False
    plain = word_list("function_words") | data_words("data_set_strangers") | data_words("data_stops")
    follows = at + 1 < len(words) and words.joined[at + 1] and words.folded[at + 1] not in data_words("data_stops")
    ends = not follows or words.folded[at + 1] in data_words("data_links") | _LINKS | {"every", "each", "a", "the"}
    return ends and modifier not in plain and not modifier[0].isdigit() and not modifier.endswith("ly")


def _placed(scan: NameScan, _: Set[int]) -> Iterator[Span]:
    """`Timesheets come from TempTrak`, `marital status is patchy`: the subject of a clause that says where it is."""
    words = scan.words
    inside = "in" in words.bag and ("is" in words.bag or "are" in words.bag)
    if not inside and data_words("data_places").isdisjoint(words.bag):
        return
    for start, last in stretches(scan):
        first = start + 1 if words.folded[start] in _TURNS and start < last else start
        phrase = phrase_at(scan, first, last)
        if phrase is None or phrase.indefinite or not is_datum(scan, phrase):
            continue
        after = phrase.last + 1
        if after < len(words) and words.folded[after] in ("is", "are", "was", "were"):
            after += 1
        if after < len(words) - 1 and _is_place(scan, after) and words.joined[after]:
            rest = range(after + 1, len(words))
            if has_data_head(scan, phrase) or any(words.is_capital(at) for at in rest):
                yield phrase.first, phrase.last


def _is_place(scan: NameScan, at: int) -> bool:
    """Tell whether `lives`, `is held` or `are in` stands there."""
    word, before = scan.words.folded[at], scan.words.folded[at - 1]
    if word in _COMING:
        after = scan.words.folded[at + 1 : at + 3]
        return after[:1] in (("from",), ("via",), ("through",)) or after == ("out", "of")
    return word in data_words("data_places") or (word == "in" and before in ("is", "are"))


def _questions(scan: NameScan, _: Set[int]) -> Iterator[Span]:
    yield from loose_questions(scan)
    yield from kept_out(scan)
    yield from whose(scan)


def _told_to_reader(scan: NameScan, _: Set[int]) -> Iterator[Span]:
    if "you" in scan.words.bag:
        yield from told_to_reader(scan, stretches(scan))


def _marked(scan: NameScan, _: Set[int]) -> Iterator[Span]:
    yield from marked_by_quotes(scan)
    yield from units_done(scan)


_RULES: tuple[Callable[[NameScan, Set[int]], Iterator[Span]], ...] = (
    _told,
    _told_to_reader,
    _marked,
    _questions,
    _relative,
    _measured,
    _named,
    _counted,
    _owned,
    listed_data,
    _counted_sets,
    _headed,
    _placed,
)
