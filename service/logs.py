"""What is written to the log, in one form for server, workers and commands: never a word of a brief, never a secret.

A line of ours says only what its caller wrote down for the log. Libraries are heard from a warning on: below that they
write out bodies, headers and rows. Of what they say then only the sentence they bring along is shown, without what they
fill in, and of an exception only its type and where it was raised: its text may quote somebody's brief.
"""

import json
import logging
import sys
import traceback
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Final, TextIO

from service import tracing
from service.callers import NOBODY, current_caller
from service.settings import LogFormat, LogLevel

OWN: Final = frozenset({"liaison", "uvicorn"})
"""Whose lines are shown whole: our own, and those of the server below, which knows of connections only."""
NOT_OWN: Final = frozenset({"uvicorn.access"})
"""It writes down addresses with their queries and with the tokens of links; ours is `liaison.access`."""
FIELDS: Final = ("method", "path", "route", "status", "bytes", "duration_ms")
"""What a line may bring along beside its sentence, as `extra`; nothing else of a record is written."""
NO_REQUEST: Final = "-"

current_request: ContextVar[str] = ContextVar("current_request", default=NO_REQUEST)
"""Id of the request that is being answered."""
current_job: ContextVar[str | None] = ContextVar("current_job", default=None)
"""Id of the job that is being done."""

_Failure = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


@dataclass(frozen=True)
class LogOptions:
    """How much is logged, and in which form; `auto`: text on a terminal, an object of JSON a line elsewhere."""

    level: LogLevel = "info"
    form: LogFormat = "auto"


def start_logging(options: LogOptions, stream: TextIO | None = None) -> None:
    """Send the log of this program and of the server it runs on to standard error, or to `stream`."""
    out, level = stream or sys.stderr, options.level
    handler = logging.StreamHandler(out)
    is_text = options.form == "text" or (options.form == "auto" and out.isatty())
    handler.setFormatter(TextFormatter() if is_text else JsonFormatter())
    handler.addFilter(is_harmless)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("liaison").setLevel(level.upper())
    # The server below tells of every step of its start at `info`; ours says it in one line.
    logging.getLogger("uvicorn").setLevel("WARNING" if level == "info" else level.upper())


def start_logging_of_command(options: LogOptions) -> None:
    """The same for a command that runs and ends: its log is for the person who typed it, and tells of trouble only."""
    if logging.getLogger().handlers:
        return
    level: LogLevel = "warning" if options.level == "info" else options.level
    start_logging(LogOptions(level, "text" if options.form == "auto" else options.form))


def is_harmless(record: logging.LogRecord) -> bool:
    """Whether a line may be written: one of our own, or a warning of a library, whatever level that was set to."""
    return _is_own(record) or record.levelno >= logging.WARNING


def _is_own(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in OWN and record.name not in NOT_OWN


def _sentence(record: logging.LogRecord) -> str:
    """What a line says. A library may fill anything into its sentence, and put whole objects under its first line."""
    if _is_own(record):
        return record.getMessage()
    return str(record.msg).partition("\n")[0]


class _Formatter(logging.Formatter):
    """Shows an exception by its type and where it was raised."""

    def formatException(self, ei: _Failure) -> str:  # noqa: N802  # the name is the base class's
        """Type and places of an exception and of those that led to it."""
        error = ei[1]
        lines: list[str] = []
        while error is not None:
            frames = traceback.extract_tb(error.__traceback__)
            lines.append(type(error).__name__)
            lines.extend(f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames)
            error = error.__cause__ or error.__context__
        return "\n".join(lines)

    def failure(self, record: logging.LogRecord) -> str | None:
        """The exception that a line tells of, if there is one."""
        return self.formatException(record.exc_info) if record.exc_info else None


class TextFormatter(_Formatter):
    """For people: time, level, ids of request or job and of the trace, and the sentence."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s [%(place)s] %(sentence)s")

    def format(self, record: logging.LogRecord) -> str:
        """One line, and an exception under it."""
        trace_id = tracing.ids().get("trace_id")
        place = current_job.get() or current_request.get()
        shown = logging.makeLogRecord(record.__dict__)
        shown.place = f"{place} {trace_id}" if trace_id else place
        shown.sentence = _sentence(record)
        failed = self.failure(record)
        line = self._style.format(self._timed(shown))
        return f"{line}\n{failed}" if failed else line

    def _timed(self, record: logging.LogRecord) -> logging.LogRecord:
        record.asctime = self.formatTime(record)
        return record


class JsonFormatter(_Formatter):
    """For programs: one object a line; what is not known is left out."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _sentence(record),
            **_surroundings(),
            **{name: getattr(record, name, None) for name in FIELDS},
            "exception": self.failure(record),
        }
        return json.dumps({name: value for name, value in told.items() if value is not None}, ensure_ascii=False)


def _surroundings() -> dict[str, Any]:
    """Which request, job, trace, key and workspace a line belongs to."""
    caller, request = current_caller.get(), current_request.get()
    return {
        "request_id": None if request == NO_REQUEST else request,
        "job_id": current_job.get(),
        **tracing.ids(),
        "key_id": caller.key_id,
        "workspace": None if caller == NOBODY else caller.workspace,
    }
