"""What the surfaces hold: the command, the HTTP surface and the pages have one `Services` and go one way through.

Heavy parts (catalogue, archive) are imported when first used, so that the server is up at once.
"""

import gc
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from anyio import CapacityLimiter, to_thread

from schemas.brief import BriefInput
from schemas.events import AlignmentEvent, DoneEvent, ExplanationEvent, RunEvent
from schemas.organisation import Organisation
from schemas.problem import InvalidParameter
from schemas.requests import AlignmentRequest, ExplanationRequest, RequirementsRequest
from schemas.specification import EngineName, Specification
from service.admission import check_brief, check_constraints, check_day, today_in
from service.auditing import Audit
from service.callers import LOCAL, NO_BOUNDS, Bounds, Caller
from service.catalogue.loading import CatalogueError
from service.errors import (
    EngineNotConfigured,
    InvalidRequest,
    LiaisonError,
    RefusedBrief,
    RunFailed,
    StoreError,
    StoreOff,
)
from service.jobs.desk import Jobs
from service.keeping import keeping
from service.keyring import Keyring
from service.metering import metered
from service.runs import (
    AligningRun,
    AnyEvent,
    AnyResult,
    ExplainingRun,
    Run,
    aligning,
    explaining,
    result_in,
    translating,
)
from service.sign_in import SignIn
from service.store.database import Database
from service.threads import off_the_loop
from service.watching import watched
from service.webhooks.addresses import Addresses

if TYPE_CHECKING:
    from service.archive import Archive
    from service.drafting.engine import Engine
    from service.drafting.wording import Wording
    from service.llm.recording import Recording
    from service.webhooks.endpoints import Endpoints

SMALL_BRIEF = "An e-mail goes to 100 readers in Ireland on 4 May 2027 at 8am."
COMPUTING_AT_ONCE = 8
"""House default: runs of the rules at the same time. More would only share the processor into thinner slices."""
WAITING_AT_ONCE = 32
"""House default: runs of a model engine at the same time; they mostly wait."""

