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
        ("We use Salesforce, Marbelow and Twilio.", "Marbelow"),
        ("She keeps it in what she calls the Big Green Sheet.", "Big Green Sheet"),
        ("A company-to-person sync script runs at night.", "sync script"),
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
        "The sync runs by LP go-live and MQL counts rise.",
    ],
)
def test_no_systems(text: str) -> None:
    assert texts_of(read(text), "system") == []


def test_a_description_is_not_a_second_system() -> None:
    assert texts_of(read("Points go to Halvard, our loyalty engine, at night."), "system") == ["Halvard"]


def test_a_colleague_is_no_system() -> None:
    assert "Tunde" not in texts_of(read("Ask Tunde (CRM) about it."), "system")
