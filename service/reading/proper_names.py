"""Capitalised runs that may be the name of somebody or something the catalogue does not know."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from service.catalogue.name_words import name_words
from service.catalogue.vocabulary import word_list
from service.reading.job_titles import title_spans
from service.reading.lexicon import known_words, product_names, trade_words
from service.reading.posts_abroad import post_spans
from service.reading.regions import names_somebody, told_places
from service.reading.scan import NameScan
from service.reading.tokens import Words

# German writes the kind of system in one word: "Kassensystem", "Umfragetool".
SYSTEM_ENDINGS = ("system", "software", "datenbank", "plattform", "tool")
_LONGEST = 7
_SHORTEST = 2
_FAMILY = frozenset(
    {"son", "sons", "daughter", "daughters", "brother", "brothers", "sister", "sisters", "partners", "associates", "co"}
)
_TAGS = ("#", "@")
# Headings and tables capitalise at will.
_CLAUSES = frozenset({"prose", "item", "field", "quote"})


@dataclass(frozen=True)
class Candidate:
    """Words `first` to `last` of sentence number `position` may be a name; `key` is the folded name."""

    scan: NameScan
    position: int
    first: int
    last: int
    key: str = field(compare=False)

    @property
    def words(self) -> Words:
        """The words of its sentence."""
        return self.scan.words

    @property
    def text(self) -> str:
        """The name as written."""
        return self.words.written(self.first, self.last)

    @property
    def folded(self) -> tuple[str, ...]:
        """The words of the name."""
        return self.words.folded[self.first : self.last + 1]

    def gap_before(self) -> str:
        """What stands between the word before and the name, stripped."""
        return self.words.gaps[self.first].strip()

    def gap_after(self) -> str:
        """What stands between the name and the word after, stripped."""
        return self.words.gaps[self.last + 1].strip()

    def left(self, distance: int = 1) -> str:
        """The word that stands `distance` before the name, or an empty string."""
        at = self.first - distance
        return self.words.folded[at] if at >= 0 else ""

    def right(self, distance: int = 1) -> str:
        """The word that stands `distance` after the name, or an empty string."""
        at = self.last + distance
        return self.words.folded[at] if at < len(self.words) else ""


@dataclass(frozen=True)
class Brief:
    """What the whole text tells about a word: whether it is ever written small, and how often a name occurs."""

    small_words: frozenset[str]
    strict: bool


def about_brief(scans: Sequence[NameScan], language: str) -> Brief:
    """Gather the words that the brief also writes small. German capitalises nouns: names need more proof there."""
    small = {
        scan.words.folded[at]
        for scan in scans
        for at in range(len(scan.words))
        if scan.words.text[scan.words.starts[at]].islower()
    }
    return Brief(frozenset(small), language.startswith("de"))


def find_candidates(scans: Sequence[NameScan], brief: Brief) -> list[Candidate]:
    """Return every run of capitalised words that the catalogue does not explain, by place."""
    found: list[Candidate] = []
    known = product_names()
    for position, scan in enumerate(scans):
        covered = _covered(scan)
        for first, last in _runs(scan.words, covered):
            trimmed = _trimmed(scan, first, last, brief)
            if trimmed is not None:
                first, last = trimmed
                key = " ".join(scan.words.folded[first : last + 1])
                if key in known or key in word_list("languages") or scan.words.gaps[first].endswith(_TAGS):
                    continue
                found.append(Candidate(scan, position, first, last, key))
    return found


def _covered(scan: NameScan) -> set[int]:
    """Words that are a known product, a place, a law or somebody's post."""
    hits = [*scan.sure("system"), *scan.sure("region"), *scan.sure("law")]
    spans = [
        *((hit.first, hit.last) for hit in hits if not names_somebody(scan, hit)),
        *title_spans(scan),
        *post_spans(scan),
    ]
    return {at for first, last in spans for at in range(first, last + 1)}.union(told_places(scan))


