"""A model words constraints: so many in one question, each as a numbered line, never as an instruction.

It is told what each line has to keep, and what was worked out for it. It gives text alone; whether that may stand is
judged by whoever asked.
"""

import secrets
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from schemas.explanation import Strength
from schemas.specification import Attempt, EngineName
from service.constraint import Constraint, ConstraintReading
from service.drafting.engine import Asked
from service.drafting.model.findings import left_out
from service.drafting.model.numbering import plain_line
from service.drafting.model.redacting import redaction_of_limits, redactions_of
from service.drafting.plain.worded import Worded
from service.drafting.wording import Offer, WordingRequest, Wordings
from service.errors import AnswerUnusable, ModelDeclined, ModelError, ModelFiltered, ModelOverfilled
from service.llm.answers import TextAnswer, TextsAnswer
from service.llm.client import ModelClient, ModelSession
from service.llm.options import ModelOptions
from service.llm.prompts import Prompt, fill, load_prompt
from service.llm.recording import Recording
from service.llm.redacting import NOTHING_HIDDEN, Redaction, restored
from service.verifying.meaning import NOTHING_TOLD, Told

BATCH = 6
"""House default: constraints of one question. Of more lines than these bring, effects and ways out among them, weak
models pass some over."""
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


def limits_drawn() -> dict[str, str]:
    """Words no text can know beforehand: the marker around the lines, and one that no answer may repeat."""
    return {"marker": f"limits-{secrets.token_hex(8)}", "canary": f"note-{secrets.token_hex(8)}"}


@dataclass(frozen=True)
class ModelWording:
    """Words constraints by asking a model once for every `BATCH`; `draw` makes the words of one question.

    With a `recording` it words one text, and may do that again without paying for the same answers.
    """

    client: ModelClient
    prompt: Prompt
    model: str
    name: EngineName
    draw: Callable[[], Mapping[str, str]] = limits_drawn
    recording: Recording | None = None

    def recorded(self, recording: Recording) -> "ModelWording":
        """The same wording for a run that is recorded."""
        return replace(self, recording=recording, draw=lambda: recording.drawn)

    async def word(self, request: WordingRequest) -> AsyncGenerator[Offer | Asked | Wordings, None]:
        """Ask about the constraints, batch by batch; what the model gave before it failed is kept."""
        gathered = _Gathered(_redaction_of(request, self.client.options))
        asked = [*batches(request.constraints)]
        try:
            async with self.client.connect(self.recording) as session:
                yield Asked(0, len(asked))
                for answered, batch in enumerate(asked, start=1):
                    offer = await self._ask(session, request, batch, gathered)
                    if offer:
                        yield offer
                    yield Asked(answered, len(asked))
        except ModelError as error:
            gathered.degraded = error.message
        yield gathered.wordings(self.prompt.label)

    async def _ask(
        self, session: ModelSession, request: WordingRequest, batch: Sequence[Constraint], gathered: "_Gathered"
    ) -> Offer | None:
        drawn = self.draw()
        question = fill(self.prompt, constraint_values(request, batch, drawn, gathered.redaction))
        try:
            reply = await session.ask(question, TextsAnswer, gathered.attempts.append)
        except _ABOUT_THIS_QUESTION as error:
            gathered.degraded = error.message
            return None
        gathered.misshapen.extend(reply.left_out)
        said = _by_id(restored(reply.answer, gathered.redaction).texts)
        return Offer(
            asked=tuple(one.id for one in batch),
            texts={id_: plain_line(item.plain) for id_, item in said.items()},
            means={id_: plain_line(item.means) for id_, item in said.items()},
            maker=f"prompt:{self.prompt.label}:{self.model}",
            secrets=tuple(drawn.values()),
        )


@dataclass
class _Gathered:
    """How the asking went so far, and what was hidden in the questions."""

    redaction: Redaction
    misshapen: list[str] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    degraded: str | None = None

    def wordings(self, prompt: str) -> Wordings:
        """What there is to tell about it; `prompt` is the label of what was asked."""
        return Wordings(
            findings=tuple(left_out(self.misshapen)),
            prompts=(prompt,),
            attempts=tuple(self.attempts),
            redactions=redactions_of(self.redaction),
            degraded=self.degraded,
        )


def _redaction_of(request: WordingRequest, options: ModelOptions) -> Redaction:
    told = [text for one in request.told.values() for text in one.texts]
    return redaction_of_limits(request.reading, options, told, request.facts)


def _by_id(items: Sequence[TextAnswer]) -> dict[str, TextAnswer]:
    """The first answer for each id."""
    return {plain_line(item.constraint).strip("[]").upper(): item for item in reversed(items)}


def batches(constraints: Sequence[Constraint]) -> Iterator[Sequence[Constraint]]:
    """The constraints as they are asked about, so many in one question."""
    for start in range(0, len(constraints), BATCH):
        yield constraints[start : start + BATCH]


def constraint_values(
    request: WordingRequest,
    batch: Sequence[Constraint],
    drawn: Mapping[str, str],
    redaction: Redaction = NOTHING_HIDDEN,
) -> dict[str, str]:
    """The values of the variables of a prompt about these constraints; the `drawn` marker stands around them."""
    lines = [
        line
        for one in batch
        for line in (
            numbered_line(one, request.reading, request.templates[one.id], redaction),
            *told_lines(one.id, request.told.get(one.id, NOTHING_TOLD)),
        )
    ]
    return {**drawn, "constraints": redaction.hide("\n".join(lines))}


def told_lines(id_: str, told: Told) -> list[str]:
    """What was worked out for a constraint, a line for each effect and way out: `C4 effect 1: ...`."""
    effects = [f"{id_} effect {at}: {plain_line(text)}" for at, text in enumerate(told.effects, start=1)]
    return effects + [f"{id_} way out {at}: {plain_line(text)}" for at, text in enumerate(told.ways_out, start=1)]


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
