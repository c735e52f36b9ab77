"""Faults of a value in words."""

from typing import Any

import pytest
from pydantic import ValidationError

from schemas.base import Quantity
from schemas.organisation import Organisation
from schemas.requests import ExplanationRequest
from service.faults import SHOWN, explain_faults


def explained(content: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as caught:
        Organisation.model_validate(content)
    return [(fault.location, fault.message) for fault in explain_faults(caught.value.errors(), Organisation)]


def test_a_fault_deep_inside_is_named_with_the_fields_that_are_known_there() -> None:
    assert explained({"freezes": [{"name": "Peak", "strat": "2027-11-20", "end": "2027-12-31"}]}) == [
        ("freezes.0.start", "is missing."),
        ("freezes.0.strat", "is not a known field; did you mean start?"),
    ]
    assert explained({"teams": [{"name": "CRM", "zzz": 1}]}) == [
        ("teams.0.zzz", "is not a known field; known are name, topics, free_days.")
    ]


def test_a_long_name_is_cut_and_a_long_list_ends() -> None:
    faults = explained({"x" * 500 + str(number): 1 for number in range(100)})
    assert len(faults) == SHOWN
    assert all(len(location) == 60 for location, _ in faults)


def test_the_value_is_not_repeated() -> None:
    faults = explained({"name": ["Zanzibarium"], "holidays": ["Zanzibarium"], "lead_times": {"dpia": "Zanzibarium"}})
    assert len(faults) == 3
    assert "Zanzibarium" not in str(faults)


def test_the_forms_of_one_value_make_one_fault_at_the_place_that_was_sent() -> None:
    with pytest.raises(ValidationError) as caught:
        ExplanationRequest.model_validate({"constraints": {"a": "Zanzibarium"}, "str": 1})
    faults = explain_faults(caught.value.errors(), ExplanationRequest)
    assert [(fault.location, fault.message.split(";")[0]) for fault in faults] == [
        ("constraints", "must be a text or a list."),
        ("str", "is not a known field"),
    ]


def test_a_wrong_unit_is_not_repeated() -> None:
    with pytest.raises(ValidationError) as caught:
        Quantity.model_validate({"value": "Zanzibarium", "unit": "Zanzibarium"})
    number, unit = explain_faults(caught.value.errors(), Quantity)
    assert (number.location, number.message) == ("value", "must be a number.")
    assert unit.message.startswith("is not a known unit: use ISO 4217")
    assert "Zanzibarium" not in unit.message
