"""Whether a sentence denies what it names, or only wishes for it."""

from service.catalogue.vocabulary import word_list
from service.reading.tokens import Words

_REACH = 4
_CLAUSE_ENDS = frozenset(";:!?()|—–\x00")
_HEDGE_REACH = 12
_DENIED_AFTER = (
    ("not", "needed"),
    ("not", "planned"),
    ("not", "wanted"),
    ("not", "included"),
    ("not", "part"),
    ("not", "used"),
    ("not", "allowed"),
    ("out", "of", "scope"),
    ("excluded",),
    ("left", "out"),
)
_HEDGED_PHRASES = (
    ("nice", "to", "have"),
    ("would", "be", "nice"),
    ("would", "love"),
    ("if", "possible"),
    ("if", "time"),
    ("not", "sure"),
    ("thinking", "about"),
    ("wunschenswert",),
    ("estaria", "bien"),
    ("idealmente",),
    ("seria", "bom"),
)
# "no later than", "not only": words that look like a denial and are none.
_NO_DENIAL = frozenset({"later", "more", "less", "fewer", "only", "just", "longer", "yet", "1", "one"})


def is_denied(words: Words, first: int, last: int) -> bool:
    """Tell whether words `first` to `last` are denied: `no SMS`, `without e-mail or SMS`, `SMS is not needed`."""
    return _denied_before(words, first) or _denied_after(words, last)


def _denied_before(words: Words, first: int) -> bool:
    negators, breakers = word_list("negators"), word_list("negator_breakers")
    free = _REACH
    for position in range(first - 1, -1, -1):
        word = words.folded[position]
        if word in negators:
            return not _is_no_denial(words, position)
        if word in breakers or _clause_ends(words, position):
            return False
        # The members of a list share its denial: "no SMS, no push or letters".
        free -= 0 if word in ("or", "and", "oder", "ou", "o", "ni", "nor") else 1
        if free < 0:
            return False
    return False


def _is_no_denial(words: Words, position: int) -> bool:
    following = words.folded[position + 1] if position + 1 < len(words) else ""
    if words.folded[position] == "no" and "." in _gap(words, position + 1):
        return True
    return following in _NO_DENIAL


def _gap(words: Words, position: int) -> str:
    return words.gaps[position] if 0 < position < len(words) else ""


def _clause_ends(words: Words, position: int) -> bool:
    """Tell whether a new clause starts after word `position`."""
    gap = _gap(words, position + 1)
    return ". " in gap or any(char in _CLAUSE_ENDS for char in gap)


def _denied_after(words: Words, last: int) -> bool:
    following = words.folded[last + 1 : last + 6]
    return any(phrase == following[at : at + len(phrase)] for phrase in _DENIED_AFTER for at in range(3))


def is_hedged(words: Words, first: int, above: frozenset[str]) -> bool:
    """Tell whether the words before `first`, or the heading above, only wish for it."""
    if "nice" in above and "have" in above:
        return True
    before = words.folded[max(0, first - _HEDGE_REACH) : first]
    if not word_list("hedges").isdisjoint(before):
        return _hedges(words, first, before)
    return any(_holds_phrase(before, phrase) for phrase in _HEDGED_PHRASES)


def _hedges(words: Words, first: int, before: tuple[str, ...]) -> bool:
    """`could` and `nice` hedge only in some company."""
    found = word_list("hedges").intersection(before)
    if found <= {"could", "nice", "hope", "wish", "option", "dream", "idea"}:
        return any(_holds_phrase(before, phrase) for phrase in (*_HEDGED_PHRASES, ("we", "could"), ("we", "hope"), ("we", "wish")))
    return True


def _holds_phrase(before: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    size = len(phrase)
    return any(before[at : at + size] == phrase for at in range(len(before) - size + 1))
