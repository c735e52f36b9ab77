"""What a model may answer: small closed schemas, by the name that prompts use.

Everything a model says points at sentence ids. Lengths and counts bound what it may write; they stand in the schema
that is sent and are not held against an answer: an item that is a little too long is judged on its words.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas.requirement import Category

Whom = Literal[
    "campaign owner", "campaign manager", "CRM team", "web team", "analytics team", "content owner", "media planner",
    "IT operations", "security officer", "privacy officer", "Legal", "finance", "supplier",
]  # fmt: skip
"""Roles a question can be put to."""


def _short(longest: int) -> Any:
    return Field(min_length=1, json_schema_extra={"maxLength": longest})


def _few(most: int) -> Any:
    return Field(json_schema_extra={"maxItems": most})


SentenceId = Annotated[str, Field(json_schema_extra={"pattern": "^S[0-9]{1,6}$"})]


class Answer(BaseModel):
    """Base of what a model answers: frozen, refuses unknown fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NeedAnswer(Answer):
    """One thing IT must do, in an EARS pattern. Evidence comes first: a model words what it has just pointed at."""

    sentences: Annotated[list[SentenceId], _few(5)]
    category: Category
    object: Annotated[str, _short(60)]
    statement: Annotated[str, _short(240)]
    rationale: Annotated[str, _short(200)]
    priority: Literal["must", "should", "could"]


class GoalAnswer(Answer):
    """One business result the brief wants."""

    sentences: Annotated[list[SentenceId], _few(3)]
    statement: Annotated[str, _short(200)]


class QuestionAnswer(Answer):
    """One thing IT has to know and the brief leaves open."""

    sentences: Annotated[list[SentenceId], _few(3)]
    text: Annotated[str, _short(200)]
    why: Annotated[str, _short(200)]
    whom: Whom


class RequirementsAnswer(Answer):
    """Everything the model read in one brief."""

    goals: Annotated[list[GoalAnswer], _few(6)]
    needs: Annotated[list[NeedAnswer], _few(20)]
    questions: Annotated[list[QuestionAnswer], _few(8)]


class TextAnswer(Answer):
    """One constraint in plain words."""

    constraint: Annotated[str, Field(json_schema_extra={"pattern": "^C[0-9]{1,6}$"})]
    plain: Annotated[str, _short(900)]


class TextsAnswer(Answer):
    """Constraints in plain words, in the order they were given."""

    texts: Annotated[list[TextAnswer], _few(12)]


class ProbeAnswer(Answer):
    """Of every kind of bound that answers have one, so that an endpoint that takes this schema takes all of them."""

    sentences: Annotated[list[SentenceId], _few(2)]
    colour: Annotated[str, _short(20)]
    light: Literal["day", "night"]


class SkillAnswer(Answer):
    """What a model read in the small brief of the prompt `skill`, whose right answer is known."""

    forbidden: Annotated[list[SentenceId], _few(6)]
    target: Annotated[list[SentenceId], _few(6)]
    source: Annotated[list[SentenceId], _few(6)]


ANSWERS: dict[str, type[Answer]] = {
    "requirements_answer": RequirementsAnswer,
    "texts_answer": TextsAnswer,
    "skill_answer": SkillAnswer,
}
