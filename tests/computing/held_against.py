"""Short invented briefs and constraints, taken through the real steps up to what a constraint does."""

import asyncio
from dataclasses import replace
from datetime import date
from functools import cache

from schemas.brief import BriefInput
from schemas.events import DoneEvent
from schemas.explanation import ConstraintKind, Effect
from schemas.specification import Specification
from service.computing.effects.plan import Plan
from service.computing.effects.work_out import work_out
from service.computing.effects.worked import Worked
from service.drafting.rules.engine import RulesEngine
from service.pipeline import translate_brief
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
    [constraint] = read_constraints(text, None, today).constraints
    return work_out(replace(constraint, kind=kind), Plan(specification(brief, today), None, today), today)


def computed(brief: str, text: str, kind: ConstraintKind, today: date = TODAY) -> list[Effect]:
    """The computed effects of it; each one carries its sum and tells sentences of the brief."""
    effects = [effect for effect in worked(brief, text, kind, today).effects if effect.basis == "computed"]
    known = {sentence.id for sentence in specification(brief, today).brief.sentences}
    for effect in effects:
        assert effect.calculation
        assert set(effect.sentences) <= known
    return effects


def options(found: Worked) -> list[str]:
    """The computed ways out, in words."""
    return [option.text for option in found.options if option.basis == "computed"]
