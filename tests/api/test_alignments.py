"""`POST /v1/alignments`: a specification held against constraints."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from schemas.alignment import Alignment
from service.api.examples import ALIGNMENTS
from service.drafting.rules.engine import RulesEngine
from service.services import Services
from tests.api.test_requirements import STREAM, parsed
from tests.stub_run import client, specification, stub_services

PATH = "/v1/alignments"
RATE = "The mail gateway must not send more than 40 messages per second."
FREEZE = "No changes go live between 6 September and 17 September 2027."
DAY = {"today": "2027-05-03"}


def body(constraints: str | list[str] = RATE, **changes: Any) -> dict[str, Any]:
    return {"specification": specification().model_dump(mode="json"), "constraints": constraints, **DAY, **changes}


@pytest.mark.parametrize("constraints", [f"{RATE}\n\n{FREEZE}", [RATE, "", FREEZE]])
async def test_a_specification_is_held_against_constraints(constraints: str | list[str]) -> None:
    async with client(stub_services()) as http:
        answer = await http.post(PATH, json=body(constraints))
    assert answer.status_code == 200, answer.text
    found = Alignment.model_validate_json(answer.content)
    assert found.campaign == "A brief"
    assert [one.source.text for one in found.constraints] == [RATE, FREEZE]
    told = {one.constraint for one in found.collisions} | {one.constraint for one in found.no_collision}
    assert told == {"C1", "C2"}
    assert found.provenance.today == date(2027, 5, 3)


async def test_the_stream_names_each_event_by_its_type() -> None:
    async with client(stub_services()) as http:
        answer = await http.post(PATH, json=body([RATE, FREEZE]), headers=STREAM)
    events = parsed(answer.text)
    assert [name for name, _ in events] == ["read", "explained", "explained", "done"]
    assert Alignment.model_validate(events[-1][1]["alignment"]).campaign == "A brief"


@pytest.mark.parametrize("brief", sorted(path.name for path in Path("examples/briefs").glob("*.txt")))
async def test_what_the_first_door_answered_is_taken_as_it_is(brief: str, root: Path) -> None:
    """Small limits leave the room that a specification needs: it is many times as long as its brief."""
    text = (root / "examples" / "briefs" / brief).read_text(encoding="utf-8")
    services = Services(engines={"rules": RulesEngine}, max_brief_bytes=len(text.encode()))
    async with client(services) as http:
        first = await http.post("/v1/requirements", json={"brief": {"text": text}, **DAY})
        sent = f'{{"specification": {first.text}, "constraints": {json.dumps(RATE)}}}'
        answer = await http.post(PATH, content=sent, headers={"Content-Type": "application/json"})
        explained = await http.post(
            "/v1/explanations", json={"constraints": RATE, "specification": first.json(), **DAY}
        )
    assert answer.status_code == 200, answer.text
    assert answer.json()["campaign"] == first.json()["brief"]["title"] == explained.json()["campaign"]


@pytest.mark.parametrize("constraints", ["", [], [" ", "\n"], "<hr>"])
async def test_empty_constraints_are_a_problem(constraints: str | list[str]) -> None:
    async with client(stub_services()) as http:
        answer = await http.post(PATH, json=body(constraints))
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/empty-constraints")


async def test_constraints_over_the_limit_are_a_problem() -> None:
    async with client(stub_services(max_brief_bytes=100)) as http:
        answer = await http.post(PATH, json=body([RATE, RATE]))
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/too-large")
    assert "The constraints have" in answer.json()["detail"]


SPOILT: list[tuple[tuple[str | int, ...], Any, str, str]] = [
    (
        ("outcome",),
        "fine",
        "specification.outcome",
        "must be 'complete', 'partial', 'too_thin', 'refused' or 'failed'.",
    ),
    (("schema_version",), "2", "specification.schema_version", "must be '1'."),
    (("brief", "sentences", 0, "start"), "x", "specification.brief.sentences.0.start", "must be a number."),
    (("scale", "workload"), [], "specification.scale.workload", "is not a known field; did you mean workloads?"),
    (("schedule",), None, "specification.schedule", "must be an object."),
    (("provenance", "today"), "2027-02-30", "specification.provenance.today", "must be a date that exists"),
]


@pytest.mark.parametrize(("path", "value", "location", "message"), SPOILT)
async def test_the_place_of_a_fault_is_named(
    path: tuple[str | int, ...], value: Any, location: str, message: str
) -> None:
    sent = body()
    spot = sent["specification"]
    for part in path[:-1]:
        spot = spot[part]
    spot[path[-1]] = value
    async with client(stub_services()) as http:
        answer = await http.post(PATH, json=sent)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-request")
    [fault] = [fault for fault in answer.json()["errors"] if fault["location"] == location]
    assert fault["message"].startswith(message)


@pytest.mark.parametrize(
    ("change", "location"),
    [({"today": "1969-12-31"}, "today"), ({"engine": "magic"}, "engine"), ({"specification": []}, "specification")],
)
async def test_a_wrong_field_is_named(change: dict[str, Any], location: str) -> None:
    async with client(stub_services()) as http:
        answer = await http.post(PATH, json=body(**change))
    assert answer.status_code == 422
    assert [fault["location"] for fault in answer.json()["errors"]] == [location]


async def test_half_a_character_in_the_specification_is_refused() -> None:
    sent = json.dumps(body()).replace("A brief", "A \\ud800 brief")
    async with client(stub_services()) as http:
        answer = await http.post(PATH, content=sent, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-request")


@pytest.mark.parametrize("name", sorted(ALIGNMENTS))
async def test_every_example_of_the_documentation_works(name: str) -> None:
    value = ALIGNMENTS[name]["value"]
    async with client(stub_services()) as http:
        answer = await http.post(PATH, json=value)
        described = (await http.get("/openapi.json")).json()
    assert answer.status_code == 200, answer.text
    assert len(answer.json()["constraints"]) == 3
    content = described["paths"][PATH]["post"]["requestBody"]["content"]["application/json"]
    assert content["examples"][name]["value"] == value
