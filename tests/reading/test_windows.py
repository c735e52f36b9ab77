"""Forms of times of day."""

import pytest

from tests.reading.quantity_reading import only, read

FORMS = [
    ("Send it between 7am and 9am.", "en", "between 7am and 9am", "07:00/09:00", None),
    ("Send it 7–9am.", "en", "7–9am", "07:00/09:00", None),
    ("Send it 11am-1pm.", "en", "11am-1pm", "11:00/13:00", None),
    ("Never send 11 PM - 7 AM.", "en", "11 PM - 7 AM", "23:00/07:00", None),
    ("Send it from 8am to 6pm.", "en", "8am to 6pm", "08:00/18:00", None),
    ("The webinar starts at 10:00 CET.", "en", "10:00 CET", "10:00", "time zone: CET"),
    ("Send it at 09:00 local time.", "en", "09:00 local time", "09:00", "time zone: local time"),
    ("Text them at 6.30pm.", "en", "6.30pm", "18:30", None),
    ("The mail goes out at 5:30 a.m. on the day.", "en", "5:30 a.m.", "05:30", None),
    ("It died at 8 in the evening.", "en", "8 in the evening", "20:00", None),
    ("Numbers by noon, please.", "en", "noon", "12:00", None),
    ("It went down at midnight.", "en", "midnight", "00:00", None),
    ("Versand zwischen 9 und 11 Uhr.", "de", "zwischen 9 und 11 Uhr", "09:00/11:00", None),
    ("Versand um 17 Uhr.", "de", "17 Uhr", "17:00", None),
    ("Envoi à 18h30.", "fr", "18h30", "18:30", None),
    ("Envoi entre 7h et 9h.", "fr", "entre 7h et 9h", "07:00/09:00", None),
    ("Envío a las 10:00.", "es", "10:00", "10:00", None),
    ("Envio às 18h.", "pt", "18h", "18:00", None),
    ("We ring everybody between 10 and 12, local time.", "en", "between 10 and 12", "10:00/12:00", None),
    ("Open weekdays 9-5.", "en", "9-5", "09:00/17:00", None),
    ("Answers from 8 to 8 ET.", "en", "8 to 8 ET", "08:00/20:00", "time zone: ET"),
    ("It leaves on Saturday at 7u30.", "en", "7u30", "07:30", None),
    ("Next call: Tues 1 December, 10.30", "en", "10.30", "10:30", None),
    ("Push goes out the same evening.", "en", "the same evening", None, "relative; evening: usually 18:00/22:00"),
    ("Call back the same day.", "en", "the same day", None, "relative to what was named before"),
]


@pytest.mark.parametrize(("text", "language", "span", "value", "note"), FORMS)
def test_reads_a_window(text: str, language: str, span: str, value: str | None, note: str | None) -> None:
    found = only(text, "window", language)
    assert (found.text, found.value, found.note) == (span, value, note)


def test_a_window_of_hours_has_a_length() -> None:
    found = only("There is a 4-hour window on Saturday.", "window")
    assert (found.text, found.value) == ("4-hour window", "PT4H")


def test_two_zones_are_two_windows() -> None:
    found = [mention.text for mention in read("Webinar at 11:00 ET / 17:00 CET") if mention.kind == "window"]
    assert found == ["11:00 ET", "17:00 CET"]


def test_relative_weeks_are_a_window() -> None:
    assert only("Week 3-5: talk to partners.", "window").text == "Week 3-5"


@pytest.mark.parametrize("text", ["A video in 16:9.", "A vertical 9:16 clip.", "Odds of 3:1 are fine."])
def test_a_ratio_is_no_time(text: str) -> None:
    assert [mention.text for mention in read(text) if mention.kind == "window"] == []


@pytest.mark.parametrize("text", ["Prices lie between 6.30 and 8.00 EUR.", "It takes from 6.15 to 8.45 million."])
def test_an_amount_with_a_dot_is_no_time(text: str) -> None:
    assert [mention.text for mention in read(text) if mention.kind == "window"] == []


def test_the_morning_after_a_date_is_told_by_the_date() -> None:
    assert [
        mention.text for mention in read("It goes out on the morning after 7 May.") if mention.kind == "window"
    ] == []


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("Ring them between 10 and 12 on weekdays.", "10:00/12:00"),
        ("Open 8–20, Mon to Fri.", "08:00/20:00"),
        ("It goes out between 6.30 and 8.00, before work.", "06:30/08:00"),
    ],
)
def test_bare_hours_are_told_by_the_days_beside_them(text: str, hours: str) -> None:
    assert hours in [mention.value for mention in read(text) if mention.kind == "window"]
