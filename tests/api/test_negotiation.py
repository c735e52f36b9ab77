"""Which form of an answer an Accept header asks for."""

import pytest

from service.api.negotiation import EVENTS, JSON, preferred


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("application/json", JSON),
        ("text/event-stream", EVENTS),
        ("TEXT/Event-Stream; charset=utf-8", EVENTS),
        ("text/event-stream, */*", EVENTS),
        ("text/event-stream;q=0.5, application/json", JSON),
        ("application/json;q=0.2, text/event-stream;q=0.9", EVENTS),
        ("text/*, application/json;q=0.1", EVENTS),
        ("text/html, */*;q=0.1", JSON),
        ("text/html", None),
        ("application/json;q=0", None),
        ("application/json;q=high", None),
        ("*/*, application/json;q=0", EVENTS),
    ],
)
def test_the_best_form_is_chosen(accept: str, form: str | None) -> None:
    assert preferred(accept, (JSON, EVENTS)) == form
