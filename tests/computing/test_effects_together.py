"""Limits that bite together, or whose numbers stand over several sentences, in the words of different people."""

from datetime import date

import pytest

from tests.computing.held_against import aligned, collisions

TODAY = date(2027, 2, 1)
"""A Monday."""


def one(brief: str, text: str) -> str:
    """The one collision of a text."""
    [found] = collisions(brief, text, TODAY)
    return found


# --- parts of text messages ---------------------------------------------------------------------

FERRY = (
    "Tarn Ferries, spring sale. On Saturday 6 March 2027 at 09:00 we text 300,000 customers in the UK. The SMS has {n}. By "
    "12:00 all of them should have it."
)


@pytest.mark.parametrize(
    ("length", "limit", "out", "late"),
    [
        ("175 characters", "The SMS gateway sends 60 segments per second.", "all", ""),
        ("310 characters", "The SMS gateway sends 60 segments per second.", "216,000", "84,000"),
        ("75 characters and an emoji", "SMS throughput is 40 message parts a second.", "216,000", "84,000"),
        ("200 characters", "We get 50 texts a second; texts longer than 160 characters count as two.", "270,000", "30,000"),
    ],
)  # fmt: skip
def test_a_speed_in_parts(length: str, limit: str, out: str, late: str) -> None:
    found = aligned(FERRY.format(n=length), limit, TODAY)
    text = " ".join(effect.text for effect in found.constraints[0].effects)
    if not late:
        assert not found.collisions
        assert "fits the 3 hours until 12:00" in text
    else:
        assert f"{out} are out in that time" in text
        assert f"{late} people get theirs later" in text
        assert "parts a second" in str(found.collisions[0].calculation)


def test_a_shorter_text_is_a_way_out() -> None:
    found = aligned(FERRY.format(n="310 characters"), "The SMS gateway sends 60 segments per second.", TODAY)
    [first, *_] = found.collisions[0].options
    assert first.text.startswith(
        "Shorten the text to 160 characters, which is 1 part. All are out after 1 hour 23 minutes"
    )
    assert any("at least 83.4 parts a second" in option.text for option in found.collisions[0].options)


def test_hours_and_a_speed_that_only_collide_together() -> None:
    brief = "Tarn Ferries. On Saturday 6 March 2027 at 16:00 we send an SMS to 300,000 customers in the UK."
    hours = "Texts may only be sent between 08:00 and 20:00, Monday to Saturday."
    speed = "The gateway takes 15 SMS a second, the rest waits in a queue."
    assert collisions(brief, hours, TODAY) == []
    found = aligned(brief, f"{hours}\n\n{speed}", TODAY)
    [effect] = [x for x in found.collisions if x.constraint == "C1"]
    # 4 hours × 3,600 × 15 = 216,000; the other 84,000 take 1 hour 33 minutes 20 seconds on Monday.
    assert "216,000 of 300,000 are out; 84,000 (28%) wait" in effect.effect
    assert "from Mon 8 March 2027, 08:00 on; the last one leaves at Mon 8 March 2027, 09:33:20" in effect.effect
    assert effect.options[0].text.startswith("Start by 14:26:40 on the day")


# --- a new sender -------------------------------------------------------------------------------

SEEDS = (
    "Tarn Gardens, seed week. On Tuesday 23 February 2027 at 07:30 we e-mail our 240,000 subscribers in Germany from the new "
    "domain. The offer ends on Sunday 28 February 2027."
)


@pytest.mark.parametrize(
    ("limit", "allowed", "by_the_end"),
    [
        ("Week 1: 2,000 mails a day, week 2: 10,000, week 3: 50,000, from week 4 on no cap.", "2,000", "12,000"),
        ("First week: up to 4,000 e-mails a day; second week: 20,000 a day; third week: 80,000 a day.", "4,000", "24,000"),
        ("You may send 5,000 e-mails in week 1, 25,000 in week 2 and 100,000 in week 3, per day.", "5,000", "30,000"),
        ("The domain is cold: we start at 1,000 mails and double every day.", "1,000", "63,000"),
        ("| Week | Mails per day |\n|---|---|\n| 1 | 2,000 |\n| 2 | 10,000 |\n| 3 | 50,000 |", "2,000", "12,000"),
        ("Warm-up of the domain:\n- Day 1-3: 500 mails\n- Day 4-6: 3,000 mails\n- Day 7-20: 30,000 mails", "500", "10,500"),
    ],
)  # fmt: skip
def test_a_warm_up_told_in_many_ways(limit: str, allowed: str, by_the_end: str) -> None:
    text = one(SEEDS, limit)
    assert f"allows {allowed} e-mails" in text
    assert f"By Sun 28 February 2027, the next last day in the brief, {by_the_end} are out" in text


