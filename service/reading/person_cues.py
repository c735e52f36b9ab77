"""What speaks for a capitalised name being a person."""

from collections.abc import Iterator

from service.catalogue.name_words import name_words
from service.catalogue.vocabulary import word_list
from service.reading.full_names import is_told_person
from service.reading.job_titles import title_spans
from service.reading.lexicon import trade_words
from service.reading.name_cues import FAIR, STRONG, WEAK, Cue
from service.reading.proper_names import Brief, Candidate

SURE = 9
"""More than what brackets, labels and neighbours can say for a system or a firm."""
_LONGEST_NAME = 4
_LONGEST_TEAMMATE = 2
_LONGEST_GREETING = 4
_OF = frozenset({"de", "von", "of", "di", "del", "du", "da", "do"})
_PLACED = frozenset({"in", "from", "aus", "vom", "de", "del", "du", "da"})


def person_cues(candidate: Candidate, brief: Brief) -> Iterator[Cue]:
    """Yield what speaks for a person."""
    folded = candidate.folded
    if is_told_person(candidate, brief):
        yield ("person_role", SURE)
    if folded[0] in word_list("first_names"):
        yield from _known_first_name(candidate)
    elif len(folded) == 1 and _is_followed_by(candidate, "saying_verbs"):
        yield ("person_role", WEAK)
    if len(folded) <= _LONGEST_TEAMMATE and _is_of_team(candidate):
        yield ("person_role", STRONG)
    if len(folded) <= _LONGEST_NAME and _is_titled_after(candidate):
        yield ("person_role", STRONG)
    if len(folded) == _LONGEST_TEAMMATE and len(folded[1]) == 1 and candidate.gap_after().startswith("."):
        yield ("person_role", STRONG)
    if _has_title(candidate) or _introduces(candidate) or _is_greeted(candidate):
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
    known = candidate.right(2) == "it" or candidate.right(2) in name_words("departments")
    return known or not starts.isdisjoint({candidate.last + 2, candidate.last + 3})


def _is_titled_after(candidate: Candidate) -> bool:
    """`Tanner Holloway, Sr. Director`, `Tadhg (solution architect)`, `Wren Alcott | Head of Gifting`."""
    folded = candidate.folded
    if candidate.gap_after()[:1] not in (",", "(", "|") or folded[-1] in name_words("firm_tails") or "&" in folded:
        return False
    return any(first == candidate.last + 1 for first, _ in title_spans(candidate.scan))


def _has_title(candidate: Candidate) -> bool:
    titles = word_list("personal_titles")
    return candidate.folded[0] in titles or (candidate.left() in titles and candidate.gap_before() in ("", "."))


def _introduces(candidate: Candidate) -> bool:
    """`hey all, Jiwoo here`, `this is Wren speaking`."""
    return len(candidate.folded) <= _LONGEST_TEAMMATE and candidate.right() == "here" and not candidate.gap_after()


def _is_greeted(candidate: Candidate) -> bool:
    """`Dear Callum,`, `Thx, Pauline`: the name at the end of a greeting or of thanks."""
    words, folded = candidate.words, candidate.folded
    if len(folded) > _LONGEST_TEAMMATE or candidate.left() not in name_words("greetings") or _is_capital_noun(folded):
        return False
    ends = candidate.last + 1 == len(words) or candidate.gap_after()[:1] in (",", ":", "!", "-", "–")
    return ends and candidate.first <= _LONGEST_GREETING


def _is_capital_noun(folded: tuple[str, ...]) -> bool:
    """`Dear Members,`, `Hi Team,`."""
    return not word_list("ordinary_words").isdisjoint(folded) or not trade_words().isdisjoint(folded)


def _is_labelled(candidate: Candidate) -> bool:
    """`From: Bryony Alder`."""
    return ":" in candidate.gap_before() and candidate.left() in word_list("person_labels")
