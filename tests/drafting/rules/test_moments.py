"""Rushes, journeys, feeds and dates."""

from datetime import date, time

import pytest

from service.campaign import Dated, Feed, Journey, Rush
from service.drafting.rules.moments import amount_of, find_dates, find_feeds, find_journeys, find_launch, find_rushes
from tests.drafting.invented import TODAY, read, understood


def rushes(text: str) -> tuple[Rush, ...]:
    return find_rushes(read(text))


def journeys(text: str) -> dict[str, Journey]:
    return {journey.kind: journey for journey in find_journeys(read(text))}


def feeds(text: str) -> tuple[Feed, ...]:
    return find_feeds(read(text))


def dates(text: str) -> tuple[Dated, ...]:
    return understood(text).dates


def test_a_spot_is_a_rush_at_its_day_and_minute() -> None:
    [rush] = rushes("The TV spot runs on 12 May 2027 at 20:15 in front of 900,000 viewers.")
    assert (rush.kind, rush.on, rush.at) == ("tv", date(2027, 5, 12), time(20, 15))
    assert rush.people is not None
    assert rush.people.value == 900_000


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A radio spot runs on 12 May 2027 at 8:10.", "radio"),
        ("The flash sale begins on 12 May 2027 at noon.", "flash_sale"),
        ("A live webinar with 600 viewers takes place on 12 May 2027.", "live_event"),
    ],
)
def test_the_kinds_of_rush(text: str, kind: str) -> None:
    assert [rush.kind for rush in rushes(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    ["Last year a TV spot ran and the page crashed.", "There is no TV spot this time.", "Posters hang in the shops."],
)
def test_what_is_no_rush(text: str) -> None:
    assert rushes(text) == ()


def test_one_rush_told_twice_is_one() -> None:
    text = "The TV spot runs on 12 May 2027. After the TV spot on 12 May 2027 the page will be busy."
    assert len(rushes(text)) == 1


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("People register on a form with their name.", "form"),
        ("Donors pay by card on the donation page.", "payment"),
        ("Members log in to see their points.", "login"),
        ("The landing page explains the offer.", "page"),
        ("Each donor gets a personal page with their own address.", "personal_page"),
        ("The talk is a livestream.", "stream"),
    ],
)
def test_what_people_will_use(text: str, kind: str) -> None:
    assert kind in journeys(text)


def test_a_page_told_twice_is_one_journey_with_both_places() -> None:
    page = journeys("The landing page explains the offer. On the landing page people also find the nearest shop.")[
        "page"
    ]
    assert len({place.sentence for place in page.evidence}) == 2


def test_what_is_not_planned_is_no_journey() -> None:
    assert journeys("There will be no landing page.") == {}


def test_a_list_every_morning_is_a_feed() -> None:
    [feed] = feeds("Every morning by 6am the agency gets the list of new members from the CRM.")
    assert feed.per_day == 1
    assert feed.by == time(6)
    assert feed.every.lower() == "every morning"
    assert feed.source is not None
    assert feed.target is not None


def test_a_weekly_report_comes_once_in_seven_days() -> None:
    [feed] = feeds("We need a weekly report of opens and clicks.")
    assert feed.per_day == pytest.approx(1 / 7)


def test_a_list_that_is_handed_over_once_is_no_feed() -> None:
    assert feeds("The printer gets the list of members on 4 May 2027.") == ()


def test_an_amount_needs_a_number_and_a_unit() -> None:
    reading = read("We write to 48,000 customers.")
    [count] = reading.of_kind("count")
    amount = amount_of(count)
    assert amount is not None
    assert (amount.value, amount.unit) == (48_000, "person")
    assert amount_of(None) is None


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("The campaign goes live on 4 May 2027.", "launch", date(2027, 5, 4)),
        ("Launch: 4 May 2027", "launch", date(2027, 5, 4)),
        ("The texts have to be approved by 20 April 2027.", "deadline", date(2027, 4, 20)),
        ("On 4 May 2027 the members get an e-mail.", "send", date(2027, 5, 4)),
        ("The trade fair takes place on 4 May 2027.", "event", date(2027, 5, 4)),
    ],
)
def test_what_a_date_is_for(text: str, kind: str, day: date) -> None:
    assert [(dated.kind, dated.on) for dated in dates(text)] == [(kind, day)]


@pytest.mark.parametrize(
    "text",
    ["Last year we mailed on 4 May 2026.", "Can you confirm that by 4 May 2027?", "We mail our members in spring."],
)
def test_what_is_no_date_to_plan_for(text: str) -> None:
    assert dates(text) == ()


def test_dates_are_in_order_and_each_day_stands_once_for_its_purpose() -> None:
    text = "The campaign goes live on 4 May 2027. Texts are due by 20 April 2027. We launch on 4 May 2027, as agreed."
    assert [(dated.on, dated.kind) for dated in dates(text)] == [
        (date(2027, 4, 20), "deadline"),
        (date(2027, 5, 4), "launch"),
    ]


def test_the_stated_launch_comes_before_the_first_send() -> None:
    text = "On 1 April 2027 the members get an e-mail. The shop goes live on 4 May 2027."
    launch = find_launch(dates(text), TODAY)
    assert launch is not None
    assert launch.on == date(2027, 5, 4)


def test_the_launch_that_a_field_gives_comes_before_one_told_on_the_way() -> None:
    text = "Wanted live: Monday 3 May 2027\n\nThe first film starts on 1 March 2027 in the shops.\n"
    launch = find_launch(dates(text), TODAY)
    assert launch is not None
    assert launch.on == date(2027, 5, 3)


