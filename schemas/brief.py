"""The brief as it comes in, its numbered sentences, and the facts read from it."""

from typing import Literal

from pydantic import Field, model_validator

from schemas.base import Evidence, Model, Number, Quantity, Unit

FactKind = Literal[
    "count", "money", "percentage", "rate", "duration", "date", "window",
    "channel", "system", "organisation", "data", "person_role", "region", "law",
]  # fmt: skip
FactRole = Literal[
    "target", "baseline", "past_result", "example", "audience", "budget", "limit",
    "volume", "deadline", "launch", "event", "price", "other",
]  # fmt: skip
SentenceKind = Literal["prose", "heading", "item", "row", "field", "quote", "code", "markup"]


class BriefFields(Model):
    """The guided form: every field may be empty, but one must not be. Each becomes a labelled sentence."""

    goal: str = ""
    measure: str = ""
    audience: str = ""
    audience_size: str = ""
    channels: str = ""
    dates: str = ""
    regions: str = ""
    data: str = ""
    tools: str = ""
    budget: str = ""
    decides: str = ""
    other: str = ""


class BriefInput(Model):
    """What a caller sends: a text or the fields of the form, not both."""

    title: str | None = None
    text: str | None = None
    fields: BriefFields | None = None

    @model_validator(mode="after")
    def _one_of_text_and_fields(self) -> "BriefInput":
        if (self.text is None) == (self.fields is None):
            raise ValueError("give either `text` or `fields`")
        return self


class Sentence(Model):
    """One numbered sentence: `brief.text[start:end] == text`, offsets in Unicode code points."""

    id: str
    start: int
    end: int
    text: str
    kind: SentenceKind = "prose"
    context: list[str] = Field(
        default=[],
        description="What it needs to be readable alone: headings, list lead-in, `column: cell` pairs of a row",
    )


class Fact(Model):
    """One mention that was read, whether or not it led to a requirement."""

    id: str
    kind: FactKind
    text: str
    value: Number | str | None = Field(
        default=None,
        description="Normalised: a number; ISO 8601 date, month, quarter or interval; catalogue id of a channel, "
        "data element or role; "
        "proper name of a system or organisation; ISO 3166 code of a region",
    )
    high: Number | None = Field(
        default=None, description="Upper end when the mention is a range; `value` is the lower end"
    )
    unit: Unit | None = None
    role: FactRole | None = None
    sentence: str
    start: int
    end: int
    note: str | None = Field(default=None, description="What was inferred, such as the year of a date")


class Brief(Model):
    """The brief as it was read."""

    title: str
    text: str
    language: str = Field(description="BCP 47 code of the main language, `und` when it cannot be told")
    not_read: list[str] = Field(default=[], description="What was not read, said plainly")
    sentences: list[Sentence]


class Goal(Model):
    """A business goal that the brief states."""

    id: str
    statement: str
    metric: str | None = None
    baseline: Quantity | None = None
    target: Quantity | None = None
    deadline: str | None = Field(default=None, description="ISO date, month or quarter")
    evidence: list[Evidence]
