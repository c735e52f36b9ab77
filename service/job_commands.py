"""`liaison worker`, `liaison jobs` and `liaison batch`."""

import argparse
import asyncio
import logging
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Final, TextIO

from service.batch_run import BatchRun
from service.errors import ConfigurationError
from service.jobs.desk import Jobs
from service.jobs.health import answering
from service.logs import LogOptions, start_logging
from service.metrics_port import MetricsAddress, serving_metrics
from service.scraping import Scrape
from service.services import Services
from service.sweeping import Sweeper
from service.tracing.sending import sending_spans
from service.working import make_worker

BAR: Final = 30
"""House default: characters of the bar."""
logger = logging.getLogger("liaison")
NO_JOBS = "Jobs need a database, and LIAISON_DATABASE_URL is off. Name one, or unset it for a file in the data folder."


def work(
    services: Services, log: LogOptions, metrics_at: MetricsAddress | None = None, health_port: int | None = None
) -> None:
    """Do jobs until SIGTERM or Ctrl-C; those that run then have a little time to end. Health is told on the port.

    Raises:
        ConfigurationError: there is no database; a port is taken, or the address for figures may not be used.
    """
    if services.jobs is None:
        raise ConfigurationError(NO_JOBS)
    start_logging(log)
    worker, scrape = make_worker(services), Scrape(services.jobs)
    sweeper = Sweeper(services.jobs.database, services.lasts, stopping=worker.stopping)
    with ExitStack() as stack:
        stack.callback(services.jobs.close)
        stack.enter_context(sending_spans())
        if metrics_at is not None:
            port = stack.enter_context(serving_metrics(lambda: scrape, metrics_at, services.metrics_token))
            logger.info("Figures are served on port %d of %s.", port, metrics_at.host)
        if health_port is not None:
            checks = {"/healthz": lambda: worker.is_alive, "/readyz": lambda: worker.is_ready}
            stack.enter_context(answering(health_port, checks))
        for stop in (signal.SIGTERM, signal.SIGINT):
            signal.signal(stop, lambda *_: worker.stop())
        # In threads: a signal that came while this one holds the lock of an event could not set it.
        with ThreadPoolExecutor(2, "jobs") as threads:
            threads.submit(sweeper.work)
            try:
                threads.submit(worker.work).result()
            finally:
                worker.stop()  # ends the sweeper too


def run(arguments: argparse.Namespace, jobs: Jobs | None) -> str:
    """Do one of `list`, `show`, `cancel` and `delete`; return what to print.

    Raises:
        ConfigurationError, NotFound, StoreError: there is no database, no such job; the database cannot be used.
    """
    if jobs is None:
        raise ConfigurationError(NO_JOBS)
    match arguments.part:
        case "list":
            page = jobs.ledger.page(arguments.state, arguments.limit)
            return "\n".join(
                f"{job.id}  {job.state:<9}  {job.kind:<12}  {job.created_at:%Y-%m-%d %H:%M:%S}" for job in page.jobs
            )
        case "show":
            return jobs.ledger.find(arguments.job).model_dump_json(indent=2)
        case "delete":
            jobs.ledger.delete(arguments.job)
            return f"{arguments.job} is deleted, with its result and all that it has said."
        case _:
            return jobs.ledger.cancel(arguments.job).model_dump_json(indent=2)


def run_batch(arguments: argparse.Namespace, services: Services, at_once: int) -> int:
    """Do the lines of a file; return the exit code.

    Raises:
        UnusableFile: a file cannot be read or written.
    """
    errors = arguments.errors or arguments.out.with_name(f"{arguments.out.stem}.errors.jsonl")
    shown = _silent if arguments.quiet else Bar(sys.stderr)
    tally = asyncio.run(BatchRun(services, arguments.source, arguments.out, errors, at_once, shown).run())
    if tally.failed and not arguments.quiet:
        print(f"{tally.failed} of {tally.total} lines have no result: see {errors}.", file=sys.stderr)
    return tally.exit_code


def _silent(_done: int, _failed: int, _total: int) -> None: ...


class Bar:
    """A bar of progress in one line of a terminal; anywhere else a line for every tenth."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._last = -1

    def __call__(self, done: int, failed: int, total: int) -> None:
        """Show how far it is."""
        share = done / total if total else 1.0
        said = f"{done:,} of {total:,} lines" + (f", {failed:,} without a result" if failed else "")
        if self._out.isatty():
            filled = round(BAR * share)
            end = "\n" if done == total else ""
            self._out.write(f"\r\x1b[K[{'#' * filled}{'.' * (BAR - filled)}] {said}{end}")
        elif int(10 * share) > self._last:
            self._out.write(said + "\n")
        self._last = int(10 * share)
        self._out.flush()
