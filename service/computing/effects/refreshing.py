"""Data that are brought up to date every so often, against what the brief promises, watches, reports and sends."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from schemas.base import Quantity
from schemas.brief import Fact, Sentence
from schemas.explanation import Bar, Effect, EffectArea, WayOut
from schemas.parts import InputSource, WorkloadInput
from service.computing.effects.clocks import WEEK as NAMES
from service.computing.effects.clocks import hours_of, occasions, weekdays_in
from service.computing.effects.days_told import DAY, day_of_value
from service.computing.effects.plan import Plan, from_constraint, sentences_of
from service.computing.effects.runs import HOUR, WEEK, Run, gap, interval, run_of, sharing
from service.computing.effects.telling import clock, length
from service.computing.effects.worked import Worked
from service.computing.sums.freshness import staleness
from service.computing.wording import counted, long_date
from service.constraint import Constraint

_WITHIN = re.compile(
    r"\b(?:within|in (?:less|under|fewer)(?: than)?|no (?:more|later) than|at most)\s*$", re.IGNORECASE
)
_AT_ONCE = re.compile(
    r"\breal[- ]time\b|\binstantly\b|\bimmediately\b|\bstraight away\b|\bup[- ]to[- ]the[- ]minute\b|"
    r"\blive (?:balance|stock|price|count|counter|data|figures?|numbers?|dashboard|results?|points)s?\b",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"\breports?\b|\bmeetings?\b|\bfigures\b|\bresults\b|\btakings\b|\bdashboards?\b|\boverview\b|\bevaluat\w+",
    re.IGNORECASE,
)
_OPEN = re.compile(r"\bopen\b", re.IGNORECASE)
_PEOPLE = re.compile(
    r"\bsegments?\b|\baudiences?\b|\bopt[- ]?(?:ins?|outs?)\b|\bunsubscri\w+|\bsuppression\b|\bconsents?\b|"
    r"\bbalances?\b|\bcustomer data(?:base)?\b|\bcontacts?\b|\bCRM\b",
    re.IGNORECASE,
)
_UNITS = {"second": HOUR / 3600, "minute": HOUR / 60, "hour": HOUR, "day": DAY}
_AT_ONCE_IS = timedelta(minutes=1)


def hold_refresh(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold how often data are brought up to date against promises, wished intervals, reports and sends."""
    run = run_of(constraint)
    if run is None:
        return None
    sentences = sharing(run, plan)
    promises = [one for sentence in sentences for one in _promises(sentence, plan)]
    effects = [_promised(run, one, plan) for one in promises]
    effects += [_watched(run, *wish, plan) for sentence in sentences if (wish := _wish(sentence, plan))]
    reports = [read for sentence in sentences if (read := _report(sentence, run, plan))]
    effects += [_reported(run, read, plan) for read in reports]
    if not effects:
        effects = list(_sent(run, sentences, plan))
    options = [way for one in promises if _waits(run, plan)[1] > one.within for way in _options(run, plan)][:2]
    options += [way for read in reports[:1] for way in _later_or_earlier(run, read)]
    return Worked(tuple(effects), tuple(options)) if effects else None


def _effect(
    run: Run,
    area: EffectArea,
    text: str,
    calculation: str,
    sentence: Sentence,
    plan: Plan,
    over: timedelta | None = None,
) -> Effect:
    return Effect(
        area=area,
        text=f"{run.assumed}{text}",
        basis="computed",
        collides=over is not None,
        size=Quantity(value=over / timedelta(minutes=1), unit="minute") if over else None,
        calculation=calculation,
        inputs=[from_constraint("time between two runs", run.every / HOUR, "hour", run.constraint)],
        requirements=_requirements([sentence.id], plan),
        sentences=[sentence.id],
    )


def _requirements(sentences: list[str], plan: Plan) -> list[str]:
    found = [
        one for one in plan.specification.requirements if set(sentences) & {item.sentence for item in one.evidence}
    ]
    wanted = [one.id for one in found if one.category in ("data", "integration", "time", "measurement")]
    return wanted or [one.id for one in found]


