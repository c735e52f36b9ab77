"""Constraints from IT in plain business terms, each with what it does to the campaign and the ways out."""

from datetime import date
from typing import Literal

from pydantic import Field

from schemas import SCHEMA_VERSION
from schemas.base import Citation, Finding, Model, Number, Quantity, Unit
from schemas.brief import FactKind, Sentence
from schemas.parts import WorkloadInput
from schemas.requirement import Coverage, Question
from schemas.specification import Outcome, Provenance

ConstraintKind = Literal[
    "rate_limit", "quota", "capacity", "change_freeze", "maintenance_window", "availability", "recovery",
    "retention", "erasure", "data_location", "transfer", "data_class", "consent", "minors", "access",
    "security_review", "vendor_approval", "accessibility", "lead_time", "approval", "refresh_timing", "format",
    "end_of_life", "cost", "headcount", "sending_hours", "measurement", "other",
]  # fmt: skip
Firmness = Literal["law", "contract", "policy", "capacity", "preference", "unknown"]
Strength = Literal["must", "must_not", "should", "should_not", "may", "fact"]
BoundDirection = Literal["at_most", "at_least", "exactly", "about"]
EffectArea = Literal["timing", "reach", "cost", "customer_experience", "measurement", "risk"]


class Passage(Model):
    """A verbatim place in the constraint text: `text.text[start:end] == text`, in Unicode code points."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str


class ConstraintText(Model):
    """The constraint text as it was read; its sentences have ids of their own (`T1`), apart from those of a brief."""

    text: str
    language: str = Field(description="BCP 47 code of the main language, `und` when it cannot be told")
    not_read: list[str] = Field(default=[], description="What was not read, said plainly")
    sentences: list[Sentence]


class BoundedQuantity(Model):
    """One number of a constraint: what it is, and on which side of it one has to stay."""

    text: str
    start: int
    end: int
    kind: FactKind
    value: Number | str | None = None
    high: Number | None = None
    unit: Unit | None = None
    bound: BoundDirection | None = None
    scope: str | None = Field(default=None, description="What the number counts for: per brand, across all brands ...")


class Reason(Model):
    """Why a constraint exists: in the words of the text, or what such a constraint usually is there for."""

    text: str
    basis: Literal["stated", "typical"]
    citation: Citation | None = None


class Bar(Model):
    """One bar of the picture that shows a gap: bars of one effect share a unit."""

    label: str
    value: Number
    unit: Unit


class Effect(Model):
    """What a constraint does to the campaign: computed from both texts, or general and marked as such."""

    area: EffectArea
    text: str
    basis: Literal["computed", "general"]
    collides: bool = Field(default=False, description="What the brief plans does not fit the constraint")
    size: Quantity | None = Field(default=None, description="How far it does not fit")
    open_point: str | None = Field(default=None, description="What has to be known to tell whether it fits")
    decide_by: date | None = Field(default=None, description="Until when somebody has to choose a way out")
    calculation: str | None = None
    inputs: list[WorkloadInput] = []
    requirements: list[str] = Field(default=[], description="Ids of the requirements that it touches")
    sentences: list[str] = Field(default=[], description="Ids of the sentences of the brief that it rests on")
    bars: list[Bar] = []


class WayOut(Model):
    """One option: what it is, its price, its gain, and who decides."""

    text: str
    basis: Literal["computed", "typical"]
    gives_up: str
    gains: str
    who_decides: str
    takes: str | None = Field(default=None, description="What has to be done for it")
    calculation: str | None = None


class GlossaryEntry(Model):
    """A term of art and its plain wording."""

    term: str
    plain: str


FactOfSource = Literal["number", "name", "obligation", "negation", "condition", "exception"]


class Kept(Model):
    """Something of the source and the place in the plain text that says it: `plain[plain_start:plain_end]`."""

    what: FactOfSource
    text: str
    start: int
    end: int
    plain_start: int
    plain_end: int


class LeftOut(Model):
    """Something of the source that the plain text does not say, and why."""

    text: str
    start: int
    end: int
    reason: str


class Readability(Model):
    """Diagnostics of the plain text; they gate nothing."""

    words: int
    words_per_sentence: float
    grade: float = Field(description="Flesch-Kincaid grade")


class Meaning(Model):
    """What a constraint means for the campaign in a model's words, which say no more than its effects and ways out."""

    text: str
    produced_by: str = Field(description="Prompt and model: `prompt:explanations@2:some-model`")


class ExplainedConstraint(Model):
    """One constraint: as it stands, as it was read, in plain words, and worked out for the campaign."""

    id: str
    source: Passage
    context: list[Passage] = Field(
        default=[],
        description="What else belongs to it: headings, a list lead-in, a footnote, an exception further down",
    )
    title: str
    kind: ConstraintKind
    firmness: Firmness
    firmness_why: str
    strength: Strength
    quantities: list[BoundedQuantity]
    conditions: list[Passage] = []
    exceptions: list[Passage] = []
    binds: str | None = Field(default=None, description="Who or what is bound, in the words of the text")
    decides: str | None = Field(default=None, description="Who may allow or approve, in the words of the text")
    overridden_by: str | None = Field(default=None, description="Id of the constraint that replaces this one")
    plain: str
    means: Meaning | None = Field(
        default=None,
        description="What it means for the campaign and what can be done, worded by a model from the effects and ways "
        "out, checked; never without a model",
    )
    why: Reason
    effects: list[Effect]
    options: list[WayOut]
    next_step: str
    glossary: list[GlossaryEntry]
    kept: list[Kept] = Field(description="Every number, date, name, obligation, condition and exception that is there")
    left_out: list[LeftOut]
    findings: list[Finding] = []
    readability: Readability
    produced_by: list[str]


class Explanation(Model):
    """Every constraint of one text, explained."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    outcome: Outcome
    reason: str
    text: ConstraintText
    campaign: str | None = Field(default=None, description="Title of the specification it was worked out for")
    constraints: list[ExplainedConstraint]
    questions: list[Question]
    coverage: list[Coverage]
    findings: list[Finding] = []
    provenance: Provenance
