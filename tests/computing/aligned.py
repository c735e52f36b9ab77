"""Short invented briefs and constraints, taken through the real runs: a specification, and what is worked out for it."""

import asyncio
from datetime import date

from schemas.brief import BriefInput
from schemas.events import DoneEvent
from schemas.explanation import Effect, WayOut
from schemas.specification import Specification
from service.computing.effects.plan import Plan
from service.computing.effects.work_out import work_out
from service.constraint import Constraint
from service.drafting.rules.engine import RulesEngine
from service.pipeline import translate_brief
from service.reading.constraints.reader import read_constraints

TODAY = date(2026, 8, 24)
"""A Monday."""


def specified(brief: str, today: date = TODAY) -> Specification:
    """The specification that the rules make of a brief."""

    async def run() -> Specification:
        events = translate_brief(BriefInput(text=brief), engine=RulesEngine(), organisation=None, today=today)
        async for event in events:
            if isinstance(event, DoneEvent):
                return event.specification
        raise AssertionError("the run ended without a result")

    return asyncio.run(run())


def constraint(text: str, today: date = TODAY) -> Constraint:
    """The first constraint of a text."""
    return read_constraints(text, None, today).constraints[0]


def held(text: str, specification: Specification, today: date = TODAY) -> tuple[list[Effect], list[WayOut]]:
    """The effects and the ways out that are computed for the first constraint of a text."""
    worked = work_out(constraint(text, today), Plan(specification, None, today), today)
    effects = [effect for effect in worked.effects if effect.basis == "computed"]
    return effects, [option for option in worked.options if option.basis == "computed"]


def only(text: str, specification: Specification, today: date = TODAY) -> Effect:
    """The one computed effect of the first constraint of a text."""
    [effect], _ = held(text, specification, today)
    return effect
