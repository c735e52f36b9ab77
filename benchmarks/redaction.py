"""How much of what is personal is hidden from a model, and how little else: `python -m benchmarks.redaction [--write]`.

Labelled sentences of our own (`redaction_sentences.yaml`), each read and hidden as a brief of its own. A value counts
as found when no character of it would be sent, whatever it was taken for; a hidden place is right when it lies on a
value of its sentence. Then the time for the briefs of the evals, and for one long text.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any, get_args

import yaml

from benchmarks.measuring.records import Figure, conclude, parser
from evals.gold.loading import load_cases
from schemas.specification import RedactedKind
from service.campaign import Reading
from service.drafting.model.redacting import redaction_of_brief
from service.llm.options import ModelOptions
from service.llm.redacting import Redaction, redaction_of
from service.reading.reader import read_brief

OPTIONS = ModelOptions(base_url="", model="", redact=True)
TODAY = date(2026, 11, 22)
WORDS = 100_000
RECALL_LEAST = {"person": 0.9}
"""Of a kind that a form or a check digit tells nothing may be missed."""
PRECISION_LEAST = 0.9
MILLISECONDS_MOST = 5.0


@dataclass(frozen=True)
class Labelled:
    """A sentence with what has to be hidden in it."""

    text: str
    values: tuple[tuple[RedactedKind, str], ...]
    keep: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What became of one sentence: values that would be sent, and places that were hidden for nothing."""

    sentence: Labelled
    missed: tuple[tuple[RedactedKind, str], ...]
    needless: tuple[tuple[str, str], ...]
    hidden: int


def load_sentences() -> list[Labelled]:
    """Every labelled sentence, in order."""
    entries = yaml.safe_load(files("benchmarks").joinpath("redaction_sentences.yaml").read_text(encoding="utf-8"))
    return [_labelled(entry) for entry in entries]


def _labelled(entry: dict[str, Any]) -> Labelled:
    values = tuple((kind, value) for kind in get_args(RedactedKind) for value in entry.get(kind, ()))
    return Labelled(entry["text"], values, tuple(entry.get("keep", ())))


def outcome_of(sentence: Labelled) -> Outcome:
    """Read the sentence, hide, and compare with its labels."""
    text = sentence.text
    if sentence.keep:
        return _compared(sentence, redaction_of([text], keep=sentence.keep))
    return _compared(sentence, redaction_of_brief(read_brief(text, None, None, TODAY), OPTIONS))


def _compared(sentence: Labelled, redaction: Redaction) -> Outcome:
    text, places = sentence.text, list(redaction.places(sentence.text))
    hidden = {at for start, end in places for at in range(start, end)}
    wanted = {
        at for _, value in sentence.values for start in _starts(text, value) for at in _letters(text, start, value)
    }
    missed = tuple((kind, value) for kind, value in sentence.values if not _is_covered(text, value, hidden))
    needless = tuple(
        (redaction.placeholders[text[start:end]][1:-1].split("-")[0].lower(), text[start:end])
        for start, end in places
        if wanted.isdisjoint(range(start, end))
    )
    return Outcome(sentence, missed, needless, len(places))


def _starts(text: str, value: str) -> Iterator[int]:
    at = text.find(value)
    while at >= 0:
        yield at
        at = text.find(value, at + 1)


def _letters(text: str, start: int, value: str) -> set[int]:
    return {at for at in range(start, start + len(value)) if text[at].isalnum()}


def _is_covered(text: str, value: str, hidden: set[int]) -> bool:
    return all(_letters(text, start, value) <= hidden for start in _starts(text, value))


def figures_of(outcomes: list[Outcome]) -> list[Figure]:
    """Recall by kind, precision over all."""
    total = Counter(kind for outcome in outcomes for kind, _ in outcome.sentence.values)
    missed = Counter(kind for outcome in outcomes for kind, _ in outcome.missed)
    recalls = [
        Figure(f"recall, {kind} ({total[kind]})", 1 - missed[kind] / total[kind], "", least=RECALL_LEAST.get(kind, 1.0))
        for kind in sorted(total)
    ]
    hidden = sum(outcome.hidden for outcome in outcomes)
    needless = Counter(kind for outcome in outcomes for kind, _ in outcome.needless)
    precisions = [Figure(f"hidden for nothing, {kind}", float(count), "") for kind, count in sorted(needless.items())]
    precision = Figure(f"precision ({hidden} places)", 1 - needless.total() / hidden, "", least=PRECISION_LEAST)
    return [*recalls, precision, *precisions]


def speed() -> list[Figure]:
    """Milliseconds of this process for a brief of the evals, and for one text of many words."""
    readings = [read_brief(case.text, None, None, TODAY) for case in load_cases("wide")]
    _seconds_for(readings)
    brief = _seconds_for(readings) / len(readings)
    words = " ".join(reading.text for reading in readings).split()
    whole = " ".join((words * (WORDS // len(words) + 1))[:WORDS])
    started = time.process_time()
    redaction_of([whole]).hide(whole)
    return [
        Figure("one brief of the evals, on average", brief * 1e3, "ms", most=MILLISECONDS_MOST),
        Figure(f"one text of {WORDS:,} words", (time.process_time() - started) * 1e3, "ms"),
    ]


def _seconds_for(readings: list[Reading]) -> float:
    started = time.process_time()
    for reading in readings:
        redaction_of_brief(reading, OPTIONS).hide(reading.text)
    return time.process_time() - started


def main() -> int:
    """Measure, print, and end with 1 where a target is missed."""
    asked = parser(__doc__).parse_args()
    outcomes = [outcome_of(sentence) for sentence in load_sentences()]
    for outcome in outcomes:
        for kind, value in (*outcome.missed, *(("not " + kind, value) for kind, value in outcome.needless)):
            print(f"  {kind}: {value}  <- {outcome.sentence.text}")
    notes = [f"{len(outcomes)} sentences, {sum(not one.sentence.values for one in outcomes)} of them traps."]
    return conclude("redaction", [*figures_of(outcomes), *speed()], notes, write=asked.write)


if __name__ == "__main__":
    sys.exit(main())
