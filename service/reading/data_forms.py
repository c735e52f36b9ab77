"""Data that the catalogue does not list, known by the form of its name or by the list it stands in.

Each rule returns spans of words (first, last); `taken` holds the words that are already a data element.
"""

from collections.abc import Callable, Iterator, Set

from service.catalogue.vocabulary import word_list
from service.reading.data_clauses import kept_out, loose_questions, question_at, whose
from service.reading.data_lists import listed_data, stretches
from service.reading.data_phrases import has_data_head, is_datum, phrase_at
from service.reading.data_words import data_words
from service.reading.scan import NameScan

Span = tuple[int, int]

_TURNS = frozenset({"so", "but", "as", "since", "because", "and", "though", "although", "where", "while"})
_BY = frozenset({"per", "by", "pro", "por", "par"})
_ASKED = frozenset({"what", "which", "how"})
_LONGEST_CLAUSE = 6
_LONGEST_ITEM = 4
_LINKS = frozenset({"and", "or", "y", "e", "et", "und", "oder", "ou", "o", "&", "plus"})


def _places(scan: NameScan, wanted: frozenset[str]) -> list[int]:
    """The places of these words: most sentences have none of them."""
    words = scan.words
    return [] if wanted.isdisjoint(words.bag) else [at for at, word in enumerate(words.folded) if word in wanted]


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
    for at in _places(scan, data_words("data_everywhere")):
        if at == 0 or at in taken or not words.joined[at]:
            continue
        modifier = words.folded[at - 1]
        if len(modifier) > 2 and modifier not in plain and not modifier[0].isdigit() and at - 1 not in taken:
            yield at - 1, at


def _counted(scan: NameScan, _: Set[int]) -> Iterator[Span]:
    """`number of flats managed`, `date of last contact`, not `a number of people`."""
    words = scan.words
    for at in _places(scan, word_list("counting_heads")):
        if at + 2 >= len(words) or words.folded[at + 1] != "of":
            continue
        if words.capitals[at + 2] or (at and words.folded[at - 1] in word_list("vague_openers")):
            continue
        last = _phrase_end(scan, at + 2)
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
    """`calls per thousand e-mails`, `drop-out per step`, not `messages per second`."""
    words, measures = scan.words, word_list("measure_nouns")
    for at in _places(scan, _BY):
        if not 0 < at < len(words) - 1 or words.folded[at - 1] not in measures:
            continue
        after = words.folded[at + 1]
        last = at + 2 if after in ("thousand", "hundred", "1") else at + 1
        if words.folded[last : last + 1] == ("e",) and words.after(last) in ("mail", "mails"):
            last += 1
        if last < len(words) and words.folded[last] in word_list("measured_by") and words.joined[last]:
            yield at - 1, last


def _told(scan: NameScan, _: Set[int]) -> Iterator[Span]:
    """`what the household bought`, `which emails were opened`: behaviour told as a clause."""
    words = scan.words
    for at in _places(scan, _ASKED):
        window = words.folded[at + 1 : at + 1 + _LONGEST_CLAUSE]
        verb = next((step for step, other in enumerate(window) if other in word_list("behaviour_verbs")), None)
        if verb is None or word_list("data_subjects").isdisjoint(window[:verb]):
            continue
        if all(words.joined[step] for step in range(at + 1, at + 2 + verb)):
            yield at, at + 1 + verb


def _relative(scan: NameScan, _: Set[int]) -> Iterator[Span]:
    """`the plants they bought`, `pages she viewed`: a noun and what people did with it."""
    words, plain = scan.words, word_list("function_words")
    for at in _places(scan, word_list("data_subjects")):
        if not 0 < at < len(words) - 1 or words.folded[at - 1] in plain or not words.joined[at]:
            continue
        last = at + 2 if words.folded[at + 1] in ("'ve", "have", "had", "has") else at + 1
        if last < len(words) and words.folded[last] in word_list("behaviour_verbs") and words.joined[last]:
            yield at - 1, last


def _counted_sets(scan: NameScan, _: Set[int]) -> Iterator[Span]:
    """`dialler file`, `majors list`, `list of who gave`: sets of people or records."""
    words = scan.words
    for at in _places(scan, data_words("data_sets")):
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
    plain = word_list("function_words") | data_words("data_set_strangers") | data_words("data_stops")
    follows = at + 1 < len(words) and words.joined[at + 1] and words.folded[at + 1] not in data_words("data_stops")
    ends = not follows or words.folded[at + 1] in data_words("data_links") | _LINKS | {"every", "each", "a", "the"}
    return ends and modifier not in plain and not modifier[0].isdigit() and not modifier.endswith("ly")


def _placed(scan: NameScan, _: Set[int]) -> Iterator[Span]:
    """`Timesheets come from TempTrak`, `marital status is patchy`: the subject of a clause that says where it is."""
    words = scan.words
    if "in" not in words.bag and data_words("data_places").isdisjoint(words.bag):
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
    return word in data_words("data_places") or (word == "in" and before in ("is", "are"))


def _questions(scan: NameScan, _: Set[int]) -> Iterator[Span]:
    yield from loose_questions(scan)
    yield from kept_out(scan)
    yield from whose(scan)


_RULES: tuple[Callable[[NameScan, Set[int]], Iterator[Span]], ...] = (
    _told,
    _questions,
    _relative,
    _measured,
    _counted,
    listed_data,
    _counted_sets,
    _headed,
    _placed,
)
