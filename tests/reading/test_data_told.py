"""Data told as what people or the reader did."""

import pytest

from service.reading.data_elements import read_data
from service.reading.data_told import things_done
from tests.reading.name_reading import scan


def _data(text: str) -> list[str]:
    return sorted((mention.text for mention in read_data(scan(text))), key=text.index)


def test_what_a_message_tells_its_reader_is_data() -> None:
    found = _data("Each runner gets a card: routes you ran, your best time, how far you climbed.")
    assert found == ["routes you ran", "your best time", "how far you climbed"]


def test_what_is_said_to_a_colleague_is_none() -> None:
    assert _data("Hi Ben, here is what you asked for, your budget and the slides.") == []


def test_units_and_what_was_done_in_them_are_measured() -> None:
    assert _data("The meter shows us nights stayed and rounds played.") == ["nights stayed", "rounds played"]


@pytest.mark.parametrize("text", ["The hours needed are unknown.", "Only three days skied.", "The days left are few."])
def test_amounts_and_needs_are_not(text: str) -> None:
    assert _data(text) == []


def test_members_of_a_list_may_tell_what_was_done() -> None:
    assert _data("We report keys handed back, homes viewed and forms sent in.") == [
        "keys handed back",
        "homes viewed",
        "forms sent in",
    ]


@pytest.mark.parametrize(("text", "done"), [("keys handed back", True), ("parents targeted", False), ("keys", False)])
def test_things_done(text: str, done: bool) -> None:
    read = scan(text)
    assert things_done(read, 0, len(read.words) - 1) is done
