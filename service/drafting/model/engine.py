"""The model engine: one question about the whole brief, its answer checked before any of it counts.

What is computed later rests on the campaign as the rules understand it; the model adds goals that a sentence holds.
Whatever goes wrong outside, the rules' draft is there, with the reason in `degraded`.
"""

import secrets
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from schemas.base import Finding
from schemas.brief import Goal
from schemas.specification import Attempt
from service.campaign import Reading
from service.drafting.engine import Draft, DraftRequest, Section
from service.drafting.model.asks import join_asks
from service.drafting.model.drafts import take_goal, take_need
from service.drafting.model.findings import left_out
from service.drafting.model.numbering import brief_values
from service.drafting.rules.engine import draft_by_rules, sections_of
from service.drafting.rules.questions import is_too_thin
from service.errors import ModelError
from service.llm.answers import GoalAnswer, NeedAnswer, RequirementsAnswer
from service.llm.client import ModelClient
from service.llm.envelope import Reply
from service.llm.options import ModelOptions
from service.llm.prompts import FilledPrompt, Prompt, fill, load_prompt
from service.needs import Need, merge_needs

_NOTHING_STOOD = "The model named no need that passed the checks."


def build_model_engine(options: ModelOptions) -> "ModelEngine":
    """Make the engine for one endpoint and model; cheap, and made once per process it learns what the endpoint takes.

    Raises:
        PromptError: the prompt cannot be used.
    """
    return ModelEngine(ModelClient(options), load_prompt("requirements"), options.model)


def random_marker() -> str:
    """A word no brief can know beforehand, for the lines around it."""
    return f"brief-{secrets.token_hex(8)}"


@dataclass(frozen=True)
class ModelEngine:
    """Drafts by asking a model once; `marker` makes the delimiter of one run."""

    client: ModelClient
    prompt: Prompt
    model: str
    marker: Callable[[], str] = random_marker
    name: Literal["model"] = field(default="model", init=False)

    async def draft(self, request: DraftRequest) -> AsyncIterator[Section | Draft]:
        """Yield one section per category that has needs, then the whole draft."""
        draft = await self._drafted(request)
        for section in sections_of(draft.needs):
            yield section
        yield draft

    async def _drafted(self, request: DraftRequest) -> Draft:
        by_rules = replace(draft_by_rules(request), model=self.model)
        if is_too_thin(by_rules.campaign):
            return by_rules
        attempts: list[Attempt] = []
        question = self._question(request.reading)
        try:
            async with self.client.connect() as session:
                reply = await session.ask(question, RequirementsAnswer, attempts.append)
        except ModelError as error:
            drafted = replace(by_rules, degraded=error.message)
        else:
            drafted = draft_from(by_rules, reply, f"prompt:{self.prompt.label}:{self.model}")
        return replace(drafted, prompts=(self.prompt.label,), attempts=tuple(attempts))

    def _question(self, reading: Reading) -> FilledPrompt:
        return fill(self.prompt, brief_values(reading, self.marker()))


def draft_from(by_rules: Draft, reply: Reply[RequirementsAnswer], maker: str) -> Draft:
    """The draft that an answer supports; that of the rules, degraded, when the answer has needs and none may stand."""
    reading = by_rules.campaign.reading
    needs, about_needs = _needs(reading, reply.answer.needs, maker)
    goals, about_goals = _goals(reading, reply.answer.goals, by_rules.campaign.goals)
    asked = join_asks(reading, by_rules.asks, reply.answer.questions, needs)
    findings = (*by_rules.findings, *left_out(reply.left_out), *about_needs, *about_goals, *asked.findings)
    drafted = replace(
        by_rules,
        campaign=replace(by_rules.campaign, goals=goals),
        needs=needs,
        asks=asked.asks,
        findings=findings,
    )
    if needs or not by_rules.needs:
        return drafted
    return replace(drafted, needs=by_rules.needs, degraded=_NOTHING_STOOD)


def _needs(reading: Reading, items: Sequence[NeedAnswer], maker: str) -> tuple[tuple[Need, ...], tuple[Finding, ...]]:
    taken = [take_need(reading, item, maker) for item in items]
    needs = merge_needs([item.need for item in taken if item.need])
    return tuple(needs), tuple(finding for item in taken for finding in item.findings)


def _goals(
    reading: Reading, items: Sequence[GoalAnswer], known: tuple[Goal, ...]
) -> tuple[tuple[Goal, ...], tuple[Finding, ...]]:
    goals, findings = list(known), list[Finding]()
    for item in items:
        taken = take_goal(reading, item, goals)
        findings.extend(taken.findings)
        if taken.goal:
            goals.append(taken.goal)
    return tuple(goals), tuple(findings)
