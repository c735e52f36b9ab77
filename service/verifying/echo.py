"""How much of a plain text is the source again, by runs of eight words."""

import re
from functools import lru_cache

MOST_ECHO = 0.5
"""The share of runs above which a plain text is the source again."""
RUN = 8
"""Words of a run: shorter ones are shared by any two texts on one subject."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def echo(plain: str, source: str) -> float:
    """The share of the plain text's eight-word runs that stand in the source, 0 where it has none."""
    runs = _runs(plain)
    known = set(_runs(source))
    return sum(run in known for run in runs) / len(runs) if runs else 0.0


def shares_a_run(text: str, source: str, given: str) -> bool:
    """Tell whether the text holds eight words in a row as they stand in `source` and not in `given`."""
    shared = {*_runs(text)} & _known_runs(source)
    return bool(shared) and not shared <= {*_runs(given)}


@lru_cache(maxsize=32)
def _known_runs(source: str) -> frozenset[tuple[str, ...]]:
    return frozenset(_runs(source))


def _runs(text: str) -> list[tuple[str, ...]]:
    words = [word.lower() for word in _WORD.findall(text)]
    return [tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)]
