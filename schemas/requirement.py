"""Requirements and the questions that stand between the brief and a promise."""

from typing import Literal

from pydantic import Field

from schemas.base import Citation, Evidence, Finding, Model

Category = Literal[
    "data", "privacy", "scale", "integration", "security", "availability", "time", "measurement", "governance"
]
CATEGORY_PREFIX: dict[Category, str] = {
    "data": "DATA", "privacy": "PRIV", "scale": "SCALE", "integration": "INTG", "security": "SEC",
    "availability": "AVAIL", "time": "TIME", "measurement": "MEAS", "governance": "GOV",
}  # fmt: skip
EarsPattern = Literal["ubiquitous", "event", "state", "unwanted", "optional", "complex"]
Priority = Literal["must", "should", "could", "wont"]
Origin = Literal["stated", "derived", "inferred"]
Support = Literal["supported", "partial", "unsupported", "unchecked"]
VerificationMethod = Literal["inspection", "analysis", "demonstration", "test"]
Status = Literal["known", "assumed", "unknown"]


class Owner(Model):
    """Who answers for something, and how sure that is."""

    name: str | None = None
    status: Status = "unknown"


class Requirement(Model):
    """One need of IT work, in an EARS pattern, traced to the brief."""

    key: str = Field(description="Hash of category, object and need: stable under re-runs and unrelated edits")
    id: str = Field(description="For display, such as DATA-001")
    category: Category
    statement: str
    pattern: EarsPattern
    rationale: str
    goals: list[str] = []
    priority: Priority
    origin: Origin
    evidence: list[Evidence]
    support: Support = "unchecked"
    acceptance_criteria: list[str]
    verification_method: VerificationMethod
    owner: Owner = Owner()
    citations: list[Citation] = []
    calculations: list[str] = Field(default=[], description="Ids of workloads and lead items whose numbers it uses")
    produced_by: list[str]
    findings: list[Finding] = []


class Question(Model):
    """An unknown that matters, in marketing words, to a role. The list is ranked by what each unblocks."""

    id: str
    text: str
    why: str
    whom: str
    raised_by: list[str] = Field(default=[], description="Sentence ids")
    blocks: list[str] = Field(default=[], description="Requirement ids")
    options: list[str] = []
    default: str | None = Field(default=None, description="What is assumed meanwhile")
    evidence: list[Evidence] = []


class Coverage(Model):
    """What became of one sentence of the brief."""

    sentence: str
    status: Literal["used", "asked", "not_a_requirement"]
    reason: str
    refs: list[str] = Field(default=[], description="Ids of the requirements, goals, questions ... that use it")
