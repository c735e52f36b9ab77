"""Words and signs of a clause in everyday language: force, symbols, units and terms of art."""

import re
from collections.abc import Sequence
from functools import cache, partial

from service.catalogue.constraints import plain_words
from service.reading.constraints.strength import may_happen
from service.reading.jargon import find_terms

_FORCE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), plain)
    for pattern, plain in (
        (r"\b(?:is|are) not to be\b", "must not be"),
        (r"\bshall not\b|\bmay not\b|\bmust under no circumstances\b", "must not"),
        (
            r"\b(?:are|is) (?:strictly |explicitly )?(?:prohibited|forbidden|banned|not permitted"
            r"|disallowed)\b(?! (?:from|to))", "{be} not allowed"),
        (r"\b(?:are|is) (?:prohibited|forbidden|banned) from being\b", "must not be"),
        (r"\b(?:prohibited|forbidden) to\b", "not allowed to"),
        (
            r"\bshall\b|\b(?:is|are) (?:obliged|obligated) to\b|(?<=[a-rt-z]s )are required to\b"
            r"|(?<=\byou )are required to\b|\bhas to\b"
            r"|(?<!will )(?<!would )(?<!may )(?<!might )(?<!to )(?<!ly )\bhave to\b", "must"),
        (r"\b(?:is|are) permitted to\b", "{be} allowed to"),
        (r"\bprior to\b", "before"),
        (r"\bin the event (?:of|that)\b", "in case of"),
        (r"\bvia\b", "through"),
        (r"\bin excess of\b", "above"),
        (r"\butili[sz]e\b", "use"),
        (r"\bper annum\b", "a year"),
        (r"\bi\.e\.", "that is"),
        (r"\be\.g\.", "for example"),
        (r"\bresp\.", "or"),
        (r"\bincl\.", "including"),
        (r"\bapprox\.", "about"),
        (r"\bmax\.? (?=\d)", "at most "),
        (r"\bmin\.? (?=\d)", "at least "),
        (r"\basap\b", "as soon as possible"),
        (r"\bchanges are frozen\b", "changes are stopped"),
    )
)  # fmt: skip
_SIGNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\bp(\d\d)\s*(?:<|≤|<=|under|below)\s*"), r"\1 of 100 within "),
    (re.compile(r"\s*(?:<=|≤)\s*(?=[\d£$€])"), " at most "),
    (re.compile(r"\s*(?:>=|≥)\s*(?=[\d£$€])"), " at least "),
    (re.compile(r"(?<=\s)<\s*(?=[\d£$€])"), "less than "),
    (re.compile(r"(?<=\s)>\s*(?=[\d£$€])"), "more than "),
    (re.compile(r"(?<=[\w)])\s*(?:->|→|=>)\s*"), " to "),
    (re.compile(r"\s&\s"), " and "),
)
_LINKS = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()]|\([^()]*\))*\)|<((?:https?|mailto):[^<>]*)>|https?://\S+")
_LIST = re.compile(r"([^\s.,]?)[,.]?[ \t]*\n\s*(?:[-*+•◦]|\(?(?:\d{1,2}|[a-z])[.)])\s+")
"""The mark of a list item inside a stretch, and the last character in front of it."""
_MARKS = re.compile(r"[*_`~]{1,3}(?=\S)|(?<=\S)[*_`~]{1,3}|^\s*(?:[-*+•◦]|\[[ xX]?\])\s+|\|")
_LONGEST_PHRASE, _WORD_REACH = 3, 40
_PREVIOUS = re.compile(r"(?P<word>[^\W_]+)(?:[ \t]+|-)$")
_ARTICLE = re.compile(r"(?<![\w-])(an?)[ \t]+$", re.IGNORECASE)
_NEXT = re.compile(r"(?:[ \t]+|-)(?P<word>[^\W\d_]+)")
_FREE = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "must",
        "shall",
        "may",
        "can",
        "cannot",
        "will",
        "should",
        "would",
        "could",
        "need",
        "needs",
        "do",
        "does",
        "did",
        "and",
        "or",
        "but",
        "nor",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "on",
        "onto",
        "out",
        "over",
        "per",
        "than",
        "that",
        "the",
        "this",
        "these",
        "those",
        "through",
        "to",
        "under",
        "until",
        "up",
        "via",
        "when",
        "where",
        "which",
        "while",
        "who",
        "whose",
        "with",
        "within",
        "without",
        "before",
        "after",
        "above",
        "below",
        "between",
        "during",
        "if",
        "unless",
        "except",
        "only",
        "not",
        "no",
        "never",
        "a",
        "an",
        "any",
        "all",
        "each",
        "every",
        "it",
        "they",
        "we",
        "you",
        "our",
        "your",
        "their",
        "its",
        "also",
        "both",
        "either",
        "then",
        "so",
        "because",
        "since",
        "about",
        "against",
        "along",
        "around",
        "across",
        "takes",
        "take",
        "runs",
        "run",
        "stops",
        "stop",
        "starts",
        "start",
        "goes",
        "go",
        "gets",
        "get",
        "applies",
        "apply",
        "allows",
        "allow",
        "requires",
        "require",
        "exceeds",
        "exceed",
        "sends",
        "send",
        "passes",
        "pass",
        "follows",
        "follow",
        "ends",
        "end",
        "remains",
        "remain",
        "stays",
        "stay",
        "costs",
        "cost",
        "includes",
        "include",
        "expires",
        "expire",
    ]
)
"""Words behind a term that show it stands for itself; any other word may make it part of a larger name."""
_SPACES = re.compile(r"\s+")
_ESCAPED = re.compile(r"(?<=\w) -(?=\w)")
"""A hyphen whose backslash was blanked: "24\\-hour"."""
_PARTICLE = re.compile(r"\w\s(?:off|up|in|out|back|down|over)$", re.IGNORECASE)
_BEFORE_VERB = re.compile(
    r"\b(?:to|must|can|cannot|may|shall|should|will|not|never|please|and|or|they|you|we)\s+$", re.IGNORECASE
)
_MODAL_REACH = 12


