"""Other words for constraints than those of the rules: what whoever offers them is given, and what becomes of them.

The rules' explanation comes first. A text that is offered counts only once it has passed the checks, and nothing else
of a constraint is anybody's to word: its effects and ways out stand as they were worked out.
"""

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Protocol

from schemas.base import Finding
from schemas.brief import Fact
from schemas.explanation import ExplainedConstraint
from schemas.specification import Attempt, EngineName, Redacted
from service.computing.effects.plan import Plan
from service.constraint import Constraint, ConstraintReading, is_read
from service.drafting.engine import Asked
from service.drafting.explaining import explain, in_words
from service.drafting.model.obeying import obedience_faults
from service.drafting.plain.offered import left_unsaid, take, take_meaning
from service.drafting.plain.worded import Worded, word
from service.verifying.meaning import NOTHING_TOLD, Told, told_by


@dataclass(frozen=True)
class WordingRequest:
    """Constraints to put into words, those of them that were read, with the templates' texts by id.

    `told` are the effects and ways out by id, `facts` what was read in the brief that they were worked out for.
    """

    reading: ConstraintReading
    constraints: tuple[Constraint, ...]
    templates: Mapping[str, Worded]
    told: Mapping[str, Told] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Offer:
    """The answer to one question: texts by the id of their constraint, and what a constraint means, where it was said.

    `asked` are the constraints that were asked about. `maker` is what `produced_by` names; `secrets` may not come back
    in any text.
    """

    asked: tuple[str, ...]
    texts: Mapping[str, str]
    means: Mapping[str, str]
    maker: str
    secrets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wordings:
    """How the asking went, once it is over. `degraded` says why an outside part failed, when one did."""

    findings: tuple[Finding, ...] = ()
    prompts: tuple[str, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    redactions: tuple[Redacted, ...] = ()
    degraded: str | None = None


class Wording(Protocol):
    """Offers other words for constraints."""

    @property
    def name(self) -> EngineName:
        """Which engine this is."""

    @property
    def model(self) -> str:
        """The model that is asked."""

    def word(self, request: WordingRequest) -> AsyncGenerator[Offer | Asked | Wordings, None]:
        """Offer words for the constraints, question by question in their order; the last part says how it went.

        Never raises when something outside fails: it gives what it has, with `degraded` set.
        """


async def reworded(
    explained: Sequence[ExplainedConstraint], request: WordingRequest, wording: Wording
) -> AsyncGenerator[ExplainedConstraint | Asked | Wordings, None]:
    """Every explained constraint in its order, in the offered words where they passed, as soon as they are judged."""
    if not request.constraints:
        for one in explained:
            yield one
        return
    constraints = {one.id: one for one in request.constraints}
    waiting = list(explained)
    async with aclosing(wording.word(request)) as parts:
        async for part in parts:
            if isinstance(part, Offer):
                while not {one.id for one in waiting}.isdisjoint(part.asked):
                    one = waiting.pop(0)
                    yield _judged(one, constraints[one.id], request, part) if one.id in part.asked else one
                continue
            if isinstance(part, Wordings):
                for one in waiting:
                    yield one
            yield part


def explained_to_reword(
    reading: ConstraintReading, plan: Plan | None, today: date
) -> tuple[tuple[ExplainedConstraint, ...], WordingRequest]:
    """Every constraint explained by the rules, and what whoever offers other words is given about them.

    `today` is the day on which the constraints are read.
    """
    templates = templates_of(reading)
    explained = tuple(explain(one, reading, plan, today, templates[one.id]) for one in reading.constraints)
    return explained, wording_request(reading, explained, templates, plan.specification.facts if plan else ())


def wording_request(
    reading: ConstraintReading,
    explained: Sequence[ExplainedConstraint] = (),
    templates: Mapping[str, Worded] | None = None,
    facts: Sequence[Fact] = (),
) -> WordingRequest:
    """What whoever offers other words is given: the constraints that were read, what was worked out for each."""
    own = templates_of(reading) if templates is None else templates
    told = {one.id: told_by(one.effects, one.options) for one in explained if one.overridden_by is None}
    return WordingRequest(reading, tuple(one for one in reading.constraints if is_read(one)), own, told, tuple(facts))


def templates_of(reading: ConstraintReading) -> dict[str, Worded]:
    """The words of the templates by the id of their constraint."""
    return {one.id: word(one, reading.readable) for one in reading.constraints}


def _judged(
    explained: ExplainedConstraint, constraint: Constraint, request: WordingRequest, offer: Offer
) -> ExplainedConstraint:
    """The constraint in the offered words that pass; what does not pass leaves a finding in its place."""
    id_, readable, own = constraint.id, request.reading.readable, request.templates[constraint.id]
    text, means, told = offer.texts.get(id_), offer.means.get(id_, ""), request.told.get(id_, NOTHING_TOLD)
    scan = partial(obedience_faults, request.reading, secrets=offer.secrets)
    worded = take(constraint, readable, own, text, offer.maker, scan([text])) if text else left_unsaid(own)
    meaning, noted = take_meaning(constraint, readable, told, means, offer.maker, scan([means]))
    return in_words(explained, constraint, worded, meaning, noted)
