"""Contradictions that are found, and look-alikes that are not."""

from datetime import date
from typing import Any

import pytest

from schemas.base import Quantity
from schemas.brief import Goal
from service.campaign import Audience
from service.computing.contradictions import find_contradictions
from tests.computing.made_brief import HandMade


def texts(made: HandMade, **values: Any) -> list[str]:
    campaign = made.campaign(**values)
    found = find_contradictions(campaign)
    for item in found:
        for place in item.evidence:
            assert campaign.reading.text[place.start : place.end] == place.quote
    return [item.text for item in found]


# --- dates ---------------------------------------------------------------------------------------


def test_a_day_that_does_not_exist() -> None:
    made = HandMade("We start on 31 April 2027.")
    made.mention("date", "31 April 2027", note="impossible date: April has no day 31")
    assert texts(made) == ["There is no such date as 31 April 2027."]


@pytest.mark.parametrize(
    ("words", "date_words", "value", "wrong"),
    [
        ("Monday 4 May 2027", "Monday 4 May 2027", "2027-05-04", True),
        ("Tuesday 4 May 2027", "Tuesday 4 May 2027", "2027-05-04", False),
        ("Sunday, 6 December 2026", "6 December 2026", "2026-12-06", False),
        ("Saturday, the 6 December 2026", "6 December 2026", "2026-12-06", True),
        ("Montag, 4. Mai 2027", "4. Mai 2027", "2027-05-04", True),
        ("Monday 4 May", "Monday 4 May", "2027-05-04", False),
        ("every Monday from 4 May 2027", "4 May 2027", "2027-05-04", False),
    ],
)
def test_a_weekday_that_is_not_that_of_its_date(words: str, date_words: str, value: str, wrong: bool) -> None:
    made = HandMade(f"The mail goes out {words}.").mention("date", date_words, value=value)
    assert bool(texts(made)) is wrong


def test_an_end_before_its_start() -> None:
    made = HandMade("It runs from 10 May to 3 May, not from 3 May to 10 May.")
    made.mention("date", "10 May", value="2027-05-10").mention("date", "3 May", value="2027-05-03")
    assert len(texts(made)) == 1
    fine = HandMade("It runs from 28 December to 3 January 2027.")
    fine.mention("date", "28 December", value="2027-12-28").mention("date", "3 January 2027", value="2027-01-03")
    assert texts(fine) == [], "one year is inferred, so the inference may be wrong"
    span = HandMade("Open 10-3 May.").mention("date", "10-3 May", value="2027-05-10/2027-05-03")
    assert texts(span) == ['"10-3 May" ends before it starts.']


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ("Launch is 4 May.", "After the launch on 11 May we look at numbers.", True),
        ("We launch the app on 4 May.", "The app launch is on 11 May.", True),
        ("We launch the app on 4 May.", "The campaign launch is on 11 May.", False),
        ("Soft launch is 4 May.", "The launch is 11 May.", False),
        ("The page is ready on 4 May.", "The launch is 11 May.", False),
    ],
)
def test_two_launches_of_one_thing(first: str, second: str, clash: bool) -> None:
    made = HandMade(first, second)
    dates = tuple(
        made.dated(name, day, "launch", words)
        for name, day, words in ((first, date(2027, 5, 4), "4 May"), (second, date(2027, 5, 11), "11 May"))
    )
    assert bool(texts(made, dates=dates)) is clash


def test_an_invitation_after_the_event() -> None:
    made = HandMade("The invitation goes out on 20 May.", "The open day is on 15 May.", "Thanks go out on 20 May.")
    event = made.dated("open day", date(2027, 5, 15), "event", "15 May")
    late = made.send("email", "The invitation", on=date(2027, 5, 20))
    thanks = made.send("email", "Thanks", on=date(2027, 5, 20))
    assert len(texts(made, dates=(event,), sends=(late,))) == 1
    assert texts(made, dates=(event,), sends=(thanks,)) == []


# --- amounts -------------------------------------------------------------------------------------


def money(made: HandMade, words: str, value: float, **values: Any) -> HandMade:
    return made.mention("money", words, value=value, unit="GBP", role="budget", **values)


def test_two_budgets() -> None:
    made = HandMade("Budget is £180k including media.", "Our total budget: £150k.")
    assert texts(money(money(made, "£180k", 180_000), "£150k", 150_000)) == ["Two budgets: £180k and £150k."]


