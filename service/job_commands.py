"""`liaison worker`, `liaison jobs` and `liaison batch`."""

import argparse
import asyncio
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from typing import Final, TextIO

from service.api.journal import start_logging
from service.batch_run import BatchRun
from service.errors import ConfigurationError
from service.jobs.desk import Jobs
from service.jobs.health import answering
from service.services import Services
from service.working import make_worker

BAR: Final = 30
"""House default: characters of the bar."""
NO_JOBS = "Jobs need a database, and LIAISON_DATABASE_URL is off. Name one, or unset it for a file in the data folder."


def work(services: Services, log_level: str, health_port: int | None = None) -> None:
    """Do jobs until SIGTERM or Ctrl-C; those that run then have a little time to end. Health is told on the port.

    Raises:
        ConfigurationError: there is no database, or the port is taken.
    """
    if services.jobs is None:
        raise ConfigurationError(NO_JOBS)
    start_logging(log_level)
    worker = make_worker(services)
    checks = {"/healthz": lambda: worker.is_alive, "/readyz": lambda: worker.is_ready}
    with nullcontext() if health_port is None else answering(health_port, checks):
        for stop in (signal.SIGTERM, signal.SIGINT):
            signal.signal(stop, lambda *_: worker.stop())
        # In a thread: a signal that came while this one holds the lock of an event could not set it.
        with ThreadPoolExecutor(1, "jobs") as threads:
            threads.submit(worker.work).result()


def run(arguments: argparse.Namespace, jobs: Jobs | None) -> str:
    """Do one of `list`, `show` and `cancel`; return what to print.

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
