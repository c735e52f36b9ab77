"""Finding known strings in a text: as words of their own, the longest at each place, in one pass."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

_RUN = re.compile(r"[^\W_]+")


class Matcher:
    """Looks up values by the first run of letters and digits in them; linear in the text, however many there are."""

    def __init__(self, values: Iterable[str]) -> None:
        self._values = frozenset(value for value in values if _RUN.search(value))
        shapes: dict[str, set[tuple[int, int]]] = defaultdict(set)
        for value in self._values:
            run = _RUN.search(value)
            if run:
                shapes[run.group()].add((run.start(), len(value)))
        self._shapes = {run: sorted(found, key=lambda shape: -shape[1]) for run, found in shapes.items()}

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield start and end of every value, without overlaps."""
        reached = 0
        for run in _RUN.finditer(text):
            for ahead, length in self._shapes.get(run.group(), ()):
                start = run.start() - ahead
                end = start + length
                if reached <= start and end <= len(text) and text[start:end] in self._values and _ends_word(text, end):
                    yield start, end
                    reached = end
                    break


def _ends_word(text: str, end: int) -> bool:
    """Whether no word is cut here; a value that ends in a mark may be followed by anything."""
    return not text[end - 1].isalnum() or not text[end : end + 1].isalnum()
