"""Data told as a clause: `whether they rent or own`, `when it was last serviced`, `people who sold their car`."""

from collections.abc import Iterator

from service.reading.data_phrases import clause_end, has_data_head, is_datum, phrase_at
from service.reading.data_words import data_words
from service.reading.scan import NameScan

Span = tuple[int, int]

_LONGEST = 14
_ENDS = frozenset(
    {"because", "so", "but", "is", "are", "was", "unless", "although", "though", "lives", "sits", "comes"}
)
_RUN_ON = frozenset({"or", "and"})
_SUBJECT_REACH = 4
_QUESTIONS = frozenset({"whether", "how", "when", "which", "what", "who", "where"})
_LOOSE = _QUESTIONS - {"who"}
_LINKING = frozenset({"is", "are", "was", "were", "will", "'s", "does", "do", "lets", "makes", "means"})
_DEGREES = frozenset({"many", "much", "often", "long", "far", "old"})
_ASKING = frozenset({"ask", "asks", "asked", "asking"})
_HAVING = frozenset({"has", "have"})
_PLANNING = frozenset({"we", "i", "you", "our"})


def question_at(scan: NameScan, at: int, end: int) -> Span | None:
    """The question about people that starts at `at`: `how far they will travel`; None where there is none."""
    words = scan.words
    word = words.folded[at]
    if word not in _QUESTIONS or at >= end or (word == "which" and at and words.folded[at - 1] == "of"):
        return None
    inside = words.folded[at + 1 : min(end, at + _SUBJECT_REACH + 3) + 1]
    if word in ("which", "where") and at and "," in words.gaps[at] and not _asks(scan, at):
        return None
    if not _PLANNING.isdisjoint(inside) or not data_words("data_modals").isdisjoint(inside):
        return None
    before = words.folded[at - 1] if at and words.joined[at] else ""
    if before in data_words("data_people") or (before in _ASKING and inside[0] not in _DEGREES):
        return None
    if word == "who":
        if not _is_past(inside[0]):
            return None
    elif inside[0] in _LINKING or not (_about_people(inside) or (word == "how" and inside[0] in _DEGREES)):
        return None
    last = _question_end(scan, at, end)
    # `Where it lives: bookings sit in ...` is a label.
    return None if at == 0 and ":" in words.gaps[last + 1] else (at, last)


def _asks(scan: NameScan, at: int) -> bool:
    """Tell whether `which plan they chose` stands in a list; `..., which Martin built` speaks of the noun before it."""
    words = scan.words
    if words.folded[at] == "where":
        return words.folded[at + 1] in data_words("data_subjects_of_clauses")
    return not words.capitals[at + 1] and not _is_past(words.folded[at + 1])


def _is_past(word: str) -> bool:
    return word in data_words("data_past_verbs") or (word.endswith("ed") and word != "need")


def _about_people(inside: tuple[str, ...]) -> bool:
    return "there" in inside[:1] or not data_words("data_people").isdisjoint(inside)


def _question_end(scan: NameScan, at: int, end: int) -> int:
    """Where it ends: the verb of the sentence it stands in (`... is recorded`) is no part of it."""
    words, last = scan.words, at
    limit = min(len(words) - 1, at + _LONGEST)
    while last < limit and words.joined[last + 1]:
        word = words.folded[last + 1]
        if word in _RUN_ON and last + 1 > end:
            break
        if word in _ENDS:
            turned = words.folded[last + 2 : last + 4] if word == "but" else ()
            if "not" in turned or "never" in turned:
                last += 1
                continue
            if last + 1 - at > _SUBJECT_REACH or word in ("because", "so", "but", "unless"):
                break
        last += 1
    while last > at and words.folded[last] in _RUN_ON:
        last -= 1
    return last


def loose_questions(scan: NameScan) -> Iterator[Span]:
    """Questions about people wherever they are spoken of as something known: `whether they rent or own is recorded`."""
    words = scan.words
    if _LOOSE.isdisjoint(words.bag):
        return
    for at, word in enumerate(words.folded[:-2]):
        if word not in _LOOSE:
            continue
        before = words.folded[at - 1] if at else ""
        if not _is_known(scan, at, before):
            continue
        found = question_at(scan, at, len(words) - 1)
        if found and _has_person(words.folded[at + 1 : at + 5]):
            yield found


def _is_known(scan: NameScan, at: int, before: str) -> bool:
    if data_words("data_not_questions").isdisjoint(scan.words.folded[max(0, at - 3) : at]):
        sure = before in data_words("data_sure_cues") or before in data_words("data_known_after")
        return sure or _is_kept(scan, at)
    return False


def _is_kept(scan: NameScan, at: int) -> bool:
    return not data_words("data_places").isdisjoint(scan.words.folded[at + 2 : at + 12])


def _has_person(window: tuple[str, ...]) -> bool:
    return not data_words("data_people").isdisjoint(window)


def kept_out(scan: NameScan) -> Iterator[Span]:
    """`leave out people who sold their car`: a set of people known by what is held about them."""
    words = scan.words
    if "who" not in words.bag and "that" not in words.bag:
        return
    for at in range(len(words) - 2):
        if words.folded[at] not in data_words("data_people") or words.folded[at + 1] not in ("who", "that"):
            continue
        excluding = not data_words("data_excluding").isdisjoint(words.folded[max(0, at - 5) : at])
        listed = at > 1 and words.folded[at - 1] == "of" and words.folded[at - 2] in data_words("data_sets")
        if (excluding or listed) and _PLANNING.isdisjoint(words.folded[at + 2 : at + 4]):
            yield at, _question_end(scan, at + 1, len(words) - 1)


def whose(scan: NameScan) -> Iterator[Span]:
    """`members whose nomination form is missing`: what is known of them; `whose cover is above 40` names a figure."""
    words = scan.words
    for at in range(1, len(words) - 2) if "whose" in words.bag else ():
        if words.folded[at] != "whose" or not words.joined[at]:
            continue
        if words.folded[at - 1] not in data_words("data_people"):
            continue
        end = clause_end(scan, at + 1, min(len(words) - 1, at + 5))
        phrase = phrase_at(scan, at + 1, end)
        told = _told_apart(words.folded[at + 2 : end + 1])
        if told is not None:
            yield at + 1, at + 2 + told
        elif phrase and is_datum(scan, phrase) and has_data_head(scan, phrase):
            yield phrase.first, phrase.last


def _told_apart(inside: tuple[str, ...]) -> int | None:
    """The place of the word that says what is not there, ends or has happened: `form is missing`, `lease has ended`."""
    for place, word in enumerate(inside):
        if word in data_words("data_told_apart") or (place and inside[place - 1] in _HAVING and _is_past(word)):
            return place
    return None
