"""Deciding what each unknown name is, over all places where the brief uses it."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from service.catalogue.name_words import name_words
from service.catalogue.vocabulary import word_list
from service.reading.leftover_names import is_rare, leftover_names, with_true_ends
from service.reading.name_cues import FAIR, WEAK, NameKind, cues, is_camel
from service.reading.person_cues import person_cues
from service.reading.proper_names import Brief, Candidate
from service.reading.system_cues import SURE, system_cues

_ENOUGH = 3
_OFTEN = 3
_TITLE_SENTENCES = 2
_LONGEST_TITLE = 14
_OPENING_SENTENCES = 5
_SHORTEST_BRAND = 4
_DOMAIN = re.compile(
    r"(?:https?://|www\.|@|\b)([a-z0-9][a-z0-9-]{2,40})"
    r"\.(?:com|org|net|app|io|de|es|fr|pt|no|nl|at|ch|co\.uk|org\.uk|ac\.uk|eu|shop|ca|au|br|uz|in|example)\b",
    re.IGNORECASE,
)
_QUOTES = ('"', "“", "„", "«", "'", "‘")
_TITLE_ENDS = (":", "-", "–", "—", "|", "(", '"', "“", "„", "/")
_PAPERS = frozenset({"memo", "memorandum", "agenda", "minutes", "draft", "notes", "briefing"})
_PAIR = frozenset({",", "&", "/", "|"})
_PAIR_WORDS = frozenset({"and", "or", "und", "y", "et", "e", "ou", "oder", "&"})


@dataclass(frozen=True)
class Named:
    """A candidate and what it turned out to be."""

    candidate: Candidate
    kind: NameKind


def decide(candidates: Sequence[Candidate], brief: Brief, text: str) -> list[Named]:
    """Return the candidates that are a system, an organisation or a person.

    Names that nothing speaks for are left out.
    """
    candidates = [with_true_ends(candidate) for candidate in candidates]
    scores = _scores(candidates, brief)
    _add_domains(scores, text)
    _add_repetition(scores, candidates)
    kinds = {key: _winner(tally) for key, tally in scores.items()}
    _find_own_brand(kinds, candidates, brief)
    _spread_along_lists(kinds, candidates)
    sure = {key for key, tally in scores.items() if tally["system"] >= SURE and kinds[key] == "system"}
    found = leftover_names(candidates, kinds, brief)
    kinds.update({key: kind for key, kind in found.items() if key not in sure})
    _spread_places(kinds, candidates, set(found))
    _spread_to_short_forms(kinds, candidates)
    decided = (Named(candidate, kinds.get(candidate.key, "nothing")) for candidate in candidates)
    return [one for one in decided if one.kind != "nothing"]


def _scores(candidates: Sequence[Candidate], brief: Brief) -> dict[str, Counter[NameKind]]:
    scores: dict[str, Counter[NameKind]] = {}
    for candidate in candidates:
        tally = scores.setdefault(candidate.key, Counter())
        said = (
            *cues(candidate, brief),
            *system_cues(candidate, brief),
            *person_cues(candidate, brief),
            *_title_cues(candidate, candidates, brief),
        )
        for kind, weight in said:
            tally[kind] += weight
    return scores


def _title_cues(candidate: Candidate, candidates: Sequence[Candidate], brief: Brief) -> Iterable[tuple[NameKind, int]]:
    """The name that a title begins with is mostly the brand's: surely so when it stands alone or comes again."""
    if candidate.position >= _TITLE_SENTENCES or len(candidate.words) > _LONGEST_TITLE:
        return
    if candidate.scan.sentence.kind not in ("heading", "prose", "field") or _is_quoted(candidate):
        return
    label = candidate.scan.sentence.kind == "field"
    if label and (candidate.position or candidate.first or candidate.gap_after() != ":"):
        return
    if brief.small_words.issuperset(candidate.folded) or candidate.key in _PAPERS:
        return
    opens = candidate.first == 0 or bool(candidate.gap_before())
    closes = candidate.gap_after()[:1] in _TITLE_ENDS or candidate.last + 1 == len(candidate.words)
    if brief.strict and not closes:
        return
    if opens and closes:
        yield ("organisation", FAIR if candidate.position == 0 else WEAK)
    elif opens:
        yield ("organisation", WEAK)
    if (opens or closes) and _comes_again(candidate, candidates):
        yield ("organisation", WEAK)


def _is_quoted(candidate: Candidate) -> bool:
    """Titles put the name of the campaign in quotes, not that of its owner."""
    return candidate.gap_before().endswith(_QUOTES)


