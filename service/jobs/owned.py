"""Where callers do what they do with jobs: a workspace of the database, and who owns what they make there."""

from dataclasses import dataclass

from service.store.blocking import BlockingDatabase
from service.store.tables import DEFAULT_WORKSPACE


@dataclass(frozen=True)
class Owned:
    """One workspace as the owner of a key sees it; no row of another workspace is found here."""

    database: BlockingDatabase
    workspace: str = DEFAULT_WORKSPACE
    owner: str | None = None
