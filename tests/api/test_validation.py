"""Faults are named field by field, with the nearest name that would be right."""

from typing import Any

import pytest

from tests.stub_run import client, stub_services

BRIEF = {"text": "We write to 4,000 readers on 12 June 2027."}


@pytest.mark.parametrize(
    ("body", "location", "message"),
    [
        ({}, "brief", "is missing."),
        ({"brief": {}}, "brief", "give either `text` or `fields`."),
        ({"brief": {"text": "a", "fields": {}}}, "brief", "give either `text` or `fields`."),
        ({"brief": {"txt": "a"}}, "brief.txt", "is not a known field; did you mean text?"),
        ({"brief": {"fields": {"goals": "a"}}}, "brief.fields.goals", "is not a known field; did you mean goal?"),
        (
            {"brief": BRIEF, "colour": "red"},
            "colour",
            "is not a known field; known are brief, engine, organisation, today, store.",
        ),
        ({"brief": {"text": 7}}, "brief.text", "must be a text."),
        ({"brief": "text"}, "brief", "must be an object."),
        (
            {"brief": BRIEF, "today": "2027-02-30"},
            "today",
            "must be a date that exists in the calendar, such as 2027-05-04.",
        ),
        ({"brief": BRIEF, "engine": "modle"}, "engine", "must be 'rules', 'model' or 'hybrid'."),
        (
            {"brief": BRIEF, "organisation": {"systems": [{"name": "Rookmail", "onwer": "CRM"}]}},
            "organisation.systems.0.onwer",
            "is not a known field; did you mean owner?",
        ),
    ],
)
async def test_a_fault_is_named(body: dict[str, Any], location: str, message: str) -> None:
    async with client(stub_services()) as http:
        answer = await http.post("/v1/requirements", json=body)
    assert answer.status_code == 422
    assert {"location": location, "message": message} in answer.json()["errors"]
