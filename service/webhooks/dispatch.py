"""What is due is claimed, and how it went is written down. No two workers send the same at once.

A claim is for a while only: what a worker had claimed when it died is due again when that is over, and is sent with the
same id. A worker that was thought dead and comes back finds a higher claim, and what it has to say is dropped.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.orm import Session

from service.store.blocking import BlockingDatabase
from service.store.webhook_tables import AttemptRow, DeliveryRow, WebhookRow
from service.webhooks.schedule import SCHEDULE, Schedule

CLAIM_SECONDS: Final = 60.0
"""House default: four times what a try may take."""
KEPT_DAYS: Final = 30
"""House default: for what was delivered or given up, and how it went."""
GONE: Final = 410
"""The answer of an endpoint that wants nothing any more."""


@dataclass(frozen=True)
class Parcel:
    """An event that this worker is to send now."""

    delivery_id: str
    webhook_id: str
    claim: int
    event_id: str
    url: str
    secrets: tuple[str, ...]
    body: str


@dataclass(frozen=True)
class Outcome:
    """How a try went. `error` is None where it got through, `answer` how the answer begins where it did not."""

    at: datetime
    duration_ms: int
    status: int | None = None
    error: str | None = None
    answer: str | None = None


@dataclass(frozen=True)
class Dispatch:
    """The outbox as those see it who send. Blocks: call it in a thread."""

    database: BlockingDatabase
    schedule: Schedule = SCHEDULE
    claim_seconds: float = CLAIM_SECONDS
    kept: timedelta = field(default=timedelta(days=KEPT_DAYS))

    def claim(self, most: int, but: Collection[str] = ()) -> list[Parcel]:
        """Claim what is due longest, at most one event for each endpoint, none for those in `but`."""
        now = datetime.now(UTC)
        with self.database.reading() as session:
            if not session.execute(_waiting(now, 1, but)).all():
                return []
        with self.database.writing() as session:
            endpoints = [row[0] for row in session.execute(_waiting(now, most, but))]
            claimed = [self._claim_first(session, webhook_id, now) for webhook_id in endpoints]
            return [parcel for parcel in claimed if parcel is not None]

    def claim_one(self, delivery_id: str) -> Parcel | None:
        """Claim this delivery; None: it is not due, or somebody else sends it."""
        now = datetime.now(UTC)
        with self.database.writing() as session:
            return self._claim(session, (DeliveryRow.id == delivery_id, *_due(now)), now)

    def _claim_first(self, session: Session, webhook_id: str, now: datetime) -> Parcel | None:
        return self._claim(session, (DeliveryRow.webhook_id == webhook_id, *_due(now)), now)

    def _claim(self, session: Session, which: tuple[ColumnElement[bool], ...], now: datetime) -> Parcel | None:
        first = select(DeliveryRow, WebhookRow).join(WebhookRow, WebhookRow.id == DeliveryRow.webhook_id)
        first = first.where(*which).order_by(DeliveryRow.due_at, DeliveryRow.id).limit(1)
        found = session.execute(first.with_for_update(skip_locked=True, of=DeliveryRow)).one_or_none()
        if found is None:
            return None
        row, webhook = found
        row.claim += 1
        row.claimed_until = now + timedelta(seconds=self.claim_seconds)
        good = [webhook.secret]
        if webhook.old_secret and webhook.old_secret_until and webhook.old_secret_until > now:
            good.append(webhook.old_secret)
        return Parcel(row.id, webhook.id, row.claim, row.event_id, webhook.url, tuple(good), row.body)

    def record(self, parcel: Parcel, outcome: Outcome) -> bool:
        """Write down how a try went, and what follows; False: somebody else has claimed it meanwhile."""
        with self.database.writing() as session:
            # Always the endpoint first: whoever deletes one locks it before what is on its way to it.
            webhook = session.get(WebhookRow, parcel.webhook_id, with_for_update={"key_share": True})
            row = session.get(DeliveryRow, parcel.delivery_id, with_for_update=True)
            if webhook is None or row is None or row.claim != parcel.claim:
                return False
            row.attempts += 1
            row.claimed_until = None
            session.add(AttemptRow(delivery_id=row.id, number=row.attempts, **vars(outcome)))
            if outcome.error is None:
                row.state = "delivered"
                webhook.failing_since = None
            else:
                self._failed(session, webhook, row, outcome)
            return True

    def _failed(self, session: Session, webhook: WebhookRow, row: DeliveryRow, outcome: Outcome) -> None:
        webhook.failing_since = webhook.failing_since or outcome.at
        row.tries += 1
        wait = None if outcome.status == GONE else self.schedule.wait_after(row.tries)
        if wait is not None:
            row.due_at = outcome.at + wait
            return
        row.state = "failed"
        if outcome.status == GONE:
            _disable(webhook, "gone")
        elif webhook.failing_since <= _first_try(session, row):
            _disable(webhook, "failing")

    def forget_old(self) -> None:
        """Let go of what was delivered or given up long ago."""
        before = datetime.now(UTC) - self.kept
        with self.database.writing() as session:
            over = (DeliveryRow.state != "pending", DeliveryRow.created_at < before)
            session.execute(delete(DeliveryRow).where(*over))


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    free = or_(DeliveryRow.claimed_until.is_(None), DeliveryRow.claimed_until < now)
    return DeliveryRow.state == "pending", DeliveryRow.due_at <= now, free, WebhookRow.enabled.is_(True)


def _waiting(now: datetime, most: int, but: Collection[str]) -> Any:
    """The endpoints for which something is due, the one first that has waited longest."""
    joined = select(DeliveryRow.webhook_id).join(WebhookRow, WebhookRow.id == DeliveryRow.webhook_id)
    due = joined.where(*_due(now), DeliveryRow.webhook_id.not_in(but))
    return due.group_by(DeliveryRow.webhook_id).order_by(func.min(DeliveryRow.due_at)).limit(most)


def _first_try(session: Session, row: DeliveryRow) -> datetime:
    """When this delivery was first tried: where nothing got through since, the endpoint does not work at all."""
    first = select(AttemptRow.at).where(AttemptRow.delivery_id == row.id).order_by(AttemptRow.number).limit(1)
    return session.scalars(first).one()


def _disable(webhook: WebhookRow, reason: str) -> None:
    if webhook.enabled:
        webhook.enabled = False
        webhook.disabled_reason = reason
        webhook.version += 1
