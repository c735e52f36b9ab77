"""Where callers do what they do with jobs: a workspace of the database, and who owns what they make there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from service.auditing import Action, Audit, Looks, missing
from service.errors import StoreError
from service.store.blocking import BlockingDatabase
from service.store.tables import DEFAULT_WORKSPACE


@dataclass(frozen=True)
class Owned:
    """One workspace as the owner of a key sees it; no row of another workspace is found here.

    `audit` writes down what they do; `looks` remembers at what they have looked lately. `forget` lets go
    of what was kept elsewhere for runs that ended between two moments.
    """

    database: BlockingDatabase
    workspace: str = DEFAULT_WORKSPACE
    owner: str | None = None
    audit: Audit = field(default_factory=Audit)
    looks: Looks = field(default_factory=Looks)
    forget: Callable[[datetime, datetime], None] | None = None

    def log(self, session: Session, action: Action, subject: str) -> None:
        """Write down what is done in this session."""
        session.add(self.audit.entry(action, subject, self.workspace))

    def leave_nothing(self, ended: Sequence[datetime]) -> None:
        """Let go of what a deletion leaves outside of the tables, for runs that ended at these moments."""
        self.database.clear_log()
        if self.forget is not None and ended:
            self.forget(min(ended), max(ended))

    def look(self, action: Action, subject: str) -> None:
        """Write down that something was looked at, once in a while; whatever happens, the caller goes on."""
        if not self.looks.is_first(self.audit.actor, f"{action} {subject}"):
            return
        try:
            with self.database.writing() as session:
                self.log(session, action, subject)
        except StoreError as error:
            missing(action, subject, error)
