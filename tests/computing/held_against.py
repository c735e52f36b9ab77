"""Short invented briefs and constraints, taken through the real steps up to what a constraint does."""

import asyncio
from dataclasses import replace
from datetime import date
from functools import cache

from schemas.alignment import Alignment
from schemas.brief import BriefInput
from schemas.events import AlignmentDoneEvent, DoneEvent
from schemas.explanation import ConstraintKind, Effect
from schemas.specification import Specification
from service.computing.effects.plan import Plan
from service.computing.effects.work_out import work_out
from service.computing.effects.worked import Worked
from service.drafting.rules.engine import RulesEngine
from service.pipeline import align_constraints, translate_brief
from service.reading.constraints.reader import read_constraints

TODAY = date(2026, 11, 23)
"""A Monday."""


@cache
def specification(brief: str, today: date = TODAY) -> Specification:
    """The specification of a brief by the rules."""

    async def run() -> Specification:
        async for event in translate_brief(
            BriefInput(text=brief), engine=RulesEngine(), organisation=None, today=today
        ):
            if isinstance(event, DoneEvent):
                return event.specification
        raise AssertionError("the run ended without a result")

    return asyncio.run(run())


def worked(brief: str, text: str, kind: ConstraintKind, today: date = TODAY) -> Worked:
    """What the one constraint of a text, taken as this kind, does to a plan; kinds are told apart elsewhere."""
    reading = read_constraints(text, None, today)
    [constraint] = reading.constraints
    plan = Plan(specification(brief, today), None, today, reading)
    return work_out(replace(constraint, kind=kind), plan, today)


def computed(brief: str, text: str, kind: ConstraintKind, today: date = TODAY) -> list[Effect]:
    """The computed effects of it; each one carries its sum and tells sentences of the brief."""
    effects = [effect for effect in worked(brief, text, kind, today).effects if effect.basis == "computed"]
    known = {sentence.id for sentence in specification(brief, today).brief.sentences}
    for effect in effects:
        assert effect.calculation
        assert set(effect.sentences) <= known
    return effects


def aligned(brief: str, text: str, today: date = TODAY) -> Alignment:
    """A brief held against a text with several constraints, through the real runs."""

    plan = specification(brief, today)

    async def run() -> Alignment:
        async for event in align_constraints(plan, text, organisation=None, today=today):
            if isinstance(event, AlignmentDoneEvent):
                return event.alignment
        raise AssertionError("the run ended without a result")

    return asyncio.run(run())


def collisions(brief: str, text: str, today: date = TODAY) -> list[str]:
    """What the collisions say, in order."""
    return [one.effect for one in aligned(brief, text, today).collisions]


def options(found: Worked) -> list[str]:
    """The computed ways out, in words."""
    return [option.text for option in found.options if option.basis == "computed"]
