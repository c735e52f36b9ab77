"""What `liaison results` does: what is kept is listed, shown, deleted, or shared."""

import argparse
from collections.abc import Callable

from anyio import to_thread

from schemas.stored import Kind, NewShare, ResultList, ResultsQuery, ResultSummary, ShareRequest
from service.archive import Archive
from service.errors import ConfigurationError
from service.runs import AnyResult
from service.services import Services
from service.sweeping import Sweeper, Swept

NO_AGE = "Say how old: --older-than 30d, or set LIAISON_KEEP_DAYS."
BUSY = "A server or worker is at it already.\n"
NOTHING = "Nothing is kept that would match.\n"


async def run(
    arguments: argparse.Namespace, services: Services, renderer: Callable[[Kind, str], Callable[[AnyResult], str]]
) -> str:
    """Do one of `list`, `show`, `delete`, `share` and `expire`; return what to print.

    `renderer` is that of `service.commands`.

    Raises:
        StoreError: there is no database, or it cannot be used.
        ResultNotFound: no result of that id is kept.
        InvalidRequest: the cursor is none.
        ConfigurationError: nothing says how old results must be to expire.
    """
    archive = services.archive
    try:
        match arguments.part:
            case "list":
                return await _list(archive, arguments)
            case "show":
                found = await archive.found(arguments.id)
                return renderer(found.kind, arguments.format)(found.document)
            case "delete":
                return await _delete(archive, arguments.ids)
            case "expire":
                return await to_thread.run_sync(_expire, arguments, services)
            case _:
                return _told(await archive.share(arguments.id, ShareRequest(expires_in_hours=arguments.hours)))
    finally:
        await services.close()


async def _list(archive: Archive, arguments: argparse.Namespace) -> str:
    wanted = ResultsQuery(
        kind=arguments.kind,
        outcome=arguments.outcome,
        engine=arguments.engine,
        title=arguments.title,
        limit=arguments.limit,
        cursor=arguments.cursor,
    )
    found = await archive.listed(wanted)
    return found.model_dump_json(indent=2) + "\n" if arguments.format == "json" else table(found)


def table(found: ResultList) -> str:
    """One line for each result, and how to see those before them."""
    if not found.results:
        return NOTHING
    more = [f"for those before: --cursor {found.next_cursor}"] if found.next_cursor else []
    return "\n".join([*map(_line, found.results), *more]) + "\n"


def _line(one: ResultSummary) -> str:
    return f"{one.id}  {one.created_at:%Y-%m-%d %H:%M}Z  {one.kind:<13}  {one.outcome:<8}  {one.title}"


async def _delete(archive: Archive, ids: list[str]) -> str:
    for result_id in ids:
        await archive.delete(result_id)
    return "".join(f"{result_id} is deleted, and all that was made of it.\n" for result_id in ids)


def _expire(arguments: argparse.Namespace, services: Services) -> str:
    """Delete what is older than was said, or say what that would be.

    Raises:
        ConfigurationError: nothing was said, nor set.
        StoreError: the database cannot be used.
    """
    lasts = services.lasts if arguments.older_than is None else arguments.older_than
    if lasts is None:
        raise ConfigurationError(NO_AGE)
    assert services.jobs is not None, "whoever has an archive has jobs"
    sweeper = Sweeper(services.jobs.database, lasts, services.audit)
    if arguments.dry_run:
        return f"{_capital(sweeper.due())} would be deleted.\n"
    swept = sweeper.sweep()
    return BUSY if swept is None else f"{_capital(swept)} deleted.\n"


def _capital(swept: Swept) -> str:
    told = str(swept)
    return told[:1].upper() + told[1:]


def _told(share: NewShare) -> str:
    return (
        f"{share.path} on the address of the server shows the result to anybody until"
        f" {share.expires_at:%Y-%m-%d %H:%M}Z. This is the one time that the link is shown.\n"
    )
