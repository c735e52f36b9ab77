"""What `liaison audit` does: the log of what was done by whom, for whoever runs the server."""

import argparse
import asyncio
from datetime import UTC, datetime, time

from pydantic import ValidationError

from schemas.audit import AuditEntry, AuditList, AuditQuery
from service.callers import DEFAULT_WORKSPACE
from service.database_commands import NO_DATABASE
from service.errors import ConfigurationError, InvalidRequest
from service.faults import explain_faults
from service.store import audit
from service.store.database import Database

NOTHING = "Nothing was done that would match.\n"


def run(arguments: argparse.Namespace, database: Database | None) -> str:
    """List entries; return what to print.

    Raises:
        ConfigurationError: there is no database.
        InvalidRequest: what was typed cannot be used.
        StoreError: the database cannot be used.
    """
    if database is None:
        raise ConfigurationError(NO_DATABASE)
    found = asyncio.run(_listed(database, arguments.workspace or DEFAULT_WORKSPACE, _wanted(arguments)))
    return found.model_dump_json(indent=2) + "\n" if arguments.format == "json" else table(found)


def _wanted(arguments: argparse.Namespace) -> AuditQuery:
    since = datetime.combine(arguments.since, time.min, UTC) if arguments.since else None
    try:
        return AuditQuery(
            action=arguments.action,
            object=arguments.object,
            since=since,
            limit=arguments.limit,
            cursor=arguments.cursor,
        )
    except ValidationError as error:
        raise InvalidRequest(explain_faults(error.errors(include_url=False), AuditQuery)) from None


async def _listed(database: Database, workspace: str, wanted: AuditQuery) -> AuditList:
    try:
        async with database.of(workspace).reading() as session:
            return await audit.listed(session, wanted)
    finally:
        await database.close()


def table(found: AuditList) -> str:
    """One line for each entry, and how to see those before them."""
    if not found.entries:
        return NOTHING
    more = [f"for those before: --cursor {found.next_cursor}"] if found.next_cursor else []
    return "\n".join([*map(_line, found.entries), *more]) + "\n"


def _line(one: AuditEntry) -> str:
    return f"{one.at:%Y-%m-%d %H:%M:%S}Z  {one.action:<15}  {one.object:<32}  {one.actor}  {one.request_id or '-'}"
