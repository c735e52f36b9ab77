"""What the commands of `liaison` do: read their files, run, say how it goes on, write the result.

`service.cli` knows what may be typed and imports this module only once a command runs.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO, TypeVar

from pydantic import ValidationError

from schemas.brief import BriefInput
from schemas.events import AskedEvent, EndEvent
from schemas.organisation import Organisation
from schemas.specification import Specification
from schemas.stored import Kind
from service import exporting
from service.admission import today_in
from service.bootstrap import make_database, make_services, model_options
from service.errors import (
    ConfigurationError,
    EmptyBrief,
    InputError,
    ReadingError,
    StoreUnavailable,
    TooLarge,
    UnusableFile,
)
from service.faults import explain_faults
from service.logs import LogOptions, start_logging_of_command
from service.named_files import load_organisation, read_file
from service.progress_lines import progress_line
from service.reading.decoding import decode
from service.runs import AnyEvent, AnyResult, result_in
from service.services import Check, Services
from service.settings import LoadedSettings, Settings, load_settings
from service.store.waiting import wait_for

if TYPE_CHECKING:
    from service.metrics_port import MetricsAddress
    from service.prompts_shown import Material

EXIT_OF_OUTCOME = {"refused": 2, "failed": 3}
EXIT_CHECK_FAILED = 1
STDIN = "-"
SPECIFICATION_LIMIT = 100_000_000
"""House default, bytes: a specification has some 50 times the bytes of its brief."""
FAULTS_SHOWN = 3
"""House default: what fits into a line that is still read."""
COUNT_SECONDS = 1.0
"""House default: between two lines that tell how far a model is, where they cannot be rewritten."""
_ERASED = "\r\x1b[K"
"""Back to the first column, and nothing left of what stood in the line."""

Say = Callable[[str], None]
EventT = TypeVar("EventT", bound=AnyEvent)
Render = Callable[[AnyResult], str]


# --- from a brief, from constraints -------------------------------------------------------------


def requirements(arguments: argparse.Namespace) -> int:
    """Translate a brief."""
    desk = _Desk(arguments)
    render = renderer("specification", arguments.format)
    brief = BriefInput(text=desk.text(arguments.brief))
    events = desk.services.translate(
        brief, engine=arguments.engine, organisation=desk.organisation, today=arguments.today, store=arguments.keep
    )
    return desk.finish(events, render)


def explain(arguments: argparse.Namespace) -> int:
    """Explain constraints, alone or for a campaign."""
    _one_standard_input(arguments.constraints, arguments.specification, arguments.brief)
    desk = _Desk(arguments)
    render = renderer("explanation", arguments.format)
    events = desk.services.explain(
        desk.text(arguments.constraints),
        specification=desk.specification(arguments.specification) if arguments.specification else None,
        brief=BriefInput(text=desk.text(arguments.brief)) if arguments.brief else None,
        engine=arguments.engine,
        organisation=desk.organisation,
        today=arguments.today,
        store=arguments.keep,
    )
    return desk.finish(events, render)


def align(arguments: argparse.Namespace) -> int:
    """Hold a specification against constraints."""
    _one_standard_input(arguments.specification, arguments.constraints)
    desk = _Desk(arguments)
    render = renderer("alignment", arguments.format)
    events = desk.services.align(
        desk.specification(arguments.specification),
        desk.text(arguments.constraints),
        engine=arguments.engine,
        organisation=desk.organisation,
        today=arguments.today,
        store=arguments.keep,
    )
    return desk.finish(events, render)


def _one_standard_input(*names: str | None) -> None:
    if names.count(STDIN) > 1:
        raise InputError("Standard input holds one text: give - once, and a file for the other.")


class _Desk:
    """What the commands with a run share: services and profile of this call, its files, and its way to the result."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self._say: Say = _silent if arguments.quiet else _whisper
        self._tell: Callable[[AnyEvent], None] = _untold if arguments.quiet else Progress(sys.stderr).tell
        settings = _settings(self._say).settings
        if arguments.no_cache:
            settings = settings.model_copy(update={"llm_cache": None})
        self.services: Services = make_services(settings)
        profile = arguments.organisation
        self.organisation: Organisation | None = load_organisation(Path(profile)) if profile else None

    def text(self, name: str, limit: int | None = None) -> str:
        """The text of a file, or of standard input.

        Raises:
            UnusableFile: it cannot be opened, or holds no text.
        """
        most = limit or self.services.max_brief_bytes
        data = sys.stdin.buffer.read(most + 1) if name == STDIN else read_file(Path(name), most)
        try:
            decoded = decode(data, most)
        except ReadingError as error:
            raise UnusableFile(f"{_called(name)}: {_why(error)}") from error
        for finding in decoded.findings:
            self._say(f"warning: {finding.message}")
        return decoded.text

    def specification(self, name: str) -> Specification:
        """The specification in a file, or in standard input.

        Raises:
            UnusableFile: it cannot be opened, is no JSON, or no specification.
        """
        text = self.text(name, SPECIFICATION_LIMIT)
        try:
            return Specification.model_validate_json(text)
        except ValidationError as error:
            raise UnusableFile(f"{_called(name)} {_what_is_wrong(error)}") from None

    def finish(self, events: AsyncIterator[EventT], render: Render) -> int:
        """Run to the end, write the result and return the exit code."""
        result = asyncio.run(self._result(events))
        _write(render(result))
        return EXIT_OF_OUTCOME.get(result.outcome, 0)

    async def _result(self, events: AsyncIterator[EventT]) -> AnyResult:
        event: AnyEvent | None = None
        try:
            async for event in events:
                self._tell(event)
        finally:
            await self.services.close()
        result = result_in(event) if event else None
        if result is None or not isinstance(event, EndEvent):
            raise AssertionError("a run ends with its result")
        self._say_where(event)
        return result

    def _say_where(self, end: EndEvent) -> None:
        """Say where the result is kept, where that was asked for."""
        if end.stored:
            self._say(f"kept as {end.stored}")
        elif end.not_stored != "not_wanted":
            self._say(f"warning: not kept ({end.not_stored}); `liaison db check` says why")


