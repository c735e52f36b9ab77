"""The `liaison` command.

The result goes to standard output, everything else to standard error, an error as one line that says what to do.
Exit codes: 0 a result, 1 a check failed, 2 bad input or usage, 3 the run failed, 130 and 141 as for Ctrl-C and a closed
pipe. Whatever takes time to import is imported by the command that needs it, so that `--help` is there at once.
"""

import argparse
import os
import re
import signal
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from datetime import date

    from schemas.events import RunEvent
    from schemas.specification import Specification
    from service.bootstrap import Check, Services
    from service.settings import LoadedSettings

FORMATS = ("json", "md", "html")
ENGINES = ("rules", "model")
EXIT_OF_OUTCOME = {"refused": 2, "failed": 3}
EXIT_CHECK_FAILED = 1
EXIT_MISTAKE = 3
EXIT_INTERRUPTED = 130
EXIT_CLOSED_PIPE = 141
STDIN = "-"

Say = Callable[[str], None]
Command = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; `argv` without the name of the program."""
    if argv is None:
        signal.signal(signal.SIGINT, _stop)
    arguments = _parse(argv)
    try:
        return _guarded(arguments.command, arguments)
    except BrokenPipeError:
        # Whoever read has gone, as `head` does. The interpreter must not trip over the same pipe when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_CLOSED_PIPE


def _stop(*_signal: object) -> NoReturn:
    """End at once: nothing is half written, and a thread that computes would not hear a polite request."""
    _complain("stopped")
    os._exit(EXIT_INTERRUPTED)


def _guarded(command: Command, arguments: argparse.Namespace) -> int:
    from service.errors import LiaisonError

    try:
        return command(arguments)
    except LiaisonError as error:
        _complain(error.message)
        return error.exit_code
    except BrokenPipeError:
        raise
    except Exception as error:  # the last resort: one line, not a page of traceback
        if os.environ.get("LIAISON_LOG_LEVEL", "").lower() == "debug":
            raise
        _complain(f"a mistake of this program ({type(error).__name__}); LIAISON_LOG_LEVEL=debug shows where")
        return EXIT_MISTAKE


def _complain(message: str) -> None:
    print("liaison:", " ".join(message.split()), file=sys.stderr)


# --- what may be typed --------------------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, with the nearest thing that would be right."""

    def error(self, message: str) -> NoReturn:
        if "required: BRIEF" in message:
            message = "name the file with the brief, or - to read standard input"
        elif "required: COMMAND" in message:
            message = "name a command"
        elif choice := re.search(r"invalid choice: '(.*?)' \(choose from (.*)\)", message):
            message = _unknown(choice[1], re.findall(r"[\w-]+", choice[2]))
        _complain(f"{message} (see {self.prog} --help)")
        raise SystemExit(2)

    def options(self) -> list[str]:
        """Every long option."""
        return re.findall(r"--[a-z-]+", self.format_usage())


