"""What in a sentence changes the force of what it names: a denial, a wish, a report of the past."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from service.catalogue.vocabulary import word_list
from service.reading.tokens import Words

_REACH = 4
_HEDGE_REACH = 12
_DENIAL_REACH = 3
_LONGEST_CLAUSE = 40
_BARRED_REACH = 8
_RELATIVES = frozenset({"that", "which", "who", "whose", "whom"})
_CONDITIONS = frozenset({"without", "unless", "until", "alone", "ohne", "sans", "sin", "sem"})
_CLAUSE_ENDS = frozenset(";:!?()|—–\x00")
# The members of a list share its denial: "no SMS, push or letters".
_LINKS = frozenset({"or", "and", "oder", "ou", "o", "ni", "nor", "und", "y", "et", "e"})
# "no later than", "not only": words that look like a denial and are none.
_NO_DENIAL = frozenset({"later", "more", "less", "fewer", "only", "just", "longer", "yet", "1", "one", "9"})
# Words of headings whose lists nobody has decided on.
_WISHES = frozenset({"optional", "reuse", "reusable", "backlog", "someday", "opcional", "optionnel"})

Mark = tuple[str, int, int]


@dataclass(frozen=True)
class Force:
    """The denials, wishes and reports in one sentence, by the place of their words."""

    words: Words
    negators: frozenset[int]
    hedges_at: tuple[int, ...]
    denials_at: tuple[int, ...]
    reports_at: frozenset[int]
    is_wished: bool

    @classmethod
    def of(cls, words: Words, marks: Iterable[Mark], above: frozenset[str]) -> "Force":
        """Gather them; `marks` are the catalogue's markers in the sentence, `above` the words of its headings."""
        known = word_list("negators")
        denying = frozenset[int]()
        if not known.isdisjoint(words.bag):
            denying = frozenset(at for at, word in enumerate(words.folded) if word in known)
        marked = list(marks)
        denying |= {last for name, _, last in marked if name == "instead"}
        return cls(
            words=words,
            negators=denying,
            hedges_at=tuple(sorted(last for name, _, last in marked if name == "hedge")),
            denials_at=tuple(sorted(first for name, first, _ in marked if name == "denial")),
            reports_at=frozenset(
                at for name, low, high in marked if name == "past" for at in _clause(words, low, high)
            ),
            is_wished=("nice" in above and "have" in above) or not _WISHES.isdisjoint(above),
        )

    def denies(self, first: int, last: int) -> bool:
        """Tell whether words `first` to `last` are denied: `no SMS`, `without e-mail or SMS`, `SMS is not needed`."""
        if _is_within(self.denials_at, last + 1, last + _DENIAL_REACH):
            return True
        return bool(self.negators) and self._denied_before(first)

    def bars(self, last: int) -> bool:
        """Tell whether people named by the words up to `last` are kept out: `under-18s must not enter`.

        Not `under-16s cannot enter without a parent`: they may on a condition.
        """
        words, modals = self.words.folded, word_list("barring_modals")
        for at in range(last + 1, min(len(words), last + 1 + _BARRED_REACH)):
            if _turns(self.words, at) or words[at] in _RELATIVES:
                return False
            barred = words[at] in ("cannot", "can't", "mustn't") or (words[at] in modals and at + 1 in self.negators)
            if barred:
                return _CONDITIONS.isdisjoint(words[at:])
        return False

    def hedges(self, first: int) -> bool:
        """Tell whether a word before `first`, or the heading above, only wishes for it."""
        return self.is_wished or _is_within(self.hedges_at, first - _HEDGE_REACH, first - 1)

    def reports(self, first: int) -> bool:
        """Tell whether the clause of word `first` tells of the past: `last year we ran a prize draw`."""
        return first in self.reports_at

    def _denied_before(self, first: int) -> bool:
        breakers, verbs = word_list("negator_breakers"), word_list("verbs_after_subjects")
        determiners, prepositions = word_list("denying_determiners"), word_list("denying_prepositions")
        free, verb = _REACH, first if self.words.folded[first] in verbs else None
        for position in range(first - 1, -1, -1):
            if self.words.gaps[position + 1] != " " and _turns(self.words, position + 1):
                return False
            word = self.words.folded[position]
            if position in self.negators:
                if verb is None or word in determiners or verb == position + 1:
                    return not self._is_no_denial(position)
                if word not in prepositions:
                    return False
                free = _REACH
                continue
            if word in breakers:
                return False
            if word in verbs:
                verb = position
            free -= 0 if word in _LINKS else 1
            if free < 0:
                return False
        return False

    def _is_no_denial(self, position: int) -> bool:
        """`no later than`, `No. 9`."""
        if self.words.folded[position] == "no" and "." in self.words.gaps[position + 1]:
            return True
        following = self.words.folded[position + 1] if position + 1 < len(self.words) else ""
        return following in _NO_DENIAL


def _is_within(places: tuple[int, ...], low: int, high: int) -> bool:
    """Tell whether one of the sorted places lies between `low` and `high`, both included."""
    at = bisect_left(places, low)
    return at < len(places) and places[at] <= high


def _clause(words: Words, first: int, last: int) -> range:
    """The words of the clause that a mark of time opens or closes; none where it stands in the middle of one."""
    opens = first == 0 or not words.joined[first]
    closes = last + 1 == len(words) or not words.joined[last + 1]
    if not (opens or closes):
        return range(0)
    turns = word_list("clause_turns")
    low = first
    while low > max(0, first - _LONGEST_CLAUSE) and not _turns(words, low) and words.folded[low - 1] not in turns:
        low -= 1
    high, stop = last + 1, min(len(words), last + _LONGEST_CLAUSE)
    while high < stop and not _turns(words, high) and words.folded[high] not in turns:
        high += 1
    return range(low, high)


def _turns(words: Words, at: int) -> bool:
    """Tell whether a new clause starts with word `at`."""
    gap = words.gaps[at]
    return ". " in gap or not _CLAUSE_ENDS.isdisjoint(gap)
