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
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from datetime import date, timedelta
    from pathlib import Path

FORMATS = ("json", "md", "html")
ENGINES = ("rules", "model", "hybrid")
JOB_STATES = ("queued", "running", "succeeded", "failed", "cancelled")
KINDS = ("specification", "explanation", "alignment")
OUTCOMES = ("complete", "partial", "too_thin")
EXIT_MISTAKE = 3
EXIT_INTERRUPTED = 130
EXIT_CLOSED_PIPE = 141


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; `argv` without the name of the program."""
    if argv is None:
        signal.signal(signal.SIGINT, _stop)
    arguments = parsed(argv)
    try:
        return _guarded(arguments)
    except BrokenPipeError:
        # Whoever read has gone, as `head` does. The interpreter must not trip over the same pipe when it flushes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_CLOSED_PIPE


def _stop(*_signal: object) -> NoReturn:
    """End at once: nothing is half written, and a thread that computes would not hear a polite request."""
    _complain("stopped")
    os._exit(EXIT_INTERRUPTED)


def _guarded(arguments: argparse.Namespace) -> int:
    from service.commands import COMMANDS
    from service.errors import LiaisonError

    try:
        return COMMANDS[arguments.command](arguments)
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
        if missing := re.search(r"required: (.*)", message):
            message = _wanted(missing[1])
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


_NAMED = {
    "COMMAND": "name a command",
    "PROMPT": "name a prompt",
    "CASE": "name a case",
    "NAME": "give it a name",
    "ID": "name an id",
    "URL": "name a URL",
    "JOB": "name a job",
    "FILE": "name a file",
}


def _wanted(missing: str) -> str:
    """What to type in place of what is missing, such as `SPECIFICATION, CONSTRAINTS`."""
    if missing in _NAMED:
        return _NAMED[missing]
    return (
        f"name the file with the {' and the one with the '.join(missing.lower().split(', '))}, or - for standard input"
    )


def parsed(argv: Sequence[str] | None) -> argparse.Namespace:
    """What was typed, or the end of the program with a line that says what is wrong with it."""
    arguments, rest = _parser().parse_known_args(argv)
    strange = next((word for word in rest if word.startswith("-")), None)
    parser: _Parser = arguments.parser
    if strange:
        parser.error(_unknown(strange.partition("=")[0], parser.options()))
    if rest:
        parser.error(f"{rest[0]!r} is one file too many")
    return arguments


def _parser() -> _Parser:
    parser = _Parser(
        prog="liaison",
        description="Turns a marketing brief into requirements for IT, and the constraints of IT into plain terms.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_requirements(commands)
    _add_explain(commands)
    _add_align(commands)
    _add_serve(commands)
    _add_worker(commands)
    _add_jobs(commands)
    _add_batch(commands)
    _add_command(commands, "doctor", "check settings, profile, catalogue, and what the model endpoint can do")
    _add_prompts(commands)
    _add_results(commands)
    _add_audit(commands)
    _add_db(commands)
    _add_keys(commands)
    _add_workspaces(commands)
    _add_webhooks(commands)
    _add_sessions(commands)
    _add_evals(commands)
    return parser


def _add_command(commands: Any, name: str, does: str) -> _Parser:
    parser: _Parser = commands.add_parser(name, help=does, allow_abbrev=False)
    parser.set_defaults(command=name, parser=parser)
    return parser


def _add_requirements(commands: Any) -> None:
    parser = _add_command(commands, "requirements", "turn a brief into a specification")
    parser.add_argument("brief", metavar="BRIEF", help="text or Markdown file, or - for standard input")
    _add_engine(parser)
    _add_cache(parser)
    _add_common(parser, "brief is")


def _add_explain(commands: Any) -> None:
    parser = _add_command(commands, "explain", "turn constraints of IT into plain business terms")
    parser.add_argument("constraints", metavar="CONSTRAINTS", help="text or Markdown file, or - for standard input")
    campaign = parser.add_mutually_exclusive_group()
    campaign.add_argument("--specification", metavar="FILE", help="work them out for this campaign: its specification")
    campaign.add_argument("--brief", metavar="FILE", help="work them out for this campaign: its brief")
    _add_engine(parser)
    _add_cache(parser)
    _add_common(parser, "constraints are")


def _add_align(commands: Any) -> None:
    parser = _add_command(commands, "align", "hold a specification against constraints of IT")
    parser.add_argument("specification", metavar="SPECIFICATION", help="JSON of `liaison requirements`, or -")
    parser.add_argument("constraints", metavar="CONSTRAINTS", help="text or Markdown file, or -")
    _add_engine(parser)
    _add_cache(parser)
    _add_common(parser, "constraints are")


def _add_engine(parser: _Parser) -> None:
    parser.add_argument("--engine", choices=ENGINES, help="rules, model or hybrid (default: the setting)")


def _add_cache(parser: _Parser) -> None:
    parser.add_argument("--no-cache", action="store_true", help="ask the model, whatever LIAISON_LLM_CACHE keeps")


def _add_common(parser: _Parser, text_is: str) -> None:
    parser.add_argument("--format", choices=FORMATS, default="json", help="form of the result (default: json)")
    parser.add_argument("--keep", action="store_true", help="keep the result as well; `liaison results` has it then")
    _add_reading(parser, text_is)


def _add_reading(parser: _Parser, text_is: str) -> None:
    parser.add_argument("--organisation", metavar="FILE", help="organisation profile (default: the setting)")
    parser.add_argument("--today", type=_date, metavar="YYYY-MM-DD", help=f"day the {text_is} read (default: now)")
    parser.add_argument("--quiet", action="store_true", help="no progress on standard error")


def _add_serve(commands: Any) -> None:
    parser = _add_command(commands, "serve", "serve page and HTTP API")
    parser.add_argument("--host", default="127.0.0.1", help="address (default: 127.0.0.1; others need a key)")
    parser.add_argument("--port", type=_port, default=8000, help="port (default: 8000; 0: any free one)")
    parser.add_argument("--no-worker", action="store_true", help="do no jobs here: `liaison worker` does, elsewhere")
    _add_metrics(parser)


def _add_metrics(parser: _Parser) -> None:
    parser.add_argument(
        "--metrics-port", type=_port, metavar="PORT", help="serve /metrics there, too (0: any free one)"
    )
    parser.add_argument(
        "--metrics-host",
        default="127.0.0.1",
        metavar="HOST",
        help="address for it (default: 127.0.0.1; others need LIAISON_METRICS_TOKEN)",
    )


def _add_worker(commands: Any) -> None:
    does = "do the jobs of the database in LIAISON_DATABASE_URL, beside other workers"
    parser = _add_command(commands, "worker", does)
    parser.add_argument(
        "--health-port",
        type=_port,
        metavar="PORT",
        help="answer GET /healthz and /readyz there, on every address (0: any free port; default: nowhere)",
    )
    _add_metrics(parser)


def _add_jobs(commands: Any) -> None:
    parser = _add_command(commands, "jobs", "list, show, cancel and delete jobs")
    parts = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    listed = _add_part(parts, "list", "list jobs, newest first")
    listed.add_argument("--state", choices=JOB_STATES, help="only those of one state")
    listed.add_argument("--limit", type=_number, default=20, metavar="N", help="most jobs (default: 20)")
    works = (("show", "show one job as JSON"), ("cancel", "end a job"), ("delete", "delete a job with its result"))
    for name, does in works:
        _add_part(parts, name, does).add_argument("job", metavar="JOB", help="id of the job")


def _add_batch(commands: Any) -> None:
    parser = _add_command(commands, "batch", "do many requests, one a line of a file")
    parts = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    run = _add_part(parts, "run", "do the lines that have no result yet; lines as of POST /v1/batches")
    run.add_argument("source", type=_path, metavar="IN", help="JSON lines: custom_id, method, url, body")
    run.add_argument("out", type=_path, metavar="OUT", help="file for the results; what it holds is not done again")
    run.add_argument(
        "--errors", type=_path, metavar="FILE", help="for lines without a result (default: OUT.errors.jsonl)"
    )
    run.add_argument("--quiet", action="store_true", help="no progress on standard error")


def _add_prompts(commands: Any) -> None:
    parser = _add_command(commands, "prompts", "list, show and lock what a model is asked; calls none")
    parts = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_part(parts, "list", "list the prompts with their versions")
    show = _add_part(parts, "show", "show what would be sent about a text, to the letter")
    show.add_argument("prompt", metavar="PROMPT", help="id of the prompt, as `liaison prompts list` gives it")
    show.add_argument("--brief", metavar="FILE", help="fill it with this brief, or - for standard input")
    show.add_argument("--constraints", metavar="FILE", help="fill it with these constraints, or - for standard input")
    _add_reading(show, "text is")
    show.set_defaults(no_cache=True)
    _add_part(parts, "lock", "lock new versions, so that they cannot change unnoticed")


def _add_part(parts: Any, name: str, does: str) -> _Parser:
    parser: _Parser = parts.add_parser(name, help=does, allow_abbrev=False)
    parser.set_defaults(part=name, parser=parser)
    return parser


def _add_results(commands: Any) -> None:
    parser = _add_command(commands, "results", "what is kept: list, show, delete, share, expire")
    parts = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    listed = _add_part(parts, "list", "list it, newest first")
    listed.add_argument("--kind", choices=KINDS, help="only results of this kind")
    listed.add_argument("--outcome", choices=OUTCOMES, help="only results with this outcome")
    listed.add_argument("--engine", choices=ENGINES, help="only results of this engine")
    listed.add_argument("--title", metavar="TEXT", help="only results with this in their title")
    listed.add_argument("--limit", type=_page, default=20, metavar="N", help="most to list, up to 100 (default: 20)")
    listed.add_argument("--cursor", metavar="CURSOR", help="go on where the list before ended")
    listed.add_argument("--format", choices=("text", "json"), default="text", help="form of the list (default: text)")
    show = _add_part(parts, "show", "write one result, as the command that made it would have")
    show.add_argument("id", metavar="ID", help="id of the result")
    show.add_argument("--format", choices=FORMATS, default="json", help="form of the result (default: json)")
    delete = _add_part(parts, "delete", "delete results and the links to them")
    delete.add_argument("ids", metavar="ID", nargs="+", help="id of a result")
    share = _add_part(parts, "share", "make a link by which anybody can read a result until it expires")
    share.add_argument("id", metavar="ID", help="id of the result")
    expire = _add_part(parts, "expire", "delete what is kept too long: results, jobs, batches and files")
    expire.add_argument(
        "--older-than", type=_age, metavar="AGE", help="such as 30d or 12h (default: the setting LIAISON_KEEP_DAYS)"
    )
    expire.add_argument("--dry-run", action="store_true", help="say what would be deleted, and delete nothing")
    share.add_argument("--hours", type=_hours, metavar="N", help="hours until it expires (default: a week)")


def _add_db(commands: Any) -> None:
    parser = _add_command(commands, "db", "the database that results are kept in: upgrade, check, backup, restore")
    parts = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_part(parts, "upgrade", "bring its tables up to date")
    _add_part(parts, "current", "say where it is and at which step its tables are")
    _add_part(parts, "check", "exit with 1 unless it can be used as it is")
    backup = _add_part(parts, "backup", "write all that is kept into a file, while servers and workers go on")
    backup.add_argument("file", type=_path, metavar="FILE", help="file that is not there yet")
    restore = _add_part(parts, "restore", "put back what a backup holds; stop servers and workers before")
    restore.add_argument("file", type=_path, metavar="FILE", help="file of `liaison db backup`")
    restore.add_argument("--replace", action="store_true", help="delete what is kept now")


def _add_audit(commands: Any) -> None:
    parser = _add_command(commands, "audit", "who saw, made, shared and deleted what, newest first")
    parser.add_argument("--action", metavar="NAME", help="such as result.read, or result for all that is done to them")
    parser.add_argument("--object", metavar="ID", help="only what was done to this")
    parser.add_argument("--since", type=_date, metavar="YYYY-MM-DD", help="only from this day on, 0:00 UTC")
    parser.add_argument("--limit", type=_entries, default=50, metavar="N", help="most, up to 200 (default: 50)")
    parser.add_argument("--cursor", metavar="CURSOR", help="go on where the list before ended")
    parser.add_argument("--workspace", metavar="ID", help="workspace (default: the one of this command)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="form of the list (default: text)")


def _add_keys(commands: Any) -> None:
    parser = _add_command(commands, "keys", "keys of the server: create, list, rotate, revoke")
    parts = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    create = _add_part(parts, "create", "make a key and print it, this once")
    create.add_argument("name", metavar="NAME", help="who or what it is for")
    create.add_argument("--scopes", default="write", metavar="LIST", help="of read, write and admin (default: write)")
    create.add_argument("--expires", type=_date, metavar="YYYY-MM-DD", help="day on which it ends, 0:00 UTC")
    listing = _add_part(parts, "list", "list the keys, newest first, without their text")
    rotate = _add_part(parts, "rotate", "make a key in the place of another, and print it")
    rotate.add_argument("id", metavar="ID", help="id of the key, as `liaison keys list` gives it")
    rotate.add_argument(
        "--overlap-hours",
        type=_overlap,
        default=24,
        metavar="N",
        help="how long the old one is good (default: 24)",
    )
    revoke = _add_part(parts, "revoke", "end a key now")
    revoke.add_argument("id", metavar="ID", help="id of the key, as `liaison keys list` gives it")
    for part in (create, listing, rotate, revoke):
        part.add_argument("--workspace", metavar="ID", help="workspace of the key (default: the one of this command)")


def _add_workspaces(commands: Any) -> None:
    parser = _add_command(commands, "workspaces", "workspaces, which cannot see one another: create, list")
    parts = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    create = _add_part(parts, "create", "make a workspace, and print its first key, this once")
    create.add_argument("name", metavar="NAME", help="what it is called")
    _add_part(parts, "list", "list the workspaces")


def _add_webhooks(commands: Any) -> None:
    parser = _add_command(commands, "webhooks", "endpoints that are told when jobs end: add, list, show, test, remove")
    parts = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add = _add_part(parts, "add", "register an endpoint and print its secret, this once")
    add.add_argument("url", metavar="URL", help="where events are posted to, https://...")
    add.add_argument("--events", metavar="LIST", help="such as job.failed,batch.completed (default: all)")
    add.add_argument("--description", default="", metavar="TEXT", help="what it is for")
    listing = _add_part(parts, "list", "list the endpoints, newest first, and say which fail")
    about = {
        "show": "show one endpoint as JSON",
        "remove": "delete an endpoint, and what waits for it",
        "deliveries": "list what was sent to an endpoint, newest first, with every try",
        "test": "send a ping now and say how it went; exit with 1 where it did not get through",
    }
    named = [_add_part(parts, name, does) for name, does in about.items()]
    for part in named:
        part.add_argument("id", metavar="ID", help="id of the endpoint, as `liaison webhooks list` gives it")
    for part in (add, listing, *named):
        part.add_argument("--workspace", metavar="ID", help="its workspace (default: the one of this command)")


def _add_sessions(commands: Any) -> None:
    parser = _add_command(commands, "sessions", "browsers in which people are signed in: list, end")
    parts = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_part(parts, "list", "list the sessions that are open, newest first")
    end = _add_part(parts, "end", "sign somebody out of one browser now")
    end.add_argument("id", metavar="ID", help="id of the session, as `liaison sessions list` gives it")


def _add_evals(commands: Any) -> None:
    parser = _add_command(commands, "evals", "measure how good the results are; run, compare, show")
    parts = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    run = _add_evals_command(parts, "run", "run suites of cases, score them, hold them against the gates")
    run.add_argument("--suite", action="append", metavar="NAME", help="one suite (default: all that are not sealed)")
    run.add_argument("--repeat", type=_number, default=1, metavar="N", help="times to run each case (default: 1)")
    run.add_argument("--limit", type=_number, metavar="N", help="most cases of a suite; floors are not gated then")
    run.add_argument("--out", type=_path, metavar="DIR", help="folder of the run (default: eval-results/ENGINE)")
    run.add_argument("--baseline", type=_path, metavar="FILE", help="results to hold the run against")
    run.add_argument("--judge", action="store_true", help="have the configured model judge needs too; gates nothing")
    run.add_argument("--accept", metavar="NOTE", help="make this run the baseline, and say why")
    _add_engine(run)
    compare = _add_evals_command(parts, "compare", "say what got better and worse, and whether chance explains it")
    compare.add_argument("base", type=_path, metavar="BASE", help="folder or results of the run before")
    compare.add_argument("new", type=_path, metavar="NEW", help="folder or results of the run after")
    compare.add_argument("--gate", action="store_true", help="exit with 1 where something got worse")
    show = _add_evals_command(parts, "show", "show one case: text, gold, output, scores")
    show.add_argument("case", metavar="CASE", help="id of the case")
    show.add_argument("--out", type=_path, metavar="DIR", help="folder of the run (default: eval-results/rules)")


def _add_evals_command(parts: Any, name: str, does: str) -> _Parser:
    parser: _Parser = parts.add_parser(name, help=does, allow_abbrev=False)
    parser.set_defaults(evals_command=name, parser=parser)
    parser.add_argument("--quiet", action="store_true", help="no progress on standard error")
    return parser


def _path(text: str) -> "Path":
    from pathlib import Path

    return Path(text)


def _number(text: str) -> int:
    if text.isdecimal() and int(text):
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 on")


def _page(text: str) -> int:
    return _within(text, 100)


def _entries(text: str) -> int:
    return _within(text, 200)


def _age(text: str) -> "timedelta":
    from datetime import timedelta

    if found := re.fullmatch(r"(\d{1,5})([hd])", text):
        number = int(found[1])
        return timedelta(days=number) if found[2] == "d" else timedelta(hours=number)
    raise argparse.ArgumentTypeError(f"{text!r} is no age; write days as 30d, or hours as 12h")


def _hours(text: str) -> int:
    return _within(text, 366 * 24)


def _overlap(text: str) -> int:
    return _within(text, 168, least=0)


def _within(text: str, most: int, least: int = 1) -> int:
    if text.isdecimal() and least <= int(text) <= most:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number from {least} to {most}")


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


if __name__ == "__main__":
    sys.exit(main())
