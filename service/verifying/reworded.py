"""Whether a constraint in a model's words says the same: as binding, on the same side of its numbers, nothing added.

`account` tells whether everything of the source is there; this tells what a writer may have turned round or made up. It
errs on one side: a faithful text may be refused, for the deterministic one is there to stand in.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from schemas.explanation import Strength
from service.constraint import Bounded, Constraint
from service.verifying.echo import MOST_ECHO, echo
from service.verifying.kept import Synonyms, account
from service.verifying.numbers import unfounded_numbers
from service.verifying.strays import holds_markup, unfounded_words

MOST_TIMES, MORE_WORDS = 3, 60
"""House default: a plain text may have so many times the words of its source, and so many more."""
RELATED = 0.2
"""House default: share of the source's telling words that a rewording shares at least, itself or in everyday words."""
_STEM = 5
_NEAR = 24
"""Characters before a number in which the word stands that gives its side."""


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b", re.IGNORECASE)


_WORD = re.compile(r"[^\W\d_]{3,}")
NEGATION = re.compile(r"\b(?:not|never|no|none|nobody|nothing|without|cannot|neither|nor)\b|n['’]t\b", re.IGNORECASE)
SHUT = _words(
    "only", "at most", "at least", "forbidden", "banned", "prohibited", "stop(?:s|ped)?", "frozen", "freeze", "closed",
    "refused?", "reject(?:s|ed)?", "blocked", "limit(?:s|ed)?", "maximum", "max", "cap(?:ped)?", "up to", "except",
    "excluded", "avoid(?:ed)?", "refrain", "exceeds?", "outside", "unavailable", "out of",
)  # fmt: skip
_DUTY = _words(
    "must", "ha(?:s|ve) to", "required", "requires", "mandatory", "obliged", "obligatory", "obligation", "forbidden",
    "banned", "prohibited", "never", "cannot", "needs? to", "compulsory",
)  # fmt: skip
_HARD = _words(
    "must", "ha(?:s|ve) to", "required?", "requires", "mandatory", "obliged", "obligatory", "needs?", "needed", "shall",
    "at least", "at most", "only", "no (?:later|less|fewer|earlier|more) than", "cannot", "may not", "not allowed",
    "forbidden", "never", "compulsory", "obligation",
)  # fmt: skip
_SOFT = _words(
    "should", "ought", "recommend\\w*", "advis\\w*", "prefer\\w*", "ideally", "encourag\\w*", "suggest\\w*", "optional",
    "voluntary", "voluntarily", "(?:if|where|when|wherever|whenever) (?:at all )?(?:possible|practical|convenient)",
    "try", "tries", "aim", "would like", "hopefully", "better", "best", "normally", "usually", "generally", "typically",
    "might", "could", "want to", "free to", "avoid",
)  # fmt: skip
OPEN = _words("may", "can", "allowed", "permitted", "free to", "able to", "entitled", "welcome", "optional")
_LEAST = _words("at least", "minimum", "no (?:less|fewer) than", "not (?:less|fewer) than", "or more")
_MOST = _words(
    "at most", "up to(?! date)", "maximum", "max", "no more than", "not (?:more than|exceed)", "never more than"
)
_MORE = _words("at least", "min(?:imum)?", "less", "fewer", "or more", "earlier", "below", "under", "shorter")
_LESS = _words(
    "at most", "up to", "max(?:imum)?", "more", "exceed\\w*", "limit\\w*", "over", "above", "cap\\w*", "within",
    "longer", "higher", "later", "greater", "only", "ceiling",
)  # fmt: skip
_TOGETHER = _words("all", "together", "overall", "total", "combined", "shared?", "sum")
_APIECE = _words("per", "each", "every", "single", "an?", "one")
_EXCEPTION = _words(
    "unless", "except(?:ion|ions|ed)?", "apart from", "other than", "exempt\\w*", "but not", "excluding", "save for",
    "only if", "only with", "without", "does not apply", "do not apply", "not affected", "aside from",
)  # fmt: skip
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_PROPER = re.compile(r"(?<=[a-z,;] )[A-Z][\w-]*")
_OURS = frozenset({"IT", "I"})
_COMMON = frozenset({
    "the", "and", "for", "with", "that", "this", "from", "into", "shall", "must", "will", "would", "when", "while",
    "where", "then", "there", "they", "them", "their", "have", "has", "had", "are", "was", "were", "been", "not", "but",
    "all", "any", "each", "every", "its", "our", "who", "which", "what", "can", "may", "should", "need", "needs", "you",
    "your", "only", "unless", "except", "than", "more", "least", "most", "allowed", "required", "across", "per",
})  # fmt: skip


def reworded_faults(
    constraint: Constraint, plain: str, readable: str, held: str, synonyms: Synonyms
) -> tuple[str, ...]:
    """Why a model's words for a constraint may not stand, for the reader; empty when they may.

    `held` is all the text that its numbers, days and names may come from, the source among it.
    """
    apart = [
        one for one in constraint.exceptions if not any(part.holds(one.start, one.end) for part in constraint.parts)
    ]
    source = " ".join(readable[span.start : span.end] for span in (*constraint.parts, *apart))
    missing = account(constraint, plain, readable, synonyms).missing
    return (
        *dict.fromkeys(f'they lose the {one.what} "{one.text}"' for one in missing),
        *_force(constraint.strength, plain, source),
        *_denial(constraint.strength, plain, source),
        *_sides(constraint.quantities, plain, source),
        *_measures(constraint.quantities, plain),
        *_turned(constraint.quantities, plain),
        *(["they lose that there is an exception"] if constraint.exceptions and not _EXCEPTION.search(plain) else ()),
        *_added(plain, held),
        *_form(plain, constraint.source.text),
        *_relation(plain, source, synonyms),
    )


