"""`/metrics`: the figures of this process and of the queue, for those who run the server."""

from typing import TYPE_CHECKING, Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Header, Request, Response

from schemas.problem import Problem
from service.api.access import METRICS_PATH
from service.callers import SCRAPER, Caller
from service.errors import ScopeMissing

if TYPE_CHECKING:
    from service.scraping import Scrape

_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"description": "The figures", "content": {"text/plain": {"schema": {"type": "string"}}}},
    403: {"model": Problem, "description": "The key is none of an admin of the default workspace"},
}

router = APIRouter(tags=["health"])


@router.get(METRICS_PATH, summary="Figures for Prometheus", responses=_ANSWERS, response_class=Response)
async def metrics(request: Request, accept: Annotated[str, Header()] = "") -> Response:
    """Show what is counted, as Prometheus text, or as OpenMetrics where the Accept header names that.

    They are about all workspaces: only admins of the default one read them, and whoever has `LIAISON_METRICS_TOKEN`.
    """
    caller: Caller = request.scope["caller"]
    if caller != SCRAPER and not caller.runs_the_server:
        raise ScopeMissing("This needs an admin key of the default workspace, or the token in LIAISON_METRICS_TOKEN.")
    scrape: Scrape = await to_thread.run_sync(request.app.state.scrape)
    body, media_type = await to_thread.run_sync(scrape.page, accept)
    return Response(body, media_type=media_type)
