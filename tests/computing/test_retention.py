"""How long data are kept."""

from schemas.parts import Retention
from service.campaign import Campaign
from service.computing.privacy import assess_privacy
from tests.computing.hand_made import campaign, mark, signal


def kept(made: Campaign) -> dict[str, Retention]:
    return {item.what: item for item in assess_privacy(made, None).retention}


def test_what_the_brief_states_is_known() -> None:
    made = campaign(
        "The addresses are deleted after 30 days.",
        marks=[
            signal("retention_stated", "deleted"), mark("data", "contact_list", "addresses"),
            mark("duration", "", "30 days", value=30, unit="day"),
        ],
    )  # fmt: skip
    item = kept(made)["addresses"]
    assert item.status == "known"
    assert item.period is not None
    assert (item.period.value, item.period.unit) == (30, "day")


def test_for_ever_is_a_finding_and_not_overruled_by_a_default() -> None:
    made = campaign(
        "The recording stays for ever.",
        marks=[signal("retention_forever", "for ever"), signal("recording", "recording")],
        regions=("DE",),
    )
    item = kept(made)["recordings"]
    assert item.period is None
    assert "without end" in item.why


def test_a_house_default_is_an_assumption_with_its_source() -> None:
    made = campaign("The printer gets the file.", marks=[signal("third_party_sharing", "gets the file")])
    item = kept(made)["lists handed to agencies, printers or platforms"]
    assert item.status == "assumed"
    assert item.citation is not None
    assert item.citation.status == "H"


def test_declarations_are_kept_for_six_years() -> None:
    made = campaign("Gift Aid wording.", marks=[mark("data", "gift_aid_declaration", "Gift Aid")])
    item = kept(made)["Gift Aid declarations"]
    assert item.period is not None
    assert (item.period.value, item.period.unit, item.status) == (6, "year", "known")


def test_what_is_never_kept_has_no_days() -> None:
    made = campaign("Donors pay by card.", marks=[signal("payment_taking", "pay by card")])
    item = kept(made)["card security codes and full card numbers"]
    assert item.period is not None
    assert (item.period.value, item.status) == (0, "known")
