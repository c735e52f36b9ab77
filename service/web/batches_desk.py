"""Takes many briefs at once, and shows how far they are."""

from typing import Annotated

from anyio import to_thread
from fastapi import Query, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, StreamingResponse

from schemas.batches import BatchRequest, kind_at
from service.errors import NotFound
from service.jobs.desk import Jobs
from service.jobs.states import ERRORS, OUTPUT
from service.services import Services
from service.web import pages
from service.web.acting import Acting
from service.web.batch_form import BatchEntered, BatchOrder, batch_order_of, read_batch_form
from service.web.batch_pages import LINES_SHOWN, BatchesPage, BatchView, OneBatchPage, lines_shown, progress_of
from service.web.engines import engines_offered
from service.web.form import Fault, FormError

FILES = {"results.jsonl": OUTPUT, "errors.jsonl": ERRORS}
"""Files of a batch by the name under which they are taken along."""
JOBS_SHOWN = 10
"""House default: whoever sends jobs has a program to list them."""

LineNumber = Annotated[int, Query(ge=0, le=1_000_000_000)]
"""Blank lines count, so that it may be larger than the number of requests."""


class BatchesDesk(Acting):
    """The form for many briefs, the list of what was sent, and the page of each."""

    def __init__(self, services: Services) -> None:
        super().__init__(services)

    @property
    def _jobs(self) -> Jobs:
        """The jobs of whoever asks.

        Raises:
            NotFound: nothing is kept here.
        """
        if self._services.jobs is None:
            raise NotFound("This server keeps nothing: it has no database.")
        return self._services.jobs

    async def listed(self, after: str | None = None) -> HTMLResponse:
        """The form, and what was sent, newest first."""
        if self._services.jobs is None:
            return HTMLResponse(pages.render(pages.NOTHING_KEPT))
        return await self._list(BatchEntered(), after=after)

    async def submit(self, request: Request) -> Response:
        """Accept the files as a batch; the answer is a redirect to its page, or the form again with what to mend."""
        entered = BatchEntered()
        jobs, limit = self._jobs, self._services.max_brief_bytes
        try:
            submission = await read_batch_form(request, limit)
            entered = submission.entered
            order = await to_thread.run_sync(batch_order_of, submission, limit)
        except FormError as error:
            return await self._list(entered, (error.fault,), error.status)
        self._services.caller.must_run(kind_at(order.endpoint))
        return RedirectResponse(f"/batches/{await to_thread.run_sync(_accept, jobs, order)}", 303)

    async def _list(
        self, entered: BatchEntered, faults: tuple[Fault, ...] = (), status: int = 200, after: str | None = None
    ) -> HTMLResponse:
        jobs = self._jobs
        page = BatchesPage(
            entered=entered,
            faults=faults,
            found=await to_thread.run_sync(lambda: jobs.batches.page(after=after)),
            jobs=await to_thread.run_sync(lambda: jobs.ledger.page(limit=JOBS_SHOWN)),
            first=after is None,
            engines=engines_offered(self._services, entered.engine),
        )
        return HTMLResponse(pages.render(page), status)

    # --- one batch -------------------------------------------------------------------------------

    async def batch(self, batch_id: str, after: LineNumber = 0) -> HTMLResponse:
        """The page of a batch, with its lines after the one of this number."""
        return HTMLResponse(pages.render(await self._page(batch_id, after)))

    async def progress(self, batch_id: str, after: LineNumber = 0) -> JSONResponse:
        """The same for the script of that page."""
        return JSONResponse(progress_of(await self._page(batch_id, after)))

    async def _page(self, batch_id: str, after: int) -> OneBatchPage:
        batches = self._jobs.batches
        view = BatchView(await to_thread.run_sync(batches.find, batch_id))
        lines = await to_thread.run_sync(batches.lines, batch_id, after, LINES_SHOWN)
        return OneBatchPage(view, lines_shown(lines), after)

    async def taken_along(self, batch_id: str, name: str) -> Response:
        """What has come out by now, or what has not and why, as lines of JSON."""
        if name not in FILES:
            raise NotFound("There is no such file.")
        content = await to_thread.run_sync(self._jobs.batches.output, f"file-{batch_id}{FILES[name]}")
        attached = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingResponse(content, headers=attached, media_type="application/jsonl")

    async def cancel(self, batch_id: str) -> Response:
        """End a batch, and show it again."""
        await to_thread.run_sync(self._jobs.batches.cancel, batch_id)
        return RedirectResponse(f"/batches/{batch_id}", 303)


def _accept(jobs: Jobs, order: BatchOrder) -> str:
    """Keep the file and accept its batch; the id of the batch."""
    file = jobs.batches.files.add(order.filename, order.parts())
    asked = BatchRequest(input_file_id=file.id, endpoint=order.endpoint, metadata={"name": order.name})
    batch = jobs.batches.create(asked)
    jobs.wake()
    return batch.id
