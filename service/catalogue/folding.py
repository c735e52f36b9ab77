"""How words are compared: lower-case and without accents, so that `Téléphone`, `telephone` and `TELEPHONE` are one."""

import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart into a plain one and its mark.
_UNDECOMPOSED = str.maketrans(
    {"’": "'", "ß": "ss", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"}
)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return `word` lower-case, without accents, with a straight apostrophe."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.lower().translate(_UNDECOMPOSED))
    return "".join(char for char in decomposed if not unicodedata.combining(char))
