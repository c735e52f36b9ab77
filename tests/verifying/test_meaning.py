"""What a model may not make of effects and ways out: other numbers, other names, another verdict, a permission."""

import pytest

from schemas.explanation import Effect, Strength, WayOut
from service.verifying.meaning import NOTHING_TOLD, Told, is_copy, meaning_faults, told_by

PAUSE = Told(
    (
        "The launch on Tue 9 March 2027 lies inside the pause from Mon 8 March 2027 to Fri 19 March 2027. Everything "
        "that has to be altered for it must be finished by Fri 5 March 2027. That is 2 working days earlier than "
        "planned.",
    ),
    (
        "Have every change finished but switched off by Fri 5 March 2027. Given up: 2 working days of the time to "
        "prepare. Who decides: campaign owner.",
        "Put it live from Mon 22 March 2027, after the pause. Given up: The planned day. Who decides: campaign owner.",
    ),
    collides=True,
)
SPEED = Told(
    (
        "E-mail: you plan 90,000 messages for 1 hour. At 20 messages a second, 72,000 are out in that time (80%) and "
        "18,000 people get theirs later.",
    ),
    (
        "Spread the send over at least 1 hour 15 minutes. Nobody is left out. Given up: The hour that is planned. Who "
        "decides: campaign owner.",
        "Ask for a higher limit: at least 25 messages a second. Given up: Possibly money. Who decides: owner of the "
        "sending system.",
    ),
    collides=True,
)
WAIT = Told(
    ("The 40 places are full after 24 minutes. Whoever calls after 24 minutes does not get in.",), collides=True
)
SIZE = Told(("You plan 85 KB, 85% of the 100 KB that are allowed. It fits.",))
RULES: dict[Told, tuple[Strength, str]] = {
    PAUSE: ("must_not", "No releases to the shop from Monday 8 March to Friday 19 March 2027."),
    SPEED: ("must_not", "The mail gateway must not send more than 20 messages per second."),
    WAIT: ("fact", "The desk has 40 places in its queue."),
    SIZE: ("must_not", "A mail may not be bigger than 100 KB including the pictures."),
}


def faults(told: Told, text: str) -> str:
    strength, source = RULES[told]
    return "; ".join(meaning_faults(text, strength, source, told))


@pytest.mark.parametrize(
    ("told", "text"),
    [
        (
            PAUSE,
            "Your launch on Tuesday 9 March 2027 falls inside the pause, so everything must be finished by Friday 5 "
            "March 2027. You can have it ready but switched off, or go live from Monday 22 March 2027.",
        ),
        (PAUSE, "The planned launch lies in the freeze: finish every change before it, or go live after the pause."),
        (
            SPEED,
            "Only 72,000 of your 90,000 messages are out in the hour you planned, and 18,000 people get theirs later. "
            "You could spread the send, or ask the owner of the sending system for a higher limit.",
        ),
        (SIZE, "Your mail has 85 KB and the limit is 100 KB, so it fits."),
    ],
)
def test_words_that_say_what_was_worked_out_may_stand(told: Told, text: str) -> None:
    assert faults(told, text) == ""


@pytest.mark.parametrize(
    ("told", "text", "fault"),
    [
        (SPEED, "Spread the send over at least 3 hours, and nobody is left out.", "hold 3"),
        (SPEED, "Spread the send over at least two hours, and nobody is left out.", "hold two"),
        (SPEED, "Spread the send over 1½ of the hour that is planned.", "hold ½"),
        (SPEED, "At 20 messages a minute 18,000 people get theirs later.", "something else there: 20 minute"),
        (SPEED, "Only 80 people get theirs in that time.", "something else there: 80 without a percent sign"),
        (SPEED, "Ask for at least €25 a second, a higher limit for messages.", "something else there: € 25"),
        (PAUSE, "Have every change finished by Fri 9 March 2027.", "something else there: Fri 9"),
        (PAUSE, "Have every change finished by 5 April 2027.", "hold April"),
        (PAUSE, "Put it live 2 weeks after the pause.", "something else there: 2 week"),
        (PAUSE, "Have every change finished on Wednesday, before the pause.", "hold Wednesday"),
    ],
)
def test_numbers_and_days_of_its_own_are_refused(told: Told, text: str, fault: str) -> None:
    assert fault in faults(told, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ask the team of Larkspur for a higher limit.", "Larkspur"),
        ("Ask for a higher limit in mailchimp.", "mailchimp"),
        ("Salesforce can spread the send.", "salesforce"),
        ("Ask for a higher limit. Larkspur", "Larkspur"),
        ("Deborah decides on a higher limit.", "Deborah"),
        ("Ask for a higher limit with SMTP.", "SMTP"),
    ],
)
def test_names_of_its_own_are_refused(text: str, name: str) -> None:
    assert name in faults(SPEED, text)


