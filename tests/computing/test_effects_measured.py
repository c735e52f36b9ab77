"""Forms, pages, colours, work by the day, data that are kept and purposes, in the words of different people."""

from datetime import date

import pytest

from tests.computing.held_against import aligned, collisions, computed, options, worked

TODAY = date(2027, 2, 1)
"""A Monday."""


# --- forms --------------------------------------------------------------------------------------

BALLOT = (
    "Tarn Festival, ticket ballot. On Monday 1 March 2027 at 10:00 the entry form opens. In the first ten minutes we expect "
    "30,000 visitors, half of them send the form."
)
RUSH = "Tarn Shop. On Monday 1 March 2027 we reckon with 12,000 orders in the 20 minutes after the show."


@pytest.mark.parametrize(
    ("brief", "limit", "said"),
    [
        (BALLOT, "The form backend copes with 600 submissions per minute; beyond that they are lost.", "9,000 of the 15,000"),
        (BALLOT, "No more than 15 registrations a second.", "6,000 of the 15,000 registrations"),
        (BALLOT, "The form takes 40 entries per second.", None),
        (BALLOT, "The checkout is sized for 3,000 orders per hour.", None),
        (RUSH, "The checkout is sized for 9,000 orders per hour.", "9,000 of the 12,000 orders"),
        (RUSH, "We can register 5 sign-ups a second.", None),
    ],
)  # fmt: skip
def test_what_people_finish_in_a_rush(brief: str, limit: str, said: str | None) -> None:
    found = collisions(brief, limit, TODAY)
    assert found == [] if said is None else said in found[0]


def test_a_queue_keeps_what_would_be_lost() -> None:
    found = aligned(BALLOT, "The form takes 600 submissions per minute; more are lost.", TODAY).collisions[0]
    assert found.size
    assert (found.size.value, found.size.unit) == (15, "record/second")
    assert any("all 15,000 are through after 25 minutes" in option.text for option in found.options)


# --- pages --------------------------------------------------------------------------------------

PAGE = (
    "Tarn Gardens, seed week. The landing page goes online on Monday 1 March 2027 at 09:00. It opens with a video of 12 MB; below "
    "stand six photos at 350 KB each and a map of 900 KB. Text is #767676 on white, buttons are white on #2E8B57. We reckon with "
    "50,000 visits in March."
)


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("The page may weigh no more than 2 MB in total.", "13,000 KB are too many, 7.5 times"),
        ("Landing pages above 25 MB are refused by the build.", None),
        ("The hosting plan has 0.5 TB of traffic per month.", "250 GB are too many"),
        ("The hosting plan has 1 TB of traffic per month.", None),
        ("No e-mail may be larger than 100 KB.", None),
        ("All text has to reach WCAG AA contrast.", "#FFFFFF on #2E8B57 has a contrast of 4.25:1"),
        ("Minimum contrast is 3 to 1 for large text and 4.5 to 1 for everything else.", "0.25 are missing"),
    ],
)
def test_what_a_page_may_have(limit: str, said: str | None) -> None:
    found = collisions(PAGE, limit, TODAY)
    assert found == [] if said is None else said in " ".join(found)


def test_ways_to_a_contrast() -> None:
    found = aligned(PAGE, "All text has to reach WCAG AA contrast.", TODAY).collisions[0]
    assert any(option.text.startswith("Darken the ground to #") for option in found.options)


# --- work by the day ----------------------------------------------------------------------------

WORK = (
    "Tarn Gardens, seed week. The page goes live on Monday 1 March 2027 at 09:00. The agency delivers 40 banners and 12,000 words of "
    "text on Friday 19 February 2027. Six clips of two minutes each are handed over on Monday 22 February 2027."
)


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ("Our translator does 2,000 words a day.", None),
        ("Our translator does 1,500 words a day.", "takes 8 working days"),
        (
            "Only Ines checks artwork; she gets through five banners a day.",
            "30 are done, 30 of 40 whole; 10 are missing",
        ),
        ("Legal can look at 50 banners a week.", None),
        ("Subtitles: two minutes of clips per working day.", "5 of 6 whole; 1 are missing"),
        ("QA tests ten pages per day.", None),
    ],
)
def test_work_that_has_to_be_done_before(limit: str, said: str | None) -> None:
    found = collisions(WORK, limit, TODAY)
    assert found == [] if said is None else said in found[0]


def test_the_day_by_which_it_had_to_be_there() -> None:
    found = aligned(WORK, "Our translator does 1,500 words a day.", TODAY).collisions[0]
    assert "It had to be handed over by Wed 17 February 2027" in found.effect
    assert found.options[0].text == "Hand it over by Wed 17 February 2027."


# --- what is kept -------------------------------------------------------------------------------

