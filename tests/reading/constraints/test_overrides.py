"""An update replaces what stands elsewhere in the text, and nothing that is about something else."""

import pytest

from tests.reading.constraints.constraint_reading import read

NOTICE = "The booking system is down for maintenance on 3 May 2027 from 22:00 to 23:30."
UPDATE = "Update: maintenance of the booking system has moved to 10 May 2027 from 22:00 to 23:30."


def overridden(text: str) -> list[str | None]:
    return [item.overridden_by for item in read(text).constraints]


@pytest.mark.parametrize(
    ("text", "expected"), [(f"{NOTICE}\n\n{UPDATE}", ["C2", None]), (f"{UPDATE}\n\n{NOTICE}", [None, "C1"])]
)
def test_an_update_replaces_the_notice_above_or_below_it(text: str, expected: list[str | None]) -> None:
    assert overridden(text) == expected


def test_a_rule_of_another_kind_stays() -> None:
    assert overridden(f"{NOTICE}\n\nBackups of the booking system are kept for 30 days.\n\n{UPDATE}") == [
        "C3",
        None,
        None,
    ]


def test_a_notice_on_another_subject_stays() -> None:
    other = "The loyalty shop is down for maintenance on 5 June 2027."
    assert overridden(f"{other}\n\n{UPDATE}") == [None, None]


def test_a_repeated_notice_with_the_same_numbers_is_not_replaced() -> None:
    assert overridden(f"{NOTICE}\n\nUpdate: {NOTICE[0].lower()}{NOTICE[1:]}") == [None, None]
