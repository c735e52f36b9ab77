"""`/healthz`: the process answers. `/readyz`: a brief can be translated."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Annotated, Final

from anyio import to_thread
from fastapi import APIRouter, Depends, Request

from schemas.base import Model
from schemas.problem import InvalidParameter, Problem
from service.callers import current_caller
from service.errors import NotReady
from service.services import Check, Services

GLANCE_SECONDS: Final = 1.0
"""House default: probes of several balancers come more often than anything changes."""

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


@dataclass
class Glance:
    """What the parts of a server were found to be a moment ago: asking often makes no more work than asking once."""

    services: Services
    clock: Callable[[], float] = time.monotonic
    _asking: asyncio.Lock = field(default_factory=asyncio.Lock)
    _found: tuple[Check, ...] = ()
    _until: float = float("-inf")

    async def checks(self) -> tuple[Check, ...]:
        """Try every part, or give what was found within the last second."""
        async with self._asking:
            if self.clock() >= self._until:
                parts = await to_thread.run_sync(self.services.check)
                self._found = (*parts, *await self.services.check_database())
                self._until = self.clock() + GLANCE_SECONDS
            return self._found


def _glance(request: Request) -> Glance:
    glance: Glance = request.app.state.glance
    return glance


@router.get(
    "/readyz",
    summary="A brief can be translated",
    responses={503: {"model": Problem, "description": "A part cannot be used"}},
)
async def readyz(glance: Annotated[Glance, Depends(_glance)]) -> Readiness:
    """Load the catalogue, make the default engine, and ask the database where there is one.

    Without a key the answer is yes or no: the parts tell where things are.
    """
    checks = await glance.checks()
    tells = current_caller.get().may("read")
    faults = [InvalidParameter(location=check.part, message=check.detail) for check in checks if not check.ok]
    if faults:
        raise NotReady(faults if tells else [])
    return Readiness(parts={check.part: check.detail for check in checks} if tells else {})
