"""The whole catalogue loads, no file is overlooked, and what is due for another look is listed."""

from datetime import date
from importlib.resources import files

from service.catalogue.review import FILES, due_for_review, load_everything


def test_every_file_of_the_catalogue_is_known() -> None:
    found = {entry.name.removesuffix(".yaml") for entry in files("service.catalogue").iterdir()}
    assert {name for name in found if not name.endswith((".py", "__pycache__", ".pyc"))} == set(FILES)


def test_every_file_has_entries() -> None:
    assert [name for name, entries in load_everything().items() if not entries] == []


def test_reviews_fall_due_with_time_the_longest_overdue_first() -> None:
    assert due_for_review(date(2000, 1, 1)) == []
    due = due_for_review(date(2999, 1, 1))
    dates = [item.source.review_by for item in due]
    assert due
    assert None not in dates
    assert dates == sorted(dates, key=str)
    one = due[-1]
    assert one.source.review_by
    assert one not in due_for_review(one.source.review_by), "on the day itself there is still time"
