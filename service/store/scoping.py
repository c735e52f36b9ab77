"""Sessions that see one workspace: every query is narrowed to it and every new row put into it.

Whoever writes a query cannot forget the workspace; a session that sees all of them has to be asked for.
"""

from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Mapper, ORMExecuteState, Session, UOWTransaction, with_loader_criteria

from service.store.tables import Base

WORKSPACE = "workspace"
OWNER = "owner"


class ScopedSession(Session):
    """A session of the workspace in `info["workspace"]`; None: of all of them. `info["owner"]` owns what is new."""


def _owned() -> "list[type[Any]]":
    """The classes of rows that belong to a workspace."""
    return [mapper.class_ for mapper in Base.registry.mappers if _is_owned(mapper)]


def _is_owned(mapper: Mapper[Any]) -> bool:
    return WORKSPACE in mapper.columns


@event.listens_for(ScopedSession, "do_orm_execute")
def _narrow(state: ORMExecuteState) -> None:
    workspace = state.session.info.get(WORKSPACE)
    if workspace is None or state.is_insert:
        return
    state.statement = state.statement.options(
        *(with_loader_criteria(row, row.workspace == workspace, include_aliases=True) for row in _owned())
    )


@event.listens_for(ScopedSession, "before_flush")
def _put_into(session: Session, _context: UOWTransaction, _instances: object) -> None:
    workspace = session.info.get(WORKSPACE)
    for row in session.new:
        if workspace is None or not hasattr(row, WORKSPACE):
            continue
        if row.workspace not in {None, workspace}:
            raise ValueError("a row of another workspace")
        row.workspace = workspace
        if getattr(row, OWNER, "") is None:
            row.owner = session.info.get(OWNER)
