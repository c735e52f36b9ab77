"""The log of what was done by whom, read. It is written by whoever does it, in the same session."""

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from schemas.audit import AuditEntry, AuditList, AuditQuery
from schemas.problem import InvalidParameter
from service.errors import InvalidRequest
from service.store.ids import is_id
from service.store.key_tables import AuditRow


async def listed(session: AsyncSession, wanted: AuditQuery) -> AuditList:
    """One page of what was done, newest first.

    Raises:
        InvalidRequest: the cursor is none.
    """
    rows = list(await session.scalars(_query(wanted).limit(wanted.limit + 1)))
    entries = [_entry_of(row) for row in rows[: wanted.limit]]
    return AuditList(entries=entries, next_cursor=entries[-1].id if len(rows) > wanted.limit else None)


def _query(wanted: AuditQuery) -> Select[AuditRow]:
    query = select(AuditRow).order_by(AuditRow.id.desc())
    if wanted.action:
        is_whole = "." in wanted.action
        of_a_kind = AuditRow.action.startswith(f"{wanted.action}.", autoescape=True)
        query = query.where(AuditRow.action == wanted.action if is_whole else of_a_kind)
    if wanted.object:
        query = query.where(AuditRow.subject == wanted.object)
    if wanted.since:
        query = query.where(AuditRow.created_at >= wanted.since)
    if wanted.cursor is None:
        return query
    if not is_id("aud", wanted.cursor):
        message = "is none that was given out: send `next_cursor` as it came."
        raise InvalidRequest([InvalidParameter(location="cursor", message=message)])
    return query.where(AuditRow.id < wanted.cursor)


def _entry_of(row: AuditRow) -> AuditEntry:
    return AuditEntry(
        id=row.id,
        at=row.created_at,
        actor=row.actor,
        action=row.action,
        object=row.subject,
        request_id=row.request_id,
    )