BUYERS = (
    "Tarn Gardens, spring win-back. We e-mail everybody who ordered garden furniture online between 1 January 2025 and 31 December "
    "2026. These are 120,000 customers. The list is extracted on Monday 1 March 2027 and the mail goes out on Thursday 1 April 2027. "
    "Goal: 2,400 orders, 2% of them."
)
LAPSED = "Tarn Travel. We write to 40,000 guests who have not booked for two years. The letter goes out on Monday 15 March 2027."


@pytest.mark.parametrize(
    ("brief", "limit", "said"),
    [
        (BUYERS, "Order history is kept for 18 months.", "80,000 people are still there and 40,000 people are missing (33.3%)"),
        (BUYERS, "Purchases are kept for 24 full calendar months, then deleted.", "110,000 people are still there"),
        (BUYERS, "Transaction data older than 540 days is purged every night.", "79,068 people are still there"),
        (BUYERS, "| Data | Retention |\n|---|---|\n| Order records | 36 months |\n| Web logs | 30 days |", None),
        (BUYERS, "Orders are kept for ten years for tax reasons.", None),
        (BUYERS, "Survey answers are kept for 3 months.", None),
        (BUYERS, "Monthly order totals, no customer numbers, are kept for 12 months.", None),
        (LAPSED, "Bookings are erased 18 months after the stay.", "Nothing of it is left: none of the 40,000 people"),
        (LAPSED, "Booking records are retained for five years.", None),
    ],
)  # fmt: skip
def test_an_audience_that_is_older_than_its_data(brief: str, limit: str, said: str | None) -> None:
    found = collisions(brief, limit, TODAY)
    assert found == [] if said is None else said in found[0]


def test_copies_go_on_the_same_days() -> None:
    text = "Orders are kept for 24 months.\n\nExports and copies in other systems follow the same periods."
    found = [x.effect for x in aligned(BUYERS, text, TODAY).collisions if x.constraint == "C2"]
    # On 1 April 2027 what is left goes back to 1 April 2025: 21 of 24 months.
    assert "When it is used, on Thu 1 April 2027" in found[0]
    assert "105,000 people are still there" in found[0]
    assert "The goal of 2,400 at 2% becomes 2,100" in found[0]


# --- purposes -----------------------------------------------------------------------------------

PETS = (
    "Tarn Travel, come back. We write to 40,000 guests. Who has a pet we know from the insurance forms, and we use the loyalty app "
    "history to choose the offer. The letter goes out on Monday 15 March 2027."
)


@pytest.mark.parametrize(
    ("limit", "collides"),
    [
        ("Insurance forms are for claims only.", True),
        ("The insurance forms must not be used for marketing.", True),
        ("Data from the loyalty app may only be used for running the loyalty scheme.", True),
        ("The insurance forms may be used for claims, for nothing else.", True),
        ("Data from the loyalty app may be used for marketing and support, nothing else.", False),
        ("Passport scans may only be used for check-in.", False),
        ("The insurance forms may be used for claims.", False),
    ],
)
def test_data_with_a_purpose(limit: str, collides: bool) -> None:
    assert bool(collisions(PETS, limit, TODAY)) == collides


# --- allowances in other words ------------------------------------------------------------------


def test_assessments_are_no_messages() -> None:
    limit = (
        "The risk team handles at most six supplier assessments per month. Requests are dealt with in order of receipt."
    )
    assert collisions(PETS, limit, TODAY) == []


def test_numbers_of_every_day_are_those_of_the_day_before_where_the_update_comes_later() -> None:
    brief = "Otterby Yarns e-mails 3,000 members on 1 March 2027. We want sales by shop every day by 8am, in Looker."
    found = worked(brief, "Looker refreshes at 10:00.", "refresh_timing")
    [effect] = found.effects
    assert effect.collides
    assert effect.size
    assert effect.size.value == 120, "minutes from 08:00 to 10:00"
    assert options(found)[0] == "Read the numbers from 10:00 on."
    [fits] = worked(brief, "Looker refreshes at 06:00.", "refresh_timing").effects
    assert not fits.collides


def test_minutes_tie_no_two_things_together() -> None:
    brief = "Otterby Yarns e-mails 3,000 members on 1 March 2027. The dashboard shows orders/min every 5 minutes."
    found = worked(brief, "Abandoned cart: trigger runs once an hour, 45 min not possible.", "refresh_timing")
    assert not [effect for effect in found.effects if effect.collides]


def test_how_far_people_live_is_no_promise() -> None:
    brief = "Otterby Yarns e-mails 3,000 members within two hours' drive of a shop on 1 March 2027."
    assert not [
        e for e in computed(brief, "The list of members is loaded once a night.", "refresh_timing") if e.collides
    ]
