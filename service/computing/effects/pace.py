"""How much of something people get done in a day or a week, held against how much the brief brings and by when."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

from schemas.base import Quantity
from schemas.brief import Sentence
from schemas.explanation import Bar, Effect, WayOut
from service.computing.effects.days_told import DAY
from service.computing.effects.plan import Plan, from_brief, from_constraint
from service.computing.effects.planned_dates import launch_of, touched
from service.computing.effects.runs import stems
from service.computing.effects.stated import day_of, facts, in_sentence, number_said
from service.computing.effects.telling import number
from service.computing.effects.worked import Worked
from service.computing.sums.exact import exact
from service.computing.wording import counted, long_date
from service.constraint import Constraint

_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty"
_VALUES = dict(zip(_WORDS.split("|"), (*range(1, 13), 15, 20, 30, 40, 50), strict=True))
_NUMBER = rf"\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|{_WORDS}"
_PACE = re.compile(
    rf"\b(?P<n>{_NUMBER})\s+(?P<what>[a-z][a-z -]{{1,40}}?)\s+(?:per|an?|each|every|in a)\s+"
    r"(?P<unit>(?:working |business )?day|week)\b",
    re.IGNORECASE,
)
_NO_PACE = re.compile(
    r"\b(?:messages?|mails?|e-?mails?|texts|sms|push\w*|calls?|requests?|visits?|visitors?|quer(?:y|ies)|api"
    r"|times?|records?|rows?|parts"
    r"|segments|people|persons?|hours?|days?|exports?|imports?|slots?|meetings?|releases?|eur|gbp|usd|euros?"
    r"|pounds?|dollars?"
    r"|(?:mega|giga|kilo|tera)?bytes?|kb|mb|gb|tb|sign-?ups?|orders?|backups?|events?|minutes? a|tickets? a)\b",
    re.IGNORECASE,
)
_MEASURES = r"seconds?|minutes?|words?|pages?|slides?|characters?"
_MEASURE = re.compile(rf"\b(?P<measure>{_MEASURES})\b(?:\s+of\b)?", re.IGNORECASE)
_OF_EACH = re.compile(
    rf"\b(?P<n>{_NUMBER})\s+(?P<thing>(?:[a-z-]+\s+){{1,4}}?)(?:of|with|at|à|are|\()\s*(?:about |around |up to )?"
    rf"(?P<m>{_NUMBER})[\s-]+(?P<measure>{_MEASURES})\b",
    re.IGNORECASE,
)
_PLAIN = re.compile(rf"\b(?P<m>{_NUMBER})[\s-]+(?P<measure>{_MEASURES})\b(?P<thing>[^.;,]{{0,30}})", re.IGNORECASE)
_ITEMS = re.compile(rf"\b(?P<n>{_NUMBER})\s+(?P<thing>(?:[a-z-]+\s+){{0,3}}?[a-z-]+)\b", re.IGNORECASE)
_GIVEN = re.compile(
    r"\b(?:hand(?:s|ed)? (?:it |them )?(?:over|in)|deliver\w*|arrives?|come in|are ready|is ready|get from"
    r"|send(?:s|ing)? you|receive\w*"
    r"|supplied|final (?:files|texts?|versions?|artwork)|reach(?:es)? you|shot on|recorded on|finished (?:on|by))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Pace:
    """So much of a thing in a working day; `what`: as it is told, `measure`: minutes or words of it, where told so."""

    constraint: Constraint
    each: Fraction
    what: str
    measure: str
    things: frozenset[str]


@dataclass(frozen=True)
class _Work:
    """What the brief brings: so many things of a size, in all, with the sentence."""

    amount: Fraction
    items: int
    size: Fraction
    thing: str
    sentence: Sentence


def hold_pace(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold what gets done in a day against what the brief brings of it between the hand-over and the launch."""
    pace, launch = _pace(constraint), launch_of(plan)
    work = next(_works(pace, plan), None) if pace else None
    if pace is None or work is None or launch is None or launch.on <= plan.today:
        return None
    start = max(_handed_over(work, plan) or plan.today, plan.today)
    if start > launch.on:
        return None
    case = _Case(pace, work, plan, start, launch.on)
    return Worked((case.effect(),), tuple(case.options()) if case.late else ())


