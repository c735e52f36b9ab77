"""Words that decide what an unknown name is: `name_words.yaml`."""

from functools import cache

from service.catalogue.loading import load_entries
from service.catalogue.vocabulary import WordList


@cache
def name_words(name: str) -> frozenset[str]:
    """Return the words of one list of `name_words.yaml`, lower case.

    Raises:
        KeyError: there is no such list.
    """
    return frozenset(word.lower() for word in load_entries("name_words", WordList)[name].words)
