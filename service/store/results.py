"""Results in the database: put in, listed, found, deleted. Each function takes a session, which sees one workspace."""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, delete, literal, select, tuple_
from sqlalchemy.engine import CursorResult
from sqlalchemy.ext.asyncio import AsyncSession

from schemas.problem import InvalidParameter
from schemas.stored import ResultList, ResultsQuery, ResultSummary
from service.errors import InvalidRequest, ResultNotFound
from service.store.columns import UtcTime
from service.store.ids import is_id
from service.store.tables import ResultRow

_SUMMARY = tuple(getattr(ResultRow, name) for name in ResultSummary.model_fields)


@dataclass(frozen=True)
class KeptTexts:
    """A result with its documents as they are kept: as JSON, in their own version."""

    summary: ResultSummary
    input: str
    document: str


async def add(session: AsyncSession, kept: KeptTexts, specification_id: str | None = None) -> None:
    """Put a result in, with the kept specification that it was worked out for."""
    values = {**kept.summary.model_dump(), "specification_id": specification_id}
    session.add(ResultRow(**values, input=kept.input, document=kept.document))


async def listed(session: AsyncSession, wanted: ResultsQuery) -> ResultList:
    """One page of the results that are wanted, newest first, without their documents.

    What comes in between two pages is newer than both: it moves nothing from one to the other.

    Raises:
        InvalidRequest: the cursor is none.
    """
    rows = (await session.execute(_page(wanted).limit(wanted.limit + 1))).mappings().all()
    found = [ResultSummary(**row) for row in rows[: wanted.limit]]
    more = len(rows) > wanted.limit
    return ResultList(results=found, next_cursor=_cursor(found[-1]) if more else None)


async def found(session: AsyncSession, result_id: str) -> KeptTexts:
    """One result.

    Raises:
        ResultNotFound: no result of this id is kept.
    """
    query = select(*_SUMMARY, ResultRow.input, ResultRow.document).where(_is(result_id))
    row = (await session.execute(query)).mappings().one_or_none()
    if row is None:
        raise ResultNotFound
    summary = dict(row)
    return KeptTexts(input=summary.pop("input"), document=summary.pop("document"), summary=ResultSummary(**summary))


async def exists(session: AsyncSession, result_id: str) -> bool:
    """Whether a result of this id is kept."""
    return is_id("res", result_id) and await session.scalar(select(ResultRow.id).where(_is(result_id))) is not None


async def ensure(session: AsyncSession, result_id: str) -> None:
    """Let the id of a kept result pass.

    Raises:
        ResultNotFound: no result of this id is kept.
    """
    if not await exists(session, result_id):
        raise ResultNotFound


async def remove(session: AsyncSession, result_id: str) -> None:
    """Delete a result; the database deletes its shares with it.

    Raises:
        ResultNotFound: no result of this id is kept.
    """
    done = cast("CursorResult[Any]", await session.execute(delete(ResultRow).where(_is(result_id))))
    if done.rowcount == 0:
        raise ResultNotFound


def _is(result_id: str) -> ColumnElement[bool]:
    """The condition for one result.

    Raises:
        ResultNotFound: there can be none of this id. Some characters a database would not even take.
    """
    if not is_id("res", result_id):
        raise ResultNotFound
    return ResultRow.id == result_id


# --- pages --------------------------------------------------------------------------------------


def _page(wanted: ResultsQuery) -> Select[Any]:
    query = select(*_SUMMARY).where(*_conditions(wanted))
    return query.order_by(ResultRow.created_at.desc(), ResultRow.id.desc())


def _conditions(wanted: ResultsQuery) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [
        column == value
        for column, value in (
            (ResultRow.kind, wanted.kind),
            (ResultRow.outcome, wanted.outcome),
            (ResultRow.engine, wanted.engine),
        )
        if value is not None
    ]
    if wanted.created_after:
        conditions.append(ResultRow.created_at > wanted.created_after)
    if wanted.created_before:
        conditions.append(ResultRow.created_at < wanted.created_before)
    if wanted.cursor:
        moment, result_id = _place(wanted.cursor)
        place = tuple_(literal(moment, UtcTime), literal(result_id))
        conditions.append(tuple_(ResultRow.created_at, ResultRow.id) < place)
    return conditions


def _cursor(last: ResultSummary) -> str:
    """Where a page ended; nobody but `_place` need understand it."""
    place = f"{last.created_at.astimezone(UTC).isoformat()} {last.id}"
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def _place(cursor: str) -> tuple[datetime, str]:
    try:
        place = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        moment, _, result_id = place.partition(" ")
        if is_id("res", result_id):
            return datetime.fromisoformat(moment).astimezone(UTC), result_id
    except (binascii.Error, ValueError, OverflowError):
        pass
    fault = InvalidParameter(location="cursor", message="is none that was given out: send `next_cursor` as it came.")
    raise InvalidRequest([fault])
