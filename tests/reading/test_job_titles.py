"""Posts and bodies told by the form of their name."""

import pytest

from service.reading.job_titles import title_spans
from tests.reading.name_reading import read, scan, texts_of


def titles(text: str) -> list[str]:
    found = scan(text)
    return [found.words.written(first, last) for first, last in title_spans(found)]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Signed off by Wren Alcott, Head of Member Engagement.", "Head of Member Engagement"),
        ("Sole contact: Orla Quint, Senior Procurement Officer.", "Senior Procurement Officer"),
        ("Ask Ravi Thorne, VP Ops, about it.", "VP Ops"),
        ("Tamsin Yew, Manager, Customer Experience", "Manager, Customer Experience"),
        ("We wait for our nurse manager.", "nurse manager"),
        ("Jory here (brand lead, Seoul).", "brand lead"),
        ("A letter from our President goes first.", "President"),
        ("Results go to the Accessibility Advisory Committee.", "Accessibility Advisory Committee"),
        ("The Clerk's Office must agree.", "Clerk's Office"),
        ("A dialler built by the Faculty of Engineering is used.", "Faculty of Engineering"),
        ("Report to the Enrolment Steering Group.", "Enrolment Steering Group"),
    ],
)
def test_a_post_or_body_has_its_field_of_work(text: str, title: str) -> None:
    assert titles(text) == [title]
    assert title in texts_of(read(text), "person_role")


@pytest.mark.parametrize(
    "text",
    [
        "Our lead is small and our partner pays.",
        "Engineers and nurses get a letter.",
        "We build it with Google Tag Manager.",
        "The group and the board of the ferry are full.",
    ],
)
def test_a_thing_or_an_audience_is_no_post(text: str) -> None:
    assert titles(text) == []


def test_who_bears_a_title_is_somebody() -> None:
    assert "Quill Bexley" in texts_of(read("Quill Bexley, Sr. Director, will call."), "person_role")


def test_a_body_is_no_firm() -> None:
    found = read("It goes to the Pricing Panel and to Marlow Vale Ltd.")
    assert texts_of(found, "organisation") == ["Marlow Vale Ltd"]
