"""Other words for constraints than those of the templates: what whoever offers them is given, and what becomes of them.

A text that is offered counts only once it has passed the checks; nothing else of a constraint is anybody's to word.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from schemas.base import Finding
from schemas.specification import Attempt, EngineName
from service.constraint import Constraint, ConstraintReading, is_read
from service.drafting.plain.offered import left_unsaid, take
from service.drafting.plain.worded import Worded, word


@dataclass(frozen=True)
class WordingRequest:
    """Constraints to put into words, those of them that were read, with the templates' texts by id."""

    reading: ConstraintReading
    constraints: tuple[Constraint, ...]
    templates: Mapping[str, Worded]


@dataclass(frozen=True)
class Wordings:
    """What was offered: texts by id of their constraint. `degraded` says why an outside part failed, when one did.

    `unsaid` are the constraints that an answer left out, `maker` is what `produced_by` names.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    maker: str = ""
    unsaid: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    prompts: tuple[str, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    degraded: str | None = None


class Wording(Protocol):
    """Offers other words for constraints."""

    @property
    def name(self) -> EngineName:
        """Which engine this is."""

    @property
    def model(self) -> str:
        """The model that is asked."""

    async def word(self, request: WordingRequest) -> Wordings:
        """Offer words for the constraints.

        Never raises when something outside fails: it gives what it has, with `degraded` set.
        """


async def offered_words(reading: ConstraintReading, wording: Wording) -> tuple[dict[str, Worded], Wordings]:
    """The words of every constraint, its own or the offered ones where they passed, and what was offered."""
    request = wording_request(reading)
    offered = await wording.word(request) if request.constraints else Wordings()
    taken = {one.id: _taken(one, reading, request.templates[one.id], offered) for one in request.constraints}
    return {**request.templates, **taken}, offered


def wording_request(reading: ConstraintReading) -> WordingRequest:
    """What whoever offers other words is given: the constraints that were read, with the templates' words."""
    templates = {one.id: word(one, reading.readable) for one in reading.constraints}
    return WordingRequest(reading, tuple(one for one in reading.constraints if is_read(one)), templates)


def _taken(constraint: Constraint, reading: ConstraintReading, own: Worded, offered: Wordings) -> Worded:
    text = offered.texts.get(constraint.id)
    if text is not None:
        return take(constraint, reading.readable, own, text, offered.maker)
    return left_unsaid(own) if constraint.id in offered.unsaid else own
