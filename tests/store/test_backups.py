"""A backup that is taken while others write is of one moment, and jobs go on from it."""

import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from service.errors import RestoreRefused, StoreUnavailable, UnusableFile
from service.jobs.ledger import Ledger
from service.jobs.work_ledger import WorkLedger
from service.store.address import DatabaseAddress
from service.store.backups import back_up, restore
from service.store.blocking import BlockingDatabase
from service.store.engines import sync_engine
from service.store.job_tables import FilePartRow, JobEventRow, JobRow
from service.store.migrating import differences, upgrade
from service.store.migrations import HEAD
from tests.jobs.test_ledgers import DRAWN


@pytest.fixture
def kept(address: DatabaseAddress, with_programs: None) -> Iterator[BlockingDatabase]:
    upgrade(address)
    database = BlockingDatabase(address)
    yield database
    database.close()


def accepted(kept: BlockingDatabase) -> str:
    return Ledger(kept).accept("requirements", '{"brief": "Zanzibarium"}', DRAWN, 3).id


@contextmanager
def writers(kept: BlockingDatabase) -> Iterator[list[str]]:
    """Threads that accept jobs, each with an event in the same transaction; the ids of what was accepted."""
    stopping = threading.Event()
    done: list[str] = []

    def write() -> None:
        while not stopping.is_set():
            id_ = accepted(kept)
            with kept.writing() as session:
                session.execute(update(JobRow).where(JobRow.id == id_).values(kind="explanations"))
                session.add(JobEventRow(job_id=id_, number=1, created_at=datetime.now(UTC), type="read", data="{}"))
            done.append(id_)

    threads = [threading.Thread(target=write) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        yield done
    finally:
        stopping.set()
        for thread in threads:
            thread.join()


def test_a_backup_under_load_is_of_one_moment_and_its_jobs_go_on(
    kept: BlockingDatabase, address: DatabaseAddress, tmp_path: Path
) -> None:
    file = tmp_path / "backup"
    begun = accepted(kept)
    work = WorkLedger(kept)
    work.handed_over([begun])
    assert work.begin(begun, "worker-1")
    with writers(kept) as done:
        while len(done) < 5:
            time.sleep(0.01)
        before = len(done)
        assert back_up(address, file) == HEAD
        after = len(done)
    assert file.stat().st_mode & 0o077 == 0
    later = accepted(kept)
    kept.close()
    with pytest.raises(RestoreRefused, match="--replace"):
        restore(address, file, replace=False)
    revision, going_on = restore(address, file, replace=True)
    assert revision == HEAD
    again = BlockingDatabase(address)
    with again.reading() as session:
        jobs = {row.id: row.kind for row in session.scalars(select(JobRow))}
        told = set(session.scalars(select(JobEventRow.job_id)))
    assert set(done[:before]) <= set(jobs), "what was written before is in it"
    assert later not in jobs
    assert len(jobs) <= after + 3
    assert {id_ for id_, kind in jobs.items() if kind == "explanations"} == told, "whole transactions, or none of one"
    assert going_on == len(jobs)
    waiting = WorkLedger(again).waiting()
    assert begun in [job.id for job in waiting], "one that was begun is done anew"
    with again.writing() as session, pytest.raises(StoreUnavailable), again.writing():
        session.execute(text("DELETE FROM audit_log"))
    again.close()
    assert differences(address) is None


def test_a_backup_goes_into_a_database_that_is_empty(
    kept: BlockingDatabase, address: DatabaseAddress, tmp_path: Path
) -> None:
    ids = {accepted(kept) for _ in range(3)}
    back_up(address, tmp_path / "backup")
    with pytest.raises(UnusableFile, match="is there already"):
        back_up(address, tmp_path / "backup")
    with kept.writing() as session:
        session.execute(text("DELETE FROM jobs"))
    kept.close()
    restore(address, tmp_path / "backup", replace=False)
    again = BlockingDatabase(address)
    with again.reading() as session:
        assert set(session.scalars(select(JobRow.id))) == ids
    again.close()


def at_revision(address: DatabaseAddress, revision: str) -> None:
    engine = sync_engine(address)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{revision}'"))
    engine.dispose()


def test_a_backup_of_a_later_version_is_refused_and_says_what_to_do(
    kept: BlockingDatabase, address: DatabaseAddress, tmp_path: Path
) -> None:
    back_up(address, tmp_path / "backup")
    at_revision(address, "9999")
    with pytest.raises(UnusableFile, match="later version"):
        back_up(address, tmp_path / "later")
    assert not (tmp_path / "later").exists()
    if address.path is None:
        return
    shutil.copy(address.path, tmp_path / "later")
    with pytest.raises(UnusableFile, match=r"9999.*Restore it with the version"):
        restore(address, tmp_path / "later", replace=True)


def test_a_backup_of_an_earlier_version_is_brought_up_to_date(
    address: DatabaseAddress, with_programs: None, tmp_path: Path
) -> None:
    from alembic import command

    from service.store.migrating import _migrating

    with _migrating(address) as config:
        command.upgrade(config, "0002")
    engine = sync_engine(address)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO files (id, workspace, created_at, filename)"
                " VALUES ('file_old', 'wsp_default', '2027-01-01 00:00:00.000000', 'in.jsonl')"
            )
        )
    engine.dispose()
    assert back_up(address, tmp_path / "backup") == "0002"
    upgrade(address)
    assert restore(address, tmp_path / "backup", replace=True) == ("0002", 0)
    assert differences(address) is None
    again = BlockingDatabase(address)
    with again.reading() as session:
        assert session.scalar(text("SELECT filename FROM files")) == "in.jsonl"
        assert session.scalar(select(FilePartRow)) is None
    again.close()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no backup at all, but long enough to be read as one" * 50, "cannot be used|no dump"),
        (b"", "no tables|no dump"),
    ],
)
def test_what_is_no_backup_is_refused_and_nothing_is_changed(
    kept: BlockingDatabase, address: DatabaseAddress, tmp_path: Path, content: bytes, words: str
) -> None:
    job = accepted(kept)
    (tmp_path / "backup").write_bytes(content)
    with pytest.raises(UnusableFile, match=words):
        restore(address, tmp_path / "backup", replace=True)
    with pytest.raises(UnusableFile, match="no such file"):
        restore(address, tmp_path / "nowhere", replace=True)
    assert Ledger(kept).find(job).state == "queued"


def test_a_damaged_backup_is_refused(tmp_path: Path) -> None:
    address = DatabaseAddress(path=tmp_path / "liaison.db")
    upgrade(address)
    kept = BlockingDatabase(address)
    for _ in range(50):
        accepted(kept)
    back_up(address, tmp_path / "backup")
    kept.close()
    content = bytearray((tmp_path / "backup").read_bytes())
    content[8192:16384] = b"\xff" * 8192
    (tmp_path / "backup").write_bytes(content)
    with pytest.raises(UnusableFile):
        restore(DatabaseAddress(path=tmp_path / "other.db"), tmp_path / "backup", replace=False)
    with sqlite3.connect(tmp_path / "other.db") as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == []


def test_without_the_programs_of_postgresql_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from service.store import backups

    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnusableFile, match="pg_dump, which comes with PostgreSQL"):
        backups._program("pg_dump")
