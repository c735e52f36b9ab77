"""Whether a plain text keeps what its source says: every number, name, obligation, negation, condition, exception.

Each of these is found in the plain text, and its place noted, or it is missing. The check knows nothing of how the text
was made, so that it holds for templates and for a model alike.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from schemas.explanation import FactOfSource, Kept, Strength
from service.constraint import Constraint, Span

Place = tuple[int, int]
Synonyms = Callable[[str], Sequence[str]]
"""Other words for a stretch of the source, such as the plain phrase for a term of art."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Something of the source that the plain text does not say."""

    what: FactOfSource
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Account:
    """What of the source was found in a plain text, and what was not."""

    kept: tuple[Kept, ...]
    missing: tuple[Missing, ...]


_DIGITS = re.compile(r"\d+(?:[.,:/]\d+)*")
_NUMBER_WORDS = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|twenty|thirty"
    r"|forty|fifty|sixty|ninety|hundred|thousand|million|once|twice|half|double)\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\]\((?:[^()]|\([^()]*\))*\)|https?://\S+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+|<[^<>]{0,200}>|\{[%{][^{}]*[%}]\}"
)
_SAYS: dict[Strength, str] = {
    "must": r"\bmust\b(?! not)|\b(?:has|have|had|needs?) to\b|\brequire[sd]?\b|\bneed(?:s|ed)?\b|\bmandatory\b"
    r"|\bat least\b|\bno (?:later|less|fewer|earlier) than\b|\b(?:to be|only)\b|\bask for\b|\bplease\b",
    "must_not": r"\bmust not\b"
    r"|\bmay not\b|\bcan(?:not|['’]t)\b|\bnot\b|n['’]t\b|\bno\b|\bnever\b|\bnobody\b|\bnothing\b"
    r"|\bat most\b|\bonly\b|\blimit(?:ed|s)?\b|\bforbidden\b|\bstop(?:ped|s)?\b|\bmaximum\b|\bno more than\b"
    r"|\bwithout\b|\bfro?[ez]e?ze?n?\b|\bcap(?:ped)?\b|\bblock(?:ed|s)?\b"
    r"|\bban\b|\brestriction\b|\bruled out\b",
    "should": r"\bshould\b(?! not)|\bought\b|\brecommend\w*|\badvise\w*|\bprefer\w*|\bbest\b|\bplease\b|\bask\b"
    r"|\bideally\b|\bencouraged\b|\bsuggest\w*|\bwould like\b|\baim\b",
    "should_not": r"\bshould(?: not|n['’]t)\b|\bavoid\w*|\bdiscouraged\b|\bnot (?:recommended|advised)\b|\bought not\b",
    "may": r"\bmay\b|\bcan\b|\ballowed\b|\bpermitted\b|\bfree to\b|\boptional\w*|\bable to\b|\bmight\b|\bwelcome\b"
    r"|\bentitled\b|\beligible\b",
}
_NEGATION = re.compile(r"\b(?:not|never|no|none|nobody|nothing|without|cannot|neither|nor)\b|n['’]t\b", re.IGNORECASE)
_CONTENT = re.compile(r"[^\W_]{4,}")
_ENOUGH = 0.6
"""Share of the words of a condition that the plain text has to hold, as they are or in other words."""
_DULL = frozenset(
    [
        "this",
        "that",
        "these",
        "those",
        "with",
        "from",
        "have",
        "been",
        "will",
        "they",
        "their",
        "there",
        "where",
        "when",
        "which",
        "what",
        "while",
        "into",
        "than",
        "then",
        "such",
        "shall",
        "must",
        "should",
        "would",
        "could",
        "your",
        "only",
        "also",
        "each",
        "every",
        "other",
        "about",
        "after",
        "before",
        "under",
        "over",
        "does",
        "unless",
        "except",
        "until",
        "because",
        "provided",
        "case",
    ]
)


def account(constraint: Constraint, plain: str, readable: str, synonyms: Synonyms) -> Account:
    """Look for everything the source says in the plain text."""
    kept: list[Kept] = []
    missing: list[Missing] = []
    for what, span, place in _found(constraint, plain, readable, synonyms):
        if place is None:
            missing.append(Missing(what, span.text, span.start, span.end))
        else:
            kept.append(
                Kept(
                    what=what, text=span.text, start=span.start, end=span.end, plain_start=place[0], plain_end=place[1]
                )
            )
    return Account(tuple(kept), tuple(missing))


Looked = tuple[FactOfSource, Span, Place | None]


def _found(constraint: Constraint, plain: str, readable: str, synonyms: Synonyms) -> Iterator[Looked]:
    yield from _numbers(constraint, plain, readable)
    yield from _names(constraint, plain, synonyms)
    if constraint.strength != "fact" and constraint.strength_at:
        yield "obligation", constraint.strength_at, _first(_pattern(_SAYS[constraint.strength]), plain)
    yield from _negations(constraint, plain, readable)
    for span in constraint.conditions:
        yield "condition", span, _clause(readable[span.start : span.end], plain, synonyms)
    for span in constraint.exceptions:
        yield "exception", span, _clause(readable[span.start : span.end], plain, synonyms)


