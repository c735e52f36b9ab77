"""What has happened is put into the outbox, in the transaction that makes it happen: neither is without the other."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from schemas.webhooks import EventData, SentType, WebhookEvent
from service.store.ids import new_id
from service.store.webhook_tables import DeliveryRow, WebhookRow


def tell(session: Session, workspace: str, type_: SentType, data: EventData, now: datetime) -> None:
    """Have every endpoint of a workspace told that wants to be."""
    wanted = select(WebhookRow).where(WebhookRow.workspace == workspace, WebhookRow.enabled)
    listening = [row for row in session.scalars(wanted) if type_ in row.events.split()]
    event_id = new_id("evt", now)
    session.add_all(delivery_to(row, event_id, type_, data, now) for row in listening)


def delivery_to(webhook: WebhookRow, event_id: str, type_: SentType, data: EventData, now: datetime) -> DeliveryRow:
    """An event on its way to one endpoint; the id is the same for all endpoints that are told of it."""
    return DeliveryRow(
        id=new_id("dlv", now),
        workspace=webhook.workspace,
        webhook_id=webhook.id,
        event_id=event_id,
        type=type_,
        body=WebhookEvent(type=type_, timestamp=now, data=data).model_dump_json(),
        created_at=now,
        state="pending",
        due_at=now,
        claimed_until=None,
        claim=0,
        tries=0,
        attempts=0,
    )
