"""At the end of every run its result is kept, and its last event says what became of that.

Whatever the database does, the result is given: keeping comes after the work and may only fail by itself.
"""

import asyncio
import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import TYPE_CHECKING, Final, TypeVar, cast

from schemas.events import NotStored
from service.auditing import Audit
from service.errors import StoreError
from service.runs import AnyEvent, AnyResult, result_in
from service.store.database import Database

if TYPE_CHECKING:
    from schemas.stored import Input

KEEP_SECONDS: Final = 10
"""House default: how long a result waits for the database before it is given without having been kept."""

EventT = TypeVar("EventT", bound=AnyEvent)
logger = logging.getLogger("liaison")


async def keeping(
    events: AsyncGenerator[EventT, None],
    database: Database | None,
    request: "Input | None",
    specification_id: str | None = None,
    audit: Audit | None = None,
) -> AsyncGenerator[EventT, None]:
    """The events of a run; before the last one its result is kept with the `request` it came from, if there is one.

    `specification_id` is as in `Archive.keep`; `audit` writes down who made it.
    """
    async with aclosing(events):
        async for event in events:
            result = result_in(event)
            if result is not None:
                stored, why_not = await _kept(result, database, request, specification_id, audit)
                event = cast("EventT", event.model_copy(update={"stored": stored, "not_stored": why_not}))
            yield event


async def _kept(
    result: AnyResult,
    database: Database | None,
    request: "Input | None",
    specification_id: str | None,
    audit: Audit | None,
) -> tuple[str | None, NotStored | None]:
    """Keep a result: its id, or why there is none."""
    if request is None:
        return None, "not_wanted"
    if database is None:
        return None, "not_set_up"
    if result.outcome in ("refused", "failed"):
        return None, "no_result"
    try:
        async with asyncio.timeout(KEEP_SECONDS):
            await database.opened()
            from service.archive import Archive  # by now its libraries are there, loaded in a thread

            return await Archive(database, audit=audit).keep(result, request, specification_id), None
    except StoreError as error:
        logger.error("A result could not be kept: %s", error.message)
    except Exception as error:  # noqa: BLE001  # a mistake in keeping must not take the result away
        # Its message may hold words of the result.
        logger.error("A result could not be kept: %s", type(error).__name__)
    return None, "failed"
