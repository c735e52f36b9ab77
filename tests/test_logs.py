"""The log has one form, and never quotes a brief."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import pytest
from opentelemetry.trace import SpanKind

from service import tracing
from service.callers import Caller, current_caller
from service.logs import LogOptions, current_job, current_request, start_logging
from service.settings import LogFormat, LogLevel

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
SPAN = "00f067aa0ba902b7"
LIBRARIES = ("asyncio", "openai", "httpx2", "sqlalchemy.engine", "dbos", "urllib3")


@contextmanager
def logged(form: LogFormat = "json", level: LogLevel = "info") -> Iterator[io.StringIO]:
    """What is logged meanwhile; afterwards everything is as before."""
    names = ["", "liaison", "uvicorn", *LIBRARIES]
    levels = {name: logging.getLogger(name).level for name in names}
    handlers = logging.getLogger().handlers
    stream = io.StringIO()
    start_logging(LogOptions(level, form), stream)
    try:
        yield stream
    finally:
        logging.getLogger().handlers = handlers
        for name, before in levels.items():
            logging.getLogger(name).setLevel(before)


def only_line(stream: io.StringIO) -> dict[str, Any]:
    """The one object that was logged."""
    lines = stream.getvalue().splitlines()
    assert len(lines) == 1, lines
    told: dict[str, Any] = json.loads(lines[0])
    return told


def break_off() -> None:
    """Log an exception whose text, and that of its cause, is content."""
    try:
        try:
            raise ValueError("Zanzibarium")
        except ValueError as cause:
            raise RuntimeError("Zanzibarium again") from cause
    except RuntimeError:
        logging.getLogger("liaison").exception("a run broke off")


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_traceback_shows_types_and_places_only(form: LogFormat) -> None:
    with logged(form) as stream:
        break_off()
    text = stream.getvalue()
    assert "Zanzibarium" not in text
    assert "RuntimeError" in text
    assert "ValueError" in text
    assert "in break_off" in text


def test_a_line_of_text_names_the_request_it_belongs_to() -> None:
    token = current_request.set("order-17")
    try:
        with logged("text") as stream:
            logging.getLogger("liaison").info("done")
    finally:
        current_request.reset(token)
    assert "INFO [order-17] done" in stream.getvalue()


def test_an_object_tells_where_it_belongs() -> None:
    request, job = current_request.set("order-17"), current_job.set("job_1")
    asking = current_caller.set(Caller("a key", "wsp_1", "write", "key_1"))
    named = tracing.received([f"00-{TRACE}-{SPAN}-01"])
    try:
        with logged() as stream, tracing.begun("GET", SpanKind.SERVER, named):
            logging.getLogger("liaison.access").info("GET %s", "/x", extra={"route": "/{id}", "status": 200})
    finally:
        current_request.reset(request)
        current_job.reset(job)
        current_caller.reset(asking)
    told = only_line(stream)
    assert datetime.fromisoformat(told.pop("time")).tzinfo
    assert told == {
        "level": "info", "logger": "liaison.access", "event": "GET /x", "request_id": "order-17", "job_id": "job_1",
        "trace_id": TRACE, "span_id": SPAN, "key_id": "key_1", "workspace": "wsp_1", "route": "/{id}", "status": 200,
    }  # fmt: skip


def test_a_line_break_does_not_make_two_lines_of_one() -> None:
    with logged() as stream:
        logging.getLogger("liaison").info("one\ntwo")
    assert only_line(stream)["event"] == "one\ntwo"


def test_what_a_line_brings_along_is_written_only_where_it_is_known() -> None:
    with logged() as stream:
        logging.getLogger("liaison").info("done", extra={"brief": "Zanzibarium"})
    assert "Zanzibarium" not in stream.getvalue()


@pytest.mark.parametrize("name", LIBRARIES)
def test_libraries_are_heard_from_a_warning_on_and_never_whole(name: str) -> None:
    with logged(level="debug") as stream:
        library = logging.getLogger(name)
        library.setLevel(logging.DEBUG)
        library.debug("Request options: %s", {"content": "Zanzibarium"})
        library.info("HTTP Request: Zanzibarium")
        library.error("Task exception was never retrieved\nfuture: ValueError('Zanzibarium')")
        library.warning("Retrying %s", "Zanzibarium")
    events = [json.loads(line)["event"] for line in stream.getvalue().splitlines()]
    assert events == ["Task exception was never retrieved", "Retrying %s"]


def test_without_a_terminal_the_log_is_for_programs() -> None:
    with logged("auto") as stream:
        logging.getLogger("liaison").info("done")
    assert only_line(stream)["event"] == "done"


def test_on_a_terminal_it_is_for_people() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal = Terminal()
    with logged():
        start_logging(LogOptions("info", "auto"), terminal)
        logging.getLogger("liaison").info("done")
    assert terminal.getvalue().endswith("INFO [-] done\n")
