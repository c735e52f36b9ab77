"""What a specification plans, in the form in which constraints are held against it. Worked out once a run."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from schemas.base import Evidence, Number
from schemas.organisation import Organisation
from schemas.parts import InputSource, Milestone, PlannedSend, WorkloadInput
from schemas.requirement import Requirement
from schemas.specification import Specification
from service.computing.effects.zones import zone_named, zone_of
from service.computing.sums.windows import Span, span_on
from service.computing.working_days import Calendar, calendar_for
from service.constraint import Constraint, ConstraintReading
from service.markets import is_market

Place = tuple[str, int, int]


@dataclass(frozen=True)
class Plan:
    """A specification with the calendar it is planned by. `today` is the day on which the constraints are read.

    `beside`: the text with all constraints that are held against it, for limits that only bite together, as a speed
    and the hours in which sending is permitted, or whose numbers stand in the sentences around.
    """

    specification: Specification
    organisation: Organisation | None
    today: date
    beside: ConstraintReading | None = None

    @property
    def constraints(self) -> tuple[Constraint, ...]:
        """All constraints of the text, in order."""
        return self.beside.constraints if self.beside else ()

    @property
    def text(self) -> str:
        """The text of the constraints, with markup blanked."""
        return self.beside.readable if self.beside else ""

    @cached_property
    def once(self) -> dict[str, object]:
        """What is worked out of the whole text once a run and not for each constraint again, by name."""
        return {}

    def paragraph(self, constraint: Constraint) -> tuple[int, int]:
        """Where the paragraph of the constraint's text begins and ends in which a constraint stands."""
        start = self.text.rfind("\n\n", 0, constraint.source.start)
        end = self.text.find("\n\n", constraint.source.end)
        return (start + 2 if start >= 0 else 0), (end if end >= 0 else len(self.text))

    @cached_property
    def sends(self) -> tuple[PlannedSend, ...]:
        """Every planned send, those without a number included."""
        return tuple(self.specification.scale.sends)

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """ISO 3166 codes of the places that the brief addresses, in order; the seat of a tool is none of them."""
        text = self.specification.brief.text
        told = (fact for fact in self.specification.facts if fact.kind == "region")
        named = (fact.value for fact in told if is_market(text, fact.start, fact.end))
        return tuple(dict.fromkeys(value for value in named if isinstance(value, str)))

    @cached_property
    def zone(self) -> ZoneInfo | None:
        """The zone of the plan: the organisation's, else that of its first region that has a single one."""
        if self.organisation and self.organisation.time_zone:
            try:
                return ZoneInfo(self.organisation.time_zone)
            except (ZoneInfoNotFoundError, ValueError):
                return None
        return next((zone for region in self.regions if (zone := zone_of(region))), None)

    @cached_property
    def calendar(self) -> Calendar:
        """The working days around all dates of the plan; freezes are left to the constraints."""
        dates = [self.today, *(milestone.date for milestone in self.milestones)]
        return calendar_for(
            [code for code in self.regions if len(code) == 2], self.organisation, (), min(dates), max(dates)
        )

    @cached_property
    def milestones(self) -> tuple[Milestone, ...]:
        """The dates of the brief in order, each day and name once."""
        found = {(one.date, one.name): one for one in self.specification.schedule.milestones}
        return tuple(sorted(found.values(), key=lambda one: one.date))

    @property
    def launch(self) -> date | None:
        """The day of the launch."""
        return self.specification.schedule.launch

    def span_of(self, send: PlannedSend) -> Span | None:
        """The window of a send as a stretch of time; None where a time, the day or the zone is open."""
        zone = zone_named(send.zone) or self.zone
        if send.on is None or send.start is None or send.end is None or send.start == send.end or zone is None:
            return None
        return span_on(send.on, send.start, send.end, zone)

    def window_seconds(self, send: PlannedSend) -> int | None:
        """Length of the window of a send in seconds; one that ends before it starts runs past midnight."""
        if send.start is None or send.end is None or send.start == send.end:
            return None
        span = span_on(send.on or self.today, send.start, send.end, ZoneInfo("UTC"))
        return int(span.minutes * 60) if span else None

    def touching(self, evidence: Iterable[Evidence], *prefixes: str) -> list[str]:
        """Ids of the requirements that rest on some of these places of the brief, of these categories where given."""
        places = {_place(item) for item in evidence}
        return [r.id for r in self._requirements(prefixes) if places.intersection(map(_place, r.evidence))]

    def using(self, *calculations: str) -> list[str]:
        """Ids of the requirements that use one of these calculations."""
        wanted = set(calculations)
        return [r.id for r in self.specification.requirements if wanted.intersection(r.calculations)]

    def speaking_of(self, words: Sequence[str], *prefixes: str) -> list[str]:
        """Ids of the requirements whose statement holds one of these words, of these categories where given."""
        lowered = [word.lower() for word in words]
        return [r.id for r in self._requirements(prefixes) if any(word in r.statement.lower() for word in lowered)]

    def _requirements(self, categories: Sequence[str]) -> Iterable[Requirement]:
        return (r for r in self.specification.requirements if not categories or r.category in categories)


def _place(item: Evidence) -> Place:
    return item.sentence, item.start, item.end


def sentences_of(evidence: Iterable[Evidence]) -> list[str]:
    """The sentences of some places of the brief, each once, in order."""
    return list(dict.fromkeys(item.sentence for item in evidence))


def from_brief(name: str, value: Number, unit: str, evidence: Sequence[Evidence]) -> WorkloadInput:
    """An input of a calculation that the brief states."""
    ref = evidence[0].sentence if evidence else "brief"
    return WorkloadInput(name=name, value=value, unit=unit, source=InputSource(kind="sentence", ref=ref))


def from_constraint(name: str, value: Number, unit: str, constraint: Constraint) -> WorkloadInput:
    """An input of a calculation that the constraint states."""
    return WorkloadInput(name=name, value=value, unit=unit, source=InputSource(kind="constraint", ref=constraint.id))
