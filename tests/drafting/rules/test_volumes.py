"""How many people a message goes to, where the brief counts its groups in a list."""

import pytest

from tests.drafting.invented import understood

GROUPS = (
    "Larkspur Rowing, spring campaign.\n\n## Audience\n\n1) Members who rowed last year - around 26,000 in Larder.\n"
    "2) Newsletter subscribers who never rowed (about 48,000).\n\n## Messages\n\n"
)


def volumes(text: str) -> list[tuple[str, float | None, bool]]:
    sends = understood(text).sends
    return [(one.channel, one.volume.value if one.volume else None, one.volume_stated) for one in sends]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("- 6 September 2027, 9am: email 1 to groups 1 and 2.", 74_000),
        ("- 6 September 2027: letter to group 2.", 48_000),
        ("- A postcard on 6 September 2027.", 74_000),
        ("- 13 September 2027: email to non-openers.", None),
        ("- 13 September 2027: a postcard to those who clicked but have not booked.", None),
    ],
)
def test_groups_are_meant_by_their_number_or_all_together(text: str, value: float | None) -> None:
    assert [volume for _, volume, _ in volumes(f"{GROUPS}{text}\n")] == [value]


def test_a_bare_number_behind_the_message_is_how_many_get_it() -> None:
    [send] = understood("Everyone else on Monday 22 November 2027: email to 640k, adverts all week.").sends
    assert send.volume
    assert (send.volume.value, send.volume_stated) == (640_000, True)


def test_what_is_added_up_keeps_its_parts() -> None:
    [send] = understood(f"{GROUPS}- A postcard on 6 September 2027.\n").sends
    assert send.volume
    assert [part.evidence.quote for part in send.volume.parts] == ["26,000", "48,000"]


def test_everyone_is_the_largest_audience_and_a_number_behind_is_stated() -> None:
    text = (
        "We tell 14,300 tenants about the new app. A letter goes to everyone in January 2027. "
        "Then a text in the week of 25 January 2027 to everyone we have a mobile for (11,800)."
    )
    assert volumes(text) == [("letter", 14_300, False), ("sms", 11_800, True)]


def test_a_line_on_which_calls_are_taken_calls_nobody() -> None:
    assert volumes("We tell 14,300 tenants by letter before we switch off the phone line on 1 March 2027.") == [
        ("letter", 14_300, True)
    ]


def test_the_day_by_which_somebody_could_have_booked_is_no_day_of_the_message() -> None:
    [send] = understood("Then a postcard goes to anybody who hasn't booked by 5 February 2027.").sends
    assert send.on is None
    assert all("5 February" not in place.quote for place in send.evidence)


def test_an_address_that_people_gave_is_no_message() -> None:
    text = "Members who row (118,000 have given us an email) hear of it. Thursday 30 September 2027: an email to all."
    assert [channel for channel, _, _ in volumes(text)] == ["email"]
