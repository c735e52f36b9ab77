"""What a model's answers came to, once they were checked."""

from dataclasses import dataclass

from schemas.base import Finding
from schemas.brief import Goal
from service.campaign import Mention
from service.drafting.engine import Disagreement
from service.needs import Ask, Need


@dataclass(frozen=True)
class Part:
    """What one answer came to. `refused` counts needs left out because their sentences do not bear them out."""

    needs: tuple[Need, ...] = ()
    goals: tuple[Goal, ...] = ()
    asks: tuple[Ask, ...] = ()
    facts: tuple[Mention, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    findings: tuple[Finding, ...] = ()
    refused: int = 0

    def __add__(self, other: "Part") -> "Part":
        return Part(
            (*self.needs, *other.needs),
            (*self.goals, *other.goals),
            (*self.asks, *other.asks),
            (*self.facts, *other.facts),
            (*self.disagreements, *other.disagreements),
            (*self.findings, *other.findings),
            self.refused + other.refused,
        )
