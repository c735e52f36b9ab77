"""The tables of people who sign in with an identity provider, and of their sessions."""

from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from service.store.columns import UtcTime
from service.store.key_tables import DIGEST, NAME
from service.store.tables import ID, WORD, Base


class PersonRow(Base):
    """Somebody who signed in, so that who did what can be told after their session is over."""

    __tablename__ = "people"

    workspace: Mapped[str] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    """Worked out from issuer and account (see `service.oidc.people`), which are kept nowhere."""
    name: Mapped[str] = mapped_column(NAME)
    first_signed_in_at: Mapped[datetime] = mapped_column(UtcTime)
    last_signed_in_at: Mapped[datetime] = mapped_column(UtcTime)


class BrowserSessionRow(Base):
    """One browser in which somebody is signed in. What its cookie holds is kept as its hash alone."""

    __tablename__ = "browser_sessions"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    workspace: Mapped[str] = mapped_column(ID)
    person: Mapped[str] = mapped_column(ID)
    digest: Mapped[str] = mapped_column(DIGEST, unique=True)
    roles: Mapped[str] = mapped_column(WORD)
    """With a blank between them; those of the moment of signing in."""
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    seen_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcTime, index=True)
    id_token: Mapped[str | None] = mapped_column(Text)
    """What a provider wants to see before it ends its own session; gone with this row."""

    __table_args__ = (
        ForeignKeyConstraint(
            ["workspace", "person"],
            ["people.workspace", "people.id"],
            name="fk_browser_sessions_person",
            ondelete="CASCADE",
        ),
    )