def _comes_again(candidate: Candidate, candidates: Sequence[Candidate]) -> bool:
    """Tell whether a later sentence has the name or its first word."""
    return any(other.folded[0] == candidate.folded[0] and other.position > candidate.position for other in candidates)


def _add_domains(scores: dict[str, Counter[NameKind]], text: str) -> None:
    """A web address that spells the name says whose it is."""
    labels = {match.group(1).replace("-", "").lower() for match in _DOMAIN.finditer(text)}
    for key, tally in scores.items():
        if key.replace(" ", "").replace("'", "") in labels:
            tally["organisation"] += FAIR


def _add_repetition(scores: dict[str, Counter[NameKind]], candidates: Sequence[Candidate]) -> None:
    """A name that comes again and again confirms what little else is known of it."""
    for key, times in Counter(candidate.key for candidate in candidates).items():
        if times >= _OFTEN and scores[key]["organisation"]:
            scores[key]["organisation"] += 1


def _winner(tally: Counter[NameKind]) -> NameKind:
    kind, score = max(tally.items(), key=lambda item: (item[1], item[0]), default=("nothing", 0))
    return kind if score >= _ENOUGH else "nothing"


def _find_own_brand(kinds: dict[str, NameKind], candidates: Sequence[Candidate], brief: Brief) -> None:
    """Somebody writes each brief: where no organisation was found, the first name that could be one is taken for it."""
    opening = [candidate for candidate in candidates if candidate.position < _OPENING_SENTENCES]
    if brief.strict or any(kinds[candidate.key] == "organisation" for candidate in opening):
        return
    for candidate in opening:
        if kinds[candidate.key] == "nothing" and _could_be_brand(candidate):
            kinds[candidate.key] = "organisation"
            return


def _could_be_brand(candidate: Candidate) -> bool:
    """A word of its own, written as a name, that is neither a place, a person nor an abbreviation.

    The first word of a sentence has its capital anyway: it must do what organisations do, and be no known word.
    """
    if candidate.first == 0 and not (_does_business(candidate) and is_rare(candidate.folded[0])):
        return False
    if candidate.left() in word_list("place_words") or candidate.text.isupper():
        return False
    known = word_list("first_names", "campaign_tails")
    return len(candidate.text) >= _SHORTEST_BRAND and not _is_quoted(candidate) and known.isdisjoint(candidate.folded)


def _does_business(candidate: Candidate) -> bool:
    return candidate.right() in word_list("business_verbs") or candidate.right() in name_words("firm_verbs")


def _spread_along_lists(kinds: dict[str, NameKind], candidates: Sequence[Candidate]) -> None:
    """`Medisys and PracticeOne`: the second of a pair is what the first is."""
    for earlier, later in pairwise(candidates):
        kind = kinds[earlier.key]
        if kind not in ("system", "organisation") or kinds[later.key] != "nothing":
            continue
        if earlier.position == later.position and _are_paired(earlier, later) and _may_follow(later):
            kinds[later.key] = kind


def _spread_places(kinds: dict[str, NameKind], candidates: Sequence[Candidate], weak: Set[str]) -> None:
    """`in Tampines, Bukit Timah and Jurong East`; `weak` are the keys that only a last look decided."""
    for earlier, later in pairwise(candidates):
        open_still = kinds[later.key] == "nothing" or (kinds[later.key] == "organisation" and later.key in weak)
        if (
            earlier.position == later.position
            and open_still
            and kinds[earlier.key] == "place"
            and _are_paired(earlier, later)
        ):
            kinds[later.key] = "place"


def _are_paired(earlier: Candidate, later: Candidate) -> bool:
    between = earlier.words.folded[earlier.last + 1 : later.first]
    if not between:
        return later.gap_before() in _PAIR
    return len(between) == 1 and between[0] in _PAIR_WORDS


def _may_follow(candidate: Candidate) -> bool:
    alone = candidate.first == candidate.last
    return is_camel(candidate) or not (alone and candidate.folded[0] in word_list("first_names"))


def _spread_to_short_forms(kinds: dict[str, NameKind], candidates: Sequence[Candidate]) -> None:
    """`Femi` is somebody when `Femi Oduya` is; `Larkspur` is the firm `Larkspur & Finch`."""
    short: dict[str, NameKind] = {}
    for key, kind in kinds.items():
        if kind != "nothing" and " " in key:
            parts = key.split(" ")
            short.update(dict.fromkeys(parts if kind == "person_role" else parts[:1], kind))
    for candidate in candidates:
        if kinds[candidate.key] == "nothing" and candidate.key in short:
            kinds[candidate.key] = short[candidate.key]
