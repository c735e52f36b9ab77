"""What a model may not do to a constraint: soften, sharpen, turn round, add, wander off."""

from datetime import date

import pytest

from service.drafting.plain.worded import synonyms, word
from service.reading.constraints.reader import read_constraints
from service.verifying.reworded import reworded_faults

RATE = (
    "The mail gateway must not send more than 40 messages per second across all brands, unless the operations lead has "
    "agreed."
)
ADVICE = "Campaign lists should be delivered at least 10 working days before the send."
DUTY = "Data at rest must be encrypted."
FREEZE = "Changes are frozen from 15 November 2027 to 6 January 2028."
QUIET = "Text messages must not be sent between 22:00 and 06:00."
UNBOUND = "Mail must not go out between 22:00 and 06:00. Recall messages are not bound to these hours."
PERMISSION = "Marketing may use the sandbox at any time."


def faults(source: str, plain: str) -> str:
    reading = read_constraints(source, None, date(2027, 5, 3))
    [constraint] = reading.constraints
    held = f"{source} {word(constraint, reading.readable).text}"
    return "; ".join(reworded_faults(constraint, plain, reading.readable, held, synonyms))


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        (
            RATE,
            "Our mail system must not push out over 40 messages per second, counted across all brands together, unless "
            "the operations lead has agreed.",
        ),
        (ADVICE, "Hand your list in early: it should be delivered at least 10 working days before the send."),
        (DUTY, "Stored data must be scrambled."),
        (FREEZE, "From 15 November 2027 to 6 January 2028 changes are frozen, and nothing may be altered."),
        (QUIET, "No text messages must go out between 22:00 and 06:00."),
        (
            UNBOUND,
            "No mail must go out between 22:00 and 06:00. The exception: recall messages are not bound by these hours.",
        ),
        (PERMISSION, "You may try things in the sandbox at any time."),
    ],
)
def test_a_faithful_text_may_stand(source: str, plain: str) -> None:
    assert faults(source, plain) == ""


@pytest.mark.parametrize(
    ("source", "plain", "fault"),
    [
        (RATE, "The system must not push out too many messages across all brands.", 'the number "40 messages per'),
        (RATE, "Across all brands, never push out over 40 messages per second in one go.", "the exception"),
        (
            RATE,
            "With the operations lead agreed, the gateway must not push over 40 messages per second across all brands.",
            "there is an exception",
        ),
        (
            RATE,
            "Across all brands you must not push at least 40 messages per second unless the operations lead has agreed.",
            "on another side",
        ),
        (
            RATE,
            "Across all brands you must not push over 40 messages per minute unless the operations lead has agreed.",
            "what",
        ),
        (
            RATE,
            "Each brand must not push over 40 messages per second unless the operations lead has agreed.",
            "what",
        ),
        (
            RATE,
            "Across all brands you should not push over 40 messages per second unless the operations lead has agreed.",
            "less of a duty",
        ),
        (DUTY, "Stored data should be scrambled.", "less of a duty"),
        (DUTY, "Stored data is scrambled.", "not say that it is a duty"),
        (DUTY, "Stored data must be scrambled if possible.", "less of a duty"),
        (DUTY, "Stored data must not be scrambled.", "deny"),
        (DUTY, "You must wear a hat.", "in common"),
        (DUTY, "Stored data must be scrambled with Vaultberry.", "Vaultberry"),
        (DUTY, "Stored data must be scrambled within two days.", "two"),
        (DUTY, "Stored data must be scrambled by Friday.", "Friday"),
        (DUTY, "Stored data must be scrambled; see https://example.org/how for more.", "link"),
        (DUTY, "Stored data must be scrambled. " * 30, "longer"),
        (ADVICE, "Lists must be delivered at least 10 working days before the send.", "a duty of what is none"),
        (ADVICE, "Your list should be delivered at most 10 working days before the send.", "another side"),
        (PERMISSION, "You may not use the sandbox at any time.", "deny"),
        (PERMISSION, "You must use the sandbox at any time.", "not say that it is a permission"),
        (FREEZE, "From 6 January 2028 to 15 November 2027 changes are frozen.", "round"),
        (FREEZE, "Changes are frozen from 15 November 2027 to 6 February 2028.", "February"),
        (QUIET, "No text messages must go out from 06:00 to 22:00.", "round"),
        (QUIET, "Text messages must be sent between 22:00 and 06:00.", "denial"),
        (RATE, RATE, "the source again"),
    ],
)
def test_an_unfaithful_text_is_refused_and_the_reason_named(source: str, plain: str, fault: str) -> None:
    assert fault in faults(source, plain)
