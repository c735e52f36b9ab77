"""The addresses of the pages. Protection against other sites and the headers belong to the server's edge.

A form is answered with 303 to `/results/<random id>`: a reload shows the result again and sends nothing
twice. Until results are stored for good, they are kept in memory (see `results`); the address of one that
is gone says so, and the form in the browser still has the text.
"""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from hashlib import sha256
from importlib.resources import files
from typing import Final

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse, StreamingResponse

from schemas.events import DoneEvent, RunEvent
from schemas.specification import Specification
from service.bootstrap import Services, ensure_result
from service.errors import LiaisonError, NotFound
from service.exporting import document
from service.exporting.limits_document import Beside
from service.web import pages
from service.web.engines import engines_offered
from service.web.files import MEDIA, written
from service.web.form import Entered, Fault, FormError, Order, fault_of, order_of, read_form, with_file_text
from service.web.limits_desk import LimitsDesk
from service.web.pages import FormPage, HowPage
from service.web.progress import PROGRESS, line, told
from service.web.results import ResultStore

STATIC: Final[dict[str, str]] = {
    "liaison.css": "text/css",
    "linking.js": "text/javascript",
    "form.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}


def build_router(services: Services, store: ResultStore | None = None) -> APIRouter:
    """The pages over these services; `store` keeps results for their addresses."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    kept = store or ResultStore()
    _add_briefs(router, services, kept)
    _add_constraints(router, LimitsDesk(services, kept))
    router.add_api_route("/how", _how, methods=["GET"])
    router.add_api_route("/static/{name}", _static, methods=["GET"])
    router.add_api_route("/favicon.ico", _icon, methods=["GET"])
    return router


def _add_briefs(router: APIRouter, services: Services, store: ResultStore) -> None:
    desk = _Desk(services, store)
    router.add_api_route("/", desk.form, methods=["GET"])
    router.add_api_route("/", desk.submit, methods=["POST"])
    router.add_api_route("/results/{name}", desk.result, methods=["GET"])
    router.add_api_route("/results/{name}/{form}", desk.export, methods=["GET"])


def _add_constraints(router: APIRouter, desk: LimitsDesk) -> None:
    router.add_api_route("/constraints", desk.form, methods=["GET"])
    router.add_api_route("/constraints", desk.submit, methods=["POST"])


class _Desk:
    """Takes briefs in and hands results out."""

    def __init__(self, services: Services, store: ResultStore) -> None:
        self._services = services
        self._store = store

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

    async def result(self, name: str) -> HTMLResponse:
        """The page of a result."""
        result = self._store.get(name)
        if result is None:
            return HTMLResponse(pages.render(pages.GONE), 404)
        # Rendering a long text takes a while: in a thread it does not hold up the others.
        page = await to_thread.run_sync(pages.result_page, name, result, self._beside(name))
        return HTMLResponse(page)

    async def export(self, name: str, form: str) -> Response:
        """A result as a file, such as `specification.md`."""
        result = self._store.get(name)
        stem, _, suffix = form.rpartition(".")
        if result is None or suffix not in MEDIA or stem != pages.stem_of(result):
            return HTMLResponse(pages.render(pages.GONE), 404)
        content = await to_thread.run_sync(written, result, suffix)
        attached = {"Content-Disposition": f'attachment; filename="{form}"'}
        return Response(content, headers=attached, media_type=MEDIA[suffix])

    def _beside(self, name: str) -> Beside | None:
        other = self._store.beside(name)
        found = self._store.get(other) if other else None
        return Beside(f"/results/{other}", found) if isinstance(found, Specification) else None

    def _form(
        self, entered: Entered, faults: tuple[Fault, ...] = (), status: int = 200, example: str | None = None
    ) -> HTMLResponse:
        offer = engines_offered(self._services, entered.engine)
        page = FormPage(entered, faults, pages.examples(), example, self._services.max_brief_bytes, offer)
        return HTMLResponse(pages.render(page), status)

    def _start(self, order: Order) -> AsyncGenerator[RunEvent, None]:
        return self._services.translate(order.brief, engine=order.engine, today=order.today)

    async def _run(self, order: Order) -> str:
        """Run to the end and keep the result; return its id."""
        async with aclosing(self._start(order)) as events:
            found = [event.specification async for event in events if isinstance(event, DoneEvent)]
        return self._keep(found[-1])

    def _keep(self, specification: Specification) -> str:
        return self._store.add(ensure_result(specification))

    async def _progress(self, events: AsyncGenerator[RunEvent, None], entered: Entered) -> AsyncIterator[str]:
        """One line of JSON for each step, then one that names the page of the result or what went wrong."""
        try:
            async with aclosing(events):
                async for event in events:
                    if isinstance(event, DoneEvent):
                        yield line(url=f"/results/{self._keep(event.specification)}")
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
