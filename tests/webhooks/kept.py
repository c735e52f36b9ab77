"""Webhooks in a database, put there as their owners would."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from schemas.webhooks import EventData, EventType
from service.callers import DEFAULT_WORKSPACE
from service.store.address import DatabaseAddress
from service.store.blocking import BlockingDatabase
from service.store.ids import new_id
from service.store.migrating import upgrade
from service.store.webhook_tables import AttemptRow, DeliveryRow, WebhookRow
from service.webhooks.addresses import Addresses, parse_allowed
from service.webhooks.endpoints import now_utc
from service.webhooks.outbox import tell
from service.webhooks.signing import new_secret


async def look_up(host: str, port: int) -> list[str]:
    """Names of `.inside` lead inside, all others to the open internet, where no test goes."""
    return ["10.0.0.1"] if host.endswith(".inside") else ["93.184.215.14"]


SOMEWHERE = Addresses(parse_allowed("permitted.inside"), look_up=look_up)
DATA = EventData(id="job_1", kind="requirements", state="succeeded", url="/v1/jobs/job_1", result_url=None)


@pytest.fixture
def kept(address: DatabaseAddress) -> Iterator[BlockingDatabase]:
    """A database whose tables are up to date, on both kinds."""
    upgrade(address)
    database = BlockingDatabase(address)
    yield database
    database.close()


@pytest.fixture
def kept_file(tmp_path: Path) -> Iterator[BlockingDatabase]:
    """A file of SQLite, for what does not depend on the kind."""
    database = BlockingDatabase(DatabaseAddress(path=tmp_path / "liaison.db"))
    yield database
    database.close()


def put(
    database: BlockingDatabase, url: str, workspace: str = DEFAULT_WORKSPACE, events: str = "job.succeeded job.failed"
) -> WebhookRow:
    """An endpoint that is told of these events."""
    now = now_utc()
    row = WebhookRow(
        id=new_id("whk", now), workspace=workspace, created_at=now, url=url, description="", events=events,
        enabled=True, secret=new_secret(), version=1,
    )  # fmt: skip
    with database.writing() as session:
        session.add(row)
    return row


def happen(database: BlockingDatabase, type_: EventType = "job.succeeded", workspace: str = DEFAULT_WORKSPACE) -> None:
    """Have something happen."""
    with database.writing() as session:
        tell(session, workspace, type_, DATA, now_utc())


def deliveries(database: BlockingDatabase) -> list[DeliveryRow]:
    with database.reading() as session:
        return list(session.scalars(select(DeliveryRow).order_by(DeliveryRow.created_at, DeliveryRow.id)))


def attempts(database: BlockingDatabase) -> list[AttemptRow]:
    with database.reading() as session:
        return list(session.scalars(select(AttemptRow).order_by(AttemptRow.delivery_id, AttemptRow.number)))


def endpoint(database: BlockingDatabase, id_: str) -> WebhookRow:
    """An endpoint as it is now."""
    with database.reading() as session:
        return session.get_one(WebhookRow, id_)
