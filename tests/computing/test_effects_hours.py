"""Upkeep, permitted hours and refresh times against the clocks of invented briefs; every time was worked out by hand."""

from datetime import date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.base import Quantity
from schemas.specification import Specification
from service.computing.effects.clocks import days_told, meetings, weekdays_in
from service.computing.effects.plan import Plan
from service.computing.effects.runs import gap, run_of, stems
from service.computing.effects.work_out import work_out
from service.computing.sums.windows import Span, WeeklyWindow, span_on, window_overlap
from tests.computing.aligned import TODAY, constraint, held, only, specified
from tests.computing.held_against import computed

BRIEF = """# Ferrel Tea, autumn note (UK)
Goal: 2,000 orders.
On Friday 11 September 2026 between 19:00 and 21:00 we text our 60,000 members in the UK with Pingwell.
On Sunday 13 September 2026 at 10:00 an e-mail goes to 90,000 subscribers.
"""
SHOPS = """# Ferrel Tea, thank-you (UK)
Goal: 500 visits.
From Tuesday 15 September 2026 every member who pays at the till gets a push within ten minutes of paying.
The shops are open from 08:00 to 18:00.
The head office watches the redeemed vouchers, brought up to date every two hours.
Every Tuesday at 08:00 we need a report on the takings of the week.
"""


@pytest.fixture(scope="module")
def plan() -> Specification:
    """The sends above as a specification."""
    return specified(BRIEF)


@pytest.fixture(scope="module")
def shops() -> Specification:
    """The promises above as a specification."""
    return specified(SHOPS)


# --- upkeep -------------------------------------------------------------------------------------


def test_upkeep_in_another_zone_takes_part_of_a_send(plan: Specification) -> None:
    text = "The text gateway is down for maintenance every Friday from 20:30 to 22:00 CET."
    effects, options = held(text, plan)
    # 20:30 in Berlin is 19:30 in London; the send ends at 21:00.
    assert effects[0].size == Quantity(value=90.0, unit="minute")
    assert "(75%)" in effects[0].text
    assert "45,000 of 60,000" in effects[0].text
    assert effects[0].decide_by == date(2026, 9, 10)
    assert "at 17:30 London time (18:30 Berlin time) or earlier" in options[0].text
    assert "at 21:00 London time (22:00 Berlin time)" in options[1].text


def test_upkeep_that_ends_as_the_send_begins_is_clear(plan: Specification) -> None:
    clear = only("The text gateway is down for maintenance every Friday from 17:00 to 19:00 UK time.", plan)
    assert not clear.collides
    assert held("The text gateway is down for maintenance every Friday from 17:00 to 19:01 UK time.", plan)[0][
        0
    ].collides


def test_upkeep_over_night_meets_the_morning(plan: Specification) -> None:
    text = "Maintenance: the platform is unavailable from Saturday 12 September 2026 at 22:00 to Sunday 13 September 2026 at 11:00."
    effects, _ = held(text, plan)
    [hit] = [effect for effect in effects if effect.collides]
    assert hit.size == Quantity(value=60.0, unit="minute")
    assert "names no time zone" in hit.text


def test_summer_time_moves_a_send_in_and_out_of_a_window_in_utc() -> None:
    brief = (
        "# Calder Rail, two mails (Germany)\nGoal: 900 passes.\nWe send two mails to 100,000 customers, on Wednesday 24 March 2027 and on "
        "Wednesday 31 March 2027, both at 06:30 in the morning local time."
    )
    today = date(2027, 3, 1)
    effects, _ = held(
        "Upkeep: the newsletter system is switched off every Wednesday, 04:00 to 05:00 UTC, for maintenance.",
        specified(brief, today),
        today,
    )
    [hit] = [effect for effect in effects if effect.collides]
    assert "Wed 31 March 2027” is due" in hit.text or "Wed 31 March 2027 is due" in hit.text
    assert "06:30 Berlin time (04:30 UTC)" in hit.text
    assert hit.size == Quantity(value=30.0, unit="minute")


CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
ZONES = st.sampled_from([ZoneInfo("Europe/London"), ZoneInfo("America/New_York"), ZoneInfo("UTC")])


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)), CLOCKS, CLOCKS, ZONES, CLOCKS, CLOCKS, ZONES)
def test_meetings_are_those_of_the_weekly_window(
    day: date, start: time, end: time, zone: ZoneInfo, opens: time, closes: time, other: ZoneInfo
) -> None:
    span = span_on(day, start, end, zone)
    if span is None or opens == closes:
        return
    window = WeeklyWindow(frozenset(range(7)), opens, closes, other)
    around = list(window.spans(day - timedelta(days=3), day + timedelta(days=3)))
    found = sum((part.minutes for part in meetings(around, span)), Fraction(0))
    assert found == window_overlap(window, span).minutes


