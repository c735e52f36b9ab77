"""Ids sort by time and say nothing else."""

from datetime import UTC, datetime, timedelta

from service.store.ids import DIGITS, new_id

NOW = datetime(2027, 3, 1, tzinfo=UTC)


def test_ids_sort_by_the_moment_they_were_made() -> None:
    ids = [new_id("res", NOW + timedelta(milliseconds=step)) for step in range(300)]
    assert ids == sorted(ids)


def test_no_two_ids_are_equal() -> None:
    assert len({new_id("shr", NOW) for _ in range(1000)}) == 1000


def test_an_id_is_its_prefix_and_26_digits() -> None:
    prefix, _, digits = new_id("shr", NOW).partition("_")
    assert prefix == "shr"
    assert len(digits) == 26
    assert set(digits) <= set(DIGITS)
