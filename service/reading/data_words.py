"""The word lists by which unlisted data is known."""

from functools import cache

from service.catalogue.loading import load_entries
from service.catalogue.vocabulary import WordList


@cache
def data_words(name: str) -> frozenset[str]:
    """Return the words of one list of `data_words.yaml`, lower case.

    Raises:
        KeyError: there is no such list.
    """
    return frozenset(word.lower() for word in load_entries("data_words", WordList)[name].words)
