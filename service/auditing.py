"""Who did what: entries of the log that only grows. They name ids and nothing else of what is kept."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from service.callers import LOCAL, Caller
from service.store.ids import new_id

if TYPE_CHECKING:
    from service.store.key_tables import AuditRow

Action = Literal[
    "webhook.make", "webhook.change", "webhook.rotate", "webhook.delete", "webhook.test", "webhook.redeliver"
]


@dataclass(frozen=True)
class Audit:
    """Writes down what one caller does."""

    caller: Caller = LOCAL
    request_id: str | None = None

    def entry(
        self, action: Action, subject: str, workspace: str | None = None, now: datetime | None = None
    ) -> "AuditRow":
        """An entry of this moment, to be added to a session; `workspace` where it is not that of the caller."""
        from service.store.key_tables import AuditRow

        at = now or datetime.now(UTC)
        return AuditRow(
            id=new_id("aud", at),
            workspace=workspace or self.caller.workspace,
            actor=self.caller.key_id or self.caller.name,
            action=action,
            subject=subject,
            request_id=self.request_id,
            created_at=at,
        )
