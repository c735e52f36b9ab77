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
    ],
)
def test_not_data(text: str) -> None:
    assert texts_of(read(text), "data") == []


def test_headings_hold_no_forms() -> None:
    assert texts_of(read("Tenancy records", kind="heading"), "data") == []