def _facts(sentence: Sentence, plan: Plan, *kinds: str) -> list[Fact]:
    return [fact for fact in plan.specification.facts if fact.sentence == sentence.id and fact.kind in kinds]


# --- promises -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Promise:
    """Something that the brief promises to happen within a time."""

    sentence: Sentence
    within: timedelta
    words: str


def _promises(sentence: Sentence, plan: Plan) -> Iterator[_Promise]:
    for fact in _facts(sentence, plan, "duration"):
        words = sentence.text[: fact.start - sentence.start]
        far = fact.role == "other"  # within two hours' drive
        if fact.unit in _UNITS and isinstance(fact.value, int | float) and _WITHIN.search(words) and not far:
            yield _Promise(sentence, fact.value * _UNITS[fact.unit], f"within {length(fact.value * _UNITS[fact.unit])}")
            return
    found = _AT_ONCE.search(sentence.text)
    if found:
        yield _Promise(sentence, _AT_ONCE_IS, f"“{found[0]}”, here within a minute")


def _hours_open(plan: Plan) -> tuple[time, time] | None:
    """The opening hours that the brief tells: outside them nothing happens that could be waited for."""
    for sentence in plan.specification.brief.sentences:
        for fact in _facts(sentence, plan, "window") if _OPEN.search(sentence.text) else ():
            hours = hours_of(fact)
            if hours and hours[1]:
                return hours[0], hours[1]
    return None


def _waits(run: Run, plan: Plan) -> tuple[timedelta, timedelta]:
    """The shortest and the longest time until what happens is in the data, in the opening hours where they are told."""
    cut, hours = run.cut or run.ready, _hours_open(plan)
    if cut is None or hours is None or run.every != DAY or gap(hours[0], cut) < gap(hours[0], hours[1]):
        return run.making, run.every + run.making
    return gap(hours[1], cut) + run.making, gap(hours[0], cut) + run.making


def _promised(run: Run, promise: _Promise, plan: Plan) -> Effect:
    least, most = _waits(run, plan)
    hours = _hours_open(plan) if least > run.making else None
    when = f" for what happens between {clock(hours[0])} and {clock(hours[1])}" if hours else ""
    text = f"The brief promises it {promise.words}. The data come {run.told}."
    if most <= promise.within:
        text = f"It fits: {text[0].lower()}{text[1:]} It takes {length(most)} at most."
    else:
        span = f"{length(least)} to {length(most)}" if least else f"up to {length(most)}"
        never = "In no case can the promise be kept." if least > promise.within else "It can be kept only now and then."
        text = f"{text} Until they are there it takes {span}{when}. {never}"
    over = most - promise.within if most > promise.within else None
    effect = _effect(
        run, "customer_experience", text, _promise_sum(run, least, most, hours), promise.sentence, plan, over
    )
    bars = [
        Bar(label="promised", value=promise.within / timedelta(minutes=1), unit="minute"),
        Bar(label="longest wait for the data", value=most / timedelta(minutes=1), unit="minute"),
    ]
    return effect.model_copy(update={"bars": bars})


def _promise_sum(run: Run, least: timedelta, most: timedelta, hours: tuple[time, time] | None) -> str:
    if hours and run.ready:
        return (
            f"{clock(hours[0])} to {clock(run.ready)} of the next run = {length(most)}; {clock(hours[1])} to "
            f"{clock(run.ready)} = {length(least)}"
        )
    making = f" + {length(run.making)} to make them" if run.making else ""
    return f"{length(run.every)} between two runs{making} = {length(most)} at most"