def _runs(words: Words, covered: set[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    at, dated = 0, word_list("month_and_day_names")
    while at < len(words):
        if not words.capitals[at] or words.folded[at] in dated:
            at += 1
            continue
        last = _run_end(words, at)
        if not all(position in covered for position in range(at, last + 1)):
            runs.extend(_without_covered(words, at, last, covered))
        at = last + 1
    return runs


def _without_covered(words: Words, first: int, last: int, covered: set[int]) -> list[tuple[int, int]]:
    """A run keeps a place inside it ("Bank of England"), not a known product or place at its start or its end."""
    links = word_list("name_links")
    while first <= last and (first in covered or words.folded[first] in links):
        first += 1
    end = last
    while end >= first and end in covered:
        end -= 1
    if end >= first and words.folded[end] in links:
        end = last
    return [(first, end)] if first <= end else []


def _run_end(words: Words, first: int) -> int:
    dated = word_list("month_and_day_names")
    last = at = first
    while at + 1 < len(words) and at - first < _LONGEST and words.joined[at + 1]:
        at += 1
        if words.capitals[at] and words.folded[at] not in dated:
            last = at
        elif words.folded[at] == "and" and _is_family(words, at + 1):
            continue
        elif words.folded[at] not in word_list("name_links"):
            break
    return last


def _is_family(words: Words, at: int) -> bool:
    """`Hobbs and Sons`: what makes one firm of two names."""
    return at < len(words) and words.capitals[at] and words.joined[at] and words.folded[at] in _FAMILY


def _trimmed(scan: NameScan, first: int, last: int, brief: Brief) -> tuple[int, int] | None:
    """Take ordinary words off the front and the end; None when nothing of a name is left."""
    words, opening = scan.words, first
    if first < last and scan.sentence.kind in _CLAUSES and _is_apposed(words, last):
        return first, last
    while first <= last and _is_ordinary(words, first, brief) and not _opens_name(words, first, last):
        first += 1
    is_tail = first > max(opening, 1) and words.folded[first - 1] not in word_list("function_words")
    links = word_list("name_links")
    while first < last and _is_noun_of_kind(words, first) and words.folded[first + 1] not in links:
        first += 1
        is_tail = False
    while last > first and _is_loose_end(words, last) and not _is_meant(scan, first, last, brief):
        last -= 1
    if first > last or all(_is_ordinary(words, at, brief) for at in range(first, last + 1)):
        return None
    return (first, last) if first < last or _names_alone(words, first, is_tail) else None


def _is_apposed(words: Words, last: int) -> bool:
    """`Red Lantern, our agency`: what is told to be a firm is a name, however plain its words."""
    at = last + 1
    if (
        at + 1 >= len(words)
        or words.gaps[at].strip() != ","
        or words.folded[at] not in ("our", "their", "its", "a", "an")
    ):
        return False
    nouns = word_list("organisation_nouns")
    return any(
        words.folded[near] in nouns and all(words.joined[at + 1 : near + 1])
        for near in range(at + 1, min(at + 4, len(words)))
    )


def _is_meant(scan: NameScan, first: int, last: int, brief: Brief) -> bool:
    """`Namsan Play`, `Kestrel Contact`: a clause writes an ordinary word large only where it belongs to the name."""
    if brief.strict or scan.sentence.kind not in _CLAUSES or last - first != 1 or not scan.words.raw(last).istitle():
        return False
    word = scan.words.folded[first]
    rare = word not in known_words() and word not in word_list("first_names") and word.isalpha()
    return rare and not any(hit.first <= first <= hit.last for hit in scan.sure("system"))


def _opens_name(words: Words, first: int, last: int) -> bool:
    """`University of Calder`, `Studio Calder`: here the noun of the kind belongs to the name."""
    if first + 1 < last and words.folded[first + 1] == "of":
        return words.folded[first] in name_words("heads_before_of")
    return first < last and words.folded[first] in name_words("leading_firm_heads")


def _names_alone(words: Words, at: int, is_tail: bool) -> bool:
    """Tell whether one word can be a name: no word of the trade, and not the tail of a title ("IT Service Desk")."""
    word = words.folded[at]
    if len(word) < _SHORTEST or word in trade_words() or (is_tail and words.raw(at).istitle()):
        return False
    if word in word_list("organisation_nouns") or word in word_list("system_nouns"):
        return False
    return not (words.raw(at).istitle() and word.endswith("ing"))


def _is_noun_of_kind(words: Words, at: int) -> bool:
    """`Agentur Morgentau`, `Agence Quatre-Vents`: the first word says what the name is."""
    word = words.folded[at]
    if word.endswith(SYSTEM_ENDINGS):
        return True
    return word in word_list("organisation_nouns") and word not in word_list("brand_words")


def _is_loose_end(words: Words, at: int) -> bool:
    word = words.folded[at]
    return word == "&" or (word in word_list("ordinary_words") and word not in word_list("brand_words"))


def _is_ordinary(words: Words, at: int, brief: Brief) -> bool:
    word = words.folded[at]
    if word == "&" or word in word_list("ordinary_words") or word in word_list("ordinary_words_elsewhere"):
        return True
    starts_sentence = at == 0 or not words.joined[at]
    return word in brief.small_words and (starts_sentence or word.endswith(("ing", "ed")))
