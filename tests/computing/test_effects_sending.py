"""A limit on sending speed against planned sends: what gets through, what is lost, and the ways out."""

from schemas.explanation import Effect, WayOut
from tests.computing.aligned import held, specified

VOUCHERS = """# Voucher reminder, Brightmoor Stores

Brightmoor Stores wants 5% more repeat sales in December 2026. On Tuesday 8 December 2026 between 5pm and 6pm UK time we send
310,000 SMS reminders to loyalty members in the UK whose voucher ends that week.
"""
GATEWAY = "The outbound SMS gateway is limited to 40 messages per second across all brands; "


def one(rule: str, brief: str = VOUCHERS) -> tuple[Effect, list[WayOut]]:
    effects, options = held(rule, specified(brief))
    assert len(effects) == 1
    return effects[0], options


def test_what_waits_half_an_hour_and_is_then_dropped() -> None:
    effect, options = one(f"{GATEWAY}bursts above that are queued and dropped after 30 minutes.")
    assert effect.collides
    for number in ("310,000", "1 hour", "216,000", "94,000", "72,000"):
        assert number in effect.text
    assert effect.size is not None
    assert (effect.size.value, effect.size.unit) == (94000, "message")
    spread = options[0]
    assert "2 hours 9 minutes 10 seconds" in spread.text
    assert "start by 15:50:50" in spread.text
    assert "19:09:10" in spread.text
    assert any("1 hour 39 minutes 10 seconds" in option.text for option in options)
    assert any("86.2 messages a second" in option.text for option in options)


def test_what_is_rejected_at_once_is_lost_beyond_the_limit() -> None:
    effect, _ = one(f"{GATEWAY}messages above that are rejected and not queued.")
    assert "144,000" in effect.text
    assert "166,000 are lost" in effect.text


def test_what_only_waits_is_late_and_not_lost() -> None:
    effect, _ = one(f"{GATEWAY}anything above that is queued and nothing is lost.")
    assert effect.area == "timing"
    assert "166,000 people get theirs later" in effect.text
    assert "at 19:09:10" in effect.text


def test_a_part_that_is_kept_for_others_is_not_there_for_the_campaign() -> None:
    rule = (
        "The SMS gateway takes at most 50 messages per second, of which 10 per second are reserved for one-time codes."
    )
    effect, options = one(rule)
    assert "At 40 messages a second" in effect.text
    assert any("96.2 messages a second" in option.text for option in options), "86.2 for the campaign and 10 for others"


def test_a_send_that_is_quick_enough_fits() -> None:
    effect, options = one("The SMS gateway passes at most 100 messages per second.")
    assert not effect.collides
    assert "51 minutes 40 seconds" in effect.text
    assert options == []


def test_a_send_without_an_end_leaves_the_answer_open() -> None:
    brief = VOUCHERS.replace("between 5pm and 6pm UK time", "at 5pm UK time")
    effect, _ = one(f"{GATEWAY}bursts above that are queued and dropped after 30 minutes.", brief)
    assert not effect.collides
    assert effect.open_point == "by when the last message has to be there"
    assert "only 72,000 arrive and 238,000 are lost" in effect.text


def test_a_window_of_the_same_sentence_is_the_time_there_is() -> None:
    brief = VOUCHERS.replace(
        "between 5pm and 6pm UK time", "at 5pm UK time, with an offer that holds between 5pm and 6pm UK time,"
    )
    effect, _ = one(f"{GATEWAY}the rest waits.", brief)
    assert "the 1 hour from 17:00 to 18:00 that the brief names" in effect.text


def test_a_limit_for_another_channel_says_nothing_of_this_one() -> None:
    effects, _ = held("The e-mail platform sends at most 40 messages per second.", specified(VOUCHERS))
    assert effects == []