def _options(run: Run, plan: Plan) -> Iterator[WayOut]:
    if run.ready:
        yield WayOut(
            text=f"Promise it for the next update, from {clock(run.ready)}, and not at once.",
            basis="computed",
            gives_up="The quick answer.",
            gains="A promise that holds every time.",
            who_decides="campaign owner",
            takes="Other words in the message, such as “yesterday”, and a later sending time.",
            calculation=f"the data come {run.told}",
        )
    left = plan.calendar.open.between(plan.today, plan.launch) if plan.launch and plan.launch > plan.today else None
    yield WayOut(
        text="Ask for a feed that passes each case on as it happens"
        + (f": {counted(left, 'working day')} are left until the launch." if left else "."),
        basis="computed",
        gives_up="Money, and time to build it.",
        gains="The promise can stay.",
        who_decides="owner of the data",
        takes="What must arrive, how fast, and how many cases a day.",
        calculation=f"{long_date(plan.today)} to {long_date(plan.launch)} = {counted(left, 'working day')}"
        if left and plan.launch
        else None,
    )


# --- wished intervals ---------------------------------------------------------------------------


def _wish(sentence: Sentence, plan: Plan) -> tuple[Sentence, timedelta] | None:
    """A sentence that wants something brought up to date every so often, at intervals of a day or less."""
    if not re.search(r"\bup to date\b|\bupdat\w+|\brefresh\w*|\bwatch\b|\bdashboards?\b", sentence.text, re.IGNORECASE):
        return None
    found = [every for fact in _facts(sentence, plan, "rate") if (every := interval(fact)) and every <= DAY]
    return (sentence, found[0]) if found else None


def _watched(run: Run, sentence: Sentence, wished: timedelta, plan: Plan) -> Effect:
    fits = run.every <= wished
    text = (
        f"It fits: you want it brought up to date every {length(wished)}, and it is done {run.told}."
        if fits
        else f"You want it brought up to date every {length(wished)}. It is done only {run.told}."
    )
    sum_ = f"{length(run.every)} against {length(wished)}"
    return _effect(run, "measurement", text, sum_, sentence, plan, None if fits else run.every - wished)


# --- reports ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Report:
    """When somebody reads the numbers: at a time on a day, on a day of every week, or every day."""

    sentence: Sentence
    at: time
    on: date | None
    weekday: int | None

    @property
    def is_daily(self) -> bool:
        """Tell whether they are read every day."""
        return self.on is None and self.weekday is None


def _report(sentence: Sentence, run: Run, plan: Plan) -> _Report | None:
    if run.ready is None:
        return None
    times = [hours[0] for fact in _facts(sentence, plan, "window") if (hours := hours_of(fact)) and hours[1] is None]
    days = [day for fact in _facts(sentence, plan, "date") if (day := day_of_value(fact))]
    rates = _facts(sentence, plan, "rate")
    if len(times) == 1 and run.every == DAY and any(interval(fact) == DAY for fact in rates):
        return _Report(sentence, times[0], None, None)
    weekly = weekdays_in(" ".join(fact.text for fact in rates))
    if not _REPORT.search(sentence.text) or len(times) != 1 or (len(weekly) != 1 and len(set(days)) != 1):
        return None
    return _Report(sentence, times[0], None if weekly else days[0], min(weekly) if weekly else days[0].weekday())


def _reported(run: Run, report: _Report, plan: Plan) -> Effect:
    assert run.ready is not None
    before = gap(run.ready, report.at)
    if report.is_daily:
        return _reported_daily(run, run.ready, report, plan)
    if run.weekday is not None and report.weekday is not None:
        before = (gap(time(0), report.at) - gap(time(0), run.ready) + (report.weekday - run.weekday) * DAY) % WEEK
    when = long_date(report.on) if report.on else f"every {NAMES[report.weekday or 0].capitalize()}"
    missed = run.weekday is not None and report.on is None and before >= 6 * DAY
    age = f"{length(before)} old" if before else "just done"
    words = f"numbers are read {when} at {clock(report.at)}, and the newest update is {age} then."
    text = f"The {words} The last week is not in it yet." if missed else f"It fits: the {words}{_holds(run, report)}"
    sum_ = f"{clock(run.ready)} to {clock(report.at)} = {length(before)}"
    return _effect(run, "measurement", text, sum_, report.sentence, plan, WEEK - before if missed else None)


