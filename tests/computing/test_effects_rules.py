"""Availability, recovery, keeping, places, shares and ages against plans whose sums are done by hand."""

from datetime import date

from tests.computing.held_against import computed, options, worked

SHOW = (
    "Otterby Yarns, live knitting evening. On Thursday 17 December 2026 we go live in the shop from 19:00 to 20:00. "
    "We expect 600 orders and EUR 30,000 in those 60 minutes. Not one order may be lost."
)


def test_a_month_of_availability_may_fall_into_one_evening() -> None:
    [effect] = computed(SHOW, "The shop is available 99.5% of the time, measured per calendar month.", "availability")
    # 31 days have 44,640 minutes; 0.5% of them are 223.2.
    assert "3 hours 43 minutes 12 seconds of downtime in December" in effect.text
    assert effect.collides


def test_a_high_availability_leaves_a_part_of_it() -> None:
    [effect] = computed(SHOW, "The shop is available 99.99% of the time, measured per calendar month.", "availability")
    # 44,640 x 0.01% = 4.464 minutes = 267.84 seconds.
    assert "at worst 4 minutes 28 seconds of it are down" in effect.text
    assert not effect.collides


def test_recovering_takes_longer_than_the_evening() -> None:
    text = "After a disaster the shop is restored within 3 hours (RTO); up to 15 minutes of orders can be lost (RPO)."
    back, lost = computed(SHOW, text, "recovery")
    assert (
        "if the failure comes at the start, all runs again by 22:00 at the latest, 2 hours after the end" in back.text
    )
    assert "EUR 30,000" in back.text
    assert "15 minutes, 25% of it. At most 150 orders and EUR 7,500 are lost" in lost.text
    assert back.collides
    assert lost.collides, "the brief says that not one may be lost"


LOOK_BACK = (
    "Otterby Yarns, spring season. The board gets the final report on Tuesday 15 June 2027: visits of spring 2027 "
    "against spring 2026."
)


def test_what_is_gone_when_the_report_is_made() -> None:
    found = worked(LOOK_BACK, "Web analytics data is kept for 13 months and then deleted.", "retention")
    [effect] = found.effects
    # On 15 June 2027 the data go back to 15 May 2026: 17 of the 92 days from March to May.
    assert "17 of 92 days are left (18.5%)" in effect.text
    assert effect.size
    assert effect.size.value == 75
    assert effect.decide_by == date(2027, 3, 31)
    assert any("by Wed 31 March 2027" in option for option in options(found))


def test_data_that_are_kept_long_enough_fit() -> None:
    [effect] = computed(LOOK_BACK, "Web analytics data is kept for 26 months and then deleted.", "retention")
    assert not effect.collides
    assert "All 92 days are still there" in effect.text


def test_other_data_are_not_held_against_the_comparison() -> None:
    assert computed(LOOK_BACK, "Call recordings are kept for 90 days and then deleted.", "retention") == []


PLACES = (
    "Otterby Yarns, feedback round. On Tuesday 15 December 2026 we write to 40,000 customers in Ireland with Skeinpost "
    "(servers in Frankfurt). The survey runs in Loomform (data centre in Ohio, USA)."
)


def test_a_tool_outside_the_area_collides_and_one_inside_fits() -> None:
    text = "Personal data of customers must only be stored and processed in the EEA."
    found = worked(PLACES, text, "data_location")
    outside, inside = found.effects
    assert outside.collides
    assert "Loomform in Ohio, USA" in outside.text
    assert not inside.collides
    assert "Skeinpost (Frankfurt)" in inside.text
    assert "Checking a new supplier takes" in options(found)[0]


def test_a_country_that_is_ruled_out() -> None:
    effects = computed(PLACES, "Customer data must not be transferred to the USA.", "transfer")
    assert [effect.collides for effect in effects] == [True, False]


def test_an_allowance_for_a_place_rules_nothing_out() -> None:
    assert computed(PLACES, "Customer data may also be processed in Switzerland.", "data_location") == []


PUSH = (
    "Otterby Yarns, flash offer. On Tuesday 15 December 2026 at 12:00 a push goes to all 200,000 app users. "
    "Goal: 4% redeem it."
)


def test_a_share_who_agreed() -> None:
    text = "Advertising by push only to people who have said yes to it; that is 150,000 of the 200,000 app users."
    [effect] = computed(PUSH, text, "consent")
    assert effect.size
    assert effect.size.value == 50_000
    assert "150,000 have agreed (75%)" in effect.text


def test_a_share_of_other_people_says_nothing_of_these() -> None:
    text = "Advertising by push only to people who have said yes to it; that is 15,000 of the 20,000 club members."
    assert computed(PUSH, text, "consent") == []


def test_a_rule_for_children_fits_a_brief_for_adults() -> None:
    brief = PUSH + " Only adults may take part."
    [effect] = computed(brief, "No marketing data about persons under 16.", "minors")
    assert not effect.collides
    assert computed(PUSH, "No marketing data about persons under 16.", "minors") == []


def test_a_rule_that_merely_applies_stays_general() -> None:
    brief = PUSH + " We show a short video on the landing page."
    found = worked(brief, "Video with speech must have captions for accessibility from day one.", "accessibility")
    assert [effect.basis for effect in found.effects] == ["general"]
    assert '"video"' in found.effects[0].text


def test_a_rule_that_rules_out_what_is_planned_collides() -> None:
    brief = PUSH + " People sort the balls by dragging them with the mouse."
    [effect] = computed(
        brief, "Everything on our public sites must be usable with the keyboard alone.", "accessibility"
    )
    assert effect.collides


def test_hours_in_which_nobody_is_there() -> None:
    text = "The on-call team is there Monday to Friday from 08:00 to 19:15."
    [effect] = computed(SHOW, text, "headcount")
    assert effect.collides
    assert "somebody is there for 15 minutes of 1 hour" in effect.text
    assert effect.size
    assert effect.size.value == 45
    [fit] = computed(SHOW, "The on-call team is there Monday to Sunday from 08:00 to 22:00.", "headcount")
    assert not fit.collides


def test_a_limit_for_another_channel_is_not_held_against_this_one() -> None:
    brief = "Otterby Yarns. We e-mail 30,000 customers on Tuesday 15 December 2026 and report opens and clicks."
    assert computed(brief, "Opens cannot be measured in SMS.", "measurement") == []
    [effect] = computed(brief, "Opens of e-mails must not be measured.", "measurement")
    assert effect.collides


def test_a_transfer_that_is_allowed_under_conditions_settles_nothing() -> None:
    text = "Customer data goes outside the EEA only once a contract with standard clauses is signed."
    assert computed(PLACES, text, "transfer") == []