@lru_cache(maxsize=1024)
def _pattern(written: str) -> re.Pattern[str]:
    return re.compile(written, re.IGNORECASE)


def _first(pattern: re.Pattern[str], plain: str) -> Place | None:
    match = pattern.search(plain)
    return match.span() if match else None


# --- numbers ------------------------------------------------------------------------------------


def _numbers(constraint: Constraint, plain: str, readable: str) -> Iterator[Looked]:
    """The quantities as they were read, then every other number that stands in the source."""
    taken: list[Place] = []
    position: dict[str, int] = {}
    for item in constraint.quantities:
        mention = item.mention
        taken.append((mention.start, mention.end))
        span = Span(mention.start, mention.end, mention.text)
        place = _number_at(readable[mention.start : mention.end], plain, position.get(mention.text, 0))
        if place:
            position[mention.text] = place[1]
        yield "number", span, place
    for part in constraint.parts:
        hidden = [match.span() for match in _ADDRESS.finditer(readable, part.start, part.end)]
        for pattern in (_DIGITS, _NUMBER_WORDS):
            for match in pattern.finditer(readable, part.start, part.end):
                if not any(low <= match.start() < high for low, high in (*taken, *hidden)):
                    span = Span(match.start(), match.end(), match[0])
                    yield "number", span, _number_at(match[0], plain, 0)


def _number_at(written: str, plain: str, after: int) -> Place | None:
    """Where the plain text says a number: as it is written, or by all of its digits."""
    words = re.escape(re.sub(r"\s+", " ", written)).replace(r"\ ", r"\s+")
    exact = re.compile(rf"(?<![\w.,])(?<!\d){words}(?![\w])", re.IGNORECASE)
    match = exact.search(plain, after) or exact.search(plain)
    if match:
        return match.span()
    digits = _DIGITS.findall(written)
    if not digits:
        return None
    places = [re.search(rf"(?<![\d.,]){re.escape(each)}(?![\d])", plain) for each in digits]
    found = [place for place in places if place]
    if len(found) < len(digits):
        return None
    return min(place.start() for place in found), max(place.end() for place in found)


# --- words --------------------------------------------------------------------------------------


def _names(constraint: Constraint, plain: str, synonyms: Synonyms) -> Iterator[Looked]:
    for name in constraint.names:
        if name.kind not in ("system", "organisation", "person_role", "region", "law"):
            continue
        forms = (name.text, *synonyms(name.text))
        places = [_first(_pattern(rf"(?<!\w){re.escape(form)}(?!\w)"), plain) for form in forms]
        yield "name", Span(name.start, name.end, name.text), next((place for place in places if place), None)


def _negations(constraint: Constraint, plain: str, readable: str) -> Iterator[Looked]:
    """As many denials as the source has: one that is dropped turns a rule round."""
    said = list(_NEGATION.finditer(plain))
    inside = [m for part in constraint.parts for m in _NEGATION.finditer(readable, part.start, part.end)]
    for number, match in enumerate(inside):
        span = Span(match.start(), match.end(), match[0])
        excepted = any(place.holds(match.start(), match.end()) for place in constraint.exceptions)
        yield "negation", span, said[number].span() if number < len(said) else _limit(plain, match[0], excepted)


_LIMIT = r"\bat most\b|\bat least\b|\bonly\b|\bforbidden\b|\bstopped\b"


def _limit(plain: str, denial: str, excepted: bool) -> Place | None:
    """`at most` and `only` say the same as `not more than` and `not other than`, `only with` the same as `without`."""
    others = r"|\bwith\b" if denial.lower() == "without" else ""
    return _first(_pattern(_LIMIT + others + (r"|\bexception\b" if excepted else "")), plain)


def _clause(words: str, plain: str, synonyms: Synonyms) -> Place | None:
    """Where the plain text says a clause: as it stands, or most of its words."""
    exact = _first(_pattern(r"\s+".join(map(re.escape, words.strip(" ,.;").split()))), plain)
    if exact and exact[0] < exact[1]:
        return exact
    content = [word for word in _CONTENT.findall(words) if word.lower() not in _DULL]
    wanted = content + _DIGITS.findall(words) or re.findall(r"\w+", words)
    places = _places(wanted, plain)
    others = {word for phrase in synonyms(words) for word in _CONTENT.findall(phrase)}
    spoken = [*places, *_places(others, plain)]
    if not spoken or (len(places) < _ENOUGH * len(wanted) and not (others and len(spoken) >= _ENOUGH * len(wanted))):
        return None
    return min(low for low, _ in spoken), max(high for _, high in spoken)


def _places(words: Iterable[str], plain: str) -> list[Place]:
    """Where a text has some words, or longer ones that begin with them."""
    found = (_first(_pattern(rf"(?<!\w){re.escape(word)}\w*"), plain) for word in words)
    return [place for place in found if place]
