"""The composition root: settings become services here, and nowhere else.

The command, the HTTP surface and the pages hold one `Services` and call `translate` on it: there is one way through.
Heavy parts (pipeline, catalogue, model client) are imported when first used, so that the server is up at once.
"""

import asyncio
import gc
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING, Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from anyio import CancelScope, CapacityLimiter, to_thread

from schemas.brief import BriefInput
from schemas.events import RunEvent
from schemas.organisation import Organisation
from schemas.problem import InvalidParameter
from schemas.specification import EngineName, Specification
from service.catalogue.loading import CatalogueError
from service.errors import (
    EmptyBrief,
    EngineNotConfigured,
    InvalidRequest,
    LiaisonError,
    RefusedBrief,
    RunFailed,
    TooLarge,
    UnusableFile,
)

if TYPE_CHECKING:
    from service.drafting.engine import Engine
    from service.settings import LoadedSettings, Settings

SMALL_BRIEF = "An e-mail goes to 100 readers in Ireland on 4 May 2027 at 8am."
NO_MODEL = "not configured; set LIAISON_LLM_BASE_URL and LIAISON_LLM_MODEL (LIAISON_LLM_API_KEY if it wants a key)"
COMPUTING_AT_ONCE = 8
"""House default: runs of the rules at the same time. More would only share the processor into thinner slices."""
WAITING_AT_ONCE = 32
"""House default: runs of a model engine at the same time; they mostly wait."""


class Run(Protocol):
    """What `service.pipeline.translate_brief` is: one brief in, the events of its run out, the last one `done`."""

    def __call__(
        self, brief: BriefInput, *, engine: "Engine", organisation: Organisation | None, today: date
    ) -> AsyncIterator[RunEvent]: ...


async def _pipeline(
    brief: BriefInput, *, engine: "Engine", organisation: Organisation | None, today: date
) -> AsyncIterator[RunEvent]:
    from service.pipeline import translate_brief

    async for event in translate_brief(brief, engine=engine, organisation=organisation, today=today):
        yield event


@dataclass(frozen=True)
class Check:
    """Whether one part can be used. `detail` says what is there, or what is wrong; `warnings` what to look at."""

    part: str
    ok: bool
    detail: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Services:
    """Everything the surfaces need.

    `engines` holds the makers of the engines that are set up; `max_brief_bytes` counts UTF-8. With `api_key` every
    caller must send it; without one the server answers to names of its own machine only.
    """

    engines: Mapping[EngineName, "Callable[[], Engine]"]
    default_engine: EngineName = "rules"
    organisation: Organisation | None = None
    max_brief_bytes: int = 2_000_000
    api_key: str | None = None
    run: Run = _pipeline
    computing: CapacityLimiter = field(default_factory=partial(CapacityLimiter, COMPUTING_AT_ONCE))
    waiting: CapacityLimiter = field(default_factory=partial(CapacityLimiter, WAITING_AT_ONCE))

    def engine(self, name: EngineName | None = None) -> "Engine":
        """Make the engine of this name, or the default one.

        Raises:
            EngineNotConfigured: it is not set up.
        """
        wanted = name or self.default_engine
        if wanted not in self.engines:
            raise EngineNotConfigured(f"The engine `{wanted}` is not set up here.")
        return self.engines[wanted]()

    def translate(
        self,
        brief: BriefInput,
        *,
        engine: EngineName | None = None,
        organisation: Organisation | None = None,
        today: date | None = None,
    ) -> AsyncGenerator[RunEvent, None]:
        """Start the run of one brief; what is not given comes from the settings and the clock.

        Raises (at once, before the first event):
            TooLarge, EmptyBrief, InvalidRequest: the brief or the day cannot be used.
            EngineNotConfigured: the engine is not set up.
        """
        check_brief(brief, self.max_brief_bytes)
        profile = organisation or self.organisation
        day = check_day(today or today_in(profile))
        chosen = self.engine(engine)
        events = self.run(brief, engine=chosen, organisation=profile, today=day)
        # Every run computes for some milliseconds, and for seconds on a long brief: on the event loop of the server it
        # would hold up everybody else. In a thread it shares the processor with the loop, which stays responsive.
        return off_the_loop(events, self.computing if chosen.name == "rules" else self.waiting)

    def check(self) -> tuple[Check, ...]:
        """Try the parts that every run needs. Takes some 0.3 s the first time, for it loads the catalogue."""
        return check_catalogue(today_in(self.organisation)), self._check_engine()

    async def warm_up(self) -> None:
        """Load what the first brief would otherwise wait for, by translating a small one with the rules."""
        if "rules" in self.engines:
            await to_thread.run_sync(self.engine, "rules")
            async for _ in self.translate(BriefInput(text=SMALL_BRIEF), engine="rules"):
                pass
            # The catalogue never goes away: taken out of the collector's sight, full collections no longer walk it.
            gc.collect()
            gc.freeze()

    def _check_engine(self) -> Check:
        try:
            return Check("engine", ok=True, detail=self.engine().name)
        except (LiaisonError, CatalogueError) as error:
            return Check("engine", ok=False, detail=str(error))


