"""The databases of the store, for the tables of jobs."""

from collections.abc import Iterator

import pytest

from service.jobs.journal import DatabaseJournal
from service.jobs.ledger import Ledger
from service.jobs.work_ledger import WorkLedger
from service.store.address import DatabaseAddress
from service.store.blocking import BlockingDatabase
from service.store.migrating import upgrade
from tests.databases import address, postgres, with_programs

__all__ = ["address", "postgres", "with_programs"]


@pytest.fixture
def kept(address: DatabaseAddress) -> Iterator[BlockingDatabase]:
    """A database whose tables are up to date, on both kinds."""
    upgrade(address)
    database = BlockingDatabase(address)
    yield database
    database.close()


@pytest.fixture
def ledger(kept: BlockingDatabase) -> Ledger:
    return Ledger(kept)


@pytest.fixture
def work(kept: BlockingDatabase) -> WorkLedger:
    return WorkLedger(kept)


@pytest.fixture
def journal(kept: BlockingDatabase) -> DatabaseJournal:
    return DatabaseJournal(kept)
