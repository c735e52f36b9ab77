"""Results in the database: put in, listed, found, deleted. Each function takes a session, which sees one workspace."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, literal, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from schemas.problem import InvalidParameter
from schemas.stored import ResultList, ResultsQuery, ResultSummary
from service.errors import InvalidRequest, ResultNotFound
from service.store.columns import UtcTime
from service.store.erasing import erase_results
from service.store.ids import is_id
from service.store.tables import ResultRow

_WORKED_OUT: Final = {"expires_at"}
"""What no column says: it changes with the setting, for what is there already as well."""
_COLUMNS: Final = tuple(ResultSummary.model_fields.keys() - _WORKED_OUT)
_SUMMARY = tuple(getattr(ResultRow, name) for name in _COLUMNS)


@dataclass(frozen=True)
class KeptTexts:
    """A result with its documents as they are kept: as JSON, in their own version."""

    summary: ResultSummary
    input: str
    document: str


async def add(session: AsyncSession, kept: KeptTexts, specification_id: str | None = None) -> None:
    """Put a result in, with the kept specification that it was worked out for."""
    row = row_of(kept)
    row.specification_id = specification_id
    session.add(row)
    await session.flush()


def row_of(kept: KeptTexts) -> ResultRow:
    """The row in which a result is kept."""
    return ResultRow(**kept.summary.model_dump(exclude=_WORKED_OUT), input=kept.input, document=kept.document)


async def listed(session: AsyncSession, wanted: ResultsQuery, lasts: timedelta | None = None) -> ResultList:
    """One page of the results that are wanted, newest first, without their documents.

    What comes in between two pages is newer than both: it moves nothing from one to the other. `lasts` is how long
    results are kept.

    Raises:
        InvalidRequest: the cursor is none.
    """
    rows = (await session.execute(_page(wanted).limit(wanted.limit + 1))).mappings().all()
    found = [_summary_of(row, lasts) for row in rows[: wanted.limit]]
    more = len(rows) > wanted.limit
    return ResultList(results=found, next_cursor=_cursor(found[-1]) if more else None)


def _summary_of(row: Mapping[Any, Any], lasts: timedelta | None) -> ResultSummary:
    return ResultSummary(**row, expires_at=row["created_at"] + lasts if lasts else None)


async def summary(session: AsyncSession, result_id: str, lasts: timedelta | None = None) -> ResultSummary:
    """One result, without its documents.

    Raises:
        ResultNotFound: no result of this id is kept.
    """
    row = (await session.execute(select(*_SUMMARY).where(_is(result_id)))).mappings().one_or_none()
    if row is None:
        raise ResultNotFound
    return _summary_of(row, lasts)


async def found(session: AsyncSession, result_id: str, lasts: timedelta | None = None) -> KeptTexts:
    """One result.

    Raises:
        ResultNotFound: no result of this id is kept.
    """
    query = select(*_SUMMARY, ResultRow.input, ResultRow.document).where(_is(result_id))
    row = (await session.execute(query)).mappings().one_or_none()
    if row is None:
        raise ResultNotFound
    told = dict(row)
    return KeptTexts(input=told.pop("input"), document=told.pop("document"), summary=_summary_of(told, lasts))


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


async def worked_out_for(session: AsyncSession, result_id: str) -> int:
    """How many results hold the text of this one, for they were worked out for it: they go with it."""
    held = select(func.count()).select_from(ResultRow).where(ResultRow.specification_id == result_id)
    return await session.scalar(held) or 0


async def remove(session: AsyncSession, result_id: str) -> list[str]:
    """Delete a result with everything that was made of it; return the ids of the results that went.

    Raises:
        ResultNotFound: no result of this id is kept.
    """
    await ensure(session, result_id)
    return await session.run_sync(erase_results, [result_id])


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
    if wanted.title:
        conditions.append(ResultRow.title.icontains(wanted.title, autoescape=True))
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