@pytest.mark.parametrize(
    "second",
    [
        "The media budget is £150k.",
        "£150k of the budget is for media.",
        "An additional budget of £150k may come.",
        "Last year we had £150k.",
    ],
)
def test_parts_of_a_budget_and_other_money(second: str) -> None:
    made = money(money(HandMade("Budget is £180k.", second), "£180k", 180_000), "£150k", 150_000)
    assert texts(made) == []


def duration(made: HandMade, words: str, value: float, unit: str) -> HandMade:
    return made.mention("duration", words, value=value, unit=unit)


@pytest.mark.parametrize(
    ("first", "second", "clash"),
    [
        ("The voucher is valid for 30 days.", "Vouchers expire after 6 weeks.", True),
        ("We keep the recordings for 30 days.", "Recordings are deleted after 6 weeks.", True),
        ("The voucher is valid for 30 days.", "We keep vouchers on file for 6 weeks.", False),
        ("The silver voucher is valid for 30 days.", "The gold voucher is valid for 6 weeks.", False),
        ("The voucher is valid for 30 days.", "The trial runs for 6 weeks.", False),
        ("Create code HALLO (30 days validity).", "Create code WIEDER (6 weeks validity).", False),
        ("The voucher is valid for 30 days.", "The offer is not valid for 6 weeks.", False),
    ],
)
def test_a_time_told_twice(first: str, second: str, clash: bool) -> None:
    made = duration(duration(HandMade(first, second), "30 days", 30, "day"), "6 weeks", 6, "week")
    assert bool(texts(made)) is clash


def test_one_month_is_thirty_days() -> None:
    made = HandMade("The voucher is valid for 30 days.", "The voucher expires after one month.")
    assert texts(duration(duration(made, "30 days", 30, "day"), "one month", 1, "month")) == []


def test_one_audience_with_two_sizes() -> None:
    made = HandMade("We have 2.4m members.", "Our 2.1m members love us.", "Another 2.2m members left.")
    sizes = [
        Audience("members", made.amount(words, value), "existing", ())
        for words, value in (("2.4m", 2.4e6), ("2.1m", 2.1e6), ("2.2m", 2.2e6))
    ]
    assert texts(made, audiences=tuple(sizes[:2])) == ["Members: 2.4m in one place and 2.1m in another."]
    assert texts(made, audiences=(sizes[0], sizes[2])) == []


def test_audiences_of_two_parts_of_the_brief_may_differ() -> None:
    made = HandMade("It goes to 200,000 customers.", "It goes to 150,000 customers.", headings=("Offer A", "Offer B"))
    sizes = tuple(
        Audience("customers", made.amount(words, value), "existing", ())
        for words, value in (("200,000", 200_000), ("150,000", 150_000))
    )
    assert texts(made, audiences=sizes) == []


def test_targets_of_stages_may_differ() -> None:
    made = HandMade("Week 1: 10 sales.", "In month two 75 sales.")
    goals = tuple(
        Goal(
            id=words,
            statement="",
            metric="sales",
            target=Quantity(value=value, unit="sale"),
            evidence=[made.place(words)],
        )
        for value, words in ((10, "10 sales"), (75, "75 sales"))
    )
    assert texts(made, goals=goals) == []


def test_two_targets_for_one_metric() -> None:
    made = HandMade("Win 60,000 back.", "Success is 50,000 back.")
    one, two = (
        Goal(
            id=name,
            statement="",
            metric="sales",
            target=Quantity(value=value, unit="sale"),
            evidence=[made.place(words)],
        )
        for name, value, words in (("G1", 60_000, "60,000"), ("G2", 50_000, "50,000"))
    )
    assert texts(made, goals=(one, two)) == ["Two targets for sales: 60,000 and 50,000."]
    later = two.model_copy(update={"deadline": "2028"})
    assert texts(made, goals=(one, later)) == []


def counts(made: HandMade, **values: float) -> HandMade:
    for words, value in values.items():
        made.mention("count", words.strip("_").replace("_", ","), value=value, unit="person")
    return made


def test_sums_that_do_not_add_up() -> None:
    made = counts(HandMade("That is 31 + 46 = 78 people."), _31=31, _46=46, _78=78)
    assert texts(made) == ["31 + 46 makes 77, not 78."]
    assert texts(counts(HandMade("That is 31 + 46 = 77 people."), _31=31, _46=46, _77=77)) == []


