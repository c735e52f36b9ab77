"""The tables of keys and workspaces, of requests that may come twice, and of what was done by whom."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from service.store.columns import JsonText, UtcTime
from service.store.tables import ID, WORD, Base

NAME = String(80)
DIGEST = String(64)
"""SHA-256 in hexadecimal digits."""


class WorkspaceRow(Base):
    """What is in one workspace can be seen from no other."""

    __tablename__ = "workspaces"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    name: Mapped[str] = mapped_column(NAME)
    created_at: Mapped[datetime] = mapped_column(UtcTime)


class KeyRow(Base):
    """A key. Its text is written nowhere: `prefix` is how it begins, `digest` the hash of all of it."""

    __tablename__ = "api_keys"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    workspace: Mapped[str] = mapped_column(ForeignKey("workspaces.id"))
    name: Mapped[str] = mapped_column(NAME)
    prefix: Mapped[str] = mapped_column(WORD, unique=True)
    digest: Mapped[str] = mapped_column(DIGEST)
    scopes: Mapped[str] = mapped_column(WORD)
    """With a blank between them."""
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcTime)
    rotated_from: Mapped[str | None] = mapped_column(ID)
    requests_per_minute: Mapped[int | None]
    tokens_per_day: Mapped[int | None]
    version: Mapped[int]

    __table_args__ = (Index(None, "workspace", "id"),)


class TokenUseRow(Base):
    """Tokens of models that were used with one key, or by one person who signed in, on one day (UTC)."""

    __tablename__ = "token_use"

    key_id: Mapped[str] = mapped_column(ID, primary_key=True)
    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    workspace: Mapped[str] = mapped_column(ID)
    tokens: Mapped[int]


class RequestUseRow(Base):
    """Requests that were taken for one caller (the id of a key, or a name) in one minute since 1970, the last one."""

    __tablename__ = "request_use"

    workspace: Mapped[str] = mapped_column(ID, primary_key=True)
    who: Mapped[str] = mapped_column(NAME, primary_key=True)
    minute: Mapped[int]
    taken: Mapped[int]


class RepeatRow(Base):
    """A request with an `Idempotency-Key`, and its answer once there is one (`status` is null until then)."""

    __tablename__ = "repeats"

    workspace: Mapped[str] = mapped_column(ID, primary_key=True)
    owner: Mapped[str] = mapped_column(ID, primary_key=True)
    digest: Mapped[str] = mapped_column(DIGEST, primary_key=True)
    """Of the key that the caller chose, which may hold anything."""
    fingerprint: Mapped[str] = mapped_column(DIGEST)
    """Of method, address, form of the answer and body."""
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    status: Mapped[int | None]
    result_id: Mapped[str | None] = mapped_column(ForeignKey("results.id", ondelete="CASCADE"), index=True)
    """The result in the answer: who deletes it deletes the answer as well."""
    headers: Mapped[str | None] = mapped_column(JsonText)
    body: Mapped[bytes | None] = mapped_column(LargeBinary)


class AuditRow(Base):
    """What was done by whom. Rows are added, and neither changed nor deleted: the database refuses both."""

    __tablename__ = "audit_log"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    workspace: Mapped[str] = mapped_column(ID)
    actor: Mapped[str] = mapped_column(NAME)
    action: Mapped[str] = mapped_column(WORD)
    subject: Mapped[str] = mapped_column(ID)
    request_id: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcTime)

    __table_args__ = (Index(None, "workspace", "id"), Index(None, "workspace", "subject"))
