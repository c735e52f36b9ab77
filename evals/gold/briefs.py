"""Briefs with their gold, and where its marks stand in the text."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from evals.gold.base import Gold, GoldCase, GoldValue, Split
from schemas.base import Number
from schemas.brief import FactKind, FactRole
from schemas.parts import DpiaOutcome
from schemas.requirement import Priority

DataAnswer = Literal["location", "privacy_protection", "integration", "integrity", "format", "timing"]


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
    """Something IT must do; `quotes` are the pieces of the brief that raise it."""

    category: str
    need: str
    must: bool = True
    priority: Priority | None = None
    quotes: tuple[str, ...] = ()


class GoldQuestion(Gold):
    """Something to be asked; `quotes` are the pieces of the brief that raise it."""

    ask: str
    quotes: tuple[str, ...] = ()


class GoldContradiction(Gold):
    """Pieces of the brief that disagree."""

    about: str
    quotes: tuple[str, ...] = ()


class GoldDpia(Gold):
    """The outcomes of the screening that an expert would accept, and the criteria (C1 to C9) that are met."""

    outcomes: tuple[DpiaOutcome, ...]
    met: tuple[str, ...] = ()


class GoldLoad(Gold):
    """A number of the load that an expert works out from the text. `tolerance` is a share of the value."""

    what: str
    value: Number
    unit: str
    sum: str
    tolerance: float = 0.02
    must: bool = True


class GoldMilestone(Gold):
    """A day that the plan hangs on."""

    what: str
    day: date
    must: bool = True


class GoldSchedule(Gold):
    """Days that may be taken as the launch (none when it cannot be told), and other days to plan around."""

    launch: tuple[date, ...]
    milestones: tuple[GoldMilestone, ...] = ()


class GoldSource(Gold):
    """A set of data, by a verbatim piece of the brief, and which of the six answers the brief gives."""

    quote: str
    known: tuple[DataAnswer, ...] = ()
    unknown: tuple[DataAnswer, ...] = ()
    must: bool = True


class Case(GoldCase):
    """One brief with its gold; what is None was not marked in this case."""

    split: Split
    text: str
    facts: list[GoldFact]
    goals: list[GoldGoal]
    regulations: list[GoldRegulation]
    not_regulations: list[str]
    needs: list[GoldNeed]
    must_ask: list[str | GoldQuestion]
    must_not_ask: list[str]
    contradictions: list[str | GoldContradiction]
    must_stay_empty: list[str]
    dpia: GoldDpia | None = None
    loads: list[GoldLoad] | None = None
    schedule: GoldSchedule | None = None
    sources: list[GoldSource] | None = None
    outcome: str


@dataclass(frozen=True)
class Span:
    """A half-open range of code points."""

    start: int
    end: int

    def overlaps(self, start: int, end: int) -> bool:
        """Tell whether at least one code point is shared."""
        return self.start < end and start < self.end


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


def quotes_of(case: Case) -> list[str]:
    """Every verbatim piece that the gold names besides its facts."""
    parts = [*case.needs, *case.must_ask, *case.contradictions]
    quotes = [quote for part in parts if not isinstance(part, str) for quote in part.quotes]
    return quotes + [source.quote for source in case.sources or ()]
