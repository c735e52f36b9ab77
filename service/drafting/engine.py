"""What every engine offers: from a reading to a campaign, its needs, and the questions it leaves."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from schemas.base import Evidence, Finding
from schemas.organisation import Organisation
from schemas.requirement import Category
from schemas.specification import Attempt, EngineName, Redacted, SupportCheck
from service.campaign import Campaign, Mention, Reading
from service.needs import Ask, Need


@dataclass(frozen=True)
class DraftRequest:
    """What an engine is given."""

    reading: Reading
    today: date
    organisation: Organisation | None


@dataclass(frozen=True)
class Section:
    """The needs of one category, as soon as they are there."""

    category: Category
    needs: tuple[Need, ...]


@dataclass(frozen=True)
class Asked:
    """How far a model is: so many questions are answered, of those that are known by now."""

    answered: int
    of: int


@dataclass(frozen=True)
class Disagreement:
    """Sentences of the brief that cannot all hold."""

    text: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Draft:
    """Everything an engine made of the brief. `degraded` says why an outside part failed, when one did.

    `facts` are those to be shown, None for all that were read; `disagreements` come on top of those that are computed.
    """

    campaign: Campaign
    needs: tuple[Need, ...]
    asks: tuple[Ask, ...] = ()
    facts: tuple[Mention, ...] | None = None
    disagreements: tuple[Disagreement, ...] = ()
    findings: tuple[Finding, ...] = ()
    model: str | None = None
    prompts: tuple[str, ...] = ()
    attempts: tuple[Attempt, ...] = field(default=())
    redactions: tuple[Redacted, ...] = ()
    support: SupportCheck = field(default_factory=SupportCheck)
    degraded: str | None = None


class Engine(Protocol):
    """Drafts section by section; the last item it yields is the whole draft."""

    @property
    def name(self) -> EngineName:
        """Which engine this is."""

    def draft(self, request: DraftRequest) -> AsyncGenerator[Section | Asked | Draft, None]:
        """Yield sections as they are drafted, and how far a model is, then one `Draft`.

        An engine never raises when something outside fails: it yields what it has, with `degraded` set.
        """
