"""Which date of a plan a constraint is about, and the brief's own dates for handing something over."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from schemas.base import Evidence
from schemas.brief import Fact, Sentence
from schemas.parts import Milestone
from service.computing.effects.plan import Plan, sentences_of
from service.computing.effects.rates import sends_of
from service.computing.wording import long_date
from service.constraint import Constraint

SHOWN = 7
DATED_LIVE = ("launch", "send", "event")
_SENDS = re.compile(
    r"\b(?:send(?:s|ing)?|dispatch\w*|bulk messages?|messages?|mailings?|newsletters?|imports? of|lists?)\b",
    re.IGNORECASE,
)
_HAND_OVER = re.compile(
    r"\bhand(?:s|ed|ing)?[- ]?(?:it |them )?(?:over|in)\b|\bfinished version\b|\bdeliver(?:s|ed|y)?\b|"
    r"\bsubmit(?:s|ted)?\b",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"\b(?:go(?:es)?|went)\s+(?:live|onto?|online)\b|\blaunch\w*|\breleas\w+|\bservers?\b|\bswitch\w*|\broll\w* ?out|"
    r"\bdeploy\w*|\bpublish\w*|\bnew (?:\w+ )?(?:page|site|website|form|app|function|feature|version|template)s?\b|"
    r"\binstall\w*|\bupdate[sd]?\b|\bappears?\b|\bset up\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PlannedDate:
    """A day of the plan and what is planned for it; `sure`: the constraint names what stands there."""

    what: str
    on: date
    evidence: tuple[Evidence, ...]
    sure: bool = True

    @property
    def told(self) -> str:
        """The day with what it is for."""
        return self.what if long_date(self.on) in self.what else f"{self.what} on {long_date(self.on)}"


def launch_of(plan: Plan) -> PlannedDate | None:
    """The day of the launch."""
    if plan.launch is None:
        return None
    evidence = list(plan.specification.schedule.launch_evidence)
    evidence = evidence or [item for one in plan.milestones if one.date == plan.launch for item in one.evidence]
    return PlannedDate("the launch", plan.launch, tuple(evidence))


def touched(evidence: Iterable[Evidence], plan: Plan, *categories: str) -> list[str]:
    """Ids of the requirements that rest on the same sentences, those of these categories where there are some."""
    places = set(sentences_of(evidence))
    found = [one for one in plan.specification.requirements if places.intersection(sentences_of(one.evidence))]
    return [one.id for one in found if one.category in categories] or [one.id for one in found]


def concerned(constraint: Constraint, plan: Plan) -> PlannedDate | None:
    """The first day to come that a constraint on preparing something is about.

    That is the day of a sentence that names the same system, else the first send it speaks of, else the launch.
    """
    found = next(_naming_the_same(constraint, plan), None) or _first_send(constraint, plan)
    launch = launch_of(plan)
    return found or (replace(launch, sure=same_place(constraint, plan)) if launch else None)


def same_place(constraint: Constraint, plan: Plan) -> bool:
    """Tell whether constraint and brief name the same kind of place where people go: a site, a page, an app, a till."""
    channels = {one.name for one in constraint.names if one.kind == "channel"}
    names = system_names(constraint)
    return any(fact.value in channels or names & names_of(fact) for fact in plan.specification.facts)


def _naming_the_same(constraint: Constraint, plan: Plan) -> Iterator[PlannedDate]:
    names = system_names(constraint)
    sentences = {fact.sentence for fact in plan.specification.facts if names_of(fact) & names}
    for milestone in plan.milestones:
        to_come = milestone.date >= plan.today and milestone.kind in DATED_LIVE
        if to_come and sentences.intersection(sentences_of(milestone.evidence)):
            yield _planned(milestone)


def system_names(constraint: Constraint) -> set[str]:
    """What the constraint calls the systems and organisations that it names."""
    named = (one for one in constraint.names if one.kind in ("system", "organisation"))
    return {name.lower() for one in named for name in (one.text, str(one.value or one.text))}


def names_of(fact: Fact) -> set[str]:
    """What the brief calls a system or an organisation; nothing for other facts."""
    if fact.kind not in ("system", "organisation"):
        return set()
    return {fact.text.lower(), str(fact.value).lower()}


def _first_send(constraint: Constraint, plan: Plan) -> PlannedDate | None:
    if not _SENDS.search(constraint.source.text):
        return None
    sends = sends_of(constraint, plan) or plan.sends
    to_come = [(send, send.on) for send in sends if send.on and send.on >= plan.today]
    dated = [PlannedDate(f"“{send.name}”", on, tuple(send.evidence)) for send, on in to_come]
    return min(dated, key=lambda one: one.on, default=None)


def quoted(name: str) -> str:
    """The first words of a sentence that stands for a day: long ones tire."""
    words = name.rstrip(". ").split()
    return f"“{' '.join(words[:SHOWN])}{' ...' if len(words) > SHOWN else ''}”"


def _planned(milestone: Milestone) -> PlannedDate:
    return PlannedDate(quoted(milestone.name), milestone.date, tuple(milestone.evidence))


def changing_dates(plan: Plan) -> list[PlannedDate]:
    """The days to come on which something is put live: the launch, and the days whose sentence speaks of a change.

    A day that the reading counted from today is left out, as it is the least sure.
    """
    found = {one.on: one for one in [launch_of(plan)] if one is not None}
    for milestone in plan.milestones:
        sure = milestone.kind in DATED_LIVE and not (milestone.note or "").startswith("counted from today")
        if sure and milestone.date not in found and any(_CHANGES.search(one.text) for one in _told_in(milestone, plan)):
            found[milestone.date] = _planned(milestone)
    return sorted((one for one in found.values() if one.on >= plan.today), key=lambda one: one.on)


def launch_is_change(plan: Plan) -> bool:
    """Tell whether the launch puts something live, and is not only a message sent with what is there."""
    on_the_day = [one for one in plan.milestones if one.date == plan.launch]
    if any(one.kind == "launch" for one in on_the_day):
        return True
    return any(_CHANGES.search(told.text) for one in on_the_day for told in _told_in(one, plan))


def _told_in(milestone: Milestone, plan: Plan) -> list[Sentence]:
    wanted = set(sentences_of(milestone.evidence))
    return [sentence for sentence in plan.specification.brief.sentences if sentence.id in wanted]


def handed_over(constraint: Constraint, plan: Plan) -> PlannedDate | None:
    """The day on which the brief hands over what a constraint waits for; None where either does not speak of it."""
    if not _HAND_OVER.search(constraint.source.text):
        return None
    for milestone in plan.milestones:
        if milestone.date >= plan.today and any(_HAND_OVER.search(one.text) for one in _told_in(milestone, plan)):
            return PlannedDate("the hand-over", milestone.date, tuple(milestone.evidence))
    return None
