"""A model words constraints: so many in one question, each as a numbered line, never as an instruction.

It is told what each line has to keep and gives text alone; whether that may stand is judged by whoever asked.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from schemas.explanation import Strength
from schemas.specification import Attempt, EngineName
from service.constraint import Constraint, ConstraintReading
from service.drafting.model.findings import left_out
from service.drafting.model.numbering import plain_line
from service.drafting.model.redacting import redaction_of_limits, redactions_of
from service.drafting.plain.worded import Worded
from service.drafting.wording import WordingRequest, Wordings
from service.errors import AnswerUnusable, ModelDeclined, ModelError, ModelFiltered, ModelOverfilled
from service.llm.answers import TextAnswer, TextsAnswer
from service.llm.client import ModelClient, ModelSession
from service.llm.prompts import FilledPrompt, Prompt, fill, load_prompt
from service.llm.redacting import NOTHING_HIDDEN, Redaction, restored

BATCH = 12
"""House default: constraints of one question. Of more, weak models pass some over."""
_ABOUT_THIS_QUESTION = (AnswerUnusable, ModelDeclined, ModelFiltered, ModelOverfilled)
"""Faults after which the next question may well be answered."""
_FORCE: dict[Strength, str] = {
    "must": "a duty: must",
    "must_not": "a ban: must not",
    "should": "advice: should",
    "should_not": "advice: should not",
    "may": "a permission: may",
    "fact": "a fact",
}


def build_model_wording(client: ModelClient, name: EngineName) -> "ModelWording":
    """Make the wording for the endpoint and model of a client, which may have learnt what the endpoint takes.

    Raises:
        PromptError: the prompt cannot be used.
    """
    return ModelWording(client, load_prompt("explanations"), client.options.model, name)


def random_marker() -> str:
    """A word no text can know beforehand, for the lines around it."""
    return f"limits-{secrets.token_hex(8)}"


@dataclass(frozen=True)
class ModelWording:
    """Words constraints by asking a model once for every `BATCH`; `marker` makes the delimiter of one question."""

    client: ModelClient
    prompt: Prompt
    model: str
    name: EngineName
    marker: Callable[[], str] = random_marker

    async def word(self, request: WordingRequest) -> Wordings:
        """Ask about the constraints, batch by batch; what the model gave before it failed is kept."""
        gathered = _Gathered(redaction_of_limits(request.reading, self.client.options))
        try:
            async with self.client.connect() as session:
                for batch in batches(request.constraints):
                    await self._ask(session, request, batch, gathered)
        except ModelError as error:
            gathered.degraded = error.message
        return Wordings(
            texts=gathered.texts,
            maker=f"prompt:{self.prompt.label}:{self.model}",
            unsaid=tuple(gathered.unsaid),
            findings=tuple(left_out(gathered.misshapen)),
            prompts=(self.prompt.label,),
            attempts=tuple(gathered.attempts),
            redactions=redactions_of(gathered.redaction),
            degraded=gathered.degraded,
        )

    async def _ask(
        self, session: ModelSession, request: WordingRequest, batch: Sequence[Constraint], gathered: "_Gathered"
    ) -> None:
        try:
            question = self._question(request, batch, gathered.redaction)
            reply = await session.ask(question, TextsAnswer, gathered.attempts.append)
        except _ABOUT_THIS_QUESTION as error:
            gathered.degraded = error.message
        else:
            gathered.add(restored(reply.answer, gathered.redaction).texts, [one.id for one in batch])
            gathered.misshapen.extend(reply.left_out)

    def _question(self, request: WordingRequest, batch: Sequence[Constraint], redaction: Redaction) -> FilledPrompt:
        return fill(self.prompt, constraint_values(request, batch, self.marker(), redaction))


@dataclass
class _Gathered:
    """The answers so far, and what was hidden in the questions."""

    redaction: Redaction
    texts: dict[str, str] = field(default_factory=dict)
    unsaid: list[str] = field(default_factory=list)
    misshapen: list[str] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    degraded: str | None = None

    def add(self, items: Iterable[TextAnswer], asked: Sequence[str]) -> None:
        """Take the first text of every constraint that was asked about; ids nobody asked about are passed over."""
        said = {plain_line(item.constraint).strip("[]").upper(): plain_line(item.plain) for item in reversed([*items])}
        self.texts |= {id_: said[id_] for id_ in asked if said.get(id_)}
        self.unsaid += [id_ for id_ in asked if not said.get(id_)]


def batches(constraints: Sequence[Constraint]) -> Iterator[Sequence[Constraint]]:
    """The constraints as they are asked about, so many in one question."""
    for start in range(0, len(constraints), BATCH):
        yield constraints[start : start + BATCH]


def constraint_values(
    request: WordingRequest, batch: Sequence[Constraint], marker: str, redaction: Redaction = NOTHING_HIDDEN
) -> dict[str, str]:
    """The values of the variables of a prompt about these constraints; `marker` stands around them."""
    lines = (numbered_line(one, request.reading, request.templates[one.id], redaction) for one in batch)
    return {"marker": marker, "constraints": redaction.hide("\n".join(lines))}


def numbered_line(
    constraint: Constraint, reading: ConstraintReading, own: Worded, redaction: Redaction = NOTHING_HIDDEN
) -> str:
    """One constraint on one line: its id, what it belongs to, how binding it is, its words, what has to be kept.

    Of what is hidden no part is named among what has to be kept: whoever keeps the placeholder keeps it.
    """
    around = [reading.readable[span.start : span.end] for span in constraint.context]
    notes = [f"belongs to: {'; '.join(around)}"] if around else []
    notes.append(_FORCE[constraint.strength])
    keep = dict.fromkeys([*(fact.text for fact in own.kept), *(fact.text for fact in own.left_out)])
    said = " ".join(reading.readable[span.start : span.end] for span in constraint.parts)
    kept = [text for text in keep if redaction.shows(text, said)]
    ending = f" [keep: {plain_line('; '.join(kept))}]" if kept else ""
    return f"{constraint.id} {''.join(f'[{plain_line(note)}] ' for note in notes)}{plain_line(said)}{ending}"