# --- what both sides state ----------------------------------------------------------------------


def _pace(constraint: Constraint) -> _Pace | None:
    for match in _PACE.finditer(constraint.source.text):
        if _NO_PACE.search(match["what"]):
            continue
        measured = _MEASURE.search(match["what"])
        things = stems(_MEASURE.sub(" ", match["what"]))
        days = 1 if "day" in match["unit"].lower() else 5
        if measured or things:
            measure = measured["measure"].rstrip("s").lower() if measured else ""
            return _Pace(constraint, _value(match["n"]) / days, match["what"].strip(), measure, things)
    return None


def _value(words: str) -> Fraction:
    known = _VALUES.get(words.lower()) or number_said(words)
    return Fraction(known) if known is not None else exact(words.replace(",", ""))


def _works(pace: _Pace, plan: Plan) -> Iterator[_Work]:
    for sentence in plan.specification.brief.sentences:
        if sentence.kind == "heading":
            continue
        yield from _measured(pace, sentence) if pace.measure else _counted(pace, sentence)


def _measured(pace: _Pace, sentence: Sentence) -> Iterator[_Work]:
    for match in _OF_EACH.finditer(sentence.text):
        if _same(pace, match["measure"], match["thing"]):
            n, m = _value(match["n"]), _value(match["m"])
            yield _Work(n * m, int(n), m, match["thing"].strip(), sentence)
            return
    for match in _PLAIN.finditer(sentence.text):
        if _same(pace, match["measure"], match["thing"]):
            amount = _value(match["m"])
            yield _Work(amount, 1, amount, "", sentence)
            return


def _same(pace: _Pace, measure: str, thing: str) -> bool:
    return measure.rstrip("s").lower() == pace.measure and (not pace.things or bool(pace.things & stems(thing)))


def _counted(pace: _Pace, sentence: Sentence) -> Iterator[_Work]:
    for match in _ITEMS.finditer(sentence.text):
        last = match["thing"].split()[-1]
        if pace.things & stems(last) and _value(match["n"]) > 1:
            n = _value(match["n"])
            yield _Work(n, int(n), Fraction(1), match["thing"].strip(), sentence)
            return


def _handed_over(work: _Work, plan: Plan) -> date | None:
    """The day on which the brief hands it over: in the sentence of the things, else in one that speaks of them."""
    wanted = stems(work.thing)
    for sentence in plan.specification.brief.sentences:
        about = sentence.id == work.sentence.id or wanted & stems(sentence.text)
        if about and _GIVEN.search(sentence.text):
            days = [day for fact in facts(plan, "date") if fact.sentence == sentence.id and (day := day_of(fact))]
            if days:
                return days[0]
    return None


# --- what comes of it ---------------------------------------------------------------------------


