"""Small things about the texts of a model: as sentences, as nouns, as keys."""

from hashlib import blake2b

from service.drafting.model.numbering import plain_line

_ARTICLES = ("the ", "a ", "an ")


def digest(text: str) -> str:
    """Twelve hex digits over the words of a text: what it says, wherever it stands."""
    return blake2b(" ".join(text.casefold().split()).encode("utf-8", "replace"), digest_size=6).hexdigest()


def noun(text: str) -> str:
    """The text without its article, in lower case."""
    plain = plain_line(text).casefold()
    return next((plain.removeprefix(article) for article in _ARTICLES if plain.startswith(article)), plain)


def sentence_of(text: str) -> str:
    """The text on one line, with a capital and a full stop."""
    plain = plain_line(text)
    whole = plain if plain.endswith((".", "!", "?")) else f"{plain}."
    return whole[:1].upper() + whole[1:]