def test_without_a_stated_launch_the_first_send_is_what_work_must_be_ready_for() -> None:
    launch = find_launch(dates("Texts are due by 1 April 2027. On 4 May 2027 the members get an e-mail."), TODAY)
    assert launch is not None
    assert (launch.kind, launch.on) == ("send", date(2027, 5, 4))


def test_what_is_over_is_no_launch() -> None:
    launch = find_launch(
        dates("The shop goes live on 4 May 2027. The e-mail went out on 4 May 2026."), date(2027, 5, 5)
    )
    assert launch is None


def test_a_deadline_alone_is_no_launch() -> None:
    assert find_launch(dates("The texts have to be approved by 20 April 2027."), TODAY) is None


def test_what_is_needed_daily_may_be_told_in_the_sentence_before() -> None:
    [feed] = feeds("Nobody can see in Salesforce what was booked in the shop. We would need it daily.")
    assert (feed.what, feed.target, feed.per_day) == ("what was booked in the shop", "Salesforce", 1.0)
    assert feeds("The shop is new. We would need it daily.") == ()


def test_a_rush_of_a_year_that_is_over_is_none_to_come() -> None:
    assert rushes('In 2025 we sold 2,100 slots in 20 minutes; the page then showed "sold out".') == ()
    [rush] = rushes('In 2025 we sold 2,100 slots; this year the page will show "sold out" within minutes.')
    assert rush.kind == "flash_sale"


def test_when_those_who_write_meet_again_nothing_is_due() -> None:
    assert dates("We e-mail 4,000 members.\n\n- Next meeting: Thu 26 Nov 2026, 2pm\n") == ()


def test_dates_are_found_without_sends() -> None:
    assert [dated.on for dated in find_dates(read("The fair opens on 4 May 2027."), ())] == [date(2027, 5, 4)]


def test_a_talk_that_has_been_held_is_no_launch_and_a_run_starts_with_its_first_day() -> None:
    text = "Thanks for the call on Thursday. From 1 February to 14 March 2027 our van makes 24 stops in the county."
    dates = understood(text).dates
    assert [(dated.on, dated.kind) for dated in dates] == [
        (date(2027, 2, 1), "launch"),
        (date(2027, 3, 14), "other"),
    ]


def test_the_day_on_which_an_offer_ends_is_not_the_day_of_the_reminder() -> None:
    [send] = understood("Everyone gets a single text reminder before the coupon ends on 11 April 2027.").sends
    assert send.on is None
    assert [place.quote for place in send.evidence] == ["text reminder"]


def test_what_is_sent_when_somebody_acts_has_no_list_for_its_volume() -> None:
    text = "Our list has 41,000 contacts. A coupon then arrives by e-mail within five minutes."
    assert [send.volume for send in understood(text).sends] == [None]


def test_until_when_something_is_valid_is_no_deadline_of_work() -> None:
    text = "We launch on 4 May 2027. The pass is valid until 28 August 2027. Sign-up closes on 4 August 2027."
    assert {dated.on: dated.kind for dated in dates(text)}[date(2027, 8, 28)] == "other"
    assert {dated.on: dated.kind for dated in dates(text)}[date(2027, 8, 4)] != "other"


def test_the_day_on_which_somebody_leaves_is_no_date_of_the_plan() -> None:
    assert dates("Our web developer leaves on 18 December 2026 and has not been replaced.") == ()
    assert dates("The train leaves on 18 December 2026.") != ()


def test_days_that_are_listed_are_no_stretch() -> None:
    found = dates("Live webinars on 19 January, 2 February and 16 February 2027.")
    assert [dated.kind for dated in found] == ["event"] * 3


def test_a_day_counted_from_the_last_of_several_is_not_the_launch() -> None:
    campaign = understood(
        "Webinars take place on 19 January, 2 February and 16 February 2027. An e-mail goes out the day before each."
    )
    assert campaign.launch is not None
    assert campaign.launch.on == date(2027, 1, 19)


def test_somebody_on_leave_is_no_date_of_the_plan() -> None:
    assert dates("She is on maternity leave from 18 December 2026.") == ()


def test_the_people_of_a_rush_may_be_told_later_than_the_rush() -> None:
    [rush] = rushes("We hold live webinars. The goal is 900 attendees per webinar by the end of March 2027.")
    assert rush.people is not None
    assert (rush.people.value, rush.on) == (900, None)


@pytest.mark.parametrize("label", ["Date needed", "Needed by", "Required by", "When it is needed", "Live by"])
def test_the_day_that_a_form_asks_for_is_what_work_must_be_ready_for(label: str) -> None:
    launch = find_launch(dates(f"{label}: 15 January 2027\n\nThe members get an e-mail on 21 January 2027."), TODAY)
    assert launch is not None
    assert launch.on == date(2027, 1, 15)


def test_the_day_that_a_table_asks_for_is_what_work_must_be_ready_for() -> None:
    table = "| Field | Answer |\n|---|---|\n| Needed by | 1 March 2027 |\n| Channel | E-mail on 8 March 2027 |"
    launch = find_launch(dates(table), TODAY)
    assert launch is not None
    assert launch.on == date(2027, 3, 1)


def test_a_launch_that_a_form_gives_comes_before_the_day_by_which_it_is_needed() -> None:
    launch = find_launch(dates("Needed by: 8 February 2027\nGo-live: 22 February 2027\n"), TODAY)
    assert launch is not None
    assert launch.on == date(2027, 2, 22)
