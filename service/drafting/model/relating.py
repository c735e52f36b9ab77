"""Whether an item has to do with the sentences it points at: a weak model points anywhere, or says them again.

Words only, so it errs on one side: sharing a word proves nothing, sharing none is a sign that the sentence was not
meant.
Briefs in other languages than that of the answer share few words with it and are left alone.
"""

import re
from collections.abc import Iterable

from service.campaign import Reading
from service.drafting.model.pointing import Pointing
from service.verifying.support import telling_stems

COPIED_WORDS = 8
"""House default: as many words in a row, and a goal is the sentence over again instead of a result."""


def relation_faults(reading: Reading, pointing: Pointing, texts: Iterable[str]) -> tuple[str, ...]:
    """Say so when an English brief's sentences share no telling word with any of the texts."""
    if not reading.language.startswith("en"):
        return ()
    around = (word for id_ in pointing.ids for word in reading.sentence_by_id[id_].context)
    held = telling_stems((*(place.quote for place in pointing.evidence), *around))
    return () if held & telling_stems(texts) else ("it has no word in common with its sentences",)


def copy_faults(pointing: Pointing, text: str) -> tuple[str, ...]:
    """Say so when the text repeats a long stretch of a sentence."""
    stretches = {stretch for place in pointing.evidence for stretch in _stretches(place.quote)}
    return ("it repeats its sentence",) if stretches & set(_stretches(text)) else ()


def _stretches(text: str) -> list[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return [tuple(words[start : start + COPIED_WORDS]) for start in range(len(words) - COPIED_WORDS + 1)]
