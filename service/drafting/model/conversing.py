"""The questions of one run on their way: several at once, each answer judged as it comes."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass

from service.drafting.model.findings import left_out
from service.drafting.model.inquiries import Inquiry
from service.drafting.model.parts import Part
from service.errors import AnswerUnusable, ModelDeclined, ModelError, ModelFiltered, ModelOverfilled, NotACompletion
from service.llm.calls import Record
from service.llm.client import ModelSession
from service.llm.redacting import Redaction, restored

AT_ONCE = 8
"""House default: questions of one run that are under way at the same time; the endpoint's own limits come on top."""
ABOUT_THE_QUESTION = (AnswerUnusable, ModelDeclined, ModelFiltered, ModelOverfilled)
"""Faults after which another question may well be answered."""


@dataclass(frozen=True)
class Unanswered:
    """A question that brought nothing. With `final` no other is asked."""

    reason: str
    final: bool


@dataclass(frozen=True)
class Conversation:
    """One run's talk with the model; what `redaction` hides in the questions is put back into the answers."""

    session: ModelSession
    record: Record
    redaction: Redaction

    async def answers(self, inquiries: Sequence[Inquiry]) -> AsyncGenerator[tuple[int, Part | Unanswered], None]:
        """What each answer comes to, with the place of its question, in the order in which they come.

        After a final fault those that are not under way yet are given up.
        """
        waiting = list(reversed([*enumerate(inquiries)]))
        under_way: dict[asyncio.Task[Part | Unanswered], int] = {}
        try:
            while waiting or under_way:
                while waiting and len(under_way) < AT_ONCE:
                    place, inquiry = waiting.pop()
                    under_way[asyncio.create_task(self._answer(inquiry))] = place
                done, _ = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    place, result = under_way.pop(task), task.result()
                    yield place, result
                    if isinstance(result, Unanswered) and result.final:
                        waiting.clear()
        finally:
            for task in under_way:
                task.cancel()
            await asyncio.gather(*under_way, return_exceptions=True)

    async def _answer(self, inquiry: Inquiry) -> Part | Unanswered:
        try:
            reply = await self.session.ask(
                inquiry.filled, inquiry.answer, self.record, max_output_tokens=inquiry.longest
            )
        except ModelError as error:
            return Unanswered(error.message, final=_ends_the_asking(error))
        part = inquiry.take(restored(reply.answer, self.redaction))
        return part + Part(findings=tuple(left_out(reply.left_out)))


def _ends_the_asking(error: ModelError) -> bool:
    """Whether the endpoint failed, not this question alone: where a page comes for an answer, it comes for all."""
    return isinstance(error, NotACompletion) or not isinstance(error, ABOUT_THE_QUESTION)