def _called(name: str) -> str:
    return "standard input" if name == STDIN else name


def _why(error: ReadingError) -> str:
    """Why there is no text, whatever the text was to be."""
    match error:
        case EmptyBrief():
            return "it is empty. Put the text in, or name another file."
        case TooLarge():
            return f"it has more than {error.limit:,} bytes. Send the pages that matter."
        case _:
            return error.message


def _what_is_wrong(error: ValidationError) -> str:
    faults = error.errors(include_url=False)
    if faults[0]["type"] == "json_invalid":
        return f"is no JSON ({faults[0]['ctx']['error']}). {_REMEDY}"
    named = [f"{fault.location}: {fault.message.rstrip('.')}" for fault in explain_faults(faults, Specification)]
    shown, more = named[:FAULTS_SHOWN], len(faults) - FAULTS_SHOWN
    return f"is no specification: {'; '.join(shown)}{f'; and {more} more' if more > 0 else ''}. {_REMEDY}"


_REMEDY = "Make it with `liaison requirements BRIEF > FILE` and leave it as it is."


# --- writing ------------------------------------------------------------------------------------


def renderer(kind: Kind, form: str) -> Render:
    """Return what writes a result of this kind in this form."""
    if form == "json":
        return lambda result: result.model_dump_json(indent=2) + "\n"
    name = f"{'' if kind == 'specification' else f'{kind}_'}to_{_FORM_NAMES[form]}"
    render: Render = getattr(exporting, name)
    return render


_FORM_NAMES: Final = {"md": "markdown", "html": "html"}


def _write(text: str) -> None:
    """Write UTF-8, whatever the terminal says that it speaks: the result is a file for others."""
    sys.stdout.buffer.write((text if text.endswith("\n") else f"{text}\n").encode())
    sys.stdout.buffer.flush()


