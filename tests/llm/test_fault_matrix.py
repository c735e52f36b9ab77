"""Every fault of a provider, over real TCP: what it becomes, how many calls it costs, and that no call is late.

The first 23 are those of a published measurement of SDKs, eight of which got past the SDK's own error types. With `-s`
(`make test-faults`) the outcomes are printed as a table.
"""

import asyncio
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from schemas.specification import Attempt
from service.errors import (
    AnswerCutShort,
    AnswerEmpty,
    AnswerNotJson,
    AnswerOffSchema,
    FormatNotTaken,
    ModelBusy,
    ModelDeclined,
    ModelError,
    ModelFiltered,
    ModelKeyRefused,
    ModelNotFound,
    ModelOverfilled,
    ModelQuotaSpent,
    ModelRequestRefused,
    ModelTooSlow,
    ModelUnavailable,
    ModelUnreachable,
    NotACompletion,
)
from service.llm.client import ModelClient
from tests.llm.provider import (
    DONE,
    NOTHING,
    OPTIONS,
    PROMPT,
    WHOLE,
    Conversation,
    RequirementsAnswer,
    answering,
    completion,
    dripping,
    event,
    in_turn,
    piece,
    pieces,
    resetting,
    response,
    serving,
    silent,
    streaming,
)

DEADLINE = 0.5
"""Seconds, where the deadline is what ends the call."""
AMPLE = 2.5
"""Seconds, where something else must end it first, on a busy machine too."""
LATE = 0.1
"""Seconds after the deadline at which a call is promised to be over."""
BUSY_MACHINE = 0.15
"""Seconds added for machines that others use too."""
TRIES = 3
REPAIRS = 2
ASKED_AGAIN = 1 + REPAIRS
ENDED_OK = "ok"


class Fault(NamedTuple):
    """One row: what the provider does, what it must become (None: an answer), and after how many calls."""

    name: str
    provider: Conversation
    outcome: type[ModelError] | None
    calls: int = 1
    stream: bool = False

    @property
    def deadline(self) -> float:
        return DEADLINE if self.outcome is ModelTooSlow else AMPLE


GOOD = answering(completion(NOTHING))
BUSY = {"error": {"code": "rate_limit_exceeded", "type": "requests"}}
QUOTA = {"error": {"code": "insufficient_quota", "type": "insufficient_quota"}}
BYTES = response(b"x" * 200)


def busy(wait: str) -> Conversation:
    return answering(BUSY, 429, f"Retry-After: {wait}")


def refused(status: int, **error: Any) -> Conversation:
    return answering({"error": error}, status)


def streamed(name: str, events: list[bytes], outcome: type[ModelError] | None, calls: int = 1, **how: float) -> Fault:
    return Fault(f"stream: {name}", streaming(events, **how), outcome, calls, stream=True)


