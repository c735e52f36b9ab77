"""Data that no list holds, known by its form."""

import pytest

from tests.reading.name_reading import read, texts_of


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("It shows the stamp balance.", "stamp balance"),
        ("We hold tenancy records.", "tenancy records"),
        ("A report on calls per thousand e-mails.", "calls per thousand e-mails"),
        ("Recipes follow from what the household bought.", "what the household bought"),
        ("Which pages they viewed decides.", "Which pages they viewed"),
        ("They see the plants they bought.", "plants they bought"),
        ("It asks for the number of rooms.", "number of rooms"),
        ("The board sees cost per SQL and accounts per channel.", "cost per SQL"),
        ("The board sees cost per SQL and accounts per channel.", "accounts per channel"),
        ("Finance wants cost per returning patient.", "cost per returning patient"),
        ("We show stock-outs by pin code.", "stock-outs by pin code"),
        ("It comes from the companion names.", "companion names"),
        ("The app shows the rider's photo and whereabouts.", "photo"),
        ("They upload e-mails of current members aged 15-20.", "e-mails of current members aged 15-20"),
        ("The bureau reads quarter-hourly readings.", "quarter-hourly readings"),
    ],
)
def test_found(text: str, span: str) -> None:
    assert span in texts_of(read(text), "data")


def test_members_of_a_list_of_data() -> None:
    found = read("We need patient number, date of birth, sling colour and vaccination status.")
    assert "sling colour" in texts_of(found, "data")


def test_members_of_another_list_are_left_alone() -> None:
    assert texts_of(read("Bring hats, gloves, soup and a torch."), "data") == []


@pytest.mark.parametrize(
    "text",
    [
        "A number of people asked.",
        "Send 40 messages per second.",
        "They have a good history.",
        "One code per person.",
        "What they say is true.",
        "Send 3 orders per customer.",
        "Posters with a QR code hang there.",
        "We take renewals by email.",
        "The census date of 31 March 2027 is fixed.",
        "We spoke to 25 lakh numbers.",
        "We have never checked numbers.",
        "The mail asks how they did last time.",
        "The results come out on Thursday.",
    ],
)
def test_not_data(text: str) -> None:
    assert texts_of(read(text), "data") == []


def test_headings_hold_no_forms() -> None:
    assert texts_of(read("Tenancy records", kind="heading"), "data") == []
