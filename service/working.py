"""Jobs wired up: the run of a job through the same services as every other run, and the worker that does them."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from anyio import CapacityLimiter
from pydantic import ValidationError

from schemas.jobs import JobKind
from schemas.problem import Problem
from service.archive import written
from service.callers import Bounds, Caller
from service.errors import InvalidRequest
from service.errors.described import problem_of
from service.faults import explain_faults
from service.jobs.announcing import announce_batches
from service.jobs.batch_reading import BatchReader, expire
from service.jobs.batches import READING
from service.jobs.desk import Jobs
from service.jobs.journal import DatabaseJournal
from service.jobs.running import Outcome, Runner
from service.jobs.work_ledger import Task, WorkLedger
from service.jobs.worker import Worker, lease_for
from service.keyring import bounds_of
from service.llm.recording import ENDPOINT, Recording
from service.requested import REQUESTS, AnyRequest, settled, start
from service.runs import AnyEvent, AnyResult, result_in
from service.services import Services, ensure_result
from service.store.database import Database
from service.store.results import row_of as row_of_texts
from service.store.tables import ResultRow
from service.webhooks.addresses import Addresses
from service.webhooks.courier import Courier
from service.webhooks.dispatch import Dispatch

if TYPE_CHECKING:
    from service.jobs.queue import Queue
    from service.store.address import DatabaseAddress
    from service.webhooks.sending import Sender

COMPUTING_AT_ONCE = 2
"""House default: runs of the rules that a worker computes at once; whoever waits at a page shares the processor."""


def make_worker(services: Services) -> Worker:
    """Make the worker that does the jobs of these services. It opens nothing before it works."""
    jobs = services.jobs
    assert jobs is not None
    journal = DatabaseJournal(jobs.database)
    ledger = WorkLedger(jobs.database)
    # The worker's jobs run on an event loop of their own, and so cannot share the limits of the server's.
    own = replace(services, computing=CapacityLimiter(COMPUTING_AT_ONCE), waiting=CapacityLimiter(jobs.at_once))
    worker = Worker(
        lease=lease_for(jobs.address),
        queue=partial(_queue, jobs.address, jobs.at_once),
        ledger=ledger,
        runner=Runner(ledger, journal, partial(run_of, own, BatchReader(jobs.database, partial(_settle, own)))),
        grace=jobs.grace,
        tidy=lambda: journal.forget_old(ENDPOINT),
        expire=lambda: expire(jobs.database),
        beside=make_courier(services, jobs).beside,
    )
    jobs.call_worker = worker.wake
    return worker


def make_courier(services: Services, jobs: Jobs) -> Courier:
    """Make what sends the webhooks of these jobs. It opens nothing before it works."""
    return Courier(
        dispatch=Dispatch(jobs.database),
        sender=partial(_sender, services.addresses),
        look=partial(announce_batches, jobs.database),
    )


def _sender(addresses: Addresses) -> "Sender":
    from service.webhooks.sending import Sender  # with the certificates of the system

    return Sender(addresses)


def _queue(address: "DatabaseAddress", at_once: int) -> "Queue":
    from service.jobs.queue import Queue  # the engine behind it takes half a second to import

    return Queue(address, at_once)


def _settle(services: Services, url: str, body: dict[str, Any]) -> dict[str, Any] | Problem:
    """The request of one line of a batch, or why it cannot be used."""
    model = REQUESTS[cast("JobKind", url.rpartition("/")[2])]
    try:
        return settled(services, model.model_validate(body))
    except InvalidRequest as error:
        return problem_of(error)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        return problem_of(InvalidRequest(explain_faults(faults, model)))


async def run_of(
    services: Services, reader: BatchReader, task: Task, recording: Recording
) -> AsyncGenerator[AnyEvent | Outcome, None]:
    """The run of a job: the events of its kind, and the result as it will be kept in the place of the last.

    Raises:
        LiaisonError: the request cannot be run, or nothing came out.
    """
    if task.kind == READING:
        await asyncio.to_thread(reader.read, task.request["batch"])
        yield Outcome(None)
        return
    asked = REQUESTS[cast("JobKind", task.kind)].model_validate(task.request)
    # Tokens are counted on this event loop, so not with the database of the server's.
    database = Database(services.jobs.address, task.workspace) if services.jobs else None
    try:
        owner = await _owner_of(task, asked, database, services.bounds)
        own = replace(services.recorded(recording), database=database).acting(owner)
        async with aclosing(start(own, asked)) as events:
            async for event in events:
                if result := result_in(event):
                    yield Outcome(row_of(ensure_result(result), asked, owner))
                else:
                    yield event
    finally:
        if database:
            await database.close()


async def _owner_of(task: Task, asked: AnyRequest, database: Database | None, bounds: Bounds) -> Caller:
    """Whoever sent this, with what their key may use by now: thousands of other lines may have run since it was sent.

    What was begun before a crash has no bound: it was let in once, and most of it is paid for.
    """
    owner = task.caller
    if task.owner is None or database is None or asked.engine == "rules" or task.start > 1:
        return owner
    said = await bounds_of(database, task.owner)
    return replace(owner, tokens_per_day=said.tokens_per_day).within(bounds)


def row_of(result: AnyResult, asked: AnyRequest, owner: Caller) -> ResultRow:
    """The row in which a result is kept, with what it was made from, where the job belongs."""
    row = row_of_texts(written(result, asked, datetime.now(UTC)))
    row.workspace, row.owner = owner.workspace, owner.key_id
    return row