def diagnose(loaded: "LoadedSettings") -> tuple[Check, ...]:
    """Try every part that the settings describe."""
    settings = loaded.settings
    first = Check("settings", ok=True, detail="read", warnings=loaded.warnings)
    model = f"{settings.llm_model} at {settings.llm_base_url}" if settings.model_is_configured else NO_MODEL
    try:
        services = make_services(settings)
    except LiaisonError as error:
        return first, Check("organisation", ok=False, detail=error.message), check_catalogue(today_in(None))
    profile = services.organisation.name if services.organisation else "no profile; LIAISON_ORGANISATION names one"
    return (
        first,
        Check("organisation", ok=True, detail=profile),
        *services.check(),
        Check("model", ok=True, detail=model),
    )


def check_catalogue(today: date) -> Check:
    """Load the whole catalogue, and list the sources that are due for another look."""
    from service.catalogue.review import due_for_review, load_everything

    try:
        entries = sum(len(file) for file in load_everything().values())
        due = due_for_review(today)
    except CatalogueError as error:
        return Check("catalogue", ok=False, detail=str(error))
    except FileNotFoundError as error:
        return Check("catalogue", ok=False, detail=f"{Path(error.filename).name} is missing")
    warnings = tuple(f"{item.where}: review of {item.source.title} was due {item.source.review_by}" for item in due)
    return Check("catalogue", ok=True, detail=f"{entries} entries", warnings=warnings)


def ensure_result(specification: Specification) -> Specification:
    """Return the specification of a run that has one.

    Raises:
        RefusedBrief, RunFailed: the run ended without a result.
    """
    if specification.outcome == "refused":
        raise RefusedBrief(specification.reason)
    if specification.outcome == "failed":
        raise RunFailed(specification.reason)
    return specification


def check_brief(brief: BriefInput, limit: int) -> None:
    """Refuse a brief with more than `limit` bytes of UTF-8, or without a word.

    Raises:
        TooLarge, EmptyBrief: as said.
    """
    parts = [brief.text or "", brief.title or "", *(brief.fields.model_dump().values() if brief.fields else ())]
    size = sum(len(part.encode("utf-8", "surrogatepass")) for part in parts)
    if size > limit:
        raise TooLarge(size, limit)
    if not any(part.strip() for part in [parts[0], *parts[2:]]):
        raise EmptyBrief


def check_day(today: date) -> date:
    """Refuse days so far away that planning around them would leave the calendar.

    Raises:
        InvalidRequest: as said.
    """
    if not 1970 <= today.year <= 2200:
        raise InvalidRequest([InvalidParameter(location="today", message="must lie between 1970 and 2200.")])
    return today


def today_in(organisation: Organisation | None) -> date:
    """Today where the organisation is, or on this machine where its time zone is not given or not known."""
    try:
        zone = ZoneInfo(organisation.time_zone) if organisation and organisation.time_zone else None
    except (ZoneInfoNotFoundError, ValueError):
        zone = None
    return datetime.now(zone).astimezone(zone).date()


