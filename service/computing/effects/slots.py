"""The time that a plan leaves for a send: its window, or the next moment that the brief names."""

import re
from dataclasses import dataclass
from datetime import datetime, time
from typing import Literal

from schemas.parts import PlannedSend
from service.computing.effects.plan import Plan, sentences_of
from service.computing.effects.stated import facts
from service.computing.effects.telling import clock, length

_SPAN = re.compile(r"(?P<start>\d\d:\d\d)(?:/(?P<end>\d\d:\d\d))?$")


@dataclass(frozen=True)
class Slot:
    """A stretch of time by the clocks of the send.

    `told`: it is the window of the send, one that is named with it, or it ends with the next moment that is named.
    """

    start: datetime | None
    end: datetime | None
    seconds: int
    told: Literal["window", "named", "next", "deadline"]

    @property
    def words(self) -> str:
        """As it is told: "the 1 hour that is planned"."""
        if self.start is None or self.end is None or self.told == "window":
            return f"the {length(self.seconds)} that is planned"
        if self.told == "named":
            return f"the {length(self.seconds)} from {clock(self.start)} to {clock(self.end)} that the brief names"
        if self.told == "deadline":
            return f"the {length(self.seconds)} until {clock(self.end)}, by when the brief wants it there"
        return f"the {length(self.seconds)} until {clock(self.end)}, the next time that the brief names"


def slot_of(send: PlannedSend, plan: Plan, needed: float) -> Slot | None:
    """The time that there is for a send that takes `needed` seconds; None where the brief names none.

    A next moment counts only where the send would run into it: other times of the day have nothing to do with it.
    """
    start = datetime.combine(send.on or plan.today, send.start) if send.start else None
    seconds = plan.window_seconds(send)
    if seconds:
        end = datetime.combine(send.on or plan.today, send.end) if send.end else None
        return Slot(start, end, seconds, "window")
    if start is None:
        return None
    return _named(send, start, plan) or _next(start, plan, needed)


def _named(send: PlannedSend, start: datetime, plan: Plan) -> Slot | None:
    """A window in the sentence of the send that begins with it: "at 12:00 ... between 12:00 and 12:15"."""
    sentences = sentences_of(send.evidence)
    for opens, closes, sentence in _windows(plan):
        if closes and opens == start.time() and sentence in sentences:
            end = datetime.combine(start.date(), closes)
            return Slot(start, end, int((end - start).total_seconds()), "named") if end > start else None
    return None


def _next(start: datetime, plan: Plan, needed: float) -> Slot | None:
    later = [datetime.combine(start.date(), opens) for opens, _, _ in _windows(plan)]
    due = _due(plan)
    reached = sorted(moment for moment in later if moment > start)
    within = [moment for moment in reached if (moment - start).total_seconds() < needed or moment.time() in due]
    if not within:
        return None
    told: Literal["next", "deadline"] = "deadline" if within[0].time() in due else "next"
    return Slot(start, within[0], int((within[0] - start).total_seconds()), told)


def _due(plan: Plan) -> set[time]:
    """Times of day by which the brief wants something."""
    due = (fact for fact in facts(plan, "window") if fact.role == "deadline")
    return {time.fromisoformat(fact.value) for fact in due if isinstance(fact.value, str) and len(fact.value) == 5}


def _windows(plan: Plan) -> list[tuple[time, time | None, str]]:
    """Times of day and stretches of time that the brief names, each with its sentence."""
    found: list[tuple[time, time | None, str]] = []
    for fact in plan.specification.facts:
        match = _SPAN.match(fact.value) if fact.kind == "window" and isinstance(fact.value, str) else None
        if match:
            end = time.fromisoformat(match["end"]) if match["end"] else None
            found.append((time.fromisoformat(match["start"]), end, fact.sentence))
    return found
