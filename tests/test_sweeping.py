"""What is kept too long is deleted, what is under way or younger stays, and no two sweep at once."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import func, select, text, update

from schemas.batches import BatchRequest
from schemas.stored import ResultsQuery, ShareRequest
from service.archive import Archive
from service.jobs.batches import Batches
from service.jobs.ledger import Ledger
from service.jobs.work_ledger import WorkLedger
from service.store.address import DatabaseAddress
from service.store.blocking import BlockingDatabase
from service.store.database import Database
from service.store.job_tables import BatchRow, FileRow, JobRow
from service.store.key_tables import AuditRow
from service.store.retention_tables import TurnRow
from service.store.tables import ShareRow
from service.sweeping import AT_ONCE, TURN, Sweeper
from tests.databases import address, database, postgres
from tests.exporting.specimen import specification
from tests.jobs.test_ledgers import DRAWN
from tests.store.kept import NOW, Clock
from tests.store.test_archive import REQUEST

__all__ = ["address", "database", "postgres"]
DAY = timedelta(days=1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def kept(address: DatabaseAddress, database: Database) -> Iterator[BlockingDatabase]:
    """The same database, for threads."""
    made = BlockingDatabase(address)
    yield made
    made.close()


def sweeper(kept: BlockingDatabase, clock: Clock, lasts: timedelta | None = 30 * DAY) -> Sweeper:
    return Sweeper(kept, lasts, clock=clock)


async def ids(archive: Archive) -> list[str]:
    return [one.id for one in (await archive.listed(ResultsQuery(limit=100))).results]


async def test_results_go_when_their_time_is_over_and_the_setting_holds_for_those_that_are_there(
    database: Database, kept: BlockingDatabase, clock: Clock
) -> None:
    archive = Archive(database, clock=clock)
    old = [await archive.keep(specification(), REQUEST) for _ in range(AT_ONCE + 2)]
    clock.goes_on(days=10)
    young = await archive.keep(specification(), REQUEST)
    assert str(await asyncio.to_thread(sweeper(kept, clock, None).sweep)) == "nothing", "kept until deleted"
    assert str(await asyncio.to_thread(sweeper(kept, clock, 11 * DAY).sweep)) == "nothing"
    due = sweeper(kept, clock, 10 * DAY)
    assert str(await asyncio.to_thread(due.due)) == f"{len(old)} results"
    assert len(await ids(archive)) == len(old) + 1, "counting deletes nothing"
    assert str(await asyncio.to_thread(due.sweep)) == f"{len(old)} results"
    assert await ids(archive) == [young]
    with kept.reading() as session:
        logged = session.execute(
            select(AuditRow.actor, AuditRow.subject, AuditRow.workspace).where(AuditRow.action == "result.expire")
        ).all()
    assert {(actor, workspace) for actor, _, workspace in logged} == {("expiry", "wsp_default")}
    assert sorted(subject for _, subject, _ in logged) == sorted(old)


async def test_what_has_an_end_of_its_own_goes_without_a_setting(
    database: Database, kept: BlockingDatabase, clock: Clock
) -> None:
    archive = Archive(database, clock=clock)
    name = await archive.keep(specification(), REQUEST)
    await archive.share(name, ShareRequest(expires_in_hours=1))
    good = await archive.share(name, ShareRequest(expires_in_hours=3))
    with kept.writing() as session:
        moment = NOW.isoformat() if kept.address.path is None else f"{NOW:%Y-%m-%d %H:%M:%S.%f}"
        session.execute(
            text(
                "INSERT INTO repeats (workspace, owner, digest, fingerprint, created_at, expires_at)"
                f" VALUES ('wsp_default', 'a', 'b', 'c', '{moment}', '{moment}')"
            )
        )
        session.add(
            FileRow(id="file_broken", workspace="wsp_default", owner=None, created_at=NOW - 2 * DAY, filename="x")
        )
    clock.goes_on(hours=2)
    await asyncio.to_thread(sweeper(kept, clock, None).sweep)
    with kept.reading() as session:
        assert list(session.scalars(select(ShareRow.id))) == [good.id]
        assert session.scalar(text("SELECT count(*) FROM repeats")) == 0
        assert session.scalar(select(func.count()).select_from(FileRow)) == 0


def test_work_goes_when_it_has_ended_and_stays_while_it_is_under_way(kept: BlockingDatabase, clock: Clock) -> None:
    clock.now = datetime.now(UTC)
    ledger, work = Ledger(kept), WorkLedger(kept)
    ended, running, waiting = [ledger.accept("requirements", "{}", DRAWN, 3).id for _ in range(3)]
    ledger.cancel(ended)
    assert work.begin(running, "worker-1")
    batches = Batches(kept)
    over, under_way = [
        batches.create(
            BatchRequest(input_file_id=batches.files.add("in", iter([b"{}"])).id, endpoint="/v1/requirements")
        )
        for _ in range(2)
    ]
    lone = batches.files.add("lone", iter([b"{}"]))
    with kept.writing() as session:
        session.execute(
            update(JobRow).where(JobRow.batch_id == over.id).values(state="succeeded", finished_at=clock.now)
        )
    clock.goes_on(days=31)
    assert str(sweeper(kept, clock).due()) == "2 jobs, 1 batch, 2 files"
    assert str(sweeper(kept, clock).sweep()) == "2 jobs, 1 batch, 2 files"
    with kept.reading() as session:
        jobs = set(session.scalars(select(JobRow.id).where(JobRow.batch_id.is_(None))))
        assert list(session.scalars(select(BatchRow.id))) == [under_way.id]
        files = set(session.scalars(select(FileRow.id)))
    assert jobs == {running, waiting}
    assert files == {under_way.input_file_id}
    assert lone.id not in files


def test_one_sweeps_at_a_time_and_one_that_died_is_followed(kept: BlockingDatabase, clock: Clock) -> None:
    with kept.writing() as session:
        session.add(TurnRow(name="sweep", until=clock.now + TURN))
    assert sweeper(kept, clock).sweep() is None
    clock.goes_on(minutes=11)
    assert sweeper(kept, clock).sweep() is not None
    assert sweeper(kept, clock).sweep() is not None, "the turn was given back"


async def test_a_sweeper_works_from_its_start_until_it_is_stopped(
    database: Database, kept: BlockingDatabase, clock: Clock
) -> None:
    archive = Archive(database, clock=clock)
    await archive.keep(specification(), REQUEST)
    clock.goes_on(days=31)
    one = sweeper(kept, clock)
    thread = Thread(target=one.work)
    thread.start()
    for _ in range(400):
        if not await ids(archive):
            break
        await asyncio.sleep(0.05)
    one.stopping.set()
    await asyncio.to_thread(thread.join)
    assert await ids(archive) == []