@dataclass(frozen=True)
class _Case:
    pace: _Pace
    work: _Work
    plan: Plan
    start: date
    due: date

    @property
    def needed(self) -> int:
        """Working days, the last one begun counted whole."""
        return ceil(self.work.amount / self.pace.each)

    @property
    def there(self) -> int:
        """Working days from the hand-over to the day before the launch."""
        return self.plan.calendar.open.between(self.start, self.due)

    @property
    def late(self) -> bool:
        """It takes longer than there is time."""
        return self.needed > self.there

    @property
    def done(self) -> date:
        """The last day of the work."""
        return self.plan.calendar.open.after(self.start, self.needed) - timedelta(days=1)

    @property
    def items_done(self) -> int:
        """Whole things that are done by the launch."""
        return min(self.work.items, floor(self.there * self.pace.each / self.work.size))

    @property
    def told(self) -> str:
        """The amount as people say it: "12 films of 3 minutes = 36 minutes"."""
        work, measure = self.work, self.pace.measure
        if work.items > 1 and work.size != 1:
            total = number(work.amount)
            return f"{number(work.items)} × {number(work.size)} {measure}s = {total} {measure}s"
        return f"{number(work.amount)} {f'{measure}s' if measure else work.thing or self.pace.what}"

    def effect(self) -> Effect:
        """Whether it is done by the launch, and when if not."""
        evidence = [in_sentence(self.work.sentence)]
        pace = f"{number(self.pace.each)} a working day"
        text = (
            f"The brief brings {self.told}. At {pace} that takes {counted(self.needed, 'working day')}. From "
            f"{long_date(self.start)} to the launch on {long_date(self.due)} there "
            f"{'is' if self.there == 1 else 'are'} {number(self.there)}. "
        )
        return Effect(
            area="timing",
            text=text + (self._short() if self.late else f"It fits: it is done by {long_date(self.done)}."),
            basis="computed",
            collides=self.late,
            size=Quantity(value=self.needed - self.there, unit="working_day") if self.late else None,
            decide_by=self._latest() if self.late and self._latest() >= self.plan.today else None,
            calculation=self._sums(),
            inputs=[
                from_brief("work", float(self.work.amount), "item", evidence),
                from_constraint("done in a day", float(self.pace.each), "item", self.pace.constraint),
            ],
            requirements=touched(evidence, self.plan, "time", "integration"),
            sentences=[self.work.sentence.id],
            bars=[
                Bar(label="working days there are", value=self.there, unit="working_day"),
                Bar(label="working days needed", value=self.needed, unit="working_day"),
            ],
        )

    def _short(self) -> str:
        missing = self.work.items - self.items_done
        by_then = number(self.there * self.pace.each)
        whole = (
            f"By then {by_then} are done, {number(self.items_done)} of {number(self.work.items)} whole; "
            f"{number(missing)} are missing. "
            if self.work.items > 1
            else f"By then {by_then} are done. "
        )
        return f"{whole}All is done on {long_date(self.done)}. It had to be handed over by {long_date(self._latest())}."

    def _latest(self) -> date:
        return self.plan.calendar.open.before(self.due, self.needed)

    def _sums(self) -> str:
        days = number(self.work.amount / self.pace.each)
        return (
            f"{self.told}; {number(self.work.amount)} ÷ {number(self.pace.each)} = {days}, so "
            f"{counted(self.needed, 'working day')}; {long_date(self.start)} to the day before {long_date(self.due)} = "
            f"{counted(self.there, 'working day')}; {number(self.there)} × {number(self.pace.each)} = "
            f"{number(self.there * self.pace.each)}; {long_date(self.due)} - {counted(self.needed, 'working day')} = "
            f"{long_date(self._latest())}"
        )

    def options(self) -> Iterator[WayOut]:
        """Hand over sooner, start with what is done, or have more people do it."""
        latest, next_day = self._latest(), self.plan.calendar.open.next(self.done + DAY)
        if latest >= self.plan.today:
            yield _way(
                f"Hand it over by {long_date(latest)}.",
                "Time of those who make it.",
                "All is there at the launch.",
                f"{long_date(self.due)} - {counted(self.needed, 'working day')} = {long_date(latest)}",
            )
        if self.work.items > 1 and self.items_done:
            yield _way(
                f"Start with the {number(self.items_done)} that are done and add the rest as it is finished; "
                f"all are there "
                f"from {long_date(next_day)} on.",
                f"{number(self.work.items - self.items_done)} at the launch.",
                "The launch holds.",
                f"{number(self.there)} days × {number(self.pace.each)} ÷ {number(self.work.size)} = "
                f"{number(self.items_done)}",
            )
        yield _way(
            f"Move the launch to {long_date(next_day)}.", "The planned day.", "All is there at the launch.",
            f"{long_date(self.start)} + {counted(self.needed, 'working day')} = {long_date(self.done)}",
        )  # fmt: skip
        if self.there:
            times = Fraction(self.needed, self.there)
            yield _way(
                    f"Have it done {number(round(float(times), 1))} times as fast, by more people or a service "
                    f"from outside.",
                "Money, and time to find them.", "The launch holds.",
                f"{number(self.needed)} ÷ {number(self.there)} = {number(times)}",
            )  # fmt: skip


def _way(text: str, gives_up: str, gains: str, calculation: str) -> WayOut:
    return WayOut(
        text=text,
        basis="computed",
        gives_up=gives_up,
        gains=gains,
        who_decides="campaign owner, with whoever does the work",
        takes="An answer from those who make it and those who do the work.",
        calculation=calculation,
    )