def _whisper(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _silent(_line: str) -> None: ...


def _untold(_event: AnyEvent) -> None: ...


class Progress:
    """Says how a run goes on, a line for each step. `clock` gives seconds.

    How far a model is stands in one line that is rewritten on a terminal; elsewhere such lines come once a second at
    the most, and for the last answer.
    """

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = stream
        self._clock = clock
        self._in_place = stream.isatty()
        self._open = False
        self._counted: float | None = None

    def tell(self, event: AnyEvent) -> None:
        """Say what this event means."""
        if isinstance(event, AskedEvent):
            self._count(event)
        else:
            self._write(f"{progress_line(event)}\n")
            self._open = False

    def _count(self, event: AskedEvent) -> None:
        last, now = event.answered == event.of, self._clock()
        if self._in_place:
            end = "\n" if last else ""
            self._write(f"{progress_line(event)}{end}")
            self._open = not last
        elif last or self._counted is None or now - self._counted >= COUNT_SECONDS:
            self._counted = now
            self._write(f"{progress_line(event)}\n")

    def _write(self, text: str) -> None:
        self._stream.write(f"{_ERASED if self._open else ''}{text}")
        self._stream.flush()


# --- the others ---------------------------------------------------------------------------------


def _settings(say: Say) -> LoadedSettings:
    loaded = load_settings()
    start_logging_of_command(log_options(loaded.settings))
    for warning in loaded.warnings:
        say(f"warning: {warning}")
    return loaded


def log_options(settings: Settings) -> LogOptions:
    """How these settings say to log."""
    return LogOptions(settings.log_level, settings.log_format)


def serve(arguments: argparse.Namespace) -> int:
    """Serve page and API until told to stop."""
    from service.app import serve as serve_app  # a second of imports that no other command needs

    settings = _settings(_whisper).settings
    works = not arguments.no_worker
    with suppress(StoreUnavailable):  # a server without its database still gives results, and says that it keeps none
        _wait_for_database(settings)
    serve_app(
        make_services(settings), arguments.host, arguments.port, log_options(settings), works, _metrics_at(arguments)
    )
    return 0


def _metrics_at(arguments: argparse.Namespace) -> "MetricsAddress | None":
    from service.metrics_port import MetricsAddress

    port: int | None = arguments.metrics_port
    return None if port is None else MetricsAddress(port, arguments.metrics_host)


def worker(arguments: argparse.Namespace) -> int:
    """Do jobs until told to stop."""
    from service import job_commands  # the queue and its libraries, which no other command needs

    settings = _settings(_whisper).settings
    _wait_for_database(settings)
    job_commands.work(make_services(settings), log_options(settings), _metrics_at(arguments), arguments.health_port)
    return 0


def _wait_for_database(settings: Settings) -> None:
    """Give a PostgreSQL that starts beside this program its time.

    Raises:
        StoreUnavailable: it does not answer within that.
    """
    if database := make_database(settings):
        wait_for(database.address, settings.database_wait, _whisper)


def batch(arguments: argparse.Namespace) -> int:
    """Do the lines of a file, here and now."""
    from service import job_commands

    settings = _settings(_silent if arguments.quiet else _whisper).settings
    return job_commands.run_batch(arguments, make_services(settings), settings.jobs_at_once)


def jobs(arguments: argparse.Namespace) -> int:
    """List, show or cancel jobs."""
    from service import job_commands

    _write(job_commands.run(arguments, make_services(_settings(_whisper).settings).jobs))
    return 0


def doctor(_arguments: argparse.Namespace) -> int:
    """List what was tried and whether it can be used."""
    from service.doctor import diagnose  # it may ask a model, and no other command waits for that

    checks = asyncio.run(diagnose(load_settings(), _whisper))
    for check in checks:
        for line in _check_lines(check):
            print(line)
    return 0 if all(check.ok for check in checks) else EXIT_CHECK_FAILED


def _check_lines(check: Check) -> list[str]:
    lines = [f"{'ok  ' if check.ok else 'FAIL'}  {check.part:<12}  {check.detail}"]
    return lines + [f"warn  {check.part:<12}  {warning}" for warning in check.warnings]


def results(arguments: argparse.Namespace) -> int:
    """List, show, delete, share or expire what is kept."""
    from service import result_commands  # the libraries of the database

    services = make_services(_settings(_whisper).settings)
    _write(asyncio.run(result_commands.run(arguments, services, renderer)))
    return 0


def db(arguments: argparse.Namespace) -> int:
    """Upgrade the database, say where it is, check it, back it up, or restore it."""
    from service import database_commands  # its libraries, which the other commands load when they keep something

    settings = _settings(_whisper).settings
    if arguments.part == "upgrade":
        _wait_for_database(settings)
    text, code = database_commands.run(arguments, make_database(settings))
    _write(text)
    return code


def audit(arguments: argparse.Namespace) -> int:
    """List who did what."""
    from service import audit_commands  # the libraries of the database again

    _write(audit_commands.run(arguments, make_database(_settings(_whisper).settings)))
    return 0


def keys(arguments: argparse.Namespace) -> int:
    """Make, list, rotate and revoke keys, make and list workspaces, list and end sessions."""
    from service import key_commands  # the libraries of the database again

    _write(key_commands.run(arguments, make_database(_settings(_whisper).settings), _whisper))
    return 0


def webhooks(arguments: argparse.Namespace) -> int:
    """Add, list, show, try and remove endpoints, and say what was sent to them."""
    from service import webhook_commands  # the libraries of the database and of requests

    services = make_services(_settings(_whisper).settings)
    text, code = webhook_commands.run(arguments, services, _whisper)
    _write(text)
    return code


def prompts(arguments: argparse.Namespace) -> int:
    """List the prompts, show what one of them would send, or lock new versions."""
    from service import prompts_shown  # readers and prompts, which the other commands load when they run

    match arguments.part:
        case "show":
            text = prompts_shown.show_prompt(arguments.prompt, _material(arguments))
        case "lock":
            text = prompts_shown.lock_prompts()
        case _:
            text = prompts_shown.list_prompts()
    _write(text)
    return 0


def _material(arguments: argparse.Namespace) -> "Material":
    from service.prompts_shown import Material

    _one_standard_input(arguments.brief, arguments.constraints)
    desk = _Desk(arguments)
    profile = desk.organisation or desk.services.organisation
    return Material(
        brief=BriefInput(text=desk.text(arguments.brief)) if arguments.brief else None,
        constraints=desk.text(arguments.constraints) if arguments.constraints else None,
        organisation=profile,
        today=arguments.today or today_in(profile),
        options=model_options(load_settings().settings),
    )


def evals(arguments: argparse.Namespace) -> int:
    """Run, compare or show evals, which are an extra of the installation.

    Raises:
        ConfigurationError: the extra is not installed.
    """
    try:
        from evals import commands
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            f"The evals need {error.name}, which is not installed. Install it with: pip install 'liaison[evals]'"
        ) from error

    say: Say = _silent if arguments.quiet else _whisper
    match arguments.evals_command:
        case "run":
            text, code = commands.run_suites(arguments, _settings(say).settings, say)
        case "compare":
            text, code = commands.compare_runs(arguments)
        case _:
            text, code = commands.show_case(arguments), 0
    _write(text)
    return code


COMMANDS: Final[Mapping[str, Callable[[argparse.Namespace], int]]] = {
    "requirements": requirements,
    "explain": explain,
    "align": align,
    "serve": serve,
    "worker": worker,
    "jobs": jobs,
    "batch": batch,
    "doctor": doctor,
    "prompts": prompts,
    "results": results,
    "audit": audit,
    "db": db,
    "keys": keys,
    "sessions": keys,
    "workspaces": keys,
    "webhooks": webhooks,
    "evals": evals,
}
