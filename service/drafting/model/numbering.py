"""The brief as a model reads it: one numbered line per sentence, free of anything that could pass for structure."""

from collections.abc import Iterable

from schemas.brief import Sentence
from service.campaign import Reading
from service.reading.hidden import without_hidden


def numbered_lines(reading: Reading, sentences: Iterable[Sentence]) -> str:
    """Each of these sentences on one line behind its id, with what it needs to be read alone."""
    return "\n".join(_line(reading, sentence) for sentence in sentences)


def plain_line(text: str) -> str:
    """The text on one line, without characters that cannot be seen."""
    return " ".join((text if text.isprintable() else without_hidden(text)).split())


def _line(reading: Reading, sentence: Sentence) -> str:
    notes = []
    if sentence.kind == "row" and sentence.context:
        notes.append(f"row: {'; '.join(sentence.context)}")
    if sentence.id in reading.set_aside:
        notes.append(f"set aside: {reading.set_aside[sentence.id]}")
    note = "".join(f" [{plain_line(text)}]" for text in notes)
    return f"{sentence.id}{note} {plain_line(sentence.text)}"
