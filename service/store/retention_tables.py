"""The tables of what is left to do once something is deleted, and of who does it."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from service.store.columns import UtcTime
from service.store.tables import ID, WORD, Base


class ErasedJobRow(Base):
    """A job that was deleted. Workers end it where it runs and have the queue forget it; then this row goes, too."""

    __tablename__ = "erased_jobs"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    erased_at: Mapped[datetime] = mapped_column(UtcTime)


class TurnRow(Base):
    """Whose turn it is to do what only one of all servers and workers does at a time, and until when."""

    __tablename__ = "turns"

    name: Mapped[str] = mapped_column(WORD, primary_key=True)
    until: Mapped[datetime] = mapped_column(UtcTime)
