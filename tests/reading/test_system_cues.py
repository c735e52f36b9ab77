"""What speaks for a system in the surroundings of a name that no list holds."""

import pytest

from tests.reading.name_reading import read, texts_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Stock comes from Barnlow (our WMS) every night.", "Barnlow"),
        ("I ask Saga (our chat bot, built in-house) for help.", "Saga"),
        ("Codes are made in TUPPENCE (the in-house voucher engine).", "TUPPENCE"),
        ("The app talks to that middleware Greg wrote (Wicket?).", "Wicket"),
        ("The Halvard Sync licence is in nobody's budget.", "Halvard Sync"),
        ("Loyalty moves off Marbelow next month.", "Marbelow"),
        ("VN-Kettle (our IoT cloud, built in Leeds) sends hours.", "VN-Kettle"),
        ("Ticketing system = Quarrelle (licensed).", "Quarrelle"),
        ("Counts from the Ostrel turnstiles come late.", "Ostrel"),
        ("Trips are held in the FRTL back office.", "FRTL"),
        ("A tile in the online shop (Merrowind) says so.", "Merrowind"),
        ("The 900 holders (in KELP) get it.", "KELP"),
        ("Numbers are checked against the Leave Me Be register.", "Leave Me Be register"),
        ("The wine recommender Sommly knows tastes.", "Sommly"),
        ("Bea has a copy on her laptop.", "laptop"),
        ("Opt-outs sit in a workbook that Ingrid in Claims keeps.", "workbook"),
        ("We use Salesforce, Marbelow and Twilio.", "Marbelow"),
        ("She keeps it in what she calls the Big Green Sheet.", "Big Green Sheet"),
        ("A company-to-person sync script runs at night.", "sync script"),
        ("We want the chatbot from Vendra for the page.", "Vendra"),
    ],
)
def test_systems(text: str, name: str) -> None:
    assert any(name in found for found in texts_of(read(text), "system"))


@pytest.mark.parametrize(
    "text",
    [
        "Seats in the front cabin (HalvardPlus) cost more.",
        "Messages are offered in Anishinaabemowin too.",
        "The agent reads the call script.",
        "We want a chatbot from IT for the page.",
        "The sync runs by LP go-live and MQL counts rise.",
    ],
)
def test_no_systems(text: str) -> None:
    assert texts_of(read(text), "system") == []


def test_a_description_is_not_a_second_system() -> None:
    assert texts_of(read("Points go to Halvard, our loyalty engine, at night."), "system") == ["Halvard"]


def test_a_colleague_is_no_system() -> None:
    assert "Tunde" not in texts_of(read("Ask Tunde (CRM) about it."), "system")


def test_the_cells_under_a_column_of_systems() -> None:
    above = ("Group: Lapsed", "Source: Ostrel Port (mobile, desk)", "Tool: KELP")
    row = read("Lapsed | 640 | Ostrel Port (mobile, desk) | KELP", kind="row", context=above)
    assert texts_of(row, "system") == ["Ostrel Port", "KELP"]


def test_the_name_of_a_column_is_no_product() -> None:
    assert texts_of(read("Segment | Size | Source", kind="row", context=("Audiences",)), "system") == []


@pytest.mark.parametrize(
    "text",
    [
        "Guests read it on his laptop.",
        "The wardens open the gates at Marbelow.",
        "The website (Norway) is slow.",
    ],
)
def test_no_systems_beside_devices_and_columns(text: str) -> None:
    assert texts_of(read(text), "system") == []
