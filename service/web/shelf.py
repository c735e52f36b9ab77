"""Where the pages find a result: in the database, or in memory where it is not kept."""

from dataclasses import dataclass

from schemas.events import EndEvent
from schemas.specification import Specification
from schemas.stored import ResultSummary, Share
from service.auditing import Action
from service.errors import ResultNotFound
from service.exporting.limits_document import Beside
from service.runs import AnyEvent, AnyResult, result_in
from service.services import Services, ensure_result
from service.store.ids import is_id
from service.web.acting import Acting
from service.web.memory import ResultMemory


@dataclass(frozen=True, slots=True)
class Shelved:
    """A result with the name it is found by, and what is kept of it (None: it is in memory alone)."""

    name: str
    result: AnyResult
    kept: ResultSummary | None
    shares: tuple[Share, ...] = ()
    beside: Beside | None = None
    worked_out: int = 0
    """Results that were worked out for this one, and are deleted with it."""


class Shelf(Acting):
    """Takes the results of runs in and gives them out by name."""

    def __init__(self, services: Services, memory: ResultMemory | None = None) -> None:
        super().__init__(services)
        self._memory = memory or ResultMemory()

    @property
    def keeps(self) -> bool:
        """Whether there is a database to keep results in."""
        return self._services.database is not None

    @property
    def _workspace(self) -> str:
        return self._services.caller.workspace

    def put(self, end: AnyEvent, beside: str | None = None) -> str:
        """The name under which the result of a run is found from now on, stored or not.

        Raises:
            RefusedBrief, RunFailed: the run ended without a result.
        """
        assert isinstance(end, EndEvent)
        result = result_in(end)
        assert result is not None
        ensure_result(result)
        return end.stored or self._memory.add(result, beside, self._workspace)

    async def get(self, name: str, look: Action = "result.read") -> Shelved | None:
        """The result of this name, with the specification that it was worked out for; None: there is none.

        `look` is what is written down of that.

        Raises:
            StoreError: the database cannot be used.
        """
        if not is_id("res", name):
            found = self._memory.get(name, self._workspace)
            return Shelved(name, found, None, beside=await self._beside(self._memory.beside(name))) if found else None
        try:
            kept = await self._services.archive.found(name, look)
            shares = await self._services.archive.shares_of(name)
            held = await self._services.archive.worked_out_for(name)
        except ResultNotFound:
            return None
        summary = ResultSummary(**{field: getattr(kept, field) for field in ResultSummary.model_fields})
        return Shelved(name, kept.document, summary, tuple(shares), await self._beside(kept.specification_id), held)

    async def specification(self, name: str) -> Specification | None:
        """The specification of this name; None: there is none.

        Raises:
            StoreError: the database cannot be used.
        """
        found = await self.get(name) if name else None
        return found.result if found and isinstance(found.result, Specification) else None

    async def _beside(self, name: str | None) -> Beside | None:
        found = await self.specification(name) if name else None
        return Beside(f"/results/{name}", found) if found else None
