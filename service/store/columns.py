"""The types of columns that SQLite and PostgreSQL do not share."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, TypeDecorator


class UtcTime(TypeDecorator[datetime]):
    """A moment, in UTC and aware on both databases; SQLite alone would give it back without a zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone: nobody knows when it was."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Say the zone that SQLite forgot."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


JsonText = JSON
"""A document as the text of its JSON.

Documents have up to some MB and are written and read by pydantic in a thread, so the engines (see `engines`) hand the
text on and parse nothing. Not JSONB: it refuses the escape of U+0000, which a brief may hold, and forgets the order.
"""


def as_text(value: Any) -> str:
    """JSON as the drivers hand it over: SQLite as text, PostgreSQL as UTF-8."""
    return value.decode() if isinstance(value, bytes) else str(value)
