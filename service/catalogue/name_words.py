"""Words that decide what an unknown name is: `name_words.yaml`."""

from functools import cache

from service.catalogue.loading import load_entries
from service.catalogue.vocabulary import WordList


@cache
def name_words(*names: str) -> frozenset[str]:
    """Return the words of one list of `name_words.yaml`, or of several together, lower case.

    Raises:
        KeyError: there is no such list.
    """
    lists = load_entries("name_words", WordList)
    return frozenset(word.lower() for name in names for word in lists[name].words)