def test_a_warm_up_on_weekdays_that_has_begun() -> None:
    limit = "Warm-up: day 1-5: 5,000 e-mails, day 6-10: 40,000, after that 100,000. Monday to Friday only. Day 1 is 15 February 2027."
    text = one(SEEDS, limit)
    # 15 to 19 February are days 1 to 5, so the 23rd is day 7; 23 to 26 February are four days of 40,000.
    assert "falls on day 7 of the warm-up, which allows 40,000 e-mails" in text
    assert "160,000 are out" in text


def test_rows_of_a_warm_up_are_told_once() -> None:
    rows = "| Week | Mails per day |\n|---|---|\n| 1 | 2,000 |\n| 2 | 10,000 |\n| 3 | 250,000 |"
    found = aligned(SEEDS, rows, TODAY)
    assert [x.constraint for x in found.collisions] == ["C1"]
    start = found.collisions[0].options[0]
    assert start.text.startswith(
        "Start the warm-up by Mon 8 February 2027 with other real mails: then all 240,000 go out"
    )


# --- a desk -------------------------------------------------------------------------------------

POLICY = (
    "Tarn Insurance, new terms. On Thursday 4 March 2027 we write to 80,000 customers by post. We expect that 8% of them ring "
    "us, 60% of these on the first day. Everyone should be answered within two minutes."
)


@pytest.mark.parametrize(
    ("limit", "left"),
    [
        ("The call centre has 25 agents, each takes 9 calls an hour. The lines are open Monday to Saturday, 08:00 to 18:00. "
         "About 1,400 calls come in on a normal day.", "850 are left"),
        ("We can take 3,000 calls a day. 1,900 of them are our usual calls every day.", "1,100 are left"),
        ("Our hotline is staffed by 40 people from 09:00 to 17:00 on weekdays. A call takes 5 minutes. 80% of the time is spent "
         "on calls. The regular load is 2,000 calls a day.", "1,072 are left"),
    ],
)  # fmt: skip
def test_a_desk_told_over_several_sentences(limit: str, left: str) -> None:
    # 80,000 × 8% = 6,400 calls, 3,840 on the first day.
    text = one(POLICY, limit)
    assert "6,400 calls, 3,840 of them on the busiest day" in text
    assert left in text


def test_a_queue_that_fills_up() -> None:
    limit = "The hotline takes 250 calls an hour, Monday to Friday 08:00 to 18:00.\n\nThe queue holds 25 callers, then it is engaged."
    found = aligned(POLICY, limit, TODAY)
    [queue] = [x for x in found.collisions if x.constraint == "C2"]
    # 3,840 ÷ 10 hours = 384 an hour; 134 too many fill 25 places in 11 minutes 12 seconds.
    assert "384 come in an hour and 250 are taken" in queue.effect
    assert "full after 11 minutes 12 seconds" in queue.effect
    assert "holds for the first 8.33 in the queue" in queue.effect


def test_a_desk_that_is_large_enough() -> None:
    limit = "The hotline takes 600 calls an hour, Monday to Friday 08:00 to 18:00. The queue holds 25 callers."
    assert collisions(POLICY, limit, TODAY) == []


# --- hours --------------------------------------------------------------------------------------

BALLOT = (
    "Tarn Festival, ticket ballot. The form has to stay open from Friday 5 March 2027 at 20:00 until Saturday 6 March 2027 at "
    "10:00. {promise}"
)


@pytest.mark.parametrize(
    ("limit", "alone"),
    [
        ("The web team works Monday to Thursday 08:00 to 18:00 and Friday 08:00 to 14:00.", "14 hours"),
        ("Support engineers are there on weekdays from 9 to 17.", "14 hours"),
        ("Nobody is on call between 22:00 and 06:00.", "8 hours"),
        ("On-call cover: every day, 06:00 to 24:00.", None),
    ],
)
def test_a_night_without_anybody(limit: str, alone: str | None) -> None:
    found = collisions(BALLOT.format(promise=""), limit, TODAY)
    if alone:
        assert f"For {alone} nobody would see to a fault" in found[0]


@pytest.mark.parametrize(
    ("promise", "limit", "missing"),
    [
        (
            "Call us Monday to Saturday from 08:00 to 20:00.",
            "The phones are staffed Monday to Friday, 09:00 to 17:00.",
            "32",
        ),
        ("Our chat answers 24/7.", "Customer support answers chats Monday to Sunday from 08:00 to 20:00.", "84"),
        (
            "Call us Monday to Friday from 10:00 to 16:00.",
            "The phones are staffed Monday to Friday, 09:00 to 17:00.",
            None,
        ),
    ],
)
def test_hours_that_are_promised(promise: str, limit: str, missing: str | None) -> None:
    found = collisions(f"Tarn Baths, summer pass. {promise} We launch on Monday 1 March 2027.", limit, TODAY)
    assert found == [] if missing is None else f"In {missing} promised hours nobody answers" in found[0]


def test_the_hours_of_those_who_are_waited_for_promise_nothing() -> None:
    limit = "The brand team approves texts Monday to Friday, 09:00 to 17:00."
    assert collisions(BALLOT.format(promise=""), limit, TODAY) == []
