"""Endpoints as their owners see them: made, listed, changed, given a new secret, tried; and what was sent to them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from schemas.problem import InvalidParameter
from schemas.webhooks import (
    PING,
    Attempt,
    Delivery,
    DeliveryList,
    EventData,
    NewWebhook,
    SecretRotation,
    Webhook,
    WebhookChange,
    WebhookList,
    WebhookRequest,
)
from service.auditing import Action, Audit
from service.callers import Caller
from service.errors import ChangedMeanwhile, DeliveryNotFound, InvalidRequest, WebhookDisabled, WebhookNotFound
from service.store.database import Database
from service.store.ids import new_id
from service.store.keys import ensure_workspace
from service.store.webhook_tables import AttemptRow, DeliveryRow, WebhookRow
from service.webhooks.addresses import Addresses, AddressRefused
from service.webhooks.outbox import delivery_to
from service.webhooks.signing import new_secret

MOST: Final = 20
"""House default: endpoints of one workspace; each end of a job is sent to all of them."""


def now_utc() -> datetime:
    """This moment."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Endpoints:
    """The endpoints of the workspace of `caller`. `request_id` goes into the log of what was done."""

    database: Database
    caller: Caller
    addresses: Addresses
    request_id: str | None = None
    clock: Callable[[], datetime] = now_utc

    async def make(self, request: WebhookRequest) -> NewWebhook:
        """Register an endpoint; its secret is given this once.

        Raises:
            InvalidRequest: its address is one that nothing may be sent to, or there are too many.
            WorkspaceNotFound: there is no such workspace.
        """
        await self._ensure_usable(request.url)
        now = self.clock()
        row = WebhookRow(
            id=new_id("whk", now),
            created_at=now,
            url=request.url,
            description=request.description,
            events=_joined(request.events),
            enabled=True,
            secret=new_secret(),
            version=1,
        )
        async with self._own().writing() as session:
            await ensure_workspace(session, self.caller.workspace)
            await _ensure_room(session)
            session.add(row)
            await session.flush()
            self._log(session, "webhook.make", row.id, now)
        return NewWebhook(**_webhook_of(row).model_dump(), secret=row.secret)

    async def list(self, limit: int, cursor: str | None) -> WebhookList:
        """One page of endpoints, newest first."""
        newest = select(WebhookRow).order_by(WebhookRow.id.desc()).limit(limit + 1)
        async with self._own().reading() as session:
            rows = list(await session.scalars(newest.where(WebhookRow.id < cursor) if cursor else newest))
        more = rows[limit - 1].id if len(rows) > limit else None
        return WebhookList(webhooks=[_webhook_of(row) for row in rows[:limit]], next_cursor=more)

    async def find(self, webhook_id: str) -> Webhook:
        """One endpoint.

        Raises:
            WebhookNotFound: there is none of this id.
        """
        async with self._own().reading() as session:
            return _webhook_of(await _found(session, webhook_id))

    async def change(self, webhook_id: str, version: int, change: WebhookChange) -> Webhook:
        """Change what is given, where the endpoint is still at this version. One that is switched on starts anew.

        Raises:
            WebhookNotFound, InvalidRequest: there is none of this id; its new address cannot be used.
            ChangedMeanwhile: it is at another version.
        """
        wanted = change.model_dump(exclude_unset=True)
        if "url" in wanted:
            await self._ensure_usable(change.url)
        async with self._own().writing() as session:
            row = await _found(session, webhook_id, for_change=True)
            if row.version != version:
                raise ChangedMeanwhile
            _change(row, wanted)
            self._log(session, "webhook.change", webhook_id, self.clock())
            return _webhook_of(row)

    async def rotate(self, webhook_id: str, request: SecretRotation) -> NewWebhook:
        """Give an endpoint a new secret, which is given this once; for a while events are signed with both.

        Raises:
            WebhookNotFound: there is none of this id.
        """
        now = self.clock()
        async with self._own().writing() as session:
            row = await _found(session, webhook_id, for_change=True)
            row.old_secret = row.secret if request.overlap_hours else None
            row.old_secret_until = now + timedelta(hours=request.overlap_hours) if request.overlap_hours else None
            row.secret = new_secret()
            row.version += 1
            self._log(session, "webhook.rotate", webhook_id, now)
            return NewWebhook(**_webhook_of(row).model_dump(), secret=row.secret)

    async def delete(self, webhook_id: str) -> None:
        """Delete an endpoint with all that was, or still is to be, sent to it.

        Raises:
            WebhookNotFound: there is none of this id.
        """
        async with self._own().writing() as session:
            await session.delete(await _found(session, webhook_id, for_change=True))
            self._log(session, "webhook.delete", webhook_id, self.clock())
        await self.database.clear_log()

    # --- deliveries -----------------------------------------------------------------------------

    async def test(self, webhook_id: str) -> Delivery:
        """Have an event of no meaning sent to an endpoint.

        Raises:
            WebhookNotFound, WebhookDisabled: as they say.
        """
        now = self.clock()
        data = EventData(
            id=webhook_id, kind="webhook", state="enabled", url=f"/v1/webhooks/{webhook_id}", result_url=None
        )
        async with self._own().writing() as session:
            row = delivery_to(await _enabled(session, webhook_id), new_id("evt", now), PING, data, now)
            session.add(row)
            self._log(session, "webhook.test", webhook_id, now)
        return _delivery_of(row, [])

    async def deliveries(self, webhook_id: str, limit: int, cursor: str | None) -> DeliveryList:
        """One page of what was sent to an endpoint, newest first.

        Raises:
            WebhookNotFound: there is none of this id.
        """
        newest = select(DeliveryRow).where(DeliveryRow.webhook_id == webhook_id).order_by(DeliveryRow.id.desc())
        async with self._own().reading() as session:
            await _found(session, webhook_id)
            page = newest.where(DeliveryRow.id < cursor) if cursor else newest
            rows = list(await session.scalars(page.limit(limit + 1)))
            told = await _with_attempts(session, rows[:limit])
        return DeliveryList(deliveries=told, next_cursor=rows[limit - 1].id if len(rows) > limit else None)

    async def delivery(self, webhook_id: str, delivery_id: str) -> Delivery:
        """One event on its way to an endpoint.

        Raises:
            DeliveryNotFound: there is none of this id.
        """
        async with self._own().reading() as session:
            row = await _found_delivery(session, webhook_id, delivery_id)
            return (await _with_attempts(session, [row]))[0]

    async def redeliver(self, webhook_id: str, delivery_id: str) -> Delivery:
        """Send an event once more, now, under the id that it has; where that fails, it is tried as often as a new one.

        Raises:
            WebhookNotFound, DeliveryNotFound, WebhookDisabled: as they say.
        """
        now = self.clock()
        async with self._own().writing() as session:
            await _enabled(session, webhook_id)
            row = await _found_delivery(session, webhook_id, delivery_id)
            row.state, row.due_at, row.tries = "pending", now, 0
            self._log(session, "webhook.redeliver", delivery_id, now)
            return (await _with_attempts(session, [row]))[0]

    def _own(self) -> Database:
        return self.database.of(self.caller.workspace, self.caller.key_id)

    def _log(self, session: AsyncSession, action: Action, subject: str, now: datetime) -> None:
        session.add(Audit(self.caller, self.request_id).entry(action, subject, now=now))

    async def _ensure_usable(self, url: str) -> None:
        try:
            await self.addresses.judged(url)
        except AddressRefused as error:
            raise InvalidRequest([InvalidParameter(location="url", message=f"{error}.")]) from None


