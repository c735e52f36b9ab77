"""What is kept comes back whole, in pages that hold still, and goes without a trace."""

import asyncio
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import String, select, update
from sqlalchemy import cast as sql_cast

from schemas.brief import BriefInput
from schemas.requests import RequirementsRequest
from schemas.stored import ResultsQuery, ShareRequest
from service.archive import Archive
from service.errors import InvalidRequest, ResultNotFound, ShareNotFound, StoredDamaged, StoredLater
from service.store.database import Database
from service.store.tables import Base, ResultRow
from tests.exporting.limits_specimen import alignment
from tests.exporting.specimen import TEXT, specification
from tests.store.kept import NOW, Clock, everything

REQUEST = RequirementsRequest(brief=BriefInput(text=TEXT))
NOBODY = "res_00000000000000000000000000"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def archive(database: Database, clock: Clock) -> Archive:
    return Archive(database, clock=clock)


async def keep_many(archive: Archive, clock: Clock, many: int) -> list[str]:
    """Ids of so many results, newest first; every second pair is of one moment."""
    ids = []
    for number in range(many):
        clock.goes_on(seconds=number % 2)
        ids.append(await archive.keep(specification(), REQUEST))
    moments = {one.id: one.created_at for one in (await archive.listed(ResultsQuery(limit=100))).results}
    return sorted(ids, key=lambda name: (moments[name], name), reverse=True)


async def test_every_kind_comes_back_with_its_input_and_provenance(archive: Archive) -> None:
    for document, request in everything():
        found = await archive.found(await archive.keep(document, request))
        assert found.document == document
        assert found.input == request
        assert found.provenance == document.provenance
        assert (found.kind, found.created_at) == (type(document).__name__.lower(), NOW)
        assert (found.outcome, found.engine) == (document.outcome, document.provenance.engine)


async def test_text_that_a_database_might_refuse_comes_back_to_the_letter(archive: Archive) -> None:
    text = "nul \0 tab \t \N{PILE OF POO} עברית \u2028 \\u0000 ' \" ;--"
    brief = specification().brief.model_copy(update={"text": text, "title": text * 20})
    document = specification().model_copy(update={"brief": brief})
    found = await archive.found(await archive.keep(document, RequirementsRequest(brief=BriefInput(text=text))))
    assert found.document == document
    assert len(found.title) == 200
    assert "\0" not in found.title


async def test_a_page_ends_where_the_next_begins_whatever_comes_in(archive: Archive, clock: Clock) -> None:
    ids = await keep_many(archive, clock, 7)
    seen: list[str] = []
    cursor = None
    for _ in range(3):
        page = await archive.listed(ResultsQuery(limit=3, cursor=cursor))
        seen += [one.id for one in page.results]
        cursor = page.next_cursor
        clock.goes_on(seconds=1)
        await archive.keep(specification(), REQUEST)
    assert seen == ids
    assert cursor is None


async def test_a_full_last_page_promises_no_other(archive: Archive, clock: Clock) -> None:
    await keep_many(archive, clock, 3)
    assert (await archive.listed(ResultsQuery(limit=3))).next_cursor is None


@pytest.mark.parametrize("cursor", ["x", "%%%", "////", "MjAyNw", "w6k", "9" * 200])
async def test_a_cursor_that_is_none_is_refused(archive: Archive, cursor: str) -> None:
    with pytest.raises(InvalidRequest, match="cursor"):
        await archive.listed(ResultsQuery(cursor=cursor))


async def test_only_what_all_conditions_fit_is_listed(archive: Archive, clock: Clock) -> None:
    kept = {}
    for document, request in everything():
        kept[type(document).__name__.lower()] = await archive.keep(document, request)
        clock.goes_on(hours=1)

    async def listed(**wanted: Any) -> list[str]:
        return [one.id for one in (await archive.listed(ResultsQuery(**wanted))).results]

    plan, told, held = kept["specification"], kept["explanation"], kept["alignment"]
    assert await listed() == [held, told, plan]
    assert await listed(kind="explanation") == [told]
    assert await listed(kind="explanation", engine="hybrid") == []
    assert await listed(created_after=NOW) == [held, told]
    assert await listed(created_before=NOW + timedelta(minutes=30)) == [plan]
    outcome = specification().outcome
    assert plan in await listed(outcome=outcome)
    assert await listed(outcome="too_thin") == []


@pytest.mark.parametrize("name", [NOBODY, "", "res_", "../etc", "res_\0", "shr_00000000000000000000000000"])
async def test_what_is_not_kept_is_not_found(archive: Archive, name: str) -> None:
    for ask in (archive.found, archive.delete, archive.shares_of):
        with pytest.raises(ResultNotFound):
            await ask(name)
    with pytest.raises(ResultNotFound):
        await archive.share(name, ShareRequest())


# --- deleted is deleted -------------------------------------------------------------------------


async def rows_with(database: Database, value: str) -> list[str]:
    """The tables with a row that has this value anywhere; the log of what was done keeps its ids."""
    found = []
    async with database.reading() as session:
        for table in (table for table in Base.metadata.sorted_tables if table.name != "audit_log"):
            for column in table.columns:
                query = select(column).where(sql_cast(column, String).contains(value))
                found += [f"{table.name}.{column.name}" for _ in await session.execute(query)]
    return found


