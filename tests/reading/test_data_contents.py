"""Data whose name goes beyond the words of the catalogue."""

import pytest

from tests.reading.name_reading import read, texts_of


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("We need the number of invoices and the country.", "number of invoices"),
        ("Weekly report: bookings per surgery and complaints.", "bookings per surgery"),
        ("Each mail carries the name of the port they usually leave from and a fare.", "port they usually leave from"),
        ("Upload the list of switched customers.", "list of switched customers"),
    ],
)
def test_grown(text: str, span: str) -> None:
    assert any(found.endswith(span) for found in texts_of(read(text), "data"))


def test_a_further_thing_is_left_out() -> None:
    found = texts_of(read("The mail shows the name of the port they sail from and a voucher."), "data")
    assert not any("voucher" in text and "port" in text for text in found)
