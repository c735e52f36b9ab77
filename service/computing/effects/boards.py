"""A board that meets on set days, held against the day for which its yes is needed."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.base import Quantity
from schemas.explanation import Effect, WayOut
from service.computing.effects.clocks import Recurring, recurring, weekdays_in
from service.computing.effects.days_told import DAY
from service.computing.effects.plan import Plan, from_constraint, sentences_of
from service.computing.effects.planned_dates import PlannedDate, launch_of, touched
from service.computing.effects.worked import Worked
from service.computing.wording import counted, long_date
from service.constraint import Constraint

_DAY_NAMES = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_MEETS = re.compile(
    rf"\b(?:meets?|sits?|meetings?|board|CAB|committee)\b[^.;]{{0,60}}?\b{_DAY_NAMES}\b[^.;]{{0,20}}", re.IGNORECASE
)
_LIVE = re.compile(
    rf"\b(?:go-?live|live|release)\b[^.;]{{0,20}}\b(?:following|next)\s+(?P<day>{_DAY_NAMES})\b", re.IGNORECASE
)
_SOME_WEEKS = re.compile(r"\b(?:every (?:other|second)|fortnight\w*|bi-?weekly|alternate)\b", re.IGNORECASE)
_HAND_IN = re.compile(
    rf"\b(?:submit\w*|submissions?|hand\w* in|requests?|papers?|entries|complete|due|deadline|in)\b[^.;]{{0,40}}?"
    rf"\b(?:by|until|before|no later than)\b[^.;,]{{0,12}}?(?P<day>{_DAY_NAMES})\b",
    re.IGNORECASE,
)
_SEARCHED = timedelta(days=400)


@dataclass(frozen=True)
class _Board:
    """Days of meeting, the day of the week by which papers must be in, and the first one on which to go live."""

    constraint: Constraint
    days: Recurring
    papers: int | None
    live: int | None

    def live_after(self, meeting: date, plan: Plan) -> date:
        """The first day on which to go live after a yes: the day that the text names, else the next working day."""
        if self.live is None:
            return plan.calendar.open.next(meeting + DAY)
        return meeting + (((self.live - meeting.weekday()) % 7) or 7) * DAY

    def papers_for(self, meeting: date) -> date:
        """The day by which papers for a meeting must be in; the meeting itself where no day is given."""
        if self.papers is None:
            return meeting
        return meeting - (((meeting.weekday() - self.papers) % 7) or 7) * DAY


def hold_board(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold the meetings of a board against the launch: the last one that is in time, else the next one."""
    board, day = _board(constraint), launch_of(plan)
    if board is None or day is None or day.on <= plan.today:
        return None
    to_come = [
        one for one in board.days.between(plan.today, plan.today + _SEARCHED) if board.papers_for(one) >= plan.today
    ]
    in_time = [one for one in to_come if board.live_after(one, plan) <= day.on]
    if in_time:
        return Worked((_fits(board, in_time, day, plan),))
    return (
        Worked((_effect(board, to_come[0], day, plan),), tuple(_options(board, to_come[0], day, plan)))
        if to_come
        else None
    )


def _board(constraint: Constraint) -> _Board | None:
    text = constraint.source.text
    found = _MEETS.search(text)
    if not found or _SOME_WEEKS.search(text):
        return None
    hand_in = _HAND_IN.search(text)
    told, live = found[0], _LIVE.search(text)
    if hand_in and found.start() <= hand_in.start("day") < found.end():  # the day of the papers is not the meeting
        told = text[found.start() : hand_in.start("day")] + text[hand_in.end("day") : found.end()]
    days = recurring(told)
    papers = min(weekdays_in(hand_in["day"])) if hand_in else None
    if days is None or len(days.weekdays) != 1:
        return None
    return _Board(constraint, days, papers, min(weekdays_in(live["day"])) if live else None)


def _papers(board: _Board, meeting: date) -> str:
    return "" if board.papers is None else f", with papers in by {long_date(board.papers_for(meeting))}"


def _effect(board: _Board, meeting: date, day: PlannedDate, plan: Plan) -> Effect:
    late = max((meeting - day.on).days, 0)
    earliest = board.live_after(meeting, plan)
    moved = plan.calendar.open.between(day.on, earliest)
    how = f"{counted(late, 'day')} after {day.told}" if late else f"too late for {day.told}"
    return Effect(
        area="timing",
        text=f"If your plan needs its yes: the board next meets on {long_date(meeting)}"
        f"{_papers(board, meeting)}. That is {how}. If it says yes then, the "
        f"earliest day that holds is {long_date(earliest)}, {counted(moved, 'working day')} later than planned.",
        basis="computed",
        collides=True,
        size=Quantity(value=moved, unit="working_day"),
        decide_by=plan.calendar.open.next(plan.today) if plan.calendar.open.next(plan.today) < day.on else None,
        calculation=f"{board.days.told}: {long_date(meeting)}; {long_date(day.on)} to {long_date(meeting)} = "
        f"{counted(late, 'day')}",
        inputs=[from_constraint("days until the meeting", (meeting - plan.today).days, "day", board.constraint)],
        requirements=touched(day.evidence, plan, "time", "governance"),
        sentences=sentences_of(day.evidence),
    )


def _fits(board: _Board, in_time: list[date], day: PlannedDate, plan: Plan) -> Effect:
    last = in_time[-1]
    by = board.papers_for(last)
    return Effect(
        area="timing",
        text=f"If your plan needs the board's yes, it fits. The last meeting before {day.told} is {long_date(last)}"
        f"{_papers(board, last)}. {counted(len(in_time), 'meeting')} can still be used. If the last one says no, "
        f"there is no other in time.",
        basis="computed",
        decide_by=plan.calendar.open.before(by + DAY, 1),
        calculation=f"{board.days.told}: {long_date(last)} is the last before {long_date(day.on)}",
        inputs=[from_constraint("meetings in time", len(in_time), "event", board.constraint)],
        requirements=touched(day.evidence, plan, "time", "governance"),
        sentences=sentences_of(day.evidence),
    )


def _options(board: _Board, meeting: date, day: PlannedDate, plan: Plan) -> list[WayOut]:
    earliest = board.live_after(meeting, plan)
    moved = counted(plan.calendar.open.between(day.on, earliest), "working day")
    by = plan.calendar.open.before(day.on, 1)
    ways = [
        WayOut(
            text=f"Move {day.told} to {long_date(earliest)}, after the meeting of {long_date(meeting)}.",
            basis="computed",
            gives_up=f"The planned day: it moves by {moved}.",
            gains="The board decides as it always does.",
            who_decides="campaign owner",
            takes="A new day, and new dates wherever the old one is named.",
            calculation=f"the first day after {long_date(meeting)} is {long_date(earliest)}",
        ),
        WayOut(
            text=f"Ask for a decision between two meetings, by {long_date(by)}.",
            basis="computed",
            gives_up="Effort, and the answer may be no.",
            gains="The planned day can stay.",
            who_decides="the people who approve",
            takes="Complete papers now, and the reason why it cannot wait.",
            calculation=f"{long_date(by)} is the last working day before {long_date(day.on)}",
        ),
        WayOut(
            text="Change the plan so that it needs no yes from the board.",
            basis="computed",
            gives_up="The part that needs it.",
            gains="The planned day can stay.",
            who_decides="campaign owner",
            takes="A version that stays inside what is allowed without the board.",
            calculation=f"no meeting from {long_date(plan.today)} on is in time for {long_date(day.on)}",
        ),
    ]
    return ways if by >= plan.today else [ways[0], ways[2]]
