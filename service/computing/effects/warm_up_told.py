"""The warm-up of a new sender as limits tell it: in a sentence, in the items of a list, or in the rows of a table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from service.computing.effects.clocks import weekdays_in
from service.computing.effects.days_told import day_of
from service.computing.effects.plan import Plan
from service.computing.sums.warm_up import Step, WarmUp
from service.constraint import Constraint

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
_NUMBER = r"\d{1,3}(?:[,. ]\d{3})+|\d+ ?k|\d+(?: ?million)?"
_SPAN = r"(?P<first>\d{1,3})(?:\s*(?:-|–|to|and|&|until|through)\s*(?:(?:day|week)\s+)?(?P<last>\d{1,3}))?"
_STEP = re.compile(
    rf"\b(?:(?P<open>from|after)\s+)?(?P<unit>day|week)s?\s+{_SPAN}\b(?!\s*(?:working|business|days?|%))"
    rf"(?P<between>[^.;\d]{{0,40}}?)(?:\b(?P<volume>{_NUMBER})\b(?!\s*%)|(?P<free>no (?:\w+ )?(?:cap|limit)|unlimited"
    r"|no more (?:caps|limits)|everything|full volume))",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"\b(?P<nth>{'|'.join(_ORDINALS)}) (?P<unit>day|week)\b[^.;\d]{{0,40}}?\b(?P<volume>{_NUMBER})\b(?!\s*%)",
    re.IGNORECASE,
)
_REVERSED = re.compile(
    rf"\b(?P<volume>{_NUMBER})\b(?!\s*%)[^.;,\d]{{0,40}}?\b(?:in|on|during|for) (?:the )?"
    rf"(?:(?P<nth>{'|'.join(_ORDINALS)}) (?P<unit>day|week)|(?P<unit2>day|week)s?\s+{_SPAN})\b",
    re.IGNORECASE,
)
_DOUBLES = re.compile(
    rf"\b(?P<volume>{_NUMBER})\b[^.;]{{0,60}}?\bdoubl\w+[^.;]{{0,25}}?\b(?:each|every"
    rf"|by the) (?:next )?(?P<unit>day|week)\b",
    re.IGNORECASE,
)
_TAIL = re.compile(
    rf"\b(?:after (?:that|this)|then|afterwards|from then on"
    rf"|later on)\b[^.;\d]{{0,20}}?(?:(?P<volume>{_NUMBER})\b(?!\s*%)"
    r"|(?P<free>no (?:\w+ )?(?:cap|limit)|unlimited|everything|full volume|the full list|the whole list))",
    re.IGNORECASE,
)
_DAY_OR_WEEK = re.compile(r"\b(?:days?|weeks?)\b", re.IGNORECASE)
_STARTS = re.compile(r"\b(?:starts?|begins?|(?:day|week) (?:1|one)|first day|from)\b", re.IGNORECASE)
_REACH = 200
_FROM_FIRST = re.compile(
    r"\b(?:begins?|starts?|counts?|counted)\b[^.;]{0,30}\b(?:first|1st) (?:\w+ )?(?:mail|e-?mail|send|message|mailing)",
    re.IGNORECASE,
)
_DAYS = re.compile(
    r"\b(?:monday|mon)\b[^.;]{0,6}\b(?:friday|fri)\b|\bweekdays\b|\b(?:working|business) days only\b", re.I
)
_STEPS_LEAST = 2
_DOUBLINGS = 16


@dataclass(frozen=True)
class Told:
    """A table with the day on which it begins, where the text names one; `real`: it begins with the first real mail."""

    table: WarmUp
    starts: date | None
    real: bool


def warm_up_told(constraint: Constraint, plan: Plan) -> Told | str | None:
    """The warm-up that begins with this constraint; of a later row of one the id of the constraint that begins it."""
    together = _together(constraint, plan)
    text = " ".join(one.source.text for one in together)
    steps, by_week = _steps(text)
    if len(steps) < _STEPS_LEAST:
        steps, by_week = _rows(together)
    if len(steps) < _STEPS_LEAST:
        return None
    if together[0].id != constraint.id:
        return together[0].id
    around = _around(together, plan)
    days = weekdays_in(match.group()) if (match := _DAYS.search(around)) else frozenset(range(7))
    return Told(WarmUp(tuple(steps), by_week, days), _starts(together, plan), bool(_FROM_FIRST.search(around)))


def _together(constraint: Constraint, plan: Plan) -> list[Constraint]:
    """The constraint with the other items or rows of its list or table that hold a step."""
    alone = not (constraint.context or constraint.cells) or not _may_be_step(constraint)
    if alone or len(_steps(constraint.source.text)[0]) >= _STEPS_LEAST:
        return [constraint]
    place = [span.start for span in constraint.context]
    rows = [
        one
        for one in plan.constraints
        if (
            [span.start for span in one.context] == place
            or (one.cells and constraint.cells and _same_table(one, constraint))
        )
        and _may_be_step(one)
    ]
    return rows if constraint in rows else [constraint]


def _may_be_step(one: Constraint) -> bool:
    """Tell whether an item names a day or week with a volume, or a row has a column of days or weeks."""
    if one.cells:
        return any(_DAY_OR_WEEK.search(f"{head} {cell}") for head, cell in one.cells[:2])
    return any(pattern.search(one.source.text) for pattern in (_STEP, _ORDINAL, _REVERSED))


def _same_table(one: Constraint, other: Constraint) -> bool:
    return [head for head, _ in one.cells] == [head for head, _ in other.cells]


def _starts(together: Sequence[Constraint], plan: Plan) -> date | None:
    """The first day: one that the table names, else one in the sentences around that say when it starts."""
    own = [day for one in together for item in one.of_kind("date") if (day := day_of(item.mention))]
    if own or plan.beside is None:
        return own[0] if own else None
    start, end = plan.paragraph(together[0])[0], plan.paragraph(together[-1])[1] + _REACH
    sentences = {one.id: one.text for one in plan.beside.sentences}
    near = [
        one
        for one in plan.beside.mentions
        if start <= one.start <= end and _STARTS.search(sentences.get(one.sentence, ""))
    ]
    return next((day for one in near if (day := day_of(one))), None)


def _around(together: Sequence[Constraint], plan: Plan) -> str:
    """The words around: to the end of the paragraph in which the table ends."""
    own = " ".join(one.source.text for one in together)
    if not plan.text:
        return own
    end = plan.paragraph(together[-1])[1]
    following = plan.text[end : end + _REACH].strip().partition("\n")[0]
    return f"{own} {plan.text[together[-1].source.end : end]} {following}"


# --- steps --------------------------------------------------------------------------------------


def _steps(text: str) -> tuple[list[Step], bool]:
    """The steps of a text in order from the first day or week on; none where they do not follow one another."""
    ways = [found for pattern in (_STEP, _ORDINAL, _REVERSED) if (found := list(pattern.finditer(text)))]
    for found in sorted(ways, key=lambda found: found[0].start()):
        steps = list(_in_order(found))
        if len(steps) >= _STEPS_LEAST:
            unit = _group(found[0], "unit") or _group(found[0], "unit2")
            return [*steps, *_tail(text, found[len(steps) - 1].end(), steps[-1].last)], unit.lower() == "week"
    return _doubling(text)


def _tail(text: str, at: int, last: int) -> Iterator[Step]:
    """What holds after the last step: "after that 300,000 a day", "then no limit"."""
    match = _TAIL.search(text, at)
    if match:
        yield Step(last + 1, last + 1, None if match["free"] else _amount(match["volume"]))


def _group(match: re.Match[str], name: str) -> str:
    return (match.groupdict().get(name) or "").strip()


def _in_order(found: Sequence[re.Match[str]]) -> Iterator[Step]:
    expected = 1
    for match in found:
        nth = _group(match, "nth").lower()
        first = _ORDINALS.index(nth) + 1 if nth else int(_group(match, "first") or 0)
        last = int(_group(match, "last") or first)
        if first != expected or last < first:
            return
        yield Step(first, last, None if _group(match, "free") else _amount(_group(match, "volume")))
        expected = last + 1


def _doubling(text: str) -> tuple[list[Step], bool]:
    match = _DOUBLES.search(text)
    if match is None:
        return [], False
    start = _amount(match["volume"])
    return [Step(n + 1, n + 1, start * 2**n) for n in range(_DOUBLINGS)], match["unit"].lower() == "week"


def _rows(rows: Sequence[Constraint]) -> tuple[list[Step], bool]:
    """The rows of a table with a column of days or weeks, and one of volumes beside it."""
    steps: list[Step] = []
    by_week = False
    for row in rows:
        cells = [(head.lower(), cell) for head, cell in row.cells]
        found = next(
            (i for i, (head, cell) in enumerate(cells) if re.search(r"\b(?:days?|weeks?)\b", f"{head} {cell.lower()}")),
            None,
        )
        if found is None or found + 1 >= len(cells):
            continue
        head, cell = cells[found]
        span = re.search(_SPAN, cell)
        volume = re.search(rf"(?<!\w)(?:{_NUMBER})(?!\w|\s*%)", cells[found + 1][1])
        expected = steps[-1].last + 1 if steps else 1
        if not span or not volume or int(span["first"]) != expected:
            continue
        by_week = by_week or "week" in f"{head} {cell.lower()}"
        steps.append(Step(expected, max(expected, int(span["last"] or expected)), _amount(volume.group())))
    return steps, by_week


def _amount(words: str) -> int:
    lowered = words.lower().replace(" ", "")
    scale = 1_000 if lowered.endswith("k") else 1_000_000 if lowered.endswith("million") else 1
    return int(re.sub(r"\D", "", lowered)) * scale