def test_a_whole_and_its_parts() -> None:
    made = counts(
        HandMade("70,000 people, made up of 48,000 donors and 20,000 members."), _70_000=7e4, _48_000=4.8e4, _20_000=2e4
    )
    assert texts(made) == ["48,000 + 20,000 makes 68,000, not 70,000."]
    fine = counts(
        HandMade("70,000 people, of whom 48,000 gave and 30,000 read."), _70_000=7e4, _48_000=4.8e4, _30_000=3e4
    )
    assert texts(fine) == []
    more = counts(HandMade("40,000 people, of whom 48,000 gave."), _40_000=4e4, _48_000=4.8e4)
    assert texts(more) == ["48,000 cannot be part of 40,000."]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("We use four channels: e-mail, push and post.", ["Four channels are announced, 3 follow."]),
        ("We use four channels: e-mail, push, web and post.", []),
        ("We use four channels: e-mail mainly.", []),
        ("We use four channels, such as e-mail, push and post.", []),
    ],
)
def test_a_list_as_long_as_announced(sentence: str, found: list[str]) -> None:
    made = HandMade(sentence).mention("count", "four", value=4, unit="item")
    assert texts(made) == found


def test_shares_of_more_than_everything() -> None:
    made = HandMade("Budget split: 50% e-mail, 40% post, 30% social.")
    for words in ("50%", "40%", "30%"):
        made.mention("percentage", words, value=int(words[:2]), unit="percent")
    assert texts(made) == ["50% + 40% + 30% makes 120%, more than the whole."]


def test_past_results_wishes_and_slogans_contradict_nothing() -> None:
    made = HandMade("Budget is £180k.", "Last year the budget was £150k.")
    money(made, "£180k", 180_000)
    made.mention("money", "£150k", value=150_000, unit="GBP", role="past_result")
    assert texts(made) == []
    aside = HandMade("Budget is £180k.", "Our budget is £150k.", set_aside={"S2": "ad copy"})
    assert texts(money(money(aside, "£180k", 180_000), "£150k", 150_000)) == []


def test_ids_follow_the_order_of_the_brief() -> None:
    made = HandMade("We start on 31 April 2027.", "Budget is £180k.", "Our total budget: £150k.")
    money(money(made, "£180k", 180_000), "£150k", 150_000)
    made.mention("date", "31 April 2027", note="impossible date: April has no day 31")
    assert [item.id for item in find_contradictions(made.campaign())] == ["X1", "X2"]


# --- one thing told twice --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("second", "found"),
    [
        ("Sign-up has to open on 8 March.", ["Signup opens on two days: 1 March and 8 March."]),
        ("Early sign-up opens 8 March.", []),
        ("The shop opens 8 March.", []),
        ("Sign-up closes 8 March.", []),
    ],
)
def test_one_thing_that_opens_on_two_days(second: str, found: list[str]) -> None:
    made = HandMade("The sign-up opens 1 March.", second)
    made.mention("date", "1 March", value="2027-03-01").mention("date", "8 March", value="2027-03-08")
    assert texts(made) == found


def test_a_ceiling_and_what_was_budgeted_are_the_same_budget_and_a_part_of_it_is_not() -> None:
    made = HandMade("The ceiling is £42k.", "I'd budgeted £47,500, of it £12k for ads.")
    made.mention("money", "£42k", value=42_000, unit="GBP", role="budget")
    made.mention("money", "£47,500", value=47_500, unit="GBP", role="budget")
    made.mention("money", "£12k", value=12_000, unit="GBP", role="budget")
    assert texts(made) == ["Two budgets: £42k and £47,500."]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("31 + 46 - 3 = 77", ["31 + 46 - 3 makes 74, not 77."]),
        ("31 + 46 - 3 = 74", []),
        ("31 shops plus 46 kiosks minus 3 makes 77", ["31 + 46 - 3 makes 74, not 77."]),
    ],
)
def test_a_sum_with_something_taken_away(sentence: str, found: list[str]) -> None:
    made = HandMade(sentence)
    for words in ("31", "46", "3", sentence[-2:]):
        made.mention("count", words, nth=2 if words == "3" else 1, value=int(words), unit="item")
    assert texts(made) == found
