"""Runs in worker threads, so that what computes for seconds never holds up the event loop of the server."""

import asyncio
from collections.abc import AsyncGenerator
from threading import Event, Lock
from typing import Generic, TypeVar

from anyio import CancelScope, CapacityLimiter, to_thread

StepT = TypeVar("StepT")


async def off_the_loop(events: AsyncGenerator[StepT, None], workers: CapacityLimiter) -> AsyncGenerator[StepT, None]:
    """Drive `events` in worker threads, one event at a time, on a loop of their own.

    A run goes no further than one event ahead of its reader. When the reader is cancelled, what the run waits for is
    cancelled at once; what it computes goes on to the next wait, and no further.
    """
    own = _OwnLoop(events)
    try:
        while (event := await to_thread.run_sync(own.step, limiter=workers, abandon_on_cancel=True)) is not None:
            yield event
    finally:
        own.cancel()
        with CancelScope(shield=True):
            await to_thread.run_sync(own.close)


class _OwnLoop(Generic[StepT]):
    """An event loop that runs in whichever thread takes the next step, one thread at a time."""

    def __init__(self, events: AsyncGenerator[StepT, None]) -> None:
        self._events = events
        self._loop = asyncio.new_event_loop()
        self._busy = Lock()
        self._stopped = Event()
        self._task: asyncio.Task[StepT | None] | None = None

    def step(self) -> StepT | None:
        with self._busy:
            if self._stopped.is_set():
                return None
            self._task = self._loop.create_task(self._next())
            if self._stopped.is_set():  # `cancel` came in between and saw no task
                self._task.cancel()
            return self._loop.run_until_complete(self._task)

    async def _next(self) -> StepT | None:
        return await anext(self._events, None)

    def cancel(self) -> None:
        """Take no further step, and cancel the one that another thread is in, if one is."""
        self._stopped.set()
        if self._task is not None:
            self._loop.call_soon_threadsafe(self._task.cancel)

    def close(self) -> None:
        """Wait for a step that is under way, let the run tidy up, and close the loop."""
        with self._busy:
            try:
                # From the outside in: `shutdown_asyncgens` closes all at once, and each gets in the way of its own.
                self._loop.run_until_complete(self._events.aclose())
                self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            finally:
                self._loop.close()
