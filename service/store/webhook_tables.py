"""The tables of webhooks: endpoints, what is on its way to them, and every try to get it there."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from service.store.columns import JsonText, UtcTime
from service.store.tables import ID, WORD, Base

URL = String(2000)
SECRET = String(120)
TOLD = String(200)


class WebhookRow(Base):
    """An endpoint. `events` with blanks between them.

    The secrets stand here as they are: every event is signed with them, so that a hash would not do.
    """

    __tablename__ = "webhooks"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    workspace: Mapped[str] = mapped_column(ID)
    owner: Mapped[str | None] = mapped_column(ID)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    url: Mapped[str] = mapped_column(URL)
    description: Mapped[str] = mapped_column(TOLD)
    events: Mapped[str] = mapped_column(String(400))
    enabled: Mapped[bool]
    disabled_reason: Mapped[str | None] = mapped_column(WORD)
    failing_since: Mapped[datetime | None] = mapped_column(UtcTime)
    secret: Mapped[str] = mapped_column(SECRET)
    old_secret: Mapped[str | None] = mapped_column(SECRET)
    old_secret_until: Mapped[datetime | None] = mapped_column(UtcTime)
    version: Mapped[int]

    __table_args__ = (Index(None, "workspace", "id"),)


class DeliveryRow(Base):
    """One event on its way to one endpoint. `body` is sent, and signed, to the letter.

    Whoever sends it claims it until `claimed_until`; `claim` counts that, and only the last claim may say how it went.
    `tries` counts failures since it was last begun, `attempts` everything.
    """

    __tablename__ = "webhook_deliveries"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    workspace: Mapped[str] = mapped_column(ID)
    webhook_id: Mapped[str] = mapped_column(ForeignKey("webhooks.id", ondelete="CASCADE"))
    event_id: Mapped[str] = mapped_column(ID)
    type: Mapped[str] = mapped_column(WORD)
    body: Mapped[str] = mapped_column(JsonText)
    created_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    state: Mapped[str] = mapped_column(WORD)
    due_at: Mapped[datetime] = mapped_column(UtcTime)
    claimed_until: Mapped[datetime | None] = mapped_column(UtcTime)
    claim: Mapped[int]
    tries: Mapped[int]
    attempts: Mapped[int]

    __table_args__ = (Index(None, "webhook_id", "id"), Index(None, "state", "due_at"))


class AttemptRow(Base):
    """One try; `answer` is how the answer begins, where it was none that is wanted."""

    __tablename__ = "webhook_attempts"

    delivery_id: Mapped[str] = mapped_column(ForeignKey("webhook_deliveries.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    duration_ms: Mapped[int]
    status: Mapped[int | None]
    error: Mapped[str | None] = mapped_column(TOLD)
    answer: Mapped[str | None] = mapped_column(TOLD)
