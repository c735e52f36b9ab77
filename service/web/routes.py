"""The addresses of the pages. Protection against other sites and the headers belong to the server's edge.

A form is answered with 303 to `/results/<id>`: a reload shows the result again and sends nothing twice. A result that
is not kept is in memory for a while (see `memory`); the address of one that is gone says so, and the form in the
browser still has the text.
"""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from hashlib import sha256
from importlib.resources import files
from typing import Final

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse, StreamingResponse

from schemas.events import DoneEvent, RunEvent
from service.errors import LiaisonError, NotFound
from service.exporting import document
from service.services import Services
from service.web import pages
from service.web.acting import Acting
from service.web.batches_desk import BatchesDesk
from service.web.engines import engines_offered
from service.web.form import Entered, Fault, FormError, Order, fault_of, order_of, read_form, with_file_text
from service.web.limits_desk import LimitsDesk
from service.web.memory import ResultMemory
from service.web.pages import FormPage, HowPage
from service.web.progress import PROGRESS, line, told
from service.web.results_desk import ResultsDesk
from service.web.shelf import Shelf
from service.web.sign_in_desk import add_sign_in

STATIC: Final[dict[str, str]] = {
    "liaison.css": "text/css",
    "linking.js": "text/javascript",
    "form.js": "text/javascript",
    "batch.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}


def build_router(services: Services, memory: ResultMemory | None = None) -> APIRouter:
    """The pages over these services; `memory` has the results that are not kept."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    shelf = Shelf(services, memory)
    _add_form(router, "/", BriefDesk(services, shelf))
    _add_form(router, "/constraints", LimitsDesk(services, shelf))
    _add_batches(router, BatchesDesk(services))
    _add_results(router, ResultsDesk(services, shelf))
    if services.sign_in is not None:
        add_sign_in(router, services.sign_in)
    router.add_api_route("/how", _how, methods=["GET"])
    router.add_api_route("/static/{name}", _static, methods=["GET"])
    router.add_api_route("/favicon.ico", _icon, methods=["GET"])
    return router


def _add_form(router: APIRouter, path: str, desk: "BriefDesk | LimitsDesk") -> None:
    router.add_api_route(path, desk.form, methods=["GET"])
    router.add_api_route(path, desk.submit, methods=["POST"])


def _add_batches(router: APIRouter, desk: BatchesDesk) -> None:
    router.add_api_route("/batches", desk.listed, methods=["GET"])
    router.add_api_route("/batches", desk.submit, methods=["POST"])
    router.add_api_route("/batches/{batch_id}", desk.batch, methods=["GET"])
    router.add_api_route("/batches/{batch_id}/progress", desk.progress, methods=["GET"])
    router.add_api_route("/batches/{batch_id}/{name}", desk.taken_along, methods=["GET"])
    router.add_api_route("/batches/{batch_id}/cancel", desk.cancel, methods=["POST"])


def _add_results(router: APIRouter, desk: ResultsDesk) -> None:
    router.add_api_route("/results", desk.listed, methods=["GET"])
    router.add_api_route("/results/{name}", desk.result, methods=["GET"])
    router.add_api_route("/results/{name}/{form}", desk.export, methods=["GET"])
    # Forms of a page can only be sent with POST.
    router.add_api_route("/results/{name}/delete", desk.delete, methods=["POST"])
    router.add_api_route("/results/{name}/shares", desk.share, methods=["POST"])
    router.add_api_route("/results/{name}/shares/{share_id}/delete", desk.withdraw, methods=["POST"])
    router.add_api_route("/shared/{token}", desk.shared, methods=["GET"])


class BriefDesk(Acting):
    """The form for a brief, and the run it asks for."""

    def __init__(self, services: Services, shelf: Shelf) -> None:
        super().__init__(services)
        self._shelf = shelf

    async def form(self, example: str | None = None) -> HTMLResponse:
        """The empty form, or the form filled with an example."""
        chosen = next((item for item in pages.examples() if item.name == example), None)
        entered = Entered(text=chosen.text) if chosen else Entered()
        return self._form(entered, example=chosen.name if chosen else None)

    async def submit(self, request: Request) -> Response:
        """Run the brief; the answer is a redirect to its result, or the form again with what to mend."""
        limit = self._services.max_brief_bytes
        entered = Entered()
        try:
            submission = await read_form(request, limit)
            entered = submission.entered
            entered = with_file_text(submission, limit)
            order = order_of(entered)
            if PROGRESS in request.headers.get("accept", ""):
                events = self._start(order)
                return StreamingResponse(self._progress(events, entered), media_type=PROGRESS)
            return RedirectResponse(f"/results/{await self._run(order)}", 303)
        except FormError as error:
            return self._form(entered, (error.fault,), 422)
        except LiaisonError as error:
            return self._form(entered, (fault_of(error, entered.way),), error.status)

    def _form(
        self, entered: Entered, faults: tuple[Fault, ...] = (), status: int = 200, example: str | None = None
    ) -> HTMLResponse:
        offer = engines_offered(self._services, entered.engine)
        page = FormPage(
            entered=entered,
            faults=faults,
            examples=pages.examples(),
            example=example,
            limit=self._services.max_brief_bytes,
            keeps=self._shelf.keeps,
            engines=offer,
        )
        return HTMLResponse(pages.render(page), status)

    def _start(self, order: Order) -> AsyncGenerator[RunEvent, None]:
        return self._services.translate(order.brief, engine=order.engine, today=order.today, store=order.store)

    async def _run(self, order: Order) -> str:
        """Run to the end; return the name of the result."""
        async with aclosing(self._start(order)) as events:
            ends = [event async for event in events if isinstance(event, DoneEvent)]
        return self._shelf.put(ends[-1])

    async def _progress(self, events: AsyncGenerator[RunEvent, None], entered: Entered) -> AsyncIterator[str]:
        """One line of JSON for each step, then one that names the page of the result or what went wrong."""
        try:
            async with aclosing(events):
                async for event in events:
                    if isinstance(event, DoneEvent):
                        yield line(url=f"/results/{self._shelf.put(event)}")
                    else:
                        yield told(event)
        except LiaisonError as error:
            yield line(error=fault_of(error, entered.way).message)


# --- pages and files without a brief -------------------------------------------------------------


async def _how() -> HTMLResponse:
    return HTMLResponse(pages.render(HowPage()))


async def _static(name: str, request: Request) -> Response:
    """One of the few files the pages need; names outside the list do not exist."""
    if name not in STATIC:
        raise NotFound("There is no such file.")
    content = _file(name)
    tag = f'"{sha256(content).hexdigest()[:16]}"'
    headers = {"Cache-Control": "no-cache", "ETag": tag}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=STATIC[name])


def _file(name: str) -> bytes:
    if name in {document.STYLE_FILE, document.LINKING_FILE}:
        return document.asset(name).encode()
    return (files("service.web") / "static" / name).read_bytes()


async def _icon(request: Request) -> Response:
    return await _static("icon.svg", request)