async def off_the_loop(events: AsyncIterator[RunEvent], workers: CapacityLimiter) -> AsyncGenerator[RunEvent, None]:
    """Drive `events` in worker threads, one event at a time, on a loop of their own.

    A run goes no further than one event ahead of its reader. When the reader is cancelled, what the run waits for is
    cancelled at once; what it computes goes on to the next wait, and no further.
    """
    own = _OwnLoop(events)
    try:
        while (event := await to_thread.run_sync(own.step, limiter=workers, abandon_on_cancel=True)) is not None:
            yield event
    finally:
        own.cancel()
        with CancelScope(shield=True):
            await to_thread.run_sync(own.close)


class _OwnLoop:
    """An event loop that runs in whichever thread takes the next step, one thread at a time."""

    def __init__(self, events: AsyncIterator[RunEvent]) -> None:
        self._events = events
        self._loop = asyncio.new_event_loop()
        self._busy = Lock()
        self._stopped = Event()
        self._task: asyncio.Task[RunEvent | None] | None = None

    def step(self) -> RunEvent | None:
        with self._busy:
            if self._stopped.is_set():
                return None
            self._task = self._loop.create_task(self._next())
            if self._stopped.is_set():  # `cancel` came in between and saw no task
                self._task.cancel()
            return self._loop.run_until_complete(self._task)

    async def _next(self) -> RunEvent | None:
        return await anext(self._events, None)

    def cancel(self) -> None:
        """Take no further step, and cancel the one that another thread is in, if one is."""
        self._stopped.set()
        if self._task is not None:
            self._loop.call_soon_threadsafe(self._task.cancel)

    def close(self) -> None:
        """Wait for a step that is under way, let the run tidy up, and close the loop."""
        with self._busy:
            try:
                self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            finally:
                self._loop.close()


# --- from settings ------------------------------------------------------------------------------


def make_services(settings: "Settings") -> Services:
    """Wire the services that these settings describe.

    Raises:
        UnusableFile, InvalidProfile: the organisation profile cannot be used.
    """
    return Services(
        engines=_engines(settings),
        default_engine=settings.engine,
        organisation=load_organisation(settings.organisation) if settings.organisation else None,
        max_brief_bytes=settings.max_brief_bytes,
        api_key=(settings.api_key.get_secret_value().strip() or None) if settings.api_key else None,
    )


def _engines(settings: "Settings") -> "dict[EngineName, Callable[[], Engine]]":
    engines: dict[EngineName, Callable[[], Engine]] = {"rules": _rules_engine}
    if settings.model_is_configured:
        # Made once: it remembers which form of answer the endpoint takes.
        engines["model"] = cache(partial(_model_engine, settings))
    return engines


def _rules_engine() -> "Engine":
    from service.drafting.rules.engine import RulesEngine

    return RulesEngine()


def _model_engine(settings: "Settings") -> "Engine":
    from service.drafting.model import build_model_engine
    from service.llm.options import ModelOptions

    options = ModelOptions(
        base_url=settings.llm_base_url or "",
        model=settings.llm_model or "",
        api_key=settings.llm_api_key.get_secret_value() if settings.llm_api_key else None,
        deadline_seconds=settings.llm_deadline,
    )
    return build_model_engine(options)


def load_organisation(path: Path) -> Organisation:
    """Read an organisation profile.

    Raises:
        UnusableFile: there is no such file, or it may not be read.
        InvalidProfile: it is no YAML, or a field does not hold; the message names file and field.
    """
    from service.organisation.profile import parse_organisation

    return parse_organisation(read_file(path), str(path))


def read_file(path: Path, limit: int = 10_000_000) -> bytes:
    """Read at most one byte more than `limit`, so that whoever decodes can tell that it is too much.

    Raises:
        UnusableFile: it is missing, a folder, or may not be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except FileNotFoundError:
        raise UnusableFile(f"{path}: there is no such file. Check the path.") from None
    except IsADirectoryError:
        raise UnusableFile(f"{path} is a folder. Name the file in it.") from None
    except PermissionError:
        raise UnusableFile(f"{path} may not be read. Ask its owner for the right to read it.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a path"
        raise UnusableFile(f"{path} cannot be opened: {reason}.") from None
