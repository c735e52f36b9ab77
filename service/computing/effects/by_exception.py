"""The way out that a text itself gives: an exception that somebody may allow, asked for so long before."""

import re
from collections.abc import Iterator

from schemas.explanation import WayOut
from service.computing.effects.days_told import Wait, waits_in
from service.computing.effects.plan import Plan
from service.computing.effects.planned_dates import PlannedDate
from service.computing.wording import long_date
from service.constraint import Constraint, Span

_END = re.compile(r"[.;](?:\s|$)")


def by_exception(constraint: Constraint, day: PlannedDate, plan: Plan) -> Iterator[WayOut]:
    """The exception of a constraint with the latest day to ask for it, where it names who decides and a notice."""
    for span in constraint.exceptions:
        waits = waits_in(constraint, _with_rest(constraint, span))
        if constraint.decides and len(waits) == 1:
            way = _way(constraint.decides, span, waits[0], day, plan)
            yield from (way,) if way else ()
            return


def _with_rest(constraint: Constraint, span: Span) -> Span:
    """An exception with the rest of its sentence, which may say how long before to ask for it."""
    offset, text = constraint.source.start, constraint.source.text
    end = _END.search(text, max(span.end - offset - 1, 0))
    stop = end.start() if end else len(text)
    return Span(span.start, offset + stop, text[max(span.start - offset, 0) : stop])


def _way(who: str, span: Span, wait: Wait, day: PlannedDate, plan: Plan) -> WayOut | None:
    try:
        latest = wait.start(day.on, plan.today, plan.calendar.open)
        _, possible = wait.done(plan.today, plan.calendar.open)
    except (ValueError, OverflowError):  # a notice of years, for which there is no calendar
        return None
    name = who if who[:4].lower() in ("the ", "our ") else f"the {who}"
    ask = f"Ask {name} whether the exception covers it (“{span.text.strip(' .,')}”)"
    past = latest < plan.today
    return WayOut(
        text=f"{ask}. The last day to ask, {long_date(latest)}, has already passed: asked today, the notice is over on "
        f"{long_date(possible)}."
        if past
        else f"{ask}, by {long_date(latest)} at the latest.",
        basis="computed",
        gives_up="The answer may be no, and then the time until it is lost."
        if not past
        else f"The planned day, unless {name} does without the notice.",
        gains=f"It can go ahead as from {long_date(possible)}." if past else "The planned day can stay.",
        who_decides=who,
        takes="The reason why it cannot wait, and what exactly is altered or sent.",
        calculation=f"{long_date(day.on)} - {wait.words} = {long_date(latest)}"
        + (f"; {long_date(plan.today)} + {wait.words} = {long_date(possible)}" if past else ""),
    )
