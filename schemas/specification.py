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
EngineName = Literal["rules", "model"]


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
    duration: float = Field(default=0.0, description="Seconds; the only part that differs between equal runs")


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
