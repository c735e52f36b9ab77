"""Sends what is in the outbox, several events at once, from a thread of its own.

An endpoint that is slow holds up what is for itself and nothing else: each has only so many tries under way.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING, Final

from service.errors import StoreError
from service.webhooks.dispatch import Dispatch, Outcome, Parcel

if TYPE_CHECKING:
    from service.webhooks.sending import Sender

LOOK_SECONDS: Final = 0.5
"""House default: between two looks into the outbox."""
TIDY_SECONDS: Final = 3600.0
AT_ONCE: Final = 32
"""House default: tries under way."""
AT_ONE_ENDPOINT: Final = 4
"""House default: of these, those to one endpoint."""
GRACE: Final = 2.0
"""House default, seconds: for tries that are under way when sending ends. The others are made again later."""
_AWAY_SECONDS: Final = 2.0

logger = logging.getLogger("liaison.webhooks")


@dataclass
class Courier:
    """Sends from `open` to its end. `look` is done before each look into the outbox; it may put something in."""

    dispatch: Dispatch
    sender: "Callable[[], Sender]"
    look: Callable[[], None] = lambda: None
    look_seconds: float = LOOK_SECONDS
    at_once: int = AT_ONCE
    at_one_endpoint: int = AT_ONE_ENDPOINT
    _stopping: Event = field(default_factory=Event)
    _under_way: Counter[str] = field(default_factory=Counter)
    _told: str = ""
    _tidied: float = field(default_factory=monotonic)

    @contextmanager
    def beside(self) -> Iterator[None]:
        """Send in a thread, for as long as something else is done in this one."""
        thread = Thread(target=self.work, name="webhooks")
        thread.start()
        try:
            yield
        finally:
            self._stopping.set()
            thread.join()

    def work(self) -> None:
        """Send until stopped. What does not end soon then is left: its claim runs out, and it is sent again."""
        while not self._stopping.is_set():
            try:
                asyncio.run(self._work())
            except Exception:
                logger.exception("sending of webhooks broke off and begins anew")
                self._stopping.wait(_AWAY_SECONDS)

    async def _work(self) -> None:
        sender = await asyncio.to_thread(self.sender)
        self._under_way.clear()
        tries: set[asyncio.Task[None]] = set()
        try:
            while not self._stopping.is_set():
                parcels = await self._next()
                for parcel in parcels:
                    self._under_way[parcel.webhook_id] += 1
                    task = asyncio.create_task(self._try(sender, parcel))
                    tries.add(task)
                    task.add_done_callback(tries.discard)
                await asyncio.sleep(0 if parcels else self.look_seconds)
        finally:
            if tries:
                await asyncio.wait(tries, timeout=GRACE)

    async def _next(self) -> list[Parcel]:
        try:
            parcels = await asyncio.to_thread(self._claimed)
        except StoreError as error:
            if error.message != self._told:
                logger.warning("Webhooks wait for the database: %s", error.message)
            self._told = error.message
            await asyncio.sleep(_AWAY_SECONDS)
            return []
        self._told = ""
        return parcels

    def _claimed(self) -> list[Parcel]:
        self.look()
        if monotonic() - self._tidied >= TIDY_SECONDS:
            self._tidied = monotonic()
            self.dispatch.forget_old()
        room = self.at_once - self._under_way.total()
        full = [id_ for id_, tries in self._under_way.items() if tries >= self.at_one_endpoint]
        return self.dispatch.claim(room, full) if room else []

    async def _try(self, sender: "Sender", parcel: Parcel) -> None:
        try:
            await deliver(self.dispatch, sender, parcel)
        except StoreError as error:
            logger.warning("How a webhook went could not be written down, it is sent again: %s", error.message)
        finally:
            self._under_way[parcel.webhook_id] -= 1


async def deliver(dispatch: Dispatch, sender: "Sender", parcel: Parcel) -> None:
    """Send one event, and write down how that went.

    Raises:
        StoreError: it could not be written down; the event is sent again when the claim is over.
    """
    try:
        outcome = await sender.send(parcel)
    except StoreError:
        raise
    except Exception:
        logger.exception("the webhook %s could not be sent", parcel.delivery_id)
        outcome = Outcome(datetime.now(UTC), 0, error="a mistake of Liaison; the log of the server says more")
    if outcome.error:
        logger.info("webhook %s: %s", parcel.delivery_id, outcome.error)
    if not await asyncio.to_thread(dispatch.record, parcel, outcome):
        logger.warning("the webhook %s is in other hands: how it went here is dropped", parcel.delivery_id)