def _force(strength: Strength, plain: str, source: str) -> Iterator[str]:
    """A duty stays a duty, advice stays advice, a permission stays a permission."""
    if strength in ("must", "must_not"):
        if _new(_SOFT, plain, source):
            yield "they make less of a duty"
        elif strength == "must" and not _HARD.search(plain):
            yield "they do not say that it is a duty"
    elif strength in ("should", "should_not") and not _SOFT.search(plain):
        yield "they do not say that it is a recommendation"
    elif strength == "may" and not OPEN.search(plain):
        yield "they do not say that it is a permission"
    if strength in ("should", "should_not", "may") and _new(_DUTY, plain, source):
        yield "they make a duty of what is none"


def _denial(strength: Strength, plain: str, source: str) -> Iterator[str]:
    """As many denials as the source has, and none where it has none."""
    denied, denying = len(NEGATION.findall(source)), len(NEGATION.findall(plain))
    if denied > denying + len(SHUT.findall(plain)):
        yield "they lose a denial"
    elif strength in ("must_not", "should_not") and not denying and not SHUT.search(plain):
        yield "they do not say that it is ruled out"
    elif denying and not denied and strength not in ("must_not", "should_not") and not SHUT.search(source):
        yield "they deny what the source does not"


def _new(pattern: re.Pattern[str], plain: str, source: str) -> set[str]:
    return _said(pattern, plain) - _said(pattern, source)


def _said(pattern: re.Pattern[str], text: str) -> set[str]:
    return {match[0].lower() for match in pattern.finditer(text)}


def _sides(quantities: Iterable[Bounded], plain: str, source: str) -> Iterator[str]:
    """A ceiling is no floor, and the other way round."""
    for item in quantities:
        number = re.escape(item.mention.text)
        for match in re.finditer(rf"(?<![\d.,]){number}(?!\w)", plain, re.IGNORECASE):
            before = plain[max(match.start() - _NEAR, 0) : match.start()]
            floor = _LEAST.search(before) and (item.bound == "at_most" or not _MORE.search(source))
            ceiling = _MOST.search(before) and (item.bound == "at_least" or not _LESS.search(source))
            if floor or ceiling:
                yield f'they put "{item.mention.text}" on another side'


def _measures(quantities: Iterable[Bounded], plain: str) -> Iterator[str]:
    """A second is no minute, and what counts for all brands does not count for each."""
    said = _stems([plain])
    for item in quantities:
        measured = item.mention.text if item.mention.kind in ("rate", "duration", "money") else ""
        scope = item.scope or ""
        another = any(each.search(scope) and not each.search(plain) for each in (_TOGETHER, _APIECE))
        if another or _stems([measured, scope]) - said:
            yield f'they do not say what "{item.mention.text}" counts'


def _turned(quantities: Sequence[Bounded], plain: str) -> Iterator[str]:
    """The end of a period does not come before its beginning."""
    texts = [item.mention.text for item in quantities]
    inside = [(first, last) for text in texts for first, last in pairwise(_FIGURE.findall(text))]
    for first, last in (*pairwise(texts), *inside):
        begins, ends = re.escape(last), re.escape(first)
        if re.search(rf"{begins}\s*(?:to|until|till|through|-|–)\s*{ends}|between\s+{begins}\s+and\s+{ends}", plain):
            yield f'they turn "{first}" and "{last}" round'


def _added(plain: str, held: str) -> Iterator[str]:
    known = {word.casefold() for word in re.findall(r"[\w-]+", held)}
    names = [word for word in _PROPER.findall(plain) if word not in _OURS and word.casefold() not in known]
    strays = [*sorted(unfounded_numbers(plain, [held], ())), *unfounded_words(plain, held), *names]
    if strays:
        yield f"the source does not hold {', '.join(dict.fromkeys(strays))}"
    if holds_markup(plain):
        yield "they hold a link, an address or markup"


def _form(plain: str, source: str) -> Iterator[str]:
    if echo(plain, source) > MOST_ECHO or _bare(plain) in _bare(source):
        yield "they are the source again"
    if len(plain.split()) > MOST_TIMES * len(source.split()) + MORE_WORDS:
        yield "they are much longer than the source"


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _relation(plain: str, source: str, synonyms: Synonyms) -> Iterator[str]:
    """Somebody else's constraint may well keep all of a source that holds no number and no name."""
    wanted, said = _stems([source]), _stems([plain])
    everyday = _stems(synonyms(source)) - wanted
    if wanted and len((wanted | everyday) & said) < max(RELATED * len(wanted), 1):
        yield "they have next to no word in common with it"


def _stems(texts: Sequence[str]) -> set[str]:
    words = (word.lower() for text in texts for word in _WORD.findall(text))
    return {word[:_STEM] for word in words if word not in _COMMON}
