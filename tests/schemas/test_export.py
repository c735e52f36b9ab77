"""The exported JSON Schemas are what the models say, and describe what the models write."""

import json

import jsonschema
import pytest
from pydantic import TypeAdapter

from schemas.export import EXPORTED, FOLDER, render
from schemas.parts import TimeOfDay
from service.api.examples import REQUIREMENTS
from tests.stub_run import specification


@pytest.mark.parametrize("name", sorted(EXPORTED))
def test_the_exported_schema_is_fresh(name: str) -> None:
    kept = (FOLDER / f"{name}.json").read_text(encoding="utf-8")
    assert kept == render(name), "the models have changed: run `python -m schemas.export`"


def test_no_schema_is_left_over() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(EXPORTED)


@pytest.mark.parametrize("name", sorted(EXPORTED))
def test_the_schema_is_a_valid_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(render(name)))


def test_a_specification_satisfies_its_schema() -> None:
    written = json.loads(specification().model_dump_json())
    jsonschema.validate(written, json.loads(render("specification")))


def test_a_specification_without_a_field_does_not() -> None:
    """Absent is null or an empty list, never missing."""
    written = json.loads(specification().model_dump_json())
    del written["findings"]
    with pytest.raises(jsonschema.ValidationError, match="findings"):
        jsonschema.validate(written, json.loads(render("specification")))


@pytest.mark.parametrize("name", sorted(REQUIREMENTS))
def test_the_examples_satisfy_the_schema_of_requests(name: str) -> None:
    jsonschema.validate(REQUIREMENTS[name]["value"], json.loads(render("requirements-request")))


@pytest.mark.parametrize(("at", "fits"), [("09:00:00", True), ("23:59", True), ("24:00:00", False), ("9am", False)])
def test_a_time_of_day_needs_no_zone(at: str, fits: bool) -> None:
    """The format `time` would demand one, and a client that checks formats refuse what a brief says."""
    described = TypeAdapter(TimeOfDay).json_schema()
    assert jsonschema.Draft202012Validator(described).is_valid(at) == fits
    assert not [name for name in EXPORTED if '"format": "time"' in render(name)]
