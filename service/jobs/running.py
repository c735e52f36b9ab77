"""One job from its start to its end: what it says and what comes out is kept, and whatever fails is a problem."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import aclosing, contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Final, ParamSpec, TypeVar

from opentelemetry.context import Context
from opentelemetry.trace import SpanKind
from pydantic_core import to_json

from schemas.base import Model
from service import measures, tracing
from service.callers import current_caller
from service.errors import InternalError, LiaisonError, StoreError
from service.errors.described import problem_of
from service.jobs.work_ledger import GivenUp, Said, Task, WorkLedger
from service.llm.recording import Journal, Recording
from service.logs import current_job
from service.store.tables import ResultRow

MOST_STARTS: Final = 50
"""House default: a job at whose hands so many workers have died is the reason for it, and is given up."""
TOLD_SECONDS: Final = 0.25
"""House default: how long events are gathered before they are written, a write each being dear."""
_LONGEST_PAUSE: Final = 5.0

Arguments = ParamSpec("Arguments")
ValueT = TypeVar("ValueT")
logger = logging.getLogger("liaison.jobs")


@dataclass(frozen=True)
class Outcome:
    """The result of a run, ready to be kept; None for work that has none, such as reading a batch."""

    row: ResultRow | None


RunOf = Callable[[Task, Recording], AsyncGenerator[Model | Outcome, None]]
"""Starts the run of a job; yields its events, and at last the result in place of `done`.

Raises LiaisonError where the request cannot be run or nothing comes out.
"""


@dataclass
class Runner:
    """Does jobs, several at once, on the event loop that calls it. `worker` is the name of the lease."""

    ledger: WorkLedger
    journal: Journal
    run_of: RunOf
    worker: str = ""
    _running: "dict[str, asyncio.Task[None]]" = field(default_factory=dict)

    async def run(self, id_: str) -> None:
        """Do a job, or nothing where it has ended. What fails is told in the job; only a shut-down ends this early."""
        task = await _patiently(self.ledger.begin, id_, self.worker)
        if task is None:
            return
        with in_its_place(task):
            await self._do(task)

    async def _do(self, task: Task) -> None:
        started = monotonic()
        if task.start > 1:
            measures.JOBS_RESTARTED.inc()
        if task.start > MOST_STARTS:
            await self._fail(task, InternalError(), [])
            return
        try:
            await self._run(task)
        except GivenUp:
            logger.warning("job %s is in other hands: what was done here is dropped", task.id)
        finally:
            measures.JOB_SECONDS.labels(task.kind).observe(monotonic() - started)

    async def _run(self, task: Task) -> None:
        inner = asyncio.ensure_future(self._attempt(task))
        self._running[task.id] = inner
        try:
            await inner
        except asyncio.CancelledError:
            if not self._was_asked_to_end(task.id):
                raise  # the worker goes down, and whoever comes next begins anew
            await _patiently(self.ledger.cancelled, task)
            _note_end(task, "cancelled")
        finally:
            inner.cancel()
            self._running.pop(task.id, None)

    @property
    def is_busy(self) -> bool:
        """Whether any job runs here."""
        return bool(self._running)

    def _was_asked_to_end(self, id_: str) -> bool:
        return id_ not in self._running

    def cancel(self, id_: str) -> None:
        """End a job that runs here. Called from any thread."""
        inner = self._running.pop(id_, None)
        if inner is not None:
            inner.get_loop().call_soon_threadsafe(inner.cancel)

    async def _attempt(self, task: Task) -> None:
        said: list[Said] = []
        try:
            outcome = await self._outcome(task, said)
        except LiaisonError as error:
            await self._fail(task, error, said)
        except GivenUp:
            raise
        except Exception:
            logger.exception("job %s broke off", task.id)
            await self._fail(task, InternalError(), said)
        else:
            done = ("done", to_json({"result": outcome.row.id if outcome.row else None}).decode())
            await _patiently(self.ledger.succeed, task, outcome.row, [*said, done])
            _note_end(task, "succeeded")

    async def _outcome(self, task: Task, said: list[Said]) -> Outcome:
        """Run, and tell what the run says now and then; what is not told yet is left in `said`."""
        recording = Recording(task.id, self.journal, task.drawn)
        told = monotonic()
        async with aclosing(self.run_of(task, recording)) as events:
            async for event in events:
                if isinstance(event, Outcome):
                    return event
                said.append(_said(event))
                if monotonic() - told >= TOLD_SECONDS:
                    await _patiently(self.ledger.tell, task, said)
                    said.clear()
                    told = monotonic()
        raise RuntimeError(f"the run of {task.id} gave no result")

    async def _fail(self, task: Task, error: LiaisonError, said: list[Said]) -> None:
        problem = problem_of(error, f"/v1/jobs/{task.id}").model_copy(update={"trace_id": tracing.trace_id()})
        tracing.note_failure(error)
        await _patiently(self.ledger.fail, task, problem, [*said, ("error", problem.model_dump_json())])
        _note_end(task, "failed")


def _note_end(task: Task, state: str) -> None:
    measures.JOBS_ENDED.labels(task.kind, state).inc()
    logger.debug("job %s has ended: %s", task.id, state)


@contextmanager
def in_its_place(task: Task) -> Iterator[None]:
    """While this is open, spans and lines of the log belong to the job, its owner and the trace it was accepted in.

    A line of a batch has a trace of its own, tied to that of its batch: all of them in one would be too many to show.
    """
    parent = tracing.received([task.trace] if task.trace else [])
    links = tracing.link_to(parent) if task.is_line else []
    job = current_job.set(task.id)
    asking = current_caller.set(task.caller)
    named: tracing.Attributes = {
        "liaison.job.id": task.id,
        "liaison.job.kind": task.kind,
        "liaison.job.start": task.start,
    }
    try:
        with tracing.begun(f"job {task.kind}", SpanKind.CONSUMER, Context() if links else parent, named, links):
            yield
    finally:
        current_job.reset(job)
        current_caller.reset(asking)


def _said(event: Model) -> Said:
    data = event.model_dump_json()
    return str(getattr(event, "type", "event")), data


async def _patiently(
    call: Callable[Arguments, ValueT], *arguments: Arguments.args, **named: Arguments.kwargs
) -> ValueT:
    """Call in a thread, again and again while the database is away: a job is not lost because of that."""
    pause = 0.2
    while True:
        try:
            return await asyncio.to_thread(call, *arguments, **named)
        except StoreError as error:
            logger.warning("a job waits for the database: %s", error.message)
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
