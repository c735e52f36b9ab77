"""Engines that ask a model: alone, or to complete and correct what the rules found.

What is computed later rests on the campaign as the rules understand it. Whatever goes wrong outside, the rules' draft
is there, with the reason in `degraded`; beside the rules the model can only add, and only what passes the checks.
"""

import secrets
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from schemas.specification import Attempt, SupportCheck
from service.campaign import Mention
from service.drafting.engine import Asked, Draft, DraftRequest, Section
from service.drafting.merging import is_same_need, merged_facts, merged_goals, merged_needs
from service.drafting.model.asks import join_asks
from service.drafting.model.conversing import Conversation, Unanswered
from service.drafting.model.facts import figures_of, is_new_name
from service.drafting.model.inquiries import Inquirer, Inquiry, load_questions
from service.drafting.model.parts import Part
from service.drafting.model.redacting import redaction_of_brief, redactions_of
from service.drafting.model.support import doubtful
from service.drafting.rules.engine import draft_by_rules, sections_of
from service.drafting.rules.questions import is_too_thin
from service.errors import ModelError
from service.llm.client import ModelClient
from service.llm.options import Skill
from service.llm.prompts import Prompt
from service.llm.recording import Recording
from service.llm.redacting import Redaction
from service.needs import Need, merge_needs

ModelEngineName = Literal["model", "hybrid"]
_NOTHING_STOOD = "The model named no need that passed the checks."
_RULES_INSTEAD = "The rules engine's result is given."


def build_model_engine(client: ModelClient, name: ModelEngineName) -> "ModelEngine":
    """Make the engine that asks through this client.

    Raises:
        PromptError: a prompt cannot be used.
    """
    return ModelEngine(client, load_questions(), name)


def drawn_words() -> dict[str, str]:
    """Words no brief can know beforehand: the marker around it, and one that no answer may repeat."""
    return {"marker": f"brief-{secrets.token_hex(8)}", "canary": f"note-{secrets.token_hex(8)}"}


@dataclass(frozen=True)
class ModelEngine:
    """Drafts by asking a model; `model` takes its word alone, `hybrid` has it complete the rules' draft.

    `draw` makes the words that stand around the brief in one run. With a `recording` it drafts one brief, and may do
    that again without paying for the same answers.
    """

    client: ModelClient
    prompts: Mapping[str, Prompt]
    name: ModelEngineName
    draw: Callable[[], Mapping[str, str]] = drawn_words
    recording: Recording | None = None

    def recorded(self, recording: Recording) -> "ModelEngine":
        """The same engine for a run that is recorded."""
        return replace(self, recording=recording, draw=lambda: recording.drawn)

    async def draft(self, request: DraftRequest) -> AsyncGenerator[Section | Asked | Draft, None]:
        """Yield sections as they come, those of the rules first where they count, then the whole draft."""
        by_rules = replace(draft_by_rules(request), model=self.client.options.model)
        if self.name == "hybrid":
            for section in sections_of(by_rules.needs):
                yield section
        if is_too_thin(by_rules.campaign):
            yield by_rules
            return
        run = _Run(self, by_rules)
        async with aclosing(run.steps()) as steps:
            async for step in steps:
                if isinstance(step, Asked):
                    yield step
                    continue
                for section in sections_of(step):
                    yield section
        draft = run.draft()
        if draft.needs == by_rules.needs and self.name == "model":
            for section in sections_of(draft.needs):
                yield section
        yield draft


