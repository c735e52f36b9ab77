"""Links to results in the database. A token is kept as its hash alone: who reads the database can open no link."""

from datetime import datetime
from hashlib import sha256
from typing import Any, cast

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.engine import CursorResult
from sqlalchemy.ext.asyncio import AsyncSession

from schemas.stored import Share
from service.errors import ShareNotFound
from service.store.ids import is_id
from service.store.tables import ShareRow

_FIELDS = tuple(getattr(ShareRow, name) for name in Share.model_fields)


async def add(session: AsyncSession, share: Share, token: str) -> None:
    """Put a link in."""
    session.add(ShareRow(**share.model_dump(), token_hash=_hashed(token)))


async def of_result(session: AsyncSession, result_id: str, now: datetime) -> list[Share]:
    """The links to a result that can still be used, newest first."""
    query = select(*_FIELDS).where(ShareRow.result_id == result_id, ShareRow.expires_at > now)
    rows = await session.execute(query.order_by(ShareRow.created_at.desc(), ShareRow.id.desc()))
    return [Share(**row) for row in rows.mappings()]


async def found(session: AsyncSession, token: str, now: datetime) -> tuple[Share, str]:
    """The link of this token, and the workspace that it belongs to.

    Unknown, expired and withdrawn are told apart by nobody.

    Raises:
        ShareNotFound: there is none that can be used.
    """
    query = select(*_FIELDS, ShareRow.workspace).where(ShareRow.token_hash == _hashed(token), ShareRow.expires_at > now)
    row = (await session.execute(query)).mappings().one_or_none()
    if row is None:
        raise ShareNotFound
    told = dict(row)
    workspace: str = told.pop("workspace")
    return Share(**told), workspace


async def remove(session: AsyncSession, result_id: str, share_id: str) -> None:
    """Withdraw a link.

    Raises:
        ShareNotFound: the result has no such link.
    """
    if not is_id("shr", share_id) or not await _delete(
        session, ShareRow.id == share_id, ShareRow.result_id == result_id
    ):
        raise ShareNotFound


async def purge(session: AsyncSession, now: datetime) -> int:
    """Delete the links that have expired; return how many there were."""
    return await _delete(session, ShareRow.expires_at <= now)


async def _delete(session: AsyncSession, *conditions: ColumnElement[bool]) -> int:
    done = cast("CursorResult[Any]", await session.execute(delete(ShareRow).where(*conditions)))
    return done.rowcount


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()
