"""The tables. What belongs to somebody has a workspace, and an owner as soon as there is one.

A change here needs a migration beside it (see `migrations`); a test compares the two on both databases.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import ForeignKey, Index, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from service.callers import DEFAULT_WORKSPACE
from service.store.columns import JsonText, UtcTime

__all__ = ["DEFAULT_WORKSPACE", "ID", "WORD", "Base", "ResultRow", "ShareRow"]

ID: Final = String(40)
WORD: Final = String(40)


class Base(DeclarativeBase):
    """Every table; constraints have names, so that a migration can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class ResultRow(Base):
    """One result of a run with what it was made from. `document` and `input` are of this `schema_version`."""

    __tablename__ = "results"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    workspace: Mapped[str] = mapped_column(ID)
    owner: Mapped[str | None] = mapped_column(ID)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    kind: Mapped[str] = mapped_column(WORD)
    outcome: Mapped[str] = mapped_column(WORD)
    engine: Mapped[str] = mapped_column(WORD)
    model: Mapped[str | None] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200))
    specification_id: Mapped[str | None] = mapped_column(ForeignKey("results.id", ondelete="SET NULL"), index=True)
    """The kept specification that it was worked out for, while that is kept."""
    schema_version: Mapped[str] = mapped_column(WORD)
    input: Mapped[str] = mapped_column(JsonText)
    document: Mapped[str] = mapped_column(JsonText)

    __table_args__ = (Index(None, "workspace", "created_at", "id"),)


class ShareRow(Base):
    """A link by which a result can be read until it expires. The token itself is written nowhere."""

    __tablename__ = "shares"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    workspace: Mapped[str] = mapped_column(ID)
    owner: Mapped[str | None] = mapped_column(ID)
    result_id: Mapped[str] = mapped_column(ForeignKey("results.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
