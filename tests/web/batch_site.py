"""A site that takes many briefs at once, and a worker that does what it is told to, one job at a time."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from service.jobs.desk import Jobs
from service.services import Services
from service.store.address import DatabaseAddress
from service.store.database import Database
from service.working import make_worker
from tests.web.limits_site import limits_services


def batch_services(folder: Path) -> Services:
    """Services that keep jobs in a file of SQLite in this folder."""
    address = DatabaseAddress(path=folder / "liaison.db")
    return limits_services(database=Database(address, "wsp_default"), jobs=Jobs(address, at_once=1))


def work(services: Services, jobs: int) -> None:
    """Do so many jobs, the most urgent first."""
    worker = make_worker(services)
    for _ in range(jobs):
        with ThreadPoolExecutor(1) as thread:  # the event loop of a browser may be running in this one
            thread.submit(asyncio.run, worker.runner.run(worker.ledger.waiting()[0].id)).result()


def lines(*bodies: Any, url: str = "/v1/requirements") -> bytes:
    """The file of a batch with these bodies."""
    made = [
        {"custom_id": f"c{number}", "method": "POST", "url": url, "body": body} for number, body in enumerate(bodies, 1)
    ]
    return "\n".join(map(json.dumps, made)).encode()
