"""Sends: windows, triggered messages, and whether a page is there to carry visits."""

from datetime import time

import pytest

from service.computing.sending import has_page, is_triggered, send_loads, window_seconds
from tests.computing.made_brief import HandMade, at


@pytest.mark.parametrize(
    ("start", "end", "seconds"),
    [
        (at(7), at(9), 7200),
        (at(22), at(2), 14_400),
        (at(18, 30), None, None),
        (None, None, None),
        (at(9), at(9), None),
    ],
)
def test_the_length_of_a_window(start: time | None, end: time | None, seconds: float | None) -> None:
    made = HandMade("An e-mail goes out.")
    assert window_seconds(made.send("email", "An e-mail", start=start, end=end)) == seconds


@pytest.mark.parametrize(
    "sentence",
    [
        "A thank-you e-mail follows within five minutes of a gift.",
        "Whoever signs up gets a confirmation e-mail.",
        "Wer sich anmeldet, bekommt eine Bestätigung per e-mail.",
    ],
)
def test_an_answer_to_one_person_is_no_send_to_an_audience(sentence: str) -> None:
    made = HandMade(sentence)
    send = made.send("email", "e-mail")
    assert is_triggered(send, made.campaign(sends=(send,)))


def test_a_mailing_to_everybody_is_not_triggered() -> None:
    made = HandMade("All members get an e-mail on Monday.")
    send = made.send("email", "e-mail")
    assert not is_triggered(send, made.campaign(sends=(send,)))


def test_a_page_counts_unless_it_is_denied_past_or_set_aside() -> None:
    plain = HandMade("There is a landing page.").mention("channel", "landing page", name="web_page")
    assert has_page(plain.campaign())
    denied = HandMade("No landing page.").mention("channel", "landing page", name="web_page", negated=True)
    assert not has_page(denied.campaign())
    aside = HandMade("Visit our page!", set_aside={"S1": "ad copy"}).mention("channel", "page", name="web_page")
    assert not has_page(aside.campaign())


def test_the_second_send_of_a_channel_gets_its_own_ids() -> None:
    made = HandMade("5,000 members get an e-mail, and an e-mail again.")
    members = made.amount("5,000", 5000)
    sends = (made.send("email", "an e-mail", members), made.send("email", "an e-mail again", members))
    loads = send_loads(made.campaign(sends=sends), None)
    assert [load.messages.id for load in loads] == ["messages.email", "messages.email_2"]


def test_a_letter_has_no_rate_and_no_visits() -> None:
    made = HandMade("22,000 donors get a letter with a link to our page.").signal("landing_page", "page")
    letter = made.send("letter", "a letter", made.amount("22,000", 22_000), volume_stated=True)
    (load,) = send_loads(made.campaign(sends=(letter,)), None)
    assert [part.id for part in load] == ["messages.letter"]


def test_a_range_in_the_brief_gives_the_cases() -> None:
    made = HandMade("Between 10,000 and 14,000 people get an e-mail.")
    people = made.amount("10,000", 10_000, high=14_000)
    (load,) = send_loads(made.campaign(sends=(made.send("email", "an e-mail", people, volume_stated=True),)), None)
    assert (load.messages.low, load.messages.mid, load.messages.high) == (10_000, 12_000, 14_000)


def test_the_curve_of_a_send_starts_at_nothing_and_peaks_at_its_end() -> None:
    made = HandMade("9,000,000 members get an e-mail between 7am and 9am with a link to a page.")
    made.signal("landing_page", "page")
    mail = made.send("email", "an e-mail", made.amount("9,000,000", 9_000_000), start=at(7), end=at(9))
    (load,) = send_loads(made.campaign(sends=(mail,)), None)
    assert load.peak is not None
    assert load.peak.curve[0].value == 0
    highest = max(load.peak.curve, key=lambda point: point.value)
    assert highest.minute == 120
    assert highest.value == pytest.approx(load.peak.mid, rel=0.01)


def test_a_handful_of_messages_is_not_sized() -> None:
    made = HandMade("A series of 5 emails.")
    series = made.send("email", "emails", made.amount("5", 5, "message"), volume_stated=True)
    assert send_loads(made.campaign(sends=(series,)), None) == []


def test_a_small_mailing_needs_no_hour() -> None:
    """A rate is computed for a small send only where the brief sets a window itself."""
    made = HandMade("2,000 members get an e-mail with a link to a page.").signal("landing_page", "page")
    members = made.amount("2,000", 2000)
    (load,) = send_loads(made.campaign(sends=(made.send("email", "an e-mail", members, volume_stated=True),)), None)
    assert (load.rate, load.peak) == (None, None)
    assert load.visits is not None
    windowed = made.send("email", "an e-mail", members, volume_stated=True, start=at(7), end=at(8))
    (load,) = send_loads(made.campaign(sends=(windowed,)), None)
    assert load.rate is not None