ResultT = TypeVar("ResultT", bound=AnyResult)
MadeT = TypeVar("MadeT")
EventT = TypeVar("EventT", bound=AnyEvent)


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

    `engines` holds the makers of the engines that are set up, `wordings` those of them that word constraints otherwise
    than by templates; `max_brief_bytes` counts UTF-8, of a brief and of constraints alike. With `api_key` every caller
    must send it; without one the server answers to names of its own machine only. With `sign_in` people sign in with an
    identity provider instead. Whoever sends `metrics_token` may read the figures and nothing else. `model` is the name
    of the model, where one is set up; with `redacts` what is personal in a text is replaced before the model gets it.
    Without a `database` nothing is kept; what is kept lasts for `lasts` (None: until somebody deletes it), and `forget`
    lets go of answers of a model to runs that ended between two moments. All is done for `caller`, and the database is
    seen from their workspace. `addresses` judges where webhooks lead.
    """

    engines: Mapping[EngineName, "Callable[[], Engine]"]
    wordings: Mapping[EngineName, "Callable[[], Wording]"] = field(default_factory=dict)
    default_engine: EngineName = "rules"
    model: str | None = None
    redacts: bool = False
    organisation: Organisation | None = None
    max_brief_bytes: int = 2_000_000
    api_key: str | None = None
    metrics_token: str | None = None
    bounds: Bounds = NO_BOUNDS
    database: Database | None = None
    jobs: Jobs | None = None
    lasts: timedelta | None = None
    forget: Callable[[datetime, datetime], None] | None = None
    addresses: Addresses = field(default_factory=Addresses)
    sign_in: SignIn | None = None
    caller: Caller = LOCAL
    request_id: str | None = None
    run: Run = translating
    explaining: ExplainingRun = explaining
    aligning: AligningRun = aligning
    computing: CapacityLimiter = field(default_factory=partial(CapacityLimiter, COMPUTING_AT_ONCE))
    waiting: CapacityLimiter = field(default_factory=partial(CapacityLimiter, WAITING_AT_ONCE))

    def recorded(self, recording: "Recording") -> "Services":
        """The same services for one run whose model answers are recorded."""
        engines = {name: partial(_recorded, make, recording) for name, make in self.engines.items()}
        wordings = {name: partial(_recorded, make, recording) for name, make in self.wordings.items()}
        return replace(self, engines=engines, wordings=wordings)

    def acting(self, caller: Caller, request_id: str | None = None) -> "Services":
        """The same services for one who asks; what they keep and find is in the workspace of that one."""
        database = self.database.of(caller.workspace, caller.key_id) if self.database else None
        jobs = self.jobs.of(caller.workspace, caller.key_id, Audit(caller, request_id)) if self.jobs else None
        return replace(self, caller=caller, request_id=request_id, database=database, jobs=jobs)

    async def close(self) -> None:
        """Close the connections to the database."""
        if self.database is not None:
            await self.database.close()
        if self.jobs is not None:
            self.jobs.close()

    @property
    def keyring(self) -> Keyring:
        """The keys of the caller's workspace.

        Raises:
            StoreOff: nothing is kept here.
        """
        if self.database is None:
            raise StoreOff
        return Keyring(self.database, self.caller, self.request_id)

    @property
    def webhooks(self) -> "Endpoints":
        """The webhooks of the caller's workspace.

        Raises:
            StoreOff: nothing is kept here.
        """
        from service.webhooks.endpoints import Endpoints

        if self.database is None:
            raise StoreOff
        return Endpoints(self.database, self.caller, self.addresses, self.request_id)

    def engine(self, name: EngineName | None = None) -> "Engine":
        """Make the engine of this name, or the default one.

        Raises:
            EngineNotConfigured: it is not set up.
        """
        return self.engines[self._chosen(name)]()

    def wording(self, name: EngineName | None = None) -> "Wording | None":
        """Make what the engine of this name, or the default one, words constraints with; None: the templates.

        Raises:
            EngineNotConfigured: it is not set up.
        """
        make = self.wordings.get(self._chosen(name))
        return make() if make else None

    def _chosen(self, name: EngineName | None) -> EngineName:
        wanted = name or self.default_engine
        if wanted not in self.engines:
            raise EngineNotConfigured(f"The engine `{wanted}` is not set up here.")
        return wanted

    def translate(
        self,
        brief: BriefInput,
        *,
        engine: EngineName | None = None,
        organisation: Organisation | None = None,
        today: date | None = None,
        store: bool = False,
    ) -> AsyncGenerator[RunEvent, None]:
        """Start the run of one brief; what is not given comes from the settings and the clock.

        With `store` the result is kept, and the last event says under which id, or why not.

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
        room = self.computing if chosen.name == "rules" else self.waiting
        steps = watched(off_the_loop(events, room), "requirements", chosen.name)
        request = RequirementsRequest(brief=brief, engine=engine, organisation=organisation, today=today)
        return keeping(
            self._metered(steps, asks_model=chosen.name != "rules"),
            self.database,
            request if store else None,
            audit=self.audit,
        )

    def explain(
        self,
        constraints: str | Sequence[str],
        *,
        specification: Specification | None = None,
        brief: BriefInput | None = None,
        engine: EngineName | None = None,
        organisation: Organisation | None = None,
        today: date | None = None,
        store: bool = False,
    ) -> AsyncGenerator[ExplanationEvent, None]:
        """Start the run that explains constraints, alone or for a campaign; a brief is translated first.

        `engine` is the one for the brief, and the one that words the constraints; all else about them is the rules'.
        `today` is the day on which the constraints are read, whatever the day of the specification. `store` is as in
        `translate`; the specification of a brief is not kept by itself.

        Raises (at once, before the first event):
            TooLarge, EmptyConstraints, EmptyBrief, InvalidRequest: constraints, brief or day cannot be used.
            EngineNotConfigured: the engine is not set up.
        """
        check_constraints(constraints, self.max_brief_bytes)
        if specification is not None and brief is not None:
            fault = InvalidParameter(location="brief", message="give `specification` or `brief`, not both.")
            raise InvalidRequest([fault])
        profile = organisation or self.organisation
        day = check_day(today or today_in(profile))
        wording = self.wording(engine)
        translation = None
        if brief is not None:
            translation = self.translate(brief, engine=engine, organisation=profile, today=day)
        run = partial(self.explaining, constraints, organisation=profile, today=day, wording=wording)
        explained = self._explain(run, specification, translation, self._room(wording))
        steps = watched(explained, "explanations", wording.name if wording else "rules")
        request = ExplanationRequest(
            constraints=_texts(constraints),
            specification=specification,
            brief=brief,
            engine=engine,
            organisation=organisation,
            today=today,
        )
        events = self._metered(steps, asks_model=wording is not None)
        return keeping(events, self.database, request if store else None, audit=self.audit)

    def _room(self, wording: "Wording | None") -> CapacityLimiter:
        return self.waiting if wording else self.computing

    async def _explain(
        self,
        explaining: "Callable[..., AsyncGenerator[ExplanationEvent, None]]",
        specification: Specification | None,
        translation: AsyncGenerator[RunEvent, None] | None,
        room: CapacityLimiter,
    ) -> AsyncGenerator[ExplanationEvent, None]:
        if translation is not None:
            async with aclosing(translation):
                async for event in translation:
                    if isinstance(event, DoneEvent):
                        specification = ensure_result(event.specification)
                    else:
                        yield event
        async with aclosing(off_the_loop(explaining(specification=specification), room)) as events:
            async for step in events:
                yield step

    def align(
        self,
        specification: Specification,
        constraints: str | Sequence[str],
        *,
        engine: EngineName | None = None,
        organisation: Organisation | None = None,
        today: date | None = None,
        store: bool = False,
        specification_id: str | None = None,
    ) -> AsyncGenerator[AlignmentEvent, None]:
        """Start the run that holds a specification against constraints; `engine` is the one that words them.

        `store` is as in `translate`; `specification_id` is the kept result that the specification comes from.

        Raises (at once, before the first event):
            TooLarge, EmptyConstraints, InvalidRequest: the constraints or the day cannot be used.
            EngineNotConfigured: the engine is not set up.
        """
        check_constraints(constraints, self.max_brief_bytes)
        profile = organisation or self.organisation
        day = check_day(today or today_in(profile))
        wording = self.wording(engine)
        run = self.aligning(specification, constraints, organisation=profile, today=day, wording=wording)
        request = AlignmentRequest(
            specification=specification,
            constraints=_texts(constraints),
            engine=engine,
            organisation=organisation,
            today=today,
        )
        aligned = watched(off_the_loop(run, self._room(wording)), "alignments", wording.name if wording else "rules")
        steps = self._metered(aligned, asks_model=wording is not None)
        return keeping(steps, self.database, request if store else None, specification_id, self.audit)

    def _metered(self, events: AsyncGenerator[EventT, None], *, asks_model: bool) -> AsyncGenerator[EventT, None]:
        """The same events; where a model is asked, its tokens are counted for the key of the caller."""
        if not asks_model or self.database is None or self.caller.key_id is None:
            return events
        return metered(events, self.caller, self.database, _tokens_in)

    @property
    def archive(self) -> "Archive":
        """What is kept.

        Raises:
            StoreOff: nothing is.
        """
        from service.archive import Archive

        if self.database is None:
            raise StoreOff
        return Archive(self.database, audit=self.audit, lasts=self.lasts, forget=self.forget)

    @property
    def audit(self) -> Audit:
        """What the caller does is written down here."""
        return Audit(self.caller, self.request_id)

    def check(self) -> tuple[Check, ...]:
        """Try the parts that every run needs. Takes some 0.3 s the first time, for it loads the catalogue."""
        return check_catalogue(today_in(self.organisation)), self._check_engine()

    async def check_database(self) -> tuple[Check, ...]:
        """Ask the database, where there is one. A file that nobody named and nobody can write is no fault."""
        if self.database is None:
            return ()
        address = self.database.address
        try:
            await self.database.check()
        except StoreError as error:
            advice = f"{error.message} {error.action}"
            if not address.is_default:
                return (Check("database", ok=False, detail=advice),)
            return (Check("database", ok=True, detail="Results are not kept.", warnings=(advice,)),)
        return (Check("database", ok=True, detail=address.shown),)

    async def warm_up(self) -> None:
        """Load what the first brief would otherwise wait for, by translating a small one with the rules."""
        if "rules" in self.engines:
            engine = await to_thread.run_sync(self.engine, "rules")
            brief, today = BriefInput(text=SMALL_BRIEF), today_in(self.organisation)
            # Not through `translate`: nobody has asked for this run, and it stands in no figures.
            async for _ in off_the_loop(
                self.run(brief, engine=engine, organisation=self.organisation, today=today), self.computing
            ):
                pass
            # The catalogue never goes away: taken out of the collector's sight, full collections no longer walk it.
            gc.collect()
            gc.freeze()

    def _check_engine(self) -> Check:
        try:
            return Check("engine", ok=True, detail=self.engine().name)
        except (LiaisonError, CatalogueError) as error:
            return Check("engine", ok=False, detail=str(error))


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


def _texts(constraints: str | Sequence[str]) -> str | list[str]:
    return constraints if isinstance(constraints, str) else list(constraints)


def _tokens_in(event: AnyEvent) -> int | None:
    result = result_in(event)
    return result.provenance.tokens.input + result.provenance.tokens.output if result else None


def ensure_result(result: ResultT) -> ResultT:
    """Return the result of a run that has one.

    Raises:
        RefusedBrief, RunFailed: the run ended without a result.
    """
    if result.outcome == "refused":
        raise RefusedBrief(result.reason)
    if result.outcome == "failed":
        raise RunFailed(result.reason)
    return result


def _recorded(make: Callable[[], MadeT], recording: "Recording") -> MadeT:
    """What `make` makes, for a run that is recorded; the rules ask nobody, and have nothing to record."""
    made = make()
    recorded: Callable[[Recording], MadeT] | None = getattr(made, "recorded", None)
    return recorded(recording) if recorded else made
