"""What a model may answer: small closed schemas, by the name that prompts use.

Everything a model says points at sentence ids. Lengths and counts bound what it may write; they stand in the schema
that is sent and are not held against an answer: an item that is a little too long is judged on its words.
"""

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from schemas.brief import FactKind
from schemas.requirement import Category

Whom = Literal[
    "campaign owner", "campaign manager", "CRM team", "web team", "analytics team", "content owner", "media planner",
    "IT operations", "security officer", "privacy officer", "Legal", "finance", "supplier",
]  # fmt: skip
"""Roles a question can be put to."""
NoteKindId = Literal[
    "send", "select", "leave_out", "permission", "show_own", "feed", "file", "combine", "page", "code", "load",
    "timing", "protect", "delete", "report", "decide", "open", "goal",
]  # fmt: skip
"""What a sentence can mean for IT; the catalogue says what becomes of each (`service/catalogue/notes.yaml`)."""
NAMED: tuple[FactKind, ...] = ("channel", "system", "organisation", "data", "person_role", "region", "law")
"""Kinds of facts that a model is asked for; figures, days and times are read by their form, better than by a model."""
_WORDS = r'[^"\\]'
"""A letter of a text. Some grammars let a dot stand for the quotation mark that ends it, and the form is lost."""
FACT = f"^({'|'.join(NAMED)}): {_WORDS}{{1,60}}$"
"""A fact as a model writes it down: its kind, a colon, its words."""
NOTE = f"^({'|'.join(get_args(NoteKindId))}): {_WORDS}{{1,40}}$"
"""A note as a model writes it down: its kind, a colon, the first words of what it is about."""


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


class NeedsAnswer(Answer):
    """What IT must provide, of some categories."""

    needs: Annotated[list[NeedAnswer], _few(10)]


class GoalsAnswer(Answer):
    """The business results the brief wants."""

    goals: Annotated[list[GoalAnswer], _few(6)]


class QuestionsAnswer(Answer):
    """What IT has to know and the brief leaves open."""

    questions: Annotated[list[QuestionAnswer], _few(8)]


class ContradictionAnswer(Answer):
    """Places of the brief that cannot all be true or be done together."""

    sentences: Annotated[list[SentenceId], _few(4)]
    what: Annotated[str, _short(240)]
    question: Annotated[str, _short(200)]
    whom: Whom


class ContradictionsAnswer(Answer):
    """Where the brief disagrees with itself."""

    contradictions: Annotated[list[ContradictionAnswer], _few(5)]


class ReviewAnswer(Answer):
    """One requirement of the rules that the brief does not bear out. `requirement` is its number in the list shown."""

    requirement: Annotated[str, Field(json_schema_extra={"pattern": "^R[0-9]{1,4}$"})]
    sentences: Annotated[list[SentenceId], _few(3)]
    reason: Literal["not_said", "past_result", "words_of_an_advert", "ruled_out", "another_project", "said_twice"]


class ReviewsAnswer(Answer):
    """What of the rules' reading is wrong."""

    wrong: Annotated[list[ReviewAnswer], _few(8)]


FactLine = Annotated[str, Field(json_schema_extra={"pattern": FACT})]


class FactsAnswer(Answer):
    """The facts of some sentences in their order, each as its kind and its words: `region: Cork`."""

    facts: Annotated[list[FactLine], _few(40)]


class FewFactsAnswer(FactsAnswer):
    """The same of very few sentences; a weak model that says one thing again and again is stopped soon."""

    facts: Annotated[list[FactLine], _few(12)]


class NotesAnswer(Answer):
    """What one sentence means for IT, each as its kind and where it begins: `select: members who have not`."""

    notes: Annotated[list[Annotated[str, Field(json_schema_extra={"pattern": NOTE})]], _few(2)]


class VerdictAnswer(Answer):
    """Whether the sentences that a statement points at bear it out. `statement` is its number in the list shown."""

    statement: Annotated[str, Field(json_schema_extra={"pattern": "^N[0-9]{1,4}$"})]
    verdict: Literal["yes", "partly", "no"]


class VerdictsAnswer(Answer):
    """Verdicts on statements, in the order they were given."""

    verdicts: Annotated[list[VerdictAnswer], _few(20)]


class TextAnswer(Answer):
    """One constraint in plain words, and what it means for the campaign: empty where no effects were given."""

    constraint: Annotated[str, Field(json_schema_extra={"pattern": "^C[0-9]{1,6}$"})]
    plain: Annotated[str, _short(900)]
    means: Annotated[str, Field(json_schema_extra={"maxLength": 500})] = ""


class TextsAnswer(Answer):
    """Constraints in plain words, in the order they were given."""

    texts: Annotated[list[TextAnswer], _few(6)]


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
    "needs_answer": NeedsAnswer,
    "goals_answer": GoalsAnswer,
    "questions_answer": QuestionsAnswer,
    "contradictions_answer": ContradictionsAnswer,
    "reviews_answer": ReviewsAnswer,
    "facts_answer": FactsAnswer,
    "notes_answer": NotesAnswer,
    "verdicts_answer": VerdictsAnswer,
    "texts_answer": TextsAnswer,
    "skill_answer": SkillAnswer,
}
