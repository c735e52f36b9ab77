"""The log never quotes a brief."""

import io
import logging

from service.api.edge import current_request
from service.api.journal import ContentFreeFormatter


def logged(error: Exception) -> str:
    """What a handler writes when `error` is logged with its traceback."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(ContentFreeFormatter())
    try:
        try:
            raise error
        except Exception as cause:
            raise RuntimeError("Zanzibarium again") from cause
    except RuntimeError as caught:
        record = logging.LogRecord("liaison", logging.ERROR, __file__, 1, "a run broke off", None, None)
        record.exc_info = (type(caught), caught, caught.__traceback__)
    handler.emit(record)
    return stream.getvalue()


def test_a_traceback_shows_types_and_places_only() -> None:
    text = logged(ValueError("Zanzibarium"))
    assert "Zanzibarium" not in text
    assert "RuntimeError" in text
    assert "ValueError" in text
    assert "in logged" in text


def test_a_line_names_the_request_it_belongs_to() -> None:
    token = current_request.set("order-17")
    try:
        assert "[order-17] a run broke off" in logged(ValueError())
    finally:
        current_request.reset(token)
