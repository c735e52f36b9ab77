"""Cases: a brief and what an expert marks in it, written from the text alone (see `evals/guide.md`)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict

from schemas.brief import FactKind, FactRole

Split = Literal["dev", "wide", "sealed"]
GoldValue = int | float | str | date | list[Any] | None


class Gold(BaseModel):
    """A part of a case; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class GoldFact(Gold):
    """One mention. `nth` counts occurrences of `text` from 1; `must` is what any expert would mark."""

    kind: FactKind
    text: str
    nth: int = 1
    value: GoldValue = None
    unit: str | None = None
    role: FactRole | None = None
    must: bool = True


class GoldGoal(Gold):
    """One goal with its target, where the brief gives one."""

    statement: str
    metric: str | None = None
    baseline: Any = None
    target: Any = None
    deadline: GoldValue = None
    must: bool = True


class GoldRegulation(Gold):
    """A law an expert would raise."""

    id: str
    must: bool = True


class GoldNeed(Gold):
    """Something IT must do."""

    category: str
    need: str
    must: bool = True


class Case(Gold):
    """One brief with its gold."""

    id: str
    why: str
    split: Split
    today: date
    text: str
    facts: list[GoldFact]
    goals: list[GoldGoal]
    regulations: list[GoldRegulation]
    not_regulations: list[str]
    needs: list[GoldNeed]
    must_ask: list[str]
    must_not_ask: list[str]
    contradictions: list[str]
    must_stay_empty: list[str]
    outcome: str


@dataclass(frozen=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether at least one code point is shared."""
        return self.start < end and start < self.end


def load_cases(split: Split) -> list[Case]:
    """Cases of one split, by file name."""
    cases = (Case.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in _case_files(split))
    return sorted(cases, key=lambda case: case.id)


def _case_files(split: Split) -> Iterator[Traversable]:
    folder = files("evals") / "cases"
    if split != "dev":
        folder = folder / split
    return (path for path in (folder / "requirements").iterdir() if path.name.endswith(".yaml"))


def marked_span(case: Case, fact: GoldFact) -> Span:
    """Where the fact stands.

    Raises:
        ValueError: the brief does not hold the text that often.
    """
    start = -1
    for _ in range(fact.nth):
        start = case.text.index(fact.text, start + 1)
    return Span(start, start + len(fact.text))


def occurrences(case: Case, text: str) -> list[Span]:
    """Every place where the text stands."""
    spans: list[Span] = []
    start = case.text.find(text)
    while start >= 0:
        spans.append(Span(start, start + len(text)))
        start = case.text.find(text, start + 1)
    return spans