async def test_of_a_deleted_result_no_row_is_left_anywhere(archive: Archive, database: Database) -> None:
    doomed = await archive.keep(specification(), REQUEST)
    other = await archive.keep(specification(), REQUEST)
    await archive.keep(alignment(), next(request for _, request in everything()), specification_id=doomed)
    share = await archive.share(doomed, ShareRequest())
    await archive.share(other, ShareRequest())
    assert set(await rows_with(database, doomed)) == {"results.id", "results.specification_id", "shares.result_id"}
    await archive.delete(doomed)
    assert await rows_with(database, doomed) == []
    assert await rows_with(database, share.id) == []
    with pytest.raises(ShareNotFound):
        await archive.shared(share.token)
    assert [one.id for one in (await archive.listed(ResultsQuery())).results] == [other]
    assert len(await archive.shares_of(other)) == 1


def files_with(folder: Path, text: str) -> list[str]:
    """Read by another process: closing a file here would drop the locks that SQLite has on it."""
    command = ["grep", "--recursive", "--files-with-matches", "--binary", text, str(folder)]
    return subprocess.run(command, capture_output=True, text=True, timeout=30, check=False).stdout.splitlines()


async def test_a_deleted_text_is_not_left_in_the_file(archive: Archive, database: Database) -> None:
    if database.address.path is None:
        pytest.skip("PostgreSQL overwrites when it vacuums")
    brief = specification().brief.model_copy(update={"text": "Zanzibarium"})
    name = await archive.keep(specification().model_copy(update={"brief": brief}), REQUEST)
    assert await asyncio.to_thread(files_with, database.address.path.parent, "Zanzibarium") != []
    await archive.delete(name)
    assert await asyncio.to_thread(files_with, database.address.path.parent, "Zanzibarium") == []


# --- links --------------------------------------------------------------------------------------


async def test_a_link_shows_the_document_until_it_expires(archive: Archive, clock: Clock) -> None:
    name = await archive.keep(specification(), REQUEST)
    share = await archive.share(name, ShareRequest(expires_in_hours=2))
    shown = await archive.shared(share.token)
    assert shown.document == specification()
    assert shown.expires_at == NOW + timedelta(hours=2)
    clock.goes_on(hours=2)
    with pytest.raises(ShareNotFound):
        await archive.shared(share.token)
    assert await archive.shares_of(name) == []


async def test_the_token_is_written_nowhere(archive: Archive, database: Database) -> None:
    share = await archive.share(await archive.keep(specification(), REQUEST), ShareRequest())
    assert await rows_with(database, share.token) == []
    assert len(share.token) >= 32


async def test_a_withdrawn_link_leads_nowhere(archive: Archive) -> None:
    name, other = [await archive.keep(specification(), REQUEST) for _ in range(2)]
    share = await archive.share(name, ShareRequest())
    with pytest.raises(ShareNotFound):
        await archive.withdraw(other, share.id)
    await archive.withdraw(name, share.id)
    with pytest.raises(ShareNotFound):
        await archive.shared(share.token)


async def test_links_that_have_expired_go_when_a_new_one_is_made(
    archive: Archive, database: Database, clock: Clock
) -> None:
    name = await archive.keep(specification(), REQUEST)
    old = await archive.share(name, ShareRequest(expires_in_hours=1))
    clock.goes_on(hours=1)
    await archive.share(name, ShareRequest(expires_at=clock.now + timedelta(minutes=5)))
    assert await rows_with(database, old.id) == []


async def test_a_link_is_good_no_longer_than_its_result(database: Database, clock: Clock) -> None:
    archive = Archive(database, clock=clock, lasts=timedelta(days=2))
    name = await archive.keep(specification(), REQUEST)
    assert (await archive.found(name)).expires_at == NOW + timedelta(days=2)
    assert (await archive.share(name, ShareRequest())).expires_at == NOW + timedelta(days=2)
    assert (await archive.share(name, ShareRequest(expires_in_hours=3))).expires_at == NOW + timedelta(hours=3)


@pytest.mark.parametrize("away", [timedelta(0), timedelta(hours=-1), timedelta(days=367)])
async def test_a_link_that_would_expire_before_or_too_late_is_refused(archive: Archive, away: timedelta) -> None:
    name = await archive.keep(specification(), REQUEST)
    with pytest.raises(InvalidRequest, match="expires_at"):
        await archive.share(name, ShareRequest(expires_at=NOW + away))


# --- documents of other versions ----------------------------------------------------------------


async def overwrite(database: Database, **values: str) -> None:
    async with database.writing() as session:
        await session.execute(update(ResultRow).values(**values))


async def test_a_document_of_a_later_version_is_refused_and_still_listed(archive: Archive, database: Database) -> None:
    name = await archive.keep(specification(), REQUEST)
    await overwrite(database, schema_version="99")
    with pytest.raises(StoredLater, match="99"):
        await archive.found(name)
    (one,) = (await archive.listed(ResultsQuery())).results
    assert one.schema_version == "99"
    await archive.delete(name)


async def test_a_document_that_somebody_has_spoilt_is_named(archive: Archive, database: Database) -> None:
    name = await archive.keep(specification(), REQUEST)
    await overwrite(database, document="{}")
    with pytest.raises(StoredDamaged):
        await archive.found(name)
