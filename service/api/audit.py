"""`/v1/audit`: who saw, made, shared and deleted what in the workspace."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from schemas.audit import AuditList, AuditQuery
from schemas.problem import Problem
from service.api.runs import services_of
from service.errors import StoreOff
from service.services import Services

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    401: {"model": Problem, "description": "A key is required"},
    403: {"model": Problem, "description": "The key is not that of an admin"},
    422: {"model": Problem, "description": "A value cannot be used, or the cursor is none"},
    503: {"model": Problem, "description": "The database cannot be used"},
}
router = APIRouter(tags=["audit"])


@router.get("/v1/audit", responses=_PROBLEMS, summary="What was done by whom, newest first")
async def list_audit(
    wanted: Annotated[AuditQuery, Query()], services: Annotated[Services, Depends(services_of)]
) -> AuditList:
    """List what was done in the workspace, a page at a time: ids of objects, and nothing that is in them.

    The log only grows: the database refuses to change or delete an entry. Whoever asks again and again how far a job
    or a batch is stands in it once in ten minutes.
    """
    from service.store import audit

    if services.database is None:
        raise StoreOff
    async with services.database.reading() as session:
        return await audit.listed(session, wanted)
