"""The computed parts of a specification: data sources, privacy, scale, schedule, ownership, governance."""

from datetime import date, time
from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from schemas.base import Citation, Evidence, Model, Number, Quantity, Unit
from schemas.requirement import Status

TimeOfDay = Annotated[
    time,
    WithJsonSchema(
        {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?$"}
    ),
]
"""As a brief gives it, mostly without a zone; the format `time` of JSON Schema (RFC 3339) would demand one."""
DataClass = Literal["public", "internal", "confidential", "personal", "sensitive", "unknown"]


# --- data sources -------------------------------------------------------------------------------


class Answer(Model):
    """One of the six data answers."""

    status: Status
    value: str | None = None
    basis: str | None = Field(
        default=None, description="Where the value comes from: the brief, the organisation profile, a default"
    )


class SixAnswers(Model):
    """The six things that must be known before a request for data can be answered."""

    location: Answer
    privacy_protection: Answer
    integration: Answer
    integrity: Answer
    format: Answer
    timing: Answer


class Combination(Model):
    """One source joined with another, and what that needs."""

    source: str
    key: str | None = None
    needs: list[str]
    evidence: list[Evidence] = []


class Alternative(Model):
    """Another source, in-house or outside, that would serve."""

    name: str
    kind: Literal["in_house", "outside"]
    note: str


class DataSource(Model):
    """One set of data the campaign needs, and what is known of it."""

    id: str
    name: str
    purpose: str
    contents: list[str]
    system: str | None
    data_class: DataClass
    answers: SixAnswers
    combined_with: list[Combination] = []
    alternatives: list[Alternative] = []
    evidence: list[Evidence]


# --- privacy ------------------------------------------------------------------------------------


class PersonalData(Model):
    """One kind of personal data, with its W3C DPV term."""

    name: str
    dpv: str | None
    sensitivity: Literal["ordinary", "highly_personal", "special", "criminal"]
    evidence: list[Evidence]


class DataSubject(Model):
    """One kind of person the data is about, with its W3C DPV term."""

    name: str
    dpv: str | None
    evidence: list[Evidence]


class Regulation(Model):
    """A law or binding standard that the brief brings into play, and why."""

    id: str
    name: str
    why: str
    jurisdiction: str | None = None
    certainty: Literal["applies", "likely", "check"] = "applies"
    evidence: list[Evidence]
    citation: Citation | None = None


class DpiaCriterion(Model):
    """One of the nine criteria of WP248 rev.01."""

    id: str
    name: str
    status: Literal["met", "not_met", "unknown"]
    why: str
    evidence: list[Evidence] = []


DpiaOutcome = Literal["required", "presumed", "recommended", "not_indicated", "undetermined"]


class Dpia(Model):
    """The screening: criteria, outcome and reason."""

    outcome: DpiaOutcome
    reason: str
    criteria: list[DpiaCriterion]
    triggers: list[str] = Field(default=[], description="Direct triggers: GDPR Art. 35(3) and national lists")
    citations: list[Citation] = []


class LegalBasis(Model):
    """A candidate legal basis for one purpose, with its conditions."""

    purpose: str
    basis: str
    conditions: list[str]
    status: Literal["candidate", "claimed", "blocked", "unknown"]
    evidence: list[Evidence]
    citation: Citation | None = None


class Processor(Model):
    """An outside party that touches the data."""

    name: str
    role: str
    country: str | None = None
    transfer: str | None = Field(default=None, description="What a transfer to that country needs, where one is likely")
    evidence: list[Evidence]


class Retention(Model):
    """How long one kind of data is kept."""

    what: str
    period: Quantity | None
    status: Status
    why: str
    evidence: list[Evidence] = []
    citation: Citation | None = None


class Minors(Model):
    """Whether children are among the people, and what follows."""

    status: Literal["yes", "no", "unknown"]
    why: str
    consent_age: int | None = None
    evidence: list[Evidence] = []


class Privacy(Model):
    """The privacy screening."""

    personal_data: list[PersonalData]
    data_subjects: list[DataSubject]
    regulations: list[Regulation]
    dpia: Dpia
    legal_basis: list[LegalBasis]
    processors: list[Processor]
    transfers: list[str] = []
    retention: list[Retention]
    minors: Minors


# --- scale --------------------------------------------------------------------------------------


class InputSource(Model):
    """Where one input of a formula comes from."""

    kind: Literal["sentence", "answer", "organisation", "assumption", "calculation", "constraint"]
    ref: str = Field(description="Sentence id, question id, profile path, catalogue fact, workload or constraint id")
    citation: Citation | None = None
    low: Number | None = None
    high: Number | None = None


class WorkloadInput(Model):
    """One input of a formula."""

    name: str
    value: Number
    unit: Unit
    source: InputSource


class Point(Model):
    """One point of a curve over time."""

    minute: Number
    value: Number


class Workload(Model):
    """One load: its arithmetic, its inputs and its range."""

    id: str
    name: str
    result: Quantity
    formula: str
    inputs: list[WorkloadInput]
    low: Number
    mid: Number
    high: Number
    curve: list[Point] = Field(default=[], description="Load by minutes after the start, for the picture")
    verdict: Literal["fits", "exceeds", "depends"] | None = Field(
        default=None,
        description="Against a known ceiling: the middle case does not fit (exceeds), or only the high one (depends)",
    )
    incomplete: str | None = Field(
        default=None, description="What the result lacks because the brief gives no number for it"
    )
    citation: Citation | None = Field(default=None, description="Source of the formula or of the ceiling")
    evidence: list[Evidence]


class PlannedSend(Model):
    """One message to many people as the brief plans it; its arithmetic is in the workloads of the same key."""

    id: str = Field(description="Key of its workloads: `email_2` of `messages.email_2`")
    name: str
    channel: str = Field(description="Catalogue id of the channel")
    messages: Quantity | None = Field(description="None where the brief gives no number")
    stated: bool = Field(description="The brief gives the number for this very send; else it is drawn from an audience")
    on: date | None
    start: TimeOfDay | None = None
    end: TimeOfDay | None = None
    zone: str | None = Field(default=None, description="Time zone in the words of the brief")
    evidence: list[Evidence]


class Scale(Model):
    """How much."""

    sends: list[PlannedSend] = []
    workloads: list[Workload]


# --- schedule -----------------------------------------------------------------------------------


class Milestone(Model):
    """A date the brief names."""

    name: str
    date: date
    kind: Literal["launch", "send", "event", "deadline", "report", "other"]
    note: str | None = None
    evidence: list[Evidence]


class Checkpoint(Model):
    """A date on which both sides look at the same thing."""

    name: str
    date: date
    why: str


class LeadItem(Model):
    """Work that must be finished before a date, in working days."""

    id: str
    name: str
    low: int
    typical: int
    high: int
    needed_by: date | None
    latest_start: date | None
    status: Literal["ok", "tight", "late", "unknown"]
    why: str
    after: list[str] = Field(default=[], description="Ids of items that must come first")
    owner: str | None = None
    citation: Citation | None = None
    evidence: list[Evidence]


class Buffer(Model):
    """Time kept for change, and why."""

    working_days: int
    reason: str
    citation: Citation | None = None


class Effort(Model):
    """Who is needed for how long."""

    role: str
    working_days: Number | None
    status: Status
    why: str


class Schedule(Model):
    """When."""

    launch: date | None
    launch_evidence: list[Evidence] = []
    milestones: list[Milestone]
    checkpoints: list[Checkpoint]
    lead_items: list[LeadItem]
    buffer: Buffer | None
    efforts: list[Effort]
    holidays: list[str] = Field(default=[], description="Public holidays that were skipped, `YYYY-MM-DD name (region)`")
    options: list[str] = Field(default=[], description="Ways out where something is late, with their effect")


# --- people and tools ---------------------------------------------------------------------------


class Ownership(Model):
    """One RACI row."""

    topic: str
    accountable: str | None
    responsible: str | None
    consulted: list[str] = []
    informed: list[str] = []
    status: Literal["named", "assumed", "gap"]
    evidence: list[Evidence] = []


class ToolException(Model):
    """What an exception for a tool would need."""

    owner: str | None
    expires: date | None
    conditions: list[str]


class Governance(Model):
    """One tool, its standing and its route."""

    tool: str
    status: Literal["listed", "unlisted", "unknown"]
    route: Literal["known", "fast_lane", "full_review"]
    reason: str
    data_class: DataClass = "unknown"
    exception: ToolException | None = None
    evidence: list[Evidence]


class Risk(Model):
    """Something that may go wrong, and what would lessen it."""

    id: str
    text: str
    effect: str
    mitigation: str
    evidence: list[Evidence]


class Assumption(Model):
    """Something taken for granted until somebody says otherwise."""

    id: str
    text: str
    value: Quantity | None = None
    used_by: list[str] = []
    citation: Citation | None = None
    evidence: list[Evidence] = []


class Contradiction(Model):
    """Two places of the brief that disagree."""

    id: str
    text: str
    evidence: list[Evidence]