# --- permitted hours ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "outside"),
    [
        ("Adverts by text are sent only from 09:00 to 20:00, Monday to Saturday.", 60),
        ("Campaign messages must not be sent between 20:00 and 07:45, and never on Sundays or bank holidays.", 60),
        ("Messages must not be sent outside 08:00 to 20:00.", 60),
        ("No marketing messages after 20:30.", 30),
        ("Quiet hours for texts are 20:30 to 08:00.", 30),
        ("Newsletters and texts may be sent only on weekdays between 10:00 and 18:30.", 120),
    ],
)
def test_how_much_of_a_send_lies_outside(plan: Specification, text: str, outside: int) -> None:
    effects, _ = held(text, plan)
    assert effects[0].collides
    assert effects[0].size == Quantity(value=float(outside), unit="minute")


def test_a_send_that_ends_as_the_hours_end_fits(plan: Specification) -> None:
    assert not only("Marketing texts may only leave between 09:00 and 21:00.", plan).collides
    assert held("Marketing texts may only leave between 09:00 and 20:59.", plan)[0][0].collides


def test_the_ways_out_lie_inside_the_hours(plan: Specification) -> None:
    _, options = held("Marketing texts may only leave between 09:00 and 20:00, Monday to Friday.", plan)
    assert "by Fri 11 September 2026, 18:00" in options[0].text
    assert "Mon 14 September 2026, 09:00" in options[1].text


def test_a_forbidden_day(plan: Specification) -> None:
    effects, _ = held("We don't send on Sundays.", plan)
    [hit] = [effect for effect in effects if effect.collides]
    assert "E-mail on Sun 13 September 2026" in hit.text


def test_a_rule_for_a_country_that_the_brief_does_not_name(plan: Specification) -> None:
    effect = only("In France messages must not be sent on Sundays.", plan)
    assert not effect.collides
    assert effect.open_point == "whether the campaign reaches people in France"


@given(st.frozensets(st.integers(0, 6), min_size=1))
def test_days_of_the_week_are_read_as_they_are_told(days: frozenset[int]) -> None:
    assert weekdays_in(days_told(days)) == days


# --- refresh times ------------------------------------------------------------------------------


def test_a_nightly_batch_cannot_keep_a_promise_of_minutes(shops: Specification) -> None:
    text = (
        "Till payments are copied to the loyalty database nightly: the batch begins at 02:00 and is finished by 05:00."
    )
    effects, options = held(text, shops)
    [hit] = [effect for effect in effects if effect.collides]
    # Paid at 18:00 it is there at 05:00, after 11 hours; paid at 08:00 after 21.
    assert "11 hours to 21 hours" in hit.text
    assert "In no case" in hit.text
    assert hit.size == Quantity(value=21 * 60 - 10.0, unit="minute")
    assert "from 05:00" in options[0].text


def test_what_is_wanted_less_often_than_it_is_made_fits(shops: Specification) -> None:
    assert not only("Figures on redeemed vouchers are refreshed every 40 minutes.", shops).collides
    late = only("Figures on redeemed vouchers are refreshed every 4 hours.", shops)
    assert late.collides
    assert late.size == Quantity(value=120.0, unit="minute")


def test_a_weekly_load_before_and_after_the_report(shops: Specification) -> None:
    before = only("The takings are refreshed in the report system every Tuesday at 06:00.", shops)
    assert not before.collides
    assert "2 hours old" in before.text
    after = only("The takings are refreshed in the report system every Tuesday at 09:00.", shops)
    assert after.collides
    assert "6 days 23 hours old" in after.text


def test_how_old_segments_are_when_a_send_leaves(plan: Specification) -> None:
    effects, _ = held("Customer segments are refreshed every day at 06:00.", plan)
    # Read at 19:00 and at 10:00; it is not told up to when the data reach.
    assert "13 hours old at best and 1 day 13 hours at worst" in effects[0].text
    assert "4 hours old at best and 1 day 4 hours at worst" in effects[1].text
    assert not any(effect.collides for effect in effects)


def test_an_interval_is_needed() -> None:
    assert run_of(constraint("The customer database is refreshed now and then.")) is None


