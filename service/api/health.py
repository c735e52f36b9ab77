"""`/healthz`: the process answers. `/readyz`: a brief can be translated."""

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Depends

from schemas.base import Model
from schemas.problem import InvalidParameter, Problem
from service.api.runs import services_of
from service.errors import NotReady
from service.services import Services

router = APIRouter(tags=["health"])


class Health(Model):
    """The process answers."""

    status: str = "ok"


class Readiness(Model):
    """Every part that a run needs can be used; `parts` says which were tried."""

    status: str = "ready"
    parts: dict[str, str]


@router.get("/healthz", summary="The process answers")
async def healthz() -> Health:
    """Answer at once, without a key."""
    return Health()


@router.get(
    "/readyz",
    summary="A brief can be translated",
    responses={503: {"model": Problem, "description": "A part cannot be used"}},
)
async def readyz(services: Annotated[Services, Depends(services_of)]) -> Readiness:
    """Load the catalogue, make the default engine, and ask the database where there is one."""
    checks = await to_thread.run_sync(services.check) + await services.check_database()
    faults = [InvalidParameter(location=check.part, message=check.detail) for check in checks if not check.ok]
    if faults:
        raise NotReady(faults)
    return Readiness(parts={check.part: check.detail for check in checks})