def _reported_daily(run: Run, ready: time, report: _Report, plan: Plan) -> Effect:
    """Numbers wanted at an hour of every day: too early where the update of the day comes after it."""
    late = gap(report.at, ready) if report.at < ready else None
    wanted = f"The numbers are wanted every day at {clock(report.at)}"
    text = (
        f"{wanted}, and the update of the day comes at {clock(ready)}: they are those of the day before."
        if late
        else f"It fits. {wanted}, after the update at {clock(ready)}."
    )
    sum_ = f"{clock(report.at)} to {clock(ready)} = {length(late)}" if late else f"{clock(ready)} to {clock(report.at)}"
    return _effect(run, "measurement", text, sum_, report.sentence, plan, late)


def _later_or_earlier(run: Run, report: _Report) -> Iterator[WayOut]:
    """What to do where numbers of every day are wanted before the update of the day."""
    if not report.is_daily or run.ready is None or report.at >= run.ready:
        return
    sum_ = f"{clock(report.at)} is before {clock(run.ready)}"
    yield WayOut(
        text=f"Read the numbers from {clock(run.ready)} on.",
        basis="computed", gives_up="The hour that you planned.", gains="The numbers of the day before are all there.",
        who_decides="campaign owner", takes="A new hour for whoever reads them.", calculation=sum_,
    )  # fmt: skip
    yield WayOut(
        text=f"Ask whether the update can be done by {clock(report.at)}.",
        basis="computed", gives_up="A little time to find out.", gains="The hour that you planned.",
        who_decides="owner of the data", takes="What has to be in it by then, and from which day on.", calculation=sum_,
    )  # fmt: skip


def _holds(run: Run, report: _Report) -> str:
    """Up to which day the numbers reach that are read on a day."""
    if not run.whole_days or run.ready is None:
        return ""
    if report.on is None:
        return " It reaches to the end of the day before the update."
    last = report.on - (1 if report.at >= run.ready else 2) * DAY
    return f" It reaches to the end of {long_date(last)}." if run.weekday is None else ""


# --- sends --------------------------------------------------------------------------------------


def _sent(run: Run, sentences: list[Sentence], plan: Plan) -> Iterator[Effect]:
    """How old the state of things is when a send that uses it goes out."""
    shared = {sentence.id for sentence in sentences}
    everybody = bool(_PEOPLE.search(run.constraint.source.text))
    seen: set[time] = set()
    for one in occasions(plan, plan.sends):
        told = sentences_of(one.evidence)
        read_at = one.span.start.astimezone(one.zone).time()
        if run.weekday is None and (everybody or shared.intersection(told)) and read_at not in seen:
            seen.add(read_at)
            yield _age(run, one.name_and_day, read_at, told, plan)


def _age(run: Run, name: str, read_at: time, told: list[str], plan: Plan) -> Effect:
    least, most, waits = timedelta(0), run.every, run.every
    if run.ready:
        found = staleness(run.ready, read_at, run.every, run.cut)
        least, most, waits = found.best, found.worst, found.next_in
    old = f"{length(least)} old" if least == most else f"{length(least)} old at best and {length(most)} at worst"
    if not least:
        old = f"up to {length(most)} old"
    sure = "" if run.cut else " The text does not say up to when its data reach."
    return Effect(
        area="customer_experience",
        text=f"{run.assumed}{name} leaves at {clock(read_at)}: what it knows of people is {old} then.{sure} Who opts "
        f"out or buys in between gets it as if nothing had happened. Newer data come within {length(waits)}.",
        basis="computed",
        calculation=f"data {run.told}; read at {clock(read_at)}: {length(least)} to {length(most)}",
        inputs=[
            from_constraint("time between two runs", run.every / HOUR, "hour", run.constraint),
            WorkloadInput(
                name="time of the send", value=(read_at.hour * 60 + read_at.minute) / 60, unit="hour",
                source=InputSource(kind="sentence", ref=told[0] if told else "brief"),
            ),
        ],
        requirements=_requirements(told, plan),
        sentences=told,
        bars=[
            Bar(label="age at best", value=least / HOUR, unit="hour"),
            Bar(label="age at worst", value=most / HOUR, unit="hour"),
        ],
    )  # fmt: skip