def test_words_are_tied_without_their_endings() -> None:
    assert stems("Card payments") & stems("who pays by card, paying") == {"card", "pay"}
    assert not stems("every Monday we send a message") & stems("on Monday the customer gets the message")


@given(CLOCKS, CLOCKS)
def test_a_gap_leads_to_the_other_time_within_a_day(start: time, end: time) -> None:
    found = gap(start, end)
    assert timedelta(0) <= found < timedelta(days=1)
    assert (datetime.combine(date(2026, 1, 1), start) + found).time() == end


def test_a_span_is_made_of_moments() -> None:
    zone = ZoneInfo("UTC")
    moments = [datetime(2026, 9, 11, hour, tzinfo=zone) for hour in (8, 9, 10, 11)]
    assert meetings([Span(moments[0], moments[1])], Span(moments[1], moments[3])) == []


# --- before and after -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "permitted"),
    [
        ("No messages before 9am.", "from 09:00 on"),
        ("Texts may not be sent before 9am.", "from 09:00 on"),
        ("Texts cannot be sent until 9am.", "from 09:00 on"),
        ("Texts may only be sent after 9am.", "from 09:00 on"),
        ("No messages after 8pm.", "until 20:00"),
        ("Messages must be sent before 8pm.", "until 20:00"),
        ("Messages must go out no later than 8pm.", "until 20:00"),
        ("Do not send messages before 9am or after 8pm.", "09:00 to 20:00"),
        ("Messages go out only after 9am and before 8pm.", "09:00 to 20:00"),
    ],
)
def test_before_and_after_in_a_rule(text: str, permitted: str) -> None:
    effects = computed(BRIEF, text, "sending_hours", TODAY)
    assert any(f"{permitted}, every day" in effect.text for effect in effects)


def test_a_day_that_may_not_be_used_is_closed() -> None:
    effects = computed(BRIEF, "E-mails may not be sent on Sundays.", "sending_hours", TODAY)
    assert [effect.collides for effect in effects] == [True]


def test_before_an_hour_in_a_brief_is_an_end() -> None:
    brief = (
        "# Ferrel Tea, morning note (UK)\nOn Friday 11 September 2026 we text 60,000 members in the UK, before 9am.\n"
    )
    early = specified(brief)
    [send] = early.scale.sends
    assert (send.start, send.end) == (None, time(9, 0))
    hit, options = held("No texts before 9am.", early)
    assert hit[0].collides
    assert hit[0].size is None
    assert "to be out by 09:00 London time: right before that nothing may leave" in hit[0].text
    assert "11 September 2026, 09:00" in options[-1].text
    assert not only("No texts before 8am.", early).collides
    speed = only("The SMS gateway sends at most 30 messages per second.", early)
    assert speed.open_point is None
    assert "it has to start by 08:26:40" in speed.text


def test_not_before_an_hour_in_a_brief_is_a_start() -> None:
    brief = "# Ferrel Tea (UK)\nOn Friday 11 September 2026 we text 60,000 members in the UK, not before 9am.\n"
    [send] = specified(brief).scale.sends
    assert (send.start, send.end) == (time(9, 0), None)


# --- a day to decide on that has passed -----------------------------------------------------------


def test_a_day_to_decide_on_that_has_passed_is_told_as_such() -> None:
    brief = "# Ferrel Tea (UK)\nOn Monday 24 August 2026 from 21:00 to 22:00 we text 60,000 members in the UK.\n"
    late = specified(brief)
    for text in ("No texts after 20:00.", "The SMS gateway sends at most 5 messages per second."):
        effects, _ = held(text, late)
        assert effects[0].decide_by == TODAY
        assert "Fri 21 August 2026, has already passed" in effects[0].text
        assert "can count from Tue 25 August 2026 on" in effects[0].text
        step = work_out(constraint(text), Plan(late, None, TODAY), TODAY).next_step
        assert step == "The campaign owner chooses one of the ways out today and tells IT which."


def test_hours_that_a_lead_in_forbids_are_turned_round() -> None:
    brief = (
        "Larkfield Ferries wants 6,000 winter passes sold by 15 January 2027. On Monday 30 November 2026 between 7am and 8am "
        "UK time we text 180,000 commuters in the UK."
    )
    effects, _ = held("You must not:\n\n- send texts before 8am\n- share the list with partners\n", specified(brief))
    assert effects[0].collides
    assert "from 08:00 on" in effects[0].text
