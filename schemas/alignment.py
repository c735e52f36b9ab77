"""Where a specification and the constraints of IT meet: what collides, what does not, and the view of the launch."""

from datetime import date
from typing import Literal

from pydantic import Field

from schemas import SCHEMA_VERSION
from schemas.base import Finding, Model, Quantity
from schemas.explanation import Bar, ConstraintText, EffectArea, ExplainedConstraint, WayOut
from schemas.requirement import Question
from schemas.specification import Outcome, Provenance


class Collision(Model):
    """A constraint that the plan does not fit."""

    id: str
    constraint: str = Field(description="Id of the constraint")
    requirements: list[str] = Field(description="Ids of the requirements that it touches")
    area: EffectArea
    effect: str
    size: Quantity | None
    calculation: str | None
    decide_by: date | None = None
    bars: list[Bar] = []
    options: list[WayOut]


class NoCollision(Model):
    """A constraint without a collision: the plan fits it, it applies and has no sum, or it cannot be told."""

    constraint: str
    status: Literal["fits", "applies", "cannot_tell", "does_not_concern"]
    why: str


ReadinessStatus = Literal["ok", "tight", "late", "open"]


class ReadinessFact(Model):
    """One fact about the state of things before the launch; `status` is arithmetic and no verdict."""

    text: str
    status: ReadinessStatus
    refs: list[str] = Field(default=[], description="Ids of constraints, lead items, requirements or workloads")


class OpenRisk(Model):
    """Something that may go wrong, and what would lessen it."""

    text: str
    effect: str
    mitigation: str
    refs: list[str] = []


class Stake(Model):
    """What the business stands to gain or to lose."""

    text: str
    refs: list[str] = []


class Decision(Model):
    """A choice that somebody has to make, and until when."""

    what: str
    who: str
    by: date | None
    why: str
    refs: list[str] = []


class LaunchView(Model):
    """Facts and options for the people who decide on the launch; the verdict is theirs."""

    launch: date | None
    readiness: list[ReadinessFact]
    open_risks: list[OpenRisk]
    at_stake: list[Stake]
    decisions: list[Decision]


class Alignment(Model):
    """A specification held against constraints."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    outcome: Outcome
    reason: str
    campaign: str
    text: ConstraintText
    constraints: list[ExplainedConstraint]
    collisions: list[Collision]
    no_collision: list[NoCollision]
    launch_view: LaunchView
    questions: list[Question]
    findings: list[Finding] = []
    provenance: Provenance
