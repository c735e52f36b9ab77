"""How often data are brought up to date, as a constraint tells it, and which sentences of a brief speak of them."""

import re
from dataclasses import dataclass
from datetime import time, timedelta
from functools import cache

from schemas.brief import Fact, Sentence
from service.campaign import Mention
from service.computing.effects.clocks import hours_of, weekdays_in
from service.computing.effects.days_told import before
from service.computing.effects.plan import Plan
from service.computing.effects.telling import clock, length
from service.computing.sums.freshness import DAY
from service.constraint import Constraint

HOUR = timedelta(hours=1)
WEEK = 7 * DAY
_DAILY = re.compile(
    r"\b(?:every|each|once a|once per|per) (?:day|night)\b|\bnightly\b|\bdaily\b|\bovernight\b", re.IGNORECASE
)
_WHOLE_DAYS = re.compile(
    r"\b(?:for|of) the (?:day before|previous day)\b|\byesterday\b|\bup to and including\b|\ba day behind\b",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"\b(?:starts?|begins?|cut-?off|kicks off|runs)\s*(?:at|from|is|:)?\s*$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_ENDINGS = re.compile(r"(?:ments?|ings?|ies|ied|ions?|ed|es|ers?|s|y|e)$")
_COMMON_WORDS = (
    "the and for with from that are was once night day data new every all app week month hour minute time our their "
    "min mins sec hrs "
    "not who have has get got goes out her his will can push mail text message send sent customer campaign people into "
    "than then per any this those which when what need want only launch start read more before after until person "
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december"
)
"""Words too common to tie two sentences to the same data."""


@dataclass(frozen=True)
class Run:
    """Data are made anew every so often, ready at a time; `cut`: the time up to which what happened is in them.

    `weekday` is the day of a weekly run. `assumed` says what was taken for granted.
    """

    constraint: Constraint
    every: timedelta
    ready: time | None
    cut: time | None
    weekday: int | None
    whole_days: bool
    assumed: str = ""

    @property
    def making(self) -> timedelta:
        """From the cut to being ready; nothing where the cut is not known."""
        return gap(self.cut, self.ready) if self.cut and self.ready else timedelta(0)

    @property
    def told(self) -> str:
        """How often and when, as people say it."""
        ready = f", ready at {clock(self.ready)}" if self.ready else ""
        often = {DAY: "once a day", WEEK: "once a week", HOUR: "once an hour"}
        return f"{often.get(self.every) or f'every {length(self.every)}'}{ready}"


def run_of(constraint: Constraint) -> Run | None:
    """The run that a constraint tells of; None without an interval and a time."""
    text = constraint.source.text
    weekdays = weekdays_in(" ".join(one.mention.text for one in constraint.of_kind("rate")))
    every = DAY if _DAILY.search(text) else _interval(constraint)
    weekly = every == WEEK and len(weekdays) == 1
    singles = [(hours[0], bool(_BEGINS.search(before(constraint, one.mention)))) for one in constraint.of_kind("window")
               if (hours := hours_of(one.mention)) and hours[1] is None]  # fmt: skip
    ready = [at for at, begins in singles if not begins]
    if (every is None and (not ready or len(singles) > 1)) or (every == WEEK and not (weekly and ready)):
        return None
    whole = bool(_WHOLE_DAYS.search(text))
    cut = time(0) if whole else next((at for at, begins in singles if begins), None)
    assumed = "" if every else "The text does not say how often: it is taken as once a day. "
    return Run(
        constraint, every or DAY, ready[-1] if ready else None, cut, min(weekdays) if weekly else None, whole, assumed
    )


def _interval(constraint: Constraint) -> timedelta | None:
    for item in constraint.of_kind("rate"):
        every = interval(item.mention)
        if every:
            return every
    return None


def interval(mention: Mention | Fact) -> timedelta | None:
    """How often something comes that is told as a rate of events; None for other rates."""
    value, unit = mention.value, mention.unit or ""
    sizes = {"event/minute": HOUR / 60, "event/hour": HOUR, "event/day": DAY, "event/week": WEEK}
    return sizes[unit] / value if unit in sizes and isinstance(value, int | float) and value > 0 else None


def gap(start: time, end: time) -> timedelta:
    """From one time of the day on to the next time that it is the other."""
    return (_since_midnight(end) - _since_midnight(start)) % DAY


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute, seconds=at.second)


def stems(text: str) -> frozenset[str]:
    """The words of a text without their endings, those left out that any sentence may hold."""
    return frozenset(_stem(word) for word in _WORD.findall(text.lower())) - _common()


@cache
def _common() -> frozenset[str]:
    return frozenset(_stem(word) for word in _COMMON_WORDS.split())


def _stem(word: str) -> str:
    cut = _ENDINGS.sub("", word)
    cut = cut if len(cut) >= 3 else word
    return cut[:-1] if len(cut) > 3 and cut[-1] == cut[-2] else cut


def sharing(run: Run, plan: Plan) -> list[Sentence]:
    """The sentences of the brief that speak of the same things as the run."""
    wanted = stems(run.constraint.source.text)
    return [one for one in plan.specification.brief.sentences if len(wanted & stems(one.text)) > 0]