@pytest.mark.parametrize(
    ("told", "text", "fault"),
    [
        (SPEED, "You may send more than 20 messages per second.", "permitted"),
        (SPEED, "You can send more than 20 messages per second through the mail gateway.", "permitted"),
        (PAUSE, "Releases to the shop are allowed from Monday 8 March to Friday 19 March 2027.", "permitted"),
        (PAUSE, "You can ignore the pause and launch on Tue 9 March 2027.", "less of an obligation"),
        (PAUSE, "There is no need to have every change finished by Fri 5 March 2027.", "less of an obligation"),
        (PAUSE, "The launch on Tue 9 March 2027 fits.", "which it does not"),
        (PAUSE, "The pause is no problem for the launch on Tue 9 March 2027.", "which it does not"),
        (SPEED, "All 90,000 messages are out in time.", "which it does not"),
        (WAIT, "Whoever calls after 24 minutes does get in.", "loses a denial"),
        (SIZE, "You plan 85 KB, which does not fit the 100 KB that are allowed.", "was not found"),
        (SIZE, "Your plan of 85 KB is too big for the 100 KB that are allowed.", "was not found"),
    ],
)
def test_a_ban_is_no_permission_and_a_verdict_is_not_turned(told: Told, text: str, fault: str) -> None:
    assert fault in faults(told, text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Spread the send, see https://example.org/more.", "a link"),
        ("Spread the send and delight every single reader with warm and bright new stories.", "not made of"),
        ("Spread the send over the hour that is planned. " * 20, "characters"),
    ],
)
def test_form_and_subject_are_held_too(text: str, fault: str) -> None:
    assert fault in faults(SPEED, text)


def test_where_nothing_was_worked_out_nothing_may_be_said() -> None:
    assert meaning_faults("Encrypt the data.", "must", "Data must be encrypted.", NOTHING_TOLD)


def test_a_copy_adds_nothing_and_a_part_in_other_words_does() -> None:
    assert is_copy("Put it live from Mon 22 March 2027, after the pause.", PAUSE)
    assert is_copy("put it live from mon 22 march 2027 after the pause", PAUSE)
    assert is_copy("Nobody is left out. At 20 messages a second, 72,000 are out in that time (80%)", SPEED)
    assert not is_copy("Put it live after the pause, from Mon 22 March 2027.", PAUSE)


def way(basis: str) -> WayOut:
    values = {"text": "Wait.", "gives_up": "The day.", "gains": "Calm.", "who_decides": "campaign owner"}
    return WayOut.model_validate({**values, "basis": basis})


def effect(basis: str, **more: object) -> Effect:
    return Effect.model_validate({"area": "timing", "text": "It takes 2 days.", "basis": basis, **more})


def test_what_is_general_is_not_told() -> None:
    assert told_by([effect("general")], [way("typical")]) == NOTHING_TOLD
    assert told_by([effect("computed")], [way("typical")]).texts == ("It takes 2 days.",)
    assert told_by([effect("computed", collides=True)], [way("typical")]).collides


def test_what_is_told_names_what_is_open_the_price_and_who_decides() -> None:
    told = told_by([effect("computed", open_point="which day is meant")], [way("computed")])
    assert told.effects == ("It takes 2 days. Not known: which day is meant.",)
    assert told.ways_out == ("Wait. Given up: The day. Who decides: campaign owner.",)


def test_a_limit_is_no_ban_on_its_number() -> None:
    assert "denies what is a number" in faults(SPEED, "The gateway must not be sending 20 messages a second.")
    assert "denies what is a number" not in faults(SPEED, "The gateway must not send more than 20 messages a second.")
