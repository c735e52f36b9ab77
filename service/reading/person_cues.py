"""What speaks for a capitalised name being a person."""

from collections.abc import Iterator

from service.catalogue.vocabulary import word_list
from service.reading.name_cues import FAIR, STRONG, WEAK, Cue
from service.reading.proper_names import Candidate

_LONGEST_NAME = 4
_PLACED = frozenset({"in", "from", "aus", "vom", "de", "del", "du", "da"})


def person_cues(candidate: Candidate) -> Iterator[Cue]:
    """Yield what speaks for a person."""
    folded = candidate.folded
    if folded[0] in word_list("first_names"):
        yield from _known_first_name(candidate)
    elif len(folded) == 1 and _is_followed_by(candidate, "saying_verbs"):
        yield ("person_role", WEAK)
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
    return candidate.right() == "'s" and not word_list("owned_things").isdisjoint(
        {candidate.right(2), candidate.right(3)}
    )


def _is_placed(candidate: Candidate) -> bool:
    """`Priya in retail`, `Nadia from patient services`, `Tom (CRM)`."""
    if candidate.right() in _PLACED and not candidate.gap_after():
        return True
    return candidate.gap_after() == "("


def _has_title(candidate: Candidate) -> bool:
    titles = word_list("personal_titles")
    return candidate.folded[0] in titles or (candidate.left() in titles and candidate.gap_before() in ("", "."))


def _is_labelled(candidate: Candidate) -> bool:
    """`From: Bryony Alder`."""
    return ":" in candidate.gap_before() and candidate.left() in word_list("person_labels")
