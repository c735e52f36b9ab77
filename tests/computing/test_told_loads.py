"""Loads the brief tells itself: crowds, visits and calls."""

from service.computing.told_loads import told_calls, told_peaks
from tests.computing.made_brief import HandMade


def test_a_crowd_gives_the_visits_per_second_that_keep_it_up() -> None:
    made = HandMade("Last year the page froze at 2,540 people at the same time.")
    made.mention("count", "2,540", value=2540, unit="person", role="past_result")
    ((peak,),) = told_peaks(made.campaign(), None)
    assert (peak.id, peak.mid) == ("peak_visits.crowd", 20), "2,540 people / 127 seconds per visit"
    assert peak.low < peak.mid < peak.high


def test_people_of_the_first_minutes_last_time_give_the_visits_of_the_next() -> None:
    made = HandMade("About 2,700 people came in that first quarter of an hour.")
    made.mention("count", "2,700", value=2700, unit="person", role="past_result")
    made.mention("duration", "quarter of an hour", value=15, unit="minute")
    ((peak,),) = told_peaks(made.campaign(), None)
    assert (peak.id, peak.mid) == ("peak_visits.burst", 3), "2,700 people / 15 minutes"


def test_viewers_of_a_stream_are_no_crowd_on_the_page() -> None:
    made = HandMade("The webinar has room for 600 people at once.")
    made.mention("count", "600", value=600, unit="person", role="volume")
    assert told_peaks(made.campaign(), None) == []


def test_visits_of_a_day_are_spread_over_its_hours() -> None:
    made = HandMade("We expect 60,000 visits before noon.")
    made.mention("count", "60,000", value=60_000, unit="visit", role="volume")
    ((hour, peak),) = told_peaks(made.campaign(), None)
    assert (hour.mid, peak.mid) == (2, 6), "60,000 x 12% / 3,600, and three times that in the busiest minute"


def test_visits_that_are_a_goal_are_no_load_yet() -> None:
    made = HandMade("The goal is 60,000 visits.").mention("count", "60,000", value=60_000, unit="visit", role="target")
    assert told_peaks(made.campaign(), None) == []


def test_calls_fill_the_busiest_hour_unless_they_are_a_send() -> None:
    made = HandMade("The hotline takes 5,000 calls.")
    made.mention("count", "5,000", value=5000, unit="call", role="volume")
    load = told_calls(made.campaign(), None)
    assert load is not None
    assert (load.mid, load.result.unit) == (600, "call/hour")
    ours = made.send("phone_call", "calls", made.amount("5,000", 5000, "call"), volume_stated=True)
    assert told_calls(made.campaign(sends=(ours,)), None) is None


def test_people_in_so_many_minutes_are_that_many_visits_a_second() -> None:
    made = HandMade("Last year the page fell over (around 900 people in ten minutes).")
    made.mention("count", "900", value=900, unit="person", role="past_result")
    made.mention("duration", "ten minutes", value=10, unit="minute", role="past_result")
    ((peak,),) = told_peaks(made.campaign(), None)
    assert (peak.id, peak.mid) == ("peak_visits.burst", 1.5), "900 / 10 / 60"


def test_people_whom_a_message_reaches_in_so_many_minutes_are_no_visits() -> None:
    made = HandMade("We text 900 people in ten minutes.").mention("channel", "text", name="sms")
    made.mention("count", "900", value=900, unit="person", role="volume")
    made.mention("duration", "ten minutes", value=10, unit="minute")
    assert told_peaks(made.campaign(), None) == []
