"""Documents of earlier versions are brought to today's, step by step; later ones are refused."""

import json
from typing import Any

import pytest

from schemas import SCHEMA_VERSION
from schemas.brief import BriefInput
from schemas.requests import RequirementsRequest
from service.archive import Archive
from service.errors import StoredLater
from service.store.database import Database
from service.store.versions import VERSIONS, History
from tests.exporting.specimen import TEXT, specification
from tests.store.test_archive import overwrite


def renamed(old: str, new: str) -> Any:
    """A step that gives a field another name."""

    def step(document: dict[str, Any]) -> dict[str, Any]:
        document[new] = document.pop(old)
        return document

    return step


EARLIER = History(
    versions=("made-up-1", "made-up-2", SCHEMA_VERSION),
    steps={
        ("made-up-1", "specification"): renamed("wishes", "needs"),
        ("made-up-2", "specification"): renamed("needs", "requirements"),
        ("made-up-1", "input"): renamed("day", "today"),
    },
)
OLD: dict[str, Any] = {"schema_version": "made-up-1", "wishes": [1]}


def test_the_version_of_today_is_the_last_one_known() -> None:
    assert VERSIONS[-1] == SCHEMA_VERSION


def test_every_step_is_taken_in_order() -> None:
    read = json.loads(EARLIER.of_today("specification", "made-up-1", json.dumps(OLD)))
    assert read == {"schema_version": SCHEMA_VERSION, "requirements": [1]}


def test_without_a_step_only_the_version_changes() -> None:
    read = json.loads(EARLIER.of_today("alignment", "made-up-2", '{"schema_version": "made-up-2", "collisions": []}'))
    assert read == {"schema_version": SCHEMA_VERSION, "collisions": []}


def test_what_is_of_today_is_not_touched() -> None:
    text = '{"any":   "text"}'
    assert EARLIER.of_today("specification", SCHEMA_VERSION, text) == text
    assert EARLIER.input_of_today(SCHEMA_VERSION, text) == text


def test_a_request_is_read_with_the_specification_in_it_each_by_its_own_version() -> None:
    of_old = EARLIER.input_of_today("made-up-1", json.dumps({"day": None, "specification": OLD}))
    expected = {"today": None, "specification": {"schema_version": SCHEMA_VERSION, "requirements": [1]}}
    assert json.loads(of_old) == expected
    of_today = EARLIER.input_of_today(SCHEMA_VERSION, json.dumps({"today": None, "specification": OLD}))
    assert json.loads(of_today) == expected


@pytest.mark.parametrize("version", ["99", "", "made-up-3"])
def test_a_version_that_is_not_known_is_refused(version: str) -> None:
    with pytest.raises(StoredLater):
        EARLIER.of_today("specification", version, json.dumps(OLD))
    with pytest.raises(StoredLater):
        EARLIER.input_of_today(SCHEMA_VERSION, json.dumps({"specification": {"schema_version": version}}))


async def test_a_kept_document_of_an_earlier_version_is_read_as_one_of_today(database: Database) -> None:
    archive = Archive(database, EARLIER)
    name = await archive.keep(specification(), RequirementsRequest(brief=BriefInput(text=TEXT)))
    document = json.loads(specification().model_dump_json())
    document["wishes"] = document.pop("requirements")
    document["schema_version"] = "made-up-1"
    request = json.dumps({"brief": {"text": TEXT}, "day": None})
    await overwrite(database, document=json.dumps(document), input=request, schema_version="made-up-1")
    found = await archive.found(name)
    assert found.document == specification()
    assert found.schema_version == "made-up-1", "as it is kept"
