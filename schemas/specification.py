"""The specification: one brief, turned into what IT needs to know."""

from datetime import date
from typing import Literal

from pydantic import Field

from schemas import SCHEMA_VERSION
from schemas.base import Finding, Model
from schemas.brief import Brief, Fact, Goal
from schemas.parts import (
    Assumption,
    Contradiction,
    DataSource,
    Governance,
    Ownership,
    Privacy,
    Risk,
    Scale,
    Schedule,
)
from schemas.requirement import Coverage, Question, Requirement

Outcome = Literal["complete", "partial", "too_thin", "refused", "failed"]
EngineName = Literal["rules", "model", "hybrid"]


class Tokens(Model):
    """Tokens over all attempts of a run."""

    input: int = 0
    output: int = 0
    cached: int = 0


class Attempt(Model):
    """One call to a model, or one that was to be made: its outcome says what became of it."""

    prompt: str
    outcome: str
    repair: int = Field(default=0, description="Which repair this try is: 0 is the question as it stands")
    tokens: Tokens = Tokens()
    seconds: float = 0.0
    cost: float = Field(default=0.0, description="In `currency`; without one the price is not known")
    currency: str | None = None


RedactedKind = Literal["person", "email", "phone", "card", "iban", "account", "identity", "ip", "secret", "path"]


class Redacted(Model):
    """One person or value that a model did not get to see. The value itself stands nowhere."""

    kind: RedactedKind
    placeholder: str = Field(description="What was sent instead; put back in the answer")
    count: int = Field(description="Places in the text")


class SupportCheck(Model):
    """Needs that a model named, and how many of them were left out because their sentences do not bear them out."""

    checked: int = 0
    refused: int = 0


class Provenance(Model):
    """How the result was made."""

    engine: EngineName
    model: str | None = None
    prompts: list[str] = []
    catalogue_version: str
    today: date
    tokens: Tokens = Tokens()
    cost: float = Field(default=0.0, description="Over all attempts, in `currency`; without one the price is not known")
    currency: str | None = None
    attempts: list[Attempt] = []
    redactions: list[Redacted] = Field(default=[], description="What was replaced before the text was sent to a model")
    support: SupportCheck = SupportCheck()
    first_requirement: float | None = Field(
        default=None, description="Seconds until the first requirement was there and checked"
    )
    duration: float = Field(
        default=0.0, description="Seconds; with `first_requirement` the only part that differs between equal runs"
    )


class Specification(Model):
    """The whole result. Everything in it points at sentences, calculations or cited facts."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    outcome: Outcome
    reason: str
    brief: Brief
    facts: list[Fact]
    goals: list[Goal]
    requirements: list[Requirement]
    data_sources: list[DataSource]
    privacy: Privacy
    scale: Scale
    schedule: Schedule
    ownership: list[Ownership]
    governance: list[Governance]
    risks: list[Risk]
    assumptions: list[Assumption]
    contradictions: list[Contradiction]
    questions: list[Question]
    coverage: list[Coverage]
    findings: list[Finding] = []
    provenance: Provenance
