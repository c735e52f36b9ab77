"""Shows results: one by its address, the list of those that are kept, and what a link leads to."""

from contextlib import suppress
from urllib.parse import parse_qs

from anyio import to_thread
from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import ValidationError

from schemas.stored import ShareRequest
from service.callers import LOCAL
from service.errors import ResultNotFound, ShareNotFound, StoreOff
from service.services import Services
from service.web import pages
from service.web.acting import Acting
from service.web.files import MEDIA, written
from service.web.pages import ListPage, NewLink
from service.web.shelf import Shelf
from service.web.sought import Sought


class ResultsDesk(Acting):
    """Hands results out, deletes them, and makes and withdraws links to them."""

    def __init__(self, services: Services, shelf: Shelf) -> None:
        super().__init__(services)
        self._shelf = shelf

    async def listed(self, request: Request) -> HTMLResponse:
        """The results that are kept and wanted, newest first, a page at a time."""
        sought = Sought.of(request.query_params)
        try:
            found = await self._services.archive.listed(sought.query())
        except StoreOff:
            return HTMLResponse(pages.render(pages.NOTHING_KEPT))
        except ValidationError:  # longer than any cursor
            return HTMLResponse(pages.render(pages.GONE), 404)
        return HTMLResponse(pages.render(ListPage(found, sought, has_keys=self._services.caller != LOCAL)))

    async def result(self, name: str) -> HTMLResponse:
        """The page of a result."""
        return await self._page(name)

    async def _page(self, name: str, link: NewLink | None = None) -> HTMLResponse:
        found = await self._shelf.get(name)
        if found is None:
            return HTMLResponse(pages.render(pages.GONE), 404)
        # Rendering a long text takes a while: in a thread it does not hold up the others.
        return HTMLResponse(await to_thread.run_sync(pages.result_page, found, self._shelf.keeps, link))

    async def export(self, name: str, form: str) -> Response:
        """A result as a file, such as `specification.md`."""
        found = await self._shelf.get(name, "result.download")
        stem, _, suffix = form.rpartition(".")
        if found is None or suffix not in MEDIA or stem != pages.stem_of(found.result):
            return HTMLResponse(pages.render(pages.GONE), 404)
        content = await to_thread.run_sync(written, found.result, suffix)
        attached = {"Content-Disposition": f'attachment; filename="{form}"'}
        return Response(content, headers=attached, media_type=MEDIA[suffix])

    async def delete(self, name: str) -> Response:
        """Delete a kept result, and show what is left."""
        try:
            await self._services.archive.delete(name)
        except ResultNotFound:
            return HTMLResponse(pages.render(pages.GONE), 404)
        return RedirectResponse("/results", 303)

    # --- links -----------------------------------------------------------------------------------

    async def share(self, name: str, request: Request) -> HTMLResponse:
        """Make a link and show it, this once, on the page of the result."""
        (wish,) = parse_qs((await request.body()).decode(errors="replace")).get("hours", [""])[:1]
        wanted = ShareRequest(expires_in_hours=pages.LINK_HOURS.get(wish))
        try:
            share = await self._services.archive.share(name, wanted)
        except ResultNotFound:
            return HTMLResponse(pages.render(pages.GONE), 404)
        address = str(request.base_url).rstrip("/") + share.path
        return await self._page(name, NewLink(address, share.expires_at))

    async def withdraw(self, name: str, share_id: str) -> Response:
        """Withdraw a link, and show the result again."""
        with suppress(ShareNotFound):  # somebody else was quicker, or it has expired: it is gone either way
            await self._services.archive.withdraw(name, share_id)
        return RedirectResponse(f"/results/{name}#kept", 303)

    async def shared(self, token: str) -> HTMLResponse:
        """What a link leads to, for whoever has it."""
        found = await self._services.archive.shared(token)
        return HTMLResponse(await to_thread.run_sync(pages.shared_page, found))
