"""Takes constraints in: explained alone, or held against a brief or a specification that is kept."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass

from fastapi import Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse, StreamingResponse

from schemas.brief import BriefInput
from schemas.events import AlignmentDoneEvent, DoneEvent, ExplanationDoneEvent
from schemas.specification import Specification
from service.errors import LiaisonError
from service.services import Services
from service.web import pages
from service.web.acting import Acting
from service.web.engines import engines_offered
from service.web.form import Fault, FormError, fault_at
from service.web.limits_form import LimitsEntered, LimitsOrder, limits_order_of, read_limits_form, with_brief_of_file
from service.web.pages import LimitsFormPage
from service.web.progress import PROGRESS, line, told
from service.web.shelf import Shelf

SPECIFICATION_GONE = "That specification is not kept any more. Open a new form and paste the brief beside the limits."


@dataclass(frozen=True, slots=True)
class Arrived:
    """The run is over and its result is kept under this name."""

    name: str


class LimitsDesk(Acting):
    """The form for constraints, and the runs it asks for."""

    def __init__(self, services: Services, shelf: Shelf) -> None:
        super().__init__(services)
        self._shelf = shelf

    async def form(self, example: str | None = None, result: str | None = None) -> HTMLResponse:
        """The empty form, filled with an example, or beside a specification that is kept."""
        if result is not None:
            faults = () if await self._shelf.specification(result) else (Fault("constraints", SPECIFICATION_GONE),)
            entered = LimitsEntered(result="" if faults else result)
            return await self._form(entered, faults, 404 if faults else 200)
        chosen = next((item for item in pages.limits_examples() if item.name == example), None)
        if chosen is None:
            return await self._form(LimitsEntered())
        return await self._form(LimitsEntered(constraints=chosen.text, brief=chosen.brief), example=chosen.name)

    async def submit(self, request: Request) -> Response:
        """Run what the form asks for; the answer is a redirect to the result, or the form with what to mend."""
        limit = self._services.max_brief_bytes
        entered = LimitsEntered()
        try:
            submission = await read_limits_form(request, limit)
            entered = submission.entered
            entered = with_brief_of_file(submission, limit)
            run = self._run(limits_order_of(entered))
            if PROGRESS in request.headers.get("accept", ""):
                return StreamingResponse(self._progress(run), media_type=PROGRESS)
            async with aclosing(run) as steps:
                arrived = [said async for said in steps if isinstance(said, Arrived)]
            return RedirectResponse(f"/results/{arrived[-1].name}", 303)
        except FormError as error:
            return await self._form(entered, (error.fault,), error.status)
        except LiaisonError as error:
            return await self._form(entered, (fault_at(error, "constraints"),), error.status)

    async def _form(
        self, entered: LimitsEntered, faults: tuple[Fault, ...] = (), status: int = 200, example: str | None = None
    ) -> HTMLResponse:
        kept = await self._shelf.specification(entered.result)
        page = LimitsFormPage(
            entered=entered,
            faults=faults,
            examples=pages.limits_examples(),
            example=example,
            limit=self._services.max_brief_bytes,
            against=kept.brief.title or "Untitled brief" if kept else None,
            keeps=self._shelf.keeps,
            engines=engines_offered(self._services, entered.engine),
        )
        return HTMLResponse(pages.render(page), status)

    # --- runs ------------------------------------------------------------------------------------

    async def _run(self, order: LimitsOrder) -> AsyncGenerator[str | Arrived, None]:
        """Every step as a line for the page, then where the result is."""
        if order.brief is None and order.result is None:
            async with aclosing(self._explain(order)) as steps:
                async for said in steps:
                    yield said
            return
        name = order.result or ""
        if order.brief is not None:
            async with aclosing(self._translate(order.brief, order)) as steps:
                async for said in steps:
                    name = said.name if isinstance(said, Arrived) else name
                    if isinstance(said, str):
                        yield said
        specification = await self._shelf.specification(name)
        if specification is None:
            raise FormError(Fault("constraints", SPECIFICATION_GONE))
        async with aclosing(self._align(specification, name, order)) as steps:
            async for said in steps:
                yield said

    async def _explain(self, order: LimitsOrder) -> AsyncGenerator[str | Arrived, None]:
        run = self._services.explain(order.constraints, engine=order.engine, today=order.today, store=order.store)
        async with aclosing(run) as events:
            async for event in events:
                if isinstance(event, ExplanationDoneEvent):
                    yield Arrived(self._shelf.put(event))
                else:
                    yield told(event)

    async def _translate(self, brief: BriefInput, order: LimitsOrder) -> AsyncGenerator[str | Arrived, None]:
        """Run the brief first; what is wrong with it belongs to its own field."""
        try:
            run = self._services.translate(brief, engine=order.engine, today=order.today, store=order.store)
            async with aclosing(run) as events:
                async for event in events:
                    if isinstance(event, DoneEvent):
                        yield Arrived(self._shelf.put(event))
                    else:
                        yield told(event)
        except LiaisonError as error:
            raise FormError(fault_at(error, "brief"), error.status) from error

    async def _align(
        self, specification: Specification, name: str, order: LimitsOrder
    ) -> AsyncGenerator[str | Arrived, None]:
        # Without another day both are read as of the day of the specification: its dates were counted from there.
        today = order.today or specification.provenance.today
        run = self._services.align(
            specification,
            order.constraints,
            engine=order.engine,
            today=today,
            store=order.store,
            specification_id=name,
        )
        async with aclosing(run) as events:
            async for event in events:
                if isinstance(event, AlignmentDoneEvent):
                    yield Arrived(self._shelf.put(event, beside=name))
                else:
                    yield told(event)

    async def _progress(self, run: AsyncGenerator[str | Arrived, None]) -> AsyncIterator[str]:
        try:
            async with aclosing(run) as steps:
                async for said in steps:
                    yield line(url=f"/results/{said.name}") if isinstance(said, Arrived) else said
        except FormError as error:
            yield line(error=error.fault.message)
        except LiaisonError as error:
            yield line(error=fault_at(error, "constraints").message)
