"""What a run of the evals leaves behind: every score of every case, in one JSON file."""

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from evals.scorers.score import Scores
from schemas.specification import EngineName
from service.errors import UnusableFile

RESULTS = "results.json"
OUTPUTS = "outputs.jsonl"


class Record(BaseModel):
    """A part of the results; unknown keys are refused, and numbers that are none: nothing is below a NaN."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class EngineIdentity(Record):
    """Who was measured. `code` is a hash of everything of ours that decides what is said."""

    name: EngineName
    code: str
    model: str | None = None


class CaseResult(Record):
    """One case of one repeat. `gold` is a hash of the case, `scores` are `[right, of]` by metric."""

    suite: str
    case: str
    repeat: int = 0
    gold: str
    seconds: float = 0.0
    error: str | None = None
    scores: dict[str, tuple[float, float]] = {}
    notes: dict[str, list[str]] = {}


class Results(Record):
    """One run. `wanted` names every case that was to be run, so that one that is missing shows.

    `judge` is the model that judged the scores named `judged.`, with its rubric; None when nothing was judged.
    """

    schema_version: Literal["1"] = "1"
    made: datetime
    engine: EngineIdentity
    suites: list[str]
    repeats: int
    wanted: list[str]
    cases: list[CaseResult]
    note: str | None = None
    judge: str | None = None

    @property
    def errors(self) -> list[CaseResult]:
        """Cases without a result."""
        return [case for case in self.cases if case.error is not None]

    @property
    def missing(self) -> list[str]:
        """Cases that were to be run and are not there at all."""
        there = {name_of(case.suite, case.case, case.repeat) for case in self.cases}
        return [name for name in self.wanted if name not in there]


def name_of(suite: str, case: str, repeat: int) -> str:
    """A case of a repeat, such as `requirements/plum-cake#0`."""
    return f"{suite}/{case}#{repeat}"


def told(scores: Scores) -> dict[str, tuple[float, float]]:
    """Scores as they are kept."""
    return {name: (float(score.right), float(score.of)) for name, score in scores.items()}


def notes_of(scores: Scores) -> dict[str, list[str]]:
    """What the scores say beside their numbers."""
    return {name: [writable(note) for note in score.notes] for name, score in scores.items() if score.notes}


def writable(text: str) -> str:
    """The text with halves of surrogate pairs replaced, which no file can carry."""
    return text.encode("utf-8", "replace").decode()


def load_results(place: Path) -> Results:
    """The results in a file, or in the folder of a run.

    Raises:
        UnusableFile: there are none.
    """
    path = place / RESULTS if place.is_dir() else place
    try:
        return Results.model_validate_json(path.read_bytes())
    except OSError:
        raise UnusableFile(f"{path} cannot be read. Make it with `liaison evals run --out FOLDER`.") from None
    except ValidationError as error:
        raise UnusableFile(f"{path} holds no results of a run: {error.errors()[0]['msg']}.") from None


def save_results(results: Results, path: Path) -> None:
    """Write them, one case a line, so that a change of few cases reads as such."""
    head = results.model_dump(mode="json", exclude={"cases"})
    lines = [case.model_dump_json(exclude_defaults=True) for case in results.cases]
    path.write_text(_with_cases(head, lines), encoding="utf-8")


def _with_cases(head: dict[str, object], lines: Iterable[str]) -> str:
    opening = json.dumps(head, indent=1, ensure_ascii=False).removesuffix("\n}")
    return f'{opening},\n "cases": [\n' + ",\n".join(lines) + "\n ]\n}\n"
