"""Quantities that lean on an earlier one in their sentence."""

import pytest

from tests.reading.quantity_reading import read


def amounts(text: str) -> list[tuple[str, str | None]]:
    return [(mention.text, mention.unit) for mention in read(text) if mention.kind == "money"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "68k € all in: ads 45k, films 14k, tools 15k.",
            [("68k €", "EUR"), ("45k", "EUR"), ("14k", "EUR"), ("15k", "EUR")],
        ),
        ("Budget is KES 6.8 million, of which 2.1m is for messages.", [("KES 6.8 million", "KES"), ("2.1m", "KES")]),
    ],
)
def test_the_parts_of_a_sum_have_its_currency(text: str, expected: list[tuple[str, str]]) -> None:
    assert amounts(text) == expected


def test_what_counts_something_is_no_money() -> None:
    assert amounts("We have £40k for 86k members and 12k donors.") == [("£40k", "GBP")]


def test_a_date_beyond_the_calendar_stays_without_a_value() -> None:
    dates = [mention for mention in read("4 May of a million two days before") if mention.kind == "date"]
    assert [mention.value for mention in dates if "before" in mention.text] == [None]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The show is on Saturday 11 September 2027 at 20:00. The doors close on Monday at 09:00.", "2027-09-13"),
        ("We open on 6 October 2027. On Friday evening there is a draw.", "2027-10-08"),
        ("We open on 6 October 2027. Can you tell me by Friday?", None),
        ("We open on 6 October 2027. Please send it by Friday.", None),
        ("We open on 6 October 2027. It is a push on a Friday morning.", None),
        ("We open on Friday, and close on 6 October 2027.", None),
    ],
)
def test_a_bare_weekday_after_a_written_date_is_counted_from_it(text: str, value: str | None) -> None:
    found = [m for m in read(text) if m.kind == "date" and m.text.split()[0] in ("Monday", "Friday")]
    if value is None:
        assert all(m.note is None or m.note == "counted from today" for m in found)
    else:
        assert [m.value for m in found] == [value]