class _Version(argparse.Action):
    """Looks the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_arguments: Any) -> NoReturn:
        from importlib.metadata import version

        print(f"liaison {version('liaison')}")
        parser.exit()


def _unknown(word: str, known: list[str]) -> str:
    from service.errors import did_you_mean

    return f"{word!r} is not known" + (did_you_mean(word, known) or f"; known are {', '.join(known)}")


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    arguments, rest = _parser().parse_known_args(argv)
    strange = next((word for word in rest if word.startswith("-")), None)
    parser: _Parser = arguments.parser
    if strange:
        parser.error(_unknown(strange.partition("=")[0], parser.options()))
    if rest:
        parser.error(f"one brief at a time: {rest[0]!r} is one too many")
    return arguments


def _parser() -> _Parser:
    parser = _Parser(
        prog="liaison",
        description="Turns a marketing brief into requirements IT can act on.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_requirements(commands)
    _add_serve(commands)
    doctor = commands.add_parser(
        "doctor", help="check settings, profile and catalogue; calls no model", allow_abbrev=False
    )
    doctor.set_defaults(command=_doctor, parser=doctor)
    return parser


def _add_requirements(commands: Any) -> None:
    parser = commands.add_parser("requirements", help="turn a brief into a specification", allow_abbrev=False)
    parser.add_argument("brief", metavar="BRIEF", help="text or Markdown file, or - for standard input")
    parser.add_argument("--format", choices=FORMATS, default="json", help="form of the result (default: json)")
    parser.add_argument("--organisation", metavar="FILE", help="organisation profile (default: the setting)")
    parser.add_argument("--today", type=_date, metavar="YYYY-MM-DD", help="day the brief is read (default: now)")
    parser.add_argument("--engine", choices=ENGINES, help="rules, or model where one is set up (default: the setting)")
    parser.add_argument("--quiet", action="store_true", help="no progress on standard error")
    parser.set_defaults(command=_requirements, parser=parser)


def _add_serve(commands: Any) -> None:
    parser = commands.add_parser("serve", help="serve page and HTTP API", allow_abbrev=False)
    parser.add_argument("--host", default="127.0.0.1", help="address (default: 127.0.0.1; others need LIAISON_API_KEY)")
    parser.add_argument("--port", type=_port, default=8000, help="port (default: 8000; 0: any free one)")
    parser.set_defaults(command=_serve, parser=parser)


def _date(text: str) -> "date":
    from datetime import date

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day of the calendar; write it as 2027-05-04") from None


def _port(text: str) -> int:
    if text.isdecimal() and int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a port; give a number from 0 to 65535")


# --- the commands -------------------------------------------------------------------------------


def _requirements(arguments: argparse.Namespace) -> int:
    import asyncio
    from pathlib import Path

    from service.bootstrap import load_organisation, make_services

    say = _silent if arguments.quiet else _whisper
    services = make_services(_settings(say).settings)
    organisation = load_organisation(Path(arguments.organisation)) if arguments.organisation else None
    text = _brief_text(arguments.brief, services.max_brief_bytes, say)
    specification = asyncio.run(_run(services, text, organisation, arguments, say))
    _write(_rendered(specification, arguments.format))
    return EXIT_OF_OUTCOME.get(specification.outcome, 0)


def _settings(say: Say) -> "LoadedSettings":
    from service.settings import load_settings

    loaded = load_settings()
    for warning in loaded.warnings:
        say(f"warning: {warning}")
    return loaded


def _brief_text(name: str, limit: int, say: Say) -> str:
    from pathlib import Path

    from service.bootstrap import read_file
    from service.errors import ReadingError, UnusableFile
    from service.reading.decoding import decode

    data = sys.stdin.buffer.read(limit + 1) if name == STDIN else read_file(Path(name), limit)
    try:
        decoded = decode(data, limit)
    except ReadingError as error:
        raise UnusableFile(f"{'standard input' if name == STDIN else name}: {error.message}") from error
    for finding in decoded.findings:
        say(f"warning: {finding.message}")
    return decoded.text


async def _run(
    services: "Services", text: str, organisation: Any, arguments: argparse.Namespace, say: Say
) -> "Specification":
    from schemas.brief import BriefInput
    from schemas.events import DoneEvent

    events = services.translate(
        BriefInput(text=text), engine=arguments.engine, organisation=organisation, today=arguments.today
    )
    last: RunEvent | None = None
    async for last in events:
        say(progress_line(last))
    if not isinstance(last, DoneEvent):
        raise AssertionError("a run ends with its result")
    return last.specification


def progress_line(event: "RunEvent") -> str:
    """Say in one short line what an event of a run means."""
    match event.type:
        case "read":
            return f"read {event.sentences} sentences and {event.facts} facts, language {event.language}"
        case "drafted":
            return f"drafted {len(event.requirements)} requirements on {event.section}"
        case "computed":
            return f"computed {event.workloads} loads, {event.lead_items} lead items, {event.regulations} laws"
        case "verified":
            return f"checked {event.checked} statements: {event.supported} supported, {event.findings} findings"
        case "done":
            return f"{event.specification.outcome}: {event.specification.reason}"


def _rendered(specification: "Specification", form: str) -> str:
    from service import exporting

    render = {"json": exporting.to_json, "md": exporting.to_markdown, "html": exporting.to_html}[form]
    text = render(specification)
    return text if text.endswith("\n") else f"{text}\n"


def _write(text: str) -> None:
    """Write UTF-8, whatever the terminal says that it speaks: the result is a file for others."""
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def _whisper(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _silent(_line: str) -> None: ...


def _serve(arguments: argparse.Namespace) -> int:
    from service.app import serve
    from service.bootstrap import make_services

    settings = _settings(_whisper).settings
    serve(make_services(settings), arguments.host, arguments.port, settings.log_level)
    return 0


def _doctor(_arguments: argparse.Namespace) -> int:
    from service.bootstrap import diagnose
    from service.settings import load_settings

    checks = diagnose(load_settings())
    for check in checks:
        for line in _check_lines(check):
            print(line)
    return 0 if all(check.ok for check in checks) else EXIT_CHECK_FAILED


def _check_lines(check: "Check") -> list[str]:
    lines = [f"{'ok  ' if check.ok else 'FAIL'}  {check.part:<12}  {check.detail}"]
    return lines + [f"warn  {check.part:<12}  {warning}" for warning in check.warnings]


if __name__ == "__main__":
    sys.exit(main())
