"""Allowances, ceilings, prices and limits of form against plans whose sums are done by hand."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.computing.effects.subjects import subjects_in
from tests.computing.held_against import collisions, computed, options, specification, worked

MAILS = (
    "Otterby Yarns, winter letter. We e-mail our newsletter to 300,000 subscribers in Ireland on Tuesday 15 December "
    "2026, between 08:00 and 11:00."
)
DAILY = (
    "The e-mail contract covers {amount} mails per calendar day; password mails need about 20,000 of that every day."
)


def test_a_day_that_does_not_take_the_send() -> None:
    found = worked(MAILS, DAILY.format(amount="120,000"), "quota")
    [effect] = found.effects
    # 120,000 - 20,000 = 100,000 a day: three days, the last on the 17th.
    assert effect.collides
    assert effect.size
    assert effect.size.value == 200_000
    assert "100,000 go out (33.3%); 200,000 wait" in effect.text
    assert "3 days: the last 100,000 go out on Thu 17 December 2026" in effect.text
    assert "begin on Sun 13 December 2026" in options(found)[0]
    assert effect.decide_by == date(2026, 12, 11), "the Friday before that Sunday"
    assert any("at least 320,000" in option for option in options(found))


def test_a_day_that_takes_the_send_says_what_stays_free() -> None:
    [effect] = computed(MAILS, DAILY.format(amount="400,000"), "quota")
    assert not effect.collides
    assert "80,000 stay free" in effect.text


def test_plans_side_by_side_are_left_to_people() -> None:
    assert computed(MAILS, "E-mails per day: 20,000, 250,000 or 2,000,000 mails, by plan.", "quota") == []


@settings(max_examples=25, deadline=None)
@given(st.integers(min_value=21_000, max_value=500_000))
def test_the_day_holds_exactly_what_is_left(amount: int) -> None:
    [effect] = computed(MAILS, DAILY.format(amount=f"{amount:,}"), "quota")
    left = amount - 20_000
    assert effect.collides == (left < 300_000)
    assert (effect.size.value if effect.size else 0) == max(0, 300_000 - left)


CODES = (
    "Otterby Yarns, thank-you codes. Each of our 90,000 club customers gets a code of their own. The codes come from "
    "the club system with two API calls per customer. All codes have to be ready by Friday 18 December 2026."
)


def test_a_month_whose_rest_others_use_too() -> None:
    text = "The club system allows 500,000 API calls per calendar month; the shop itself uses about 12,000 a day."
    found = worked(CODES, text, "quota", date(2026, 12, 1))
    [effect] = found.effects
    # 31 days x 12,000 = 372,000; 128,000 are left for 180,000 calls.
    assert effect.size
    assert effect.size.value == 52_000
    assert "64,000 of 90,000 people (71.1%)" in effect.text
    assert any("at least 52,000 more for December" in option for option in options(found))


SURGE = (
    "Otterby Yarns, radio hour. On Friday 18 December 2026 our spot runs on the radio. We count on 60,000 visits in the "
    "ten minutes after the spot, and each visitor looks at about 3 pages."
)


def test_visits_become_page_views_before_they_meet_the_ceiling() -> None:
    found = worked(SURGE, "The web shop is sized for 200 page views per second; above that visitors get an error page.",
                   "capacity")  # fmt: skip
    [effect] = found.effects
    # 60,000 x 3 / 600 s = 300 a second; a third of 180,000 fail.
    assert effect.collides
    assert "300 page views a second on average, 1.5 times the 200" in effect.text
    assert "60,000 of the 180,000 page views in that time meet an error (33.3%)" in effect.text
    assert any("66.67 visitors a second" in option for option in options(found))


@settings(max_examples=25, deadline=None)
@given(st.integers(min_value=10, max_value=900))
def test_the_ceiling_binds_only_below_the_load(ceiling: int) -> None:
    text = f"The web shop is sized for {ceiling} page views per second; above that visitors get an error page."
    [effect] = computed(SURGE, text, "capacity")
    assert effect.collides == (ceiling < 300)


def test_computed_visits_are_told_in_three_cases() -> None:
    brief = (
        "Otterby Yarns, winter sale. We e-mail 2,000,000 customers on Tuesday 15 December 2026, between 09:00 and "
        "09:30, with a link to our landing page."
    )
    loads = [w for w in specification(brief).scale.workloads if w.id.startswith("peak_visits.")]
    text = "The landing page carries 1 visit per second; above that it gets slow."
    effects = computed(brief, text, "capacity")
    assert len(effects) == len(loads) == 1
    assert effects[0].collides == (loads[0].mid > 1)
    assert [bar.label for bar in effects[0].bars] == ["it takes", "low case", "middle case", "high case"]


def test_a_ceiling_that_grows_later_loses_those_who_come_before() -> None:
    text = (
        "The web shop is sized for 200 page views per second; autoscaling takes 6 minutes, until then visitors get an "
        "error page."
    )
    [effect] = computed(SURGE, text, "capacity")
    # 100 too many for 360 seconds.
    assert "about 36,000 page views meet an error" in effect.text


@pytest.mark.parametrize(
    ("limit", "collides", "said"),
    [("at most 12 characters", True, "2 are too many"), ("at most 14 characters", False, "It fits")],
)
def test_a_code_is_counted(limit: str, collides: bool, said: str) -> None:
    brief = CODES + " The codes should read WINTER26-AB4K9."
    text = f"Voucher codes have {limit}."
    [effect] = computed(brief, text, "format")
    assert (effect.collides, said in effect.text) == (collides, True)


def test_a_list_is_cut_into_files() -> None:
    brief = MAILS + " The list comes from the shop as one import."
    [effect] = computed(brief, "Uploads take at most 50,000 rows per file.", "format")
    assert effect.collides
    assert "takes 6 files of at most 50,000" in effect.text


TEXTS = (
    "Otterby Yarns, parcel hint. On Tuesday 15 December 2026, between 10:00 and 12:00, we text all 80,000 club members "
    "in Ireland. There is no extra money for sending."
)


def test_what_goes_beyond_the_bundle_costs() -> None:
    text = "The text contract includes 60,000 messages; every message above that costs EUR 0.05."
    [effect] = [e for e in worked(TEXTS, text, "cost").effects if e.basis == "computed"]
    assert effect.size
    assert (effect.size.value, effect.size.unit) == (1000, "EUR")
    assert "20,000 come on top and cost EUR 1,000" in effect.text
    assert effect.collides


BY_PLACE = (
    "Otterby Yarns, half price. On Tuesday 15 December 2026 we e-mail everybody who said yes to offers: 162,000 in Ireland, "
    "38,500 in Norway."
)


def test_a_contract_of_so_many_a_month_is_held_against_all_places_together() -> None:
    text = "Our Dotdigital contract covers 250,000 sends a month; anything over that costs 1.20 pounds per thousand."
    [effect] = computed(BY_PLACE, text, "cost")
    assert effect.text.startswith("200,500 messages fit the 250,000 that are included")
    [effect] = computed(BY_PLACE, text.replace("250,000", "200,000"), "cost")
    assert effect.collides
    assert "500 come on top" in effect.text


def test_a_bundle_that_is_not_told_settles_nothing() -> None:
    assert computed(TEXTS, "Every message over the bundle costs EUR 0.05.", "cost") == []


def test_numbers_that_only_say_when_to_tell_are_no_allowance() -> None:
    text = "If a mailing brings in more than 150 extra calls in a day, we need to hear about it before."
    assert computed(CODES, text, "quota") == []
    assert computed(TEXTS, "Up to 50 test messages per day are free.", "quota") == []


def test_a_warm_up_takes_what_its_day_allows() -> None:
    text = "Warm-up: days 1-5: 5,000; days 6-10: 20,000; days 11-30: 100,000. Day 1 is Monday 7 December 2026."
    [effect] = computed(MAILS, text, "quota")
    # 15 December is the ninth day.
    assert "falls on day 9 of the warm-up, which allows 20,000" in effect.text
    assert effect.size
    assert effect.size.value == 280_000


APPEAL = (
    "Second Helping. We want 4,000 gifts by 10 January 2027. On Sunday 6 December 2026 we call 2,700 donors in Ireland. Card "
    "payments run via Ravenpay. In March the giving page stopped for an hour when 5,200 people came."
)


def test_how_fresh_a_check_has_to_be_is_nothing_to_wait_for() -> None:
    for text in ("Numbers must be screened against TPS no more than 28 days before the call.",
                 "Lists are checked within 28 days before each send."):  # fmt: skip
        assert computed(APPEAL, text, "lead_time") == []
        assert collisions(APPEAL, text) == []


def test_an_assessment_that_takes_longer_than_there_is_time_does_not_fit() -> None:
    text = "Servers in the US only with the standard clauses and a transfer assessment, which takes around three weeks."
    [effect] = computed(APPEAL, text, "transfer")
    assert effect.collides
    assert "Mon 14 December 2026" in effect.text


def test_what_stays_where_the_rule_allows_it_does_not_collide() -> None:
    assert collisions(APPEAL, "Card data never touches our systems, Ravenpay's hosted page only.") == []


def test_a_failure_in_a_month_that_is_over_chooses_no_audience() -> None:
    rule = "Data on orders is deleted 30 days after the order."
    chosen = "We e-mail all 4,000 customers who placed orders in March 2026 on Tuesday 15 December 2026."
    assert collisions(chosen, rule) != []
    failed = "On Tuesday 15 December 2026 we e-mail 4,000 customers. In March 2026 the orders page stopped for people."
    assert collisions(failed, rule) == []


def test_a_rule_on_what_a_booking_desk_sees_is_none_on_bookings() -> None:
    assert "orders" in subjects_in("Bookings are deleted after 30 days.")
    assert "orders" not in subjects_in("Notes for the booking desk are deleted after 30 days.")


def test_what_a_contract_includes_a_month_is_held_against_each_month() -> None:
    text = "Our Dotdigital contract covers 90,000 sends a month; anything over that costs 1.20 pounds per thousand."
    twice = "On {} we e-mail 80,000 members in Ireland. On 15 December 2026 another e-mail goes to 80,000 members."
    [effect] = computed(twice.format("3 December 2026"), text, "cost")
    assert effect.collides
    months = computed(twice.format("14 January 2027"), text, "cost")
    assert [(effect.area, effect.collides) for effect in months] == [("reach", False), ("reach", False)]


def test_data_that_an_agreement_keeps_from_marketing_collides_with_a_brief_that_uses_it() -> None:
    rule = "Bank data is covered by our agreement with the banks and cannot be used for marketing."
    brief = "On 15 December 2026 we e-mail 4,000 members. We would like the score to use bank feed activity too."
    assert collisions(brief, rule) != []
    assert collisions("On 15 December 2026 we e-mail 4,000 members.", rule) == []


def test_a_room_takes_as_many_as_watch_at_once() -> None:
    brief = "We hold a live webinar on 19 January 2027. Our goal is 900 attendees per webinar."
    [effect] = computed(brief, "The webinar room takes at most 500 participants.", "capacity")
    assert effect.collides
    assert effect.text.endswith("(44.4%).")
    [fits] = computed(brief, "The webinar room takes at most 1,000 participants.", "capacity")
    assert not fits.collides
