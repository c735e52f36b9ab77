"""The exported JSON Schemas are what the models say, and describe what the models write."""

import json

import jsonschema
import pytest

from schemas.export import EXPORTED, FOLDER, render
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
