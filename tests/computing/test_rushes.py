"""Rushes: broadcasts, sales from past visits, live events."""

from datetime import date

import pytest

from service.computing.rushes import rush_loads, separate_rushes, sized_rushes, unsized_moments
from tests.computing.made_brief import HandMade


def test_a_tv_spot_brings_its_response_within_minutes() -> None:
    made = HandMade("A TV spot on 6 May 2027 is seen by 3,000,000 people.")
    rush = made.rush("tv", "A TV spot", made.amount("3,000,000", 3_000_000), date(2027, 5, 6))
    (load,) = rush_loads(made.campaign(rushes=(rush,)), None)
    visits, peak = load.parts
    assert visits.mid == 6000, "0.2% of the viewers"
    assert peak.mid == pytest.approx(6000 * 0.6 / 300)
    assert (peak.id, load.on) == ("peak_visits.tv", date(2027, 5, 6))


def test_the_code_in_a_spot_brings_nobody_twice() -> None:
    made = HandMade("A TV spot shows a QR code.", "Posters carry a QR code too.")
    spot, shown = made.rush("tv", "A TV spot"), made.rush("qr", "QR code")
    assert separate_rushes(made.campaign(rushes=(spot, shown))) == [spot]
    poster = made.rush("qr", "Posters")
    assert separate_rushes(made.campaign(rushes=(spot, poster))) == [spot, poster]


def test_last_years_visits_size_this_years_sale() -> None:
    made = HandMade("The sale had 1.2m visits last year.")
    sale = made.rush("flash_sale", "The sale")
    past = made.amount("1.2m", 1_200_000, "visit")
    (load,) = rush_loads(made.campaign(rushes=(sale,), past_visits=past), None)
    mean, hour, peak = load.parts
    assert mean.mid == pytest.approx(1_200_000 * 1.2 / 86_400, rel=0.01)
    assert hour.mid == pytest.approx(1_200_000 * 1.2 * 0.12 / 3600, rel=0.01)
    assert peak.mid == pytest.approx(float(hour.mid) * 3, rel=0.01)
    assert mean.mid < hour.mid < peak.mid


def test_past_visits_alone_are_no_sale() -> None:
    made = HandMade("The site had 1.2m visits last year.")
    assert rush_loads(made.campaign(past_visits=made.amount("1.2m", 1_200_000, "visit")), None) == []


def test_live_viewers_join_and_watch_but_load_no_page() -> None:
    made = HandMade("Up to 1,000 live viewers watch.")
    live = made.rush("live_event", "live viewers", made.amount("1,000", 1000))
    (load,) = rush_loads(made.campaign(rushes=(live,)), None)
    viewers, joins, video = load.parts
    assert (viewers.mid, load.peak) == (1000, None)
    assert joins.mid == pytest.approx(1000 * 0.7 / 300, rel=0.01)
    assert video.mid == 1800


def test_those_a_message_goes_to_are_no_listeners() -> None:
    made = HandMade("A text goes to 48,000 people straight after the radio spot.")
    people = made.amount("48,000", 48_000)
    rush = made.rush("radio", "radio spot", people)
    text = made.send("sms", "A text", people, volume_stated=True)
    assert sized_rushes(made.campaign(rushes=(rush,)))[0].people == people
    campaign = made.campaign(rushes=(rush,), sends=(text,))
    assert sized_rushes(campaign)[0].people is None
    assert [place.quote for place in unsized_moments(campaign)] == ["radio spot"]


def test_a_number_of_another_clause_is_not_the_rushs() -> None:
    made = HandMade("A radio spot runs at eight; 900 people work in the shops.")
    rush = made.rush("radio", "radio spot", made.amount("900", 900))
    assert sized_rushes(made.campaign(rushes=(rush,)))[0].people is None
