"""A session of one workspace cannot reach a row of another, however the query is written."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import aliased

from service.store.database import Database
from service.store.ids import new_id
from service.store.tables import ResultRow, ShareRow

NOW = datetime(2027, 3, 1, tzinfo=UTC)
OURS, THEIRS = "wsp_ours", "wsp_theirs"


def row(**changes: object) -> ResultRow:
    values: dict[str, object] = {
        "id": new_id("res", NOW), "created_at": NOW, "kind": "specification", "outcome": "complete",
        "engine": "rules", "title": "Orchard week", "schema_version": "1", "input": "{}", "document": "{}",
    }  # fmt: skip
    return ResultRow(**values | changes)


async def put(database: Database, workspace: str, one: ResultRow) -> ResultRow:
    async with database.of(workspace).writing() as session:
        session.add(one)
    return one


async def test_a_new_row_is_put_into_the_workspace_of_its_session(database: Database) -> None:
    kept = await put(database, OURS, row())
    async with database.of(None).reading() as session:
        assert (await session.get_one(ResultRow, kept.id)).workspace == OURS


async def test_a_row_of_another_workspace_is_not_taken(database: Database) -> None:
    with pytest.raises(ValueError, match="another workspace"):
        await put(database, OURS, row(workspace=THEIRS))


async def test_no_query_finds_what_is_of_another_workspace(database: Database) -> None:
    theirs = await put(database, THEIRS, row())
    other = aliased(ResultRow)
    queries = [
        select(ResultRow),
        select(ResultRow.id).where(ResultRow.id == theirs.id),
        select(other.title),
        select(ShareRow.id, ResultRow.id).join_from(ResultRow, ShareRow, isouter=True),
        select(ResultRow.title).where(ResultRow.id.in_(select(other.id))),
    ]
    async with database.of(OURS).reading() as session:
        assert [list(await session.execute(query)) for query in queries] == [[]] * len(queries)
        assert await session.scalar(select(func.count()).select_from(ResultRow)) == 0
        assert await session.get(ResultRow, theirs.id) is None
    async with database.of(THEIRS).reading() as session:
        assert [len(list(await session.execute(query))) for query in queries] == [1] * len(queries)
        assert await session.get(ResultRow, theirs.id)


async def test_what_is_of_another_workspace_is_neither_changed_nor_deleted(database: Database) -> None:
    theirs = await put(database, THEIRS, row())
    async with database.of(OURS).writing() as session:
        await session.execute(update(ResultRow).values(title="changed"))
        await session.execute(delete(ResultRow).where(ResultRow.id == theirs.id))
    async with database.of(None).reading() as session:
        assert (await session.get_one(ResultRow, theirs.id)).title == "Orchard week"
