"""Answers of a model, recorded as they arrive, so that work done anew after a crash does not pay for them again.

A recording belongs to one piece of work, and whoever does that work anew asks the same questions in the same words: the
answers come from the record, in the order in which they came, and only what is not in it goes to the endpoint.
"""

import asyncio
import json
import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Protocol

from service.llm.calls import Call
from service.llm.envelope import AnswerT
from service.llm.options import ModelOptions, Skill

ENDPOINT = "endpoint-"
"""What the name of the work begins with where something holds for all work with an endpoint."""
_SKILL = "skill"


class Journal(Protocol):
    """Where answers are kept, by the piece of work and a key of at most 80 characters. Called from several threads."""

    def find(self, work: str, key: str) -> dict[str, Any] | None:
        """What was kept, or None."""

    def keep(self, work: str, key: str, answer: Mapping[str, Any]) -> None:
        """Keep an answer for good before this returns; the first one under a key stays."""


def draw() -> dict[str, str]:
    """Words that no text can know beforehand: the marker around it, and one that no answer may repeat."""
    return {"marker": f"text-{secrets.token_hex(8)}", "canary": f"note-{secrets.token_hex(8)}"}


@dataclass
class Recording:
    """The record of one piece of work, as it is read and written while the work is done once.

    `drawn` are the words that stand around its texts: drawn once, so that a question is the same when asked again.
    """

    work: str
    journal: Journal
    drawn: Mapping[str, str]
    _given: Counter[str] = field(default_factory=Counter)

    async def recall(self, question: str) -> dict[str, Any] | None:
        """The next answer that is recorded to a question, or None: the endpoint has to be asked."""
        answer = await asyncio.to_thread(self.journal.find, self.work, self._next(question))
        if answer is not None:
            self._given[question] += 1
        return answer

    async def keep(self, question: str, answer: Mapping[str, Any]) -> None:
        """Record an answer, whatever may be wrong with it: it is paid for."""
        key = self._next(question)
        self._given[question] += 1
        await asyncio.to_thread(self.journal.keep, self.work, key, answer)

    async def recall_skill(self, options: ModelOptions) -> Skill | None:
        """What skill the model has shown to any piece of work."""
        found = await asyncio.to_thread(self.journal.find, _endpoint(options), _SKILL)
        return _SKILLS.get(str(found["skill"])) if found else None

    async def keep_skill(self, options: ModelOptions, skill: Skill) -> None:
        """Record it for all: how questions are cut hangs on it, and recorded answers on how they were cut."""
        await asyncio.to_thread(self.journal.keep, _endpoint(options), _SKILL, {"skill": skill})

    def _next(self, question: str) -> str:
        return f"{question}:{self._given[question]}"


_SKILLS: Mapping[str, Skill] = {"whole": "whole", "pieces": "pieces"}


def question_key(options: ModelOptions, call: Call[AnswerT]) -> str:
    """A hash of what is asked; the form in which the answer is asked for is the endpoint's matter and no part of it."""
    prompt, correction = call.prompt, call.correction
    corrected = [correction.text, *correction.reasons] if correction else []
    said = [options.model, prompt.label, prompt.system, prompt.examples, prompt.question, call.repair, corrected]
    return sha256(json.dumps(said).encode()).hexdigest()


def _endpoint(options: ModelOptions) -> str:
    """The name under which what holds for all work is kept."""
    said = f"{options.base_url.rstrip('/')} {options.model}"
    return f"{ENDPOINT}{sha256(said.encode()).hexdigest()[:32]}"
