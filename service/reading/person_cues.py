"""What speaks for a capitalised name being a person."""

from collections.abc import Iterator

from service.catalogue.vocabulary import word_list
from service.reading.name_cues import FAIR, STRONG, WEAK, Cue
from service.reading.proper_names import Candidate

_LONGEST_NAME = 4
_DEPARTMENTS = frozenset(
    {"finance", "marketing", "retail", "sales", "it", "legal", "fundraising", "digital", "product", "operations"}
)
_OF = frozenset({"de", "von", "of", "di", "del", "du", "da", "do"})
_PLACED = frozenset({"in", "from", "aus", "vom", "de", "del", "du", "da"})


def person_cues(candidate: Candidate) -> Iterator[Cue]:
    """Yield what speaks for a person."""
    folded = candidate.folded
    if folded[0] in word_list("first_names"):
        yield from _known_first_name(candidate)
    elif len(folded) == 1 and _is_followed_by(candidate, "saying_verbs"):
        yield ("person_role", WEAK)
    if len(folded) == 1 and _is_of_team(candidate):
        yield ("person_role", STRONG)
    if _has_title(candidate):
        yield ("person_role", STRONG)
    if 1 < len(folded) <= _LONGEST_NAME and _is_labelled(candidate):
        yield ("person_role", FAIR)


def _known_first_name(candidate: Candidate) -> Iterator[Cue]:
    """A first name with a surname is somebody; alone it must do something, be asked, or own something."""
    folded = candidate.folded
    if len(folded) == 1:
        yield from _first_name_alone(candidate)
        return
    plain = not any(word in word_list("ordinary_words") for word in folded[1:])
    if plain and len(folded) <= _LONGEST_NAME:
        yield ("person_role", STRONG)


def _first_name_alone(candidate: Candidate) -> Iterator[Cue]:
    if candidate.right() == "'t":
        return
    does = _is_followed_by(candidate, "doing_verbs")
    if does or _is_addressed(candidate) or _owns(candidate) or _is_placed(candidate):
        yield ("person_role", STRONG)
    elif _stands_alone(candidate):
        yield ("person_role", FAIR)


def _is_followed_by(candidate: Candidate, verbs: str) -> bool:
    return not candidate.gap_after() and candidate.right() in word_list(verbs)


def _stands_alone(candidate: Candidate) -> bool:
    """A signature: the name and nothing else."""
    return len(candidate.words) == 1


def _is_addressed(candidate: Candidate) -> bool:
    gap = candidate.gap_before()
    return gap in ("", ":", ",") and candidate.left() in word_list("asked_words")


def _owns(candidate: Candidate) -> bool:
    things = word_list("owned_things")
    if candidate.right() == "'s":
        return not things.isdisjoint({candidate.right(2), candidate.right(3)})
    return candidate.left() in _OF and not things.isdisjoint({candidate.left(2), candidate.left(3), candidate.left(4)})


def _is_placed(candidate: Candidate) -> bool:
    """`Priya in retail`, `Nadia from patient services`, `Tom (CRM)`."""
    if candidate.right() in _PLACED and not candidate.gap_after():
        return True
    return candidate.gap_after() == "("


def _is_of_team(candidate: Candidate) -> bool:
    """`Hanne in finance`, `Owen from the web team`: whoever is in a team is a person."""
    if candidate.right() not in _PLACED or candidate.gap_after():
        return False
    starts = {hit.first for hit in candidate.scan.sure("person_role")}
    return not starts.isdisjoint({candidate.last + 2, candidate.last + 3}) or candidate.right(2) in _DEPARTMENTS


def _has_title(candidate: Candidate) -> bool:
    titles = word_list("personal_titles")
    return candidate.folded[0] in titles or (candidate.left() in titles and candidate.gap_before() in ("", "."))


def _is_labelled(candidate: Candidate) -> bool:
    """`From: Bryony Alder`."""
    return ":" in candidate.gap_before() and candidate.left() in word_list("person_labels")