async def _ensure_room(session: AsyncSession) -> None:
    if (await session.scalar(select(func.count()).select_from(WebhookRow)) or 0) >= MOST:
        message = f"would be one more than the {MOST} webhooks that a workspace may have: delete one first."
        raise InvalidRequest([InvalidParameter(location="url", message=message)])


async def _found(session: AsyncSession, webhook_id: str, *, for_change: bool = False) -> WebhookRow:
    row = await session.get(WebhookRow, webhook_id, with_for_update=True if for_change else None)
    if row is None:
        raise WebhookNotFound
    return row


async def _enabled(session: AsyncSession, webhook_id: str) -> WebhookRow:
    row = await _found(session, webhook_id)
    if not row.enabled:
        raise WebhookDisabled
    return row


async def _found_delivery(session: AsyncSession, webhook_id: str, delivery_id: str) -> DeliveryRow:
    row = await session.get(DeliveryRow, delivery_id)
    if row is None or row.webhook_id != webhook_id:
        raise DeliveryNotFound
    return row


async def _with_attempts(session: AsyncSession, rows: Sequence[DeliveryRow]) -> "list[Delivery]":
    query = select(AttemptRow).where(AttemptRow.delivery_id.in_([row.id for row in rows]))
    tried = list(await session.scalars(query.order_by(AttemptRow.number)))
    return [_delivery_of(row, [one for one in tried if one.delivery_id == row.id]) for row in rows]


def _change(row: WebhookRow, wanted: dict[str, Any]) -> None:
    if "events" in wanted:
        wanted["events"] = _joined(wanted["events"])
    if "enabled" in wanted:
        wanted["disabled_reason"] = None if wanted["enabled"] else row.disabled_reason or "owner"
        wanted["failing_since"] = None if wanted["enabled"] else row.failing_since
    for name, value in wanted.items():
        setattr(row, name, value)
    row.version += 1


def _joined(events: Sequence[str]) -> str:
    return " ".join(sorted(set(events)))


def _webhook_of(row: WebhookRow) -> Webhook:
    values = {name: getattr(row, name) for name in Webhook.model_fields}
    return Webhook(**values | {"events": row.events.split()})


def _delivery_of(row: DeliveryRow, attempts: Sequence[AttemptRow]) -> Delivery:
    values = {name: getattr(row, name) for name in ("id", "webhook_id", "event_id", "type", "state", "created_at")}
    tried = [Attempt(**{name: getattr(one, name) for name in Attempt.model_fields}) for one in attempts]
    return Delivery(**values, next_attempt_at=row.due_at if row.state == "pending" else None, attempts=tried)
