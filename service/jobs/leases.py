"""Which worker is alive: a lease that its process holds for as long as it lives, and that frees itself when it ends.

The queue knows which executor has begun a job, and not whether that executor still lives. So a worker takes a numbered
slot and is called by it. On SQLite there is one slot, a lock on a file; on PostgreSQL as many as there are workers,
each a lock of the session on a connection of its own. A lock that can be taken belongs to nobody alive.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from io import BufferedRandom
from pathlib import Path
from typing import Any, Final, Protocol

import psycopg

from service.errors import StoreUnavailable

_FAMILY: Final = 0x6C69614A
"""First number of the locks, so that they meet no other locks of the database."""
_SLOTS: Final = 1000
"""House default: the most workers of one database."""
_PREFIX: Final = "worker-"
FIRST: Final = f"{_PREFIX}1"
"""Who gets this one is alone, unless an earlier worker has died."""
_KEEPALIVE: Final = (
    "SET tcp_keepalives_idle = 2",
    "SET tcp_keepalives_interval = 1",
    "SET tcp_keepalives_count = 3",
)
"""House default, seconds: a machine that loses its power says nothing, and the server notices so soon."""


class Lease(Protocol):
    """The slot of one worker. Used by one thread."""

    def claim(self) -> str | None:
        """Take a free slot and return its name; None where there is none at this time.

        Raises:
            StoreUnavailable: the database cannot be asked.
        """

    def holds(self) -> bool:
        """Whether the slot is still ours; a connection that broke is opened again for that."""

    def dead(self, name: str) -> AbstractContextManager[bool]:
        """Hold the slot of another worker for a moment: true inside, where nobody alive has it."""

    def release(self) -> None:
        """Let the slot go."""


class FileLease:
    """The one slot of a SQLite file: a lock on a file beside it, which the system drops when the process ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BufferedRandom | None = None

    def claim(self) -> str | None:
        file = self._path.open("a+b")
        if not _lock(file):
            file.close()
            return None
        self._file = file
        return FIRST

    def holds(self) -> bool:
        return self._file is not None

    @contextmanager
    def dead(self, name: str) -> Iterator[bool]:
        yield name != FIRST

    def release(self) -> None:
        if self._file is not None:
            self._file.close()
        self._file = None


def _lock(file: BufferedRandom) -> bool:
    """Take the lock of a file, or say that another process has it."""
    try:
        import fcntl
    except ModuleNotFoundError:  # Windows: one process is trusted to be the only one
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class PostgresLease:
    """A slot among many: a lock of a session. `url` is that of the database, without a driver."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._session: psycopg.Connection[Any] | None = None
        self._slot = 0

    def claim(self) -> str | None:
        try:
            self._session = self._connected()
            for slot in range(1, _SLOTS + 1):
                if self._take(slot):
                    self._slot = slot
                    return f"{_PREFIX}{slot}"
        except psycopg.Error as error:
            self.release()
            raise StoreUnavailable(f"No slot can be taken in it: {type(error).__name__}.") from error
        self.release()
        return None

    def holds(self) -> bool:
        """Ask over the connection that the lock hangs on; when it broke, try to take the same slot again."""
        try:
            if self._session is not None and not self._session.closed:
                self._session.execute("SELECT 1")
                return True
        except psycopg.Error:
            self._close()
        return self._taken_again()

    def _taken_again(self) -> bool:
        """Whether the slot is ours again, or the database is not back yet: only another owner ends a lease."""
        try:
            self._session = self._connected()
            taken = self._take(self._slot)
        except psycopg.Error:
            self._close()
            return True
        if not taken:
            self._close()
        return taken

    @contextmanager
    def dead(self, name: str) -> Iterator[bool]:
        slot = name.removeprefix(_PREFIX)
        if self._session is None or not slot.isdecimal() or int(slot) == self._slot:
            yield False
            return
        taken = self._take(int(slot))
        try:
            yield taken
        finally:
            if taken:
                self._session.execute("SELECT pg_advisory_unlock(%s, %s)", (_FAMILY, int(slot)))

    def release(self) -> None:
        self._close()
        self._slot = 0

    def _connected(self) -> "psycopg.Connection[Any]":
        session = psycopg.connect(self._url, autocommit=True, connect_timeout=5, application_name="liaison lease")
        for setting in _KEEPALIVE:
            session.execute(setting)
        return session

    def _take(self, slot: int) -> bool:
        assert self._session is not None
        row = self._session.execute("SELECT pg_try_advisory_lock(%s, %s)", (_FAMILY, slot)).fetchone()
        return bool(row and row[0])

    def _close(self) -> None:
        if self._session is not None:
            self._session.close()
        self._session = None
