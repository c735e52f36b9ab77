"""Risks that circumstances bring."""

import pytest

from service.computing.privacy_risks import list_privacy_risks
from tests.computing.hand_made import campaign, signal


@pytest.mark.parametrize(
    ("name", "risk"),
    [
        ("wealth_screening", "PR-wealth_screening"), ("retention_forever", "PR-forever"),
        ("shadow_tool", "PR-shadow_tool"), ("consent_claimed", "PR-consent_unclear"),
        ("purchased_list", "PR-bought_list"), ("volunteer_run", "PR-volunteer_web"),
    ],
)  # fmt: skip
def test_a_signal_brings_its_risk_with_its_place(name: str, risk: str) -> None:
    found = list_privacy_risks(campaign("We do this thing.", marks=[signal(name, "this thing")]))
    assert [item.id for item in found] == [risk]
    assert found[0].evidence[0].quote == "this thing"


def test_nothing_odd_no_risk() -> None:
    assert list_privacy_risks(campaign("Posters in town.")) == []
