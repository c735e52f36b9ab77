"""Tokens of models by key and day, in the database."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from service.store.key_tables import TokenUseRow


async def used(session: AsyncSession, key_id: str, day: str) -> int:
    """How many tokens a key has used on a day."""
    query = select(TokenUseRow.tokens).where(TokenUseRow.key_id == key_id, TokenUseRow.day == day)
    return await session.scalar(query) or 0


async def add(session: AsyncSession, key_id: str, workspace: str, day: str, tokens: int) -> None:
    """Add tokens to those of a day; two runs that end together are both counted."""
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    insert: Any = (postgresql if is_postgresql else sqlite).insert(TokenUseRow)
    first = insert.values(key_id=key_id, workspace=workspace, day=day, tokens=tokens)
    await session.execute(
        first.on_conflict_do_update(
            index_elements=["key_id", "day"], set_={"tokens": TokenUseRow.tokens + first.excluded.tokens}
        )
    )