MEASURED = [
    Fault("429, Retry-After 1", in_turn(busy("1"), GOOD), None, 2),
    Fault("429, Retry-After 300", busy("300"), ModelBusy),
    Fault("429, insufficient_quota", answering(QUOTA, 429, "Retry-After: 0"), ModelQuotaSpent),
    Fault("500", refused(500), ModelUnavailable, TRIES),
    Fault("200, bad JSON", answering(b'{"id": '), NotACompletion),
    Fault("200, HTML page", answering(b"<html>Welcome</html>", kind="text/html"), NotACompletion),
    Fault("200, empty", answering(b""), NotACompletion),
    Fault("200, error object", answering({"error": {"code": 502, "message": "upstream"}}), ModelUnavailable, TRIES),
    Fault("no choices", answering(completion() | {"choices": []}), NotACompletion),
    Fault("content filter, no text", answering(completion(None, "content_filter")), ModelFiltered),
    Fault("refusal", answering(completion(None, refusal="No.")), ModelDeclined),
    Fault("finish_reason length", answering(completion('{"goals": [', "length")), AnswerCutShort, ASKED_AGAIN),
    Fault("no finish_reason", answering(completion(NOTHING, None)), AnswerCutShort, ASKED_AGAIN),
    Fault("answer off schema", answering(completion({"needs": 3})), AnswerOffSchema, ASKED_AGAIN),
    Fault("connection reset", resetting, ModelUnreachable, TRIES),
    Fault("body truncated", answering(b'{"id"', length=400), ModelUnreachable, TRIES),
    Fault("slow drip", dripping(BYTES, 0.05), ModelTooSlow),
    Fault("silent", silent, ModelTooSlow),
    streamed("cut after some chunks", pieces(NOTHING)[:3], ModelUnreachable, TRIES),
    streamed("bad JSON", [*pieces(NOTHING), event(b'{"choices": [')], NotACompletion),
    streamed(
        "error event", [pieces(NOTHING)[0], event({"type": "overloaded_error"}, "error")], ModelUnavailable, TRIES
    ),
    streamed("stall", pieces(NOTHING)[:2], ModelUnreachable, TRIES, stall=5.0),
    streamed("slow drip", pieces({**NOTHING, "goals": ["x" * 300]}), ModelTooSlow, pause=0.05),
]
BEYOND = [
    Fault("no fault at all", GOOD, None),
    streamed("no fault at all", WHOLE, None),
    streamed("ends without finish_reason", [*pieces(NOTHING), DONE], AnswerCutShort, ASKED_AGAIN),
    streamed(
        "finish_reason length", [pieces(NOTHING)[0], event(piece(finish="length")), DONE], AnswerCutShort, ASKED_AGAIN
    ),
    streamed("refusal", [event(piece(refusal="No.")), event(piece(finish="stop")), DONE], ModelDeclined),
    streamed("content filter", [event(piece("x")), event(piece(finish="content_filter")), DONE], ModelFiltered),
    streamed("silent after the head", [], ModelTooSlow, stall=5.0),
    streamed("nothing in it", [], ModelUnreachable, TRIES),
    streamed("end mark alone", [DONE], NotACompletion),
    streamed("error object in a chunk", [event({"error": {"code": "insufficient_quota"}})], ModelQuotaSpent),
    streamed("good, cut only once", [], None, 2)._replace(
        provider=in_turn(streaming(pieces(NOTHING)[:3]), streaming(WHOLE))
    ),
    Fault("asked for a stream, got one piece", GOOD, None, stream=True),
    Fault("asked for one piece, got a stream", streaming(WHOLE), None),
    Fault("503, Retry-After beyond the deadline", answering({}, 503, "Retry-After: 9"), ModelUnavailable),
    Fault("409", refused(409), ModelUnavailable, TRIES),
    Fault("finish_reason error", answering(completion(None, "error")), ModelUnavailable, TRIES),
    Fault("no text", answering(completion(None)), AnswerEmpty, ASKED_AGAIN),
    Fault("answer no JSON", answering(completion("As you wish")), AnswerNotJson, ASKED_AGAIN),
    Fault("question filtered", refused(400, code="content_filter"), ModelFiltered),
    Fault("question too long", refused(400, code="context_length_exceeded"), ModelOverfilled),
    Fault("wrong key", refused(401, code="invalid_api_key"), ModelKeyRefused),
    Fault("unknown model", refused(404, code="model_not_found"), ModelNotFound),
    Fault("bad request", refused(400, message="temperature"), ModelRequestRefused),
    Fault("takes no form of answer", refused(400, param="response_format"), FormatNotTaken, 5),
]
FAULTS = [*MEASURED, *BEYOND]


@pytest.fixture(scope="module")
def table() -> Iterator[list[str]]:
    """Lines to print when all is done."""
    lines = [f"{'fault':40}{'outcome':26}{'calls':>6}{'seconds':>9}{'deadline':>10}"]
    yield lines
    sys.stdout.write("\n\n" + "\n".join(lines) + "\n")


@pytest.mark.parametrize("fault", [pytest.param(fault, id=fault.name) for fault in FAULTS])
async def test_a_fault_is_typed_costs_no_needless_call_and_is_never_late(fault: Fault, table: list[str]) -> None:
    calls, attempts = 0, list[Attempt]()

    async def counted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal calls
        calls += 1
        await fault.provider(reader, writer)

    clock = asyncio.get_running_loop().time
    async with serving(counted) as base_url:
        options = replace(
            OPTIONS, base_url=base_url, deadline_seconds=fault.deadline, max_attempts=TRIES, backoff_seconds=0.01,
            stream=fault.stream, stall_seconds=0.1, repairs=REPAIRS,
        )  # fmt: skip
        started = clock()
        outcome = await outcome_of(ModelClient(options), attempts)
        seconds = clock() - started
    table.append(f"{fault.name:40}{outcome:26}{calls:6}{seconds:9.2f}{fault.deadline:10.1f}")
    assert outcome == (fault.outcome.code if fault.outcome else ENDED_OK)
    assert calls == fault.calls
    assert seconds <= fault.deadline + LATE + BUSY_MACHINE
    assert len(attempts) == calls
    assert attempts[-1].outcome == outcome


async def outcome_of(client: ModelClient, attempts: list[Attempt]) -> str:
    """The code of the error that a call ends with; anything that is no ModelError breaks the test."""
    try:
        async with client.connect() as session:
            await session.ask(PROMPT, RequirementsAnswer, attempts.append)
    except ModelError as error:
        return error.code
    return ENDED_OK


def test_all_faults_of_the_measurement_are_there() -> None:
    assert len(MEASURED) == 23
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)