def clean(text: str) -> str:
    """The words without markup, links and list marks, on one line."""
    shown = _LIST.sub(lambda mark: mark[1] + (" " if mark[1] in (":", ";") else "; "), text)
    shown = _LINKS.sub(lambda link: link[1] or "", shown)
    return _ESCAPED.sub("-", _SPACES.sub(" ", _MARKS.sub(" ", shown))).strip()


def everyday(clause: str, names: Sequence[str] = ()) -> str:
    """The clause in everyday words; what stands in `names` is never replaced."""
    said = _with_plain_terms(clause, names)
    for pattern, plain in _FORCE:
        said = pattern.sub(partial(_forced, plain), said)
    for pattern, plain in _SIGNS:
        said = pattern.sub(plain, said)
    said = _stiff().sub(_everyday_word, said)
    return _SPACES.sub(" ", said).strip()


def _everyday_word(match: re.Match[str]) -> str:
    """The everyday word with its article; a capital inside a sentence makes a name of it, and names stay."""
    article, stiff = match["article"] or "", match["stiff"]
    opens = not match.string[: match.start()].strip() and not article
    if stiff[0].isupper() and not opens:
        return match[0]
    plain = plain_words()[_SPACES.sub(" ", stiff.lower())]
    return _with_article(article, plain) + _cased(stiff, plain)


@cache
def _stiff() -> re.Pattern[str]:
    """Every stiff word of the catalogue, the longest first; not inside a longer word."""
    written = sorted(plain_words(), key=len, reverse=True)
    forms = "|".join(r"\s+".join(re.escape(word) for word in words.split()) for words in written)
    return re.compile(rf"(?<![\w-])(?P<article>an?\s+)?(?P<stiff>{forms})(?![\w-])", re.IGNORECASE)


def _cased(written: str, plain: str) -> str:
    """The plain words with the capital of what was written; the capitals of "SSO" are no such capital."""
    begins = written[0].isupper() and not written.split()[0].isupper()
    return plain[0].upper() + plain[1:] if begins else plain


def _forced(plain: str, match: re.Match[str]) -> str:
    """The plain words of force; a "may not" that tells of a risk stays as it is."""
    if may_happen(match):
        return match[0]
    return _cased(match[0], match.expand(plain.replace("{be}", "are" if match[0].lower().startswith("are") else "is")))


def _with_plain_terms(clause: str, names: Sequence[str]) -> str:
    """Terms of art that have a short everyday phrase are said in it, where they stand for themselves."""
    held = [(at, at + len(name)) for name in names for at in _places(clause, name)]
    said, position = "", 0
    for found in find_terms(clause):
        plain = found.instead
        if (
            plain is None
            or not _can_stand(clause, found.start, found.end, plain)
            or _is_verb(clause, found.start, found.text)
            or _is_in(held, found.start, found.end)
        ):
            continue
        said = _with_article(said + clause[position : found.start], plain) + _cased(found.text, plain)
        position = found.end
    return said + clause[position:]


def _is_in(held: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(low < end and start < high for low, high in held)


def _can_stand(clause: str, start: int, end: int, plain: str) -> bool:
    """Tell whether a phrase reads well in the place of a term: it is short, the term no part of a larger name."""
    if len(plain.split()) > _LONGEST_PHRASE or _is_bound(clause, end):
        return False
    before = _PREVIOUS.search(clause, max(0, start - _WORD_REACH), start)
    return before is None or before["word"].lower() in _FREE


def _with_article(before: str, plain: str) -> str:
    """The words before a phrase, with the article that fits its first letter."""
    article = _ARTICLE.search(before)
    if article is None:
        return before
    fitting = "an" if plain[0].lower() in "aeiou" else "a"
    return before[: article.start(1)] + _cased(article[1], fitting) + before[article.end(1) :]


def _is_bound(clause: str, end: int) -> bool:
    """Tell whether a term is part of a larger name: "SaaS tools", "personal data of", "API-first"."""
    following = _NEXT.match(clause, end)
    return following is not None and following["word"].lower() not in _FREE


def _is_verb(clause: str, start: int, words: str) -> bool:
    """Tell whether a term stands as a verb of two words: "have to sign off", though "a sign-off" is what it means."""
    return bool(_PARTICLE.search(words)) and bool(_BEFORE_VERB.search(clause, max(start - _MODAL_REACH, 0), start))


def _places(text: str, name: str) -> list[int]:
    return [match.start() for match in re.finditer(re.escape(name), text)]


_BEFORE_STOP = re.compile(r"[ ,;]+([.!?,;])")


def sentence(words: str) -> str:
    """The words as a sentence: a capital at its start, a full stop at its end."""
    said = _BEFORE_STOP.sub(r"\1", words.strip(" ,;:–—-\t\n"))
    if not said:
        return ""
    said = said[0].upper() + said[1:]
    return said if said[-1] in ".!?" else said + "."