@dataclass
class _Run:
    """What one run has brought so far."""

    engine: ModelEngine
    by_rules: Draft
    part: Part = field(default_factory=Part)
    skill: Skill | None = None
    attempts: list[Attempt] = field(default_factory=list)
    asked: int = 0
    answered: int = 0
    unanswered: list[Unanswered] = field(default_factory=list)
    used: dict[str, None] = field(default_factory=dict)

    @cached_property
    def redaction(self) -> Redaction:
        """What of the brief the model may not see."""
        return redaction_of_brief(self.by_rules.campaign.reading, self.engine.client.options)

    async def steps(self) -> AsyncGenerator[tuple[Need, ...] | Asked, None]:
        """Ask, and yield the needs that are checked and that the rules did not have, answer by answer."""
        inquirer = self._inquirer()
        try:
            async with self.engine.client.connect(self.engine.recording) as session:
                conversation = Conversation(session, self.attempts.append, self.redaction)
                self.skill = await session.skill(self.attempts.append)
                async with aclosing(self._ask(conversation, inquirer.inquiries(self.skill))) as answers:
                    async for new in answers:
                        yield new
                if self.skill == "whole" and self.engine.client.options.second_look and not self._is_over():
                    async with aclosing(self._settle(conversation, inquirer)) as answers:
                        async for new in answers:
                            yield new
        except ModelError as error:
            self.unanswered.append(Unanswered(error.message, final=True))

    def _inquirer(self) -> Inquirer:
        engine, reading = self.engine, self.by_rules.campaign.reading
        found = self.by_rules if engine.name == "hybrid" else None
        model = engine.client.options.model
        return Inquirer(reading, found, engine.prompts, model, engine.draw(), self.redaction)

    async def _ask(
        self, conversation: Conversation, inquiries: list[Inquiry]
    ) -> AsyncGenerator[tuple[Need, ...] | Asked, None]:
        self.asked += len(inquiries)
        self.used |= dict.fromkeys(inquiry.filled.label for inquiry in inquiries)
        parts: dict[int, Part] = {}
        if inquiries:
            yield Asked(self.answered, self.asked)
        async with aclosing(conversation.answers(inquiries)) as results:
            async for place, result in results:
                if isinstance(result, Unanswered):
                    self.unanswered.append(result)
                else:
                    self.answered += 1
                    parts[place] = result
                    if new := self._new_in(result):
                        yield new
                yield Asked(self.answered, self.asked)
        # In the order of the questions: which answer came first must not show in the result.
        self.part = sum((parts[place] for place in sorted(parts)), self.part)

    def _new_in(self, part: Part) -> tuple[Need, ...]:
        """What of an answer is sure, and new beside the rules."""
        return tuple(need for need in part.needs if need.support == "supported" and not self._is_known(need))

    def _is_over(self) -> bool:
        """Tell whether a fault was of a kind after which nothing more is asked."""
        return any(one.final for one in self.unanswered)

    async def _settle(
        self, conversation: Conversation, inquirer: Inquirer
    ) -> AsyncGenerator[tuple[Need, ...] | Asked, None]:
        """Have another look at the doubtful needs; one that gets no verdict stays as it is."""
        before = self.part
        async with aclosing(self._ask(conversation, list(inquirer.doubts(doubtful(before.needs))))) as answers:
            async for new in answers:
                yield new
        looked_at = {need.key: need for need in self.part.needs[len(before.needs) :]}
        needs = [need if need.support == "supported" else looked_at.get(need.key, need) for need in before.needs]
        stands = tuple(need for need in needs if need.support != "unsupported")
        refused = before.refused + len(needs) - len(stands)
        self.part = replace(self.part, needs=stands, refused=refused)

    def _is_known(self, need: Need) -> bool:
        return self.engine.name == "hybrid" and any(is_same_need(known, need) for known in self.by_rules.needs)

    def draft(self) -> Draft:
        """Everything, put together."""
        by_rules, part = self.by_rules, self.part
        campaign = by_rules.campaign
        hybrid = self.engine.name == "hybrid"
        needs = merged_needs(by_rules.needs, part.needs) if hybrid else tuple(merge_needs([*part.needs]))
        degraded = self._degraded(needs)
        if not needs:
            needs = by_rules.needs
        return replace(
            by_rules,
            campaign=replace(campaign, goals=merged_goals(campaign.goals, part.goals)),
            needs=needs,
            asks=join_asks(by_rules.asks, part.asks, needs),
            facts=self._facts(),
            disagreements=part.disagreements,
            findings=tuple({finding.message: finding for finding in (*by_rules.findings, *part.findings)}.values()),
            prompts=tuple(self.used),
            attempts=tuple(self.attempts),
            redactions=redactions_of(self.redaction),
            support=SupportCheck(checked=len(part.needs) + part.refused, refused=part.refused),
            degraded=degraded,
        )

    def _facts(self) -> tuple[Mention, ...] | None:
        reading = self.by_rules.campaign.reading
        if self.engine.name == "hybrid":
            new = [fact for fact in self.part.facts if is_new_name(reading, fact)]
            return merged_facts(reading.mentions, new)
        return merged_facts(figures_of(reading), self.part.facts) if self.part.facts else None

    def _degraded(self, needs: tuple[Need, ...]) -> str | None:
        if self.unanswered:
            last = self.unanswered[-1].reason
            missing = f"{self.asked - self.answered} of {self.asked} questions to the model had no answer. {last}"
            if needs and self.part != Part():
                return missing if self.engine.name == "model" else f"{missing} What the rules found stands."
            return f"{last} {_RULES_INSTEAD}"
        return None if needs or not self.by_rules.needs else f"{_NOTHING_STOOD} {_RULES_INSTEAD}"
