"""Forms of days: with and without a year, in ranges and lists, in five languages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.quantity_reading import only, read

FORMS = [
    ("It starts on 4 May 2027.", "en", "4 May 2027", "2027-05-04"),
    ("It starts on 4th May, 2027.", "en", "4th May, 2027", "2027-05-04"),
    ("It starts on the 4th of May 2027.", "en", "4th of May 2027", "2027-05-04"),
    ("It starts on May 4, 2027.", "en", "May 4, 2027", "2027-05-04"),
    ("It starts on March 23rd, 2027.", "en", "March 23rd, 2027", "2027-03-23"),
    ("It starts on Sunday 6 December 2026.", "en", "Sunday 6 December 2026", "2026-12-06"),
    ("It starts on Tue, 4 May 2027.", "en", "Tue, 4 May 2027", "2027-05-04"),
    ("It starts on 2027-05-04.", "en", "2027-05-04", "2027-05-04"),
    ("It starts on 2027/05/04.", "en", "2027/05/04", "2027-05-04"),
    ("Es beginnt am 04.05.2027.", "de", "04.05.2027", "2027-05-04"),
    ("Es beginnt am 4.5.27.", "de", "4.5.27", "2027-05-04"),
    ("Es beginnt am 3. Mai 2027.", "de", "3. Mai 2027", "2027-05-03"),
    ("Es beginnt am Montag, 3. Mai 2027.", "de", "Montag, 3. Mai 2027", "2027-05-03"),
    ("Empieza el 4 de mayo de 2027.", "es", "4 de mayo de 2027", "2027-05-04"),
    ("Ça commence le 1er juin 2027.", "fr", "1er juin 2027", "2027-06-01"),
    ("Começa em 4 de maio de 2027.", "pt", "4 de maio de 2027", "2027-05-04"),
    ("It runs 12–14 March 2027.", "en", "12–14 March 2027", "2027-03-12/2027-03-14"),
    ("It runs March 12-14, 2027.", "en", "March 12-14, 2027", "2027-03-12/2027-03-14"),
    ("Shows on the 12 and 13 March 2027.", "en", "12 and 13 March 2027", "2027-03-12/2027-03-13"),
    ("The catalogue drops in the week of 18 January 2027.", "en", "week of 18 January 2027", "2027-01-18"),
    ("The second wave goes out w/c 5 October 2026.", "en", "w/c 5 October 2026", "2026-10-05"),
]


@pytest.mark.parametrize(("text", "language", "span", "value"), FORMS)
def test_reads_a_day(text: str, language: str, span: str, value: str) -> None:
    found = only(text, "date", language)
    assert (found.text, found.value) == (span, value)


INFERRED = [
    ("We send it on 4 May.", "2027-05-04"),
    ("We send it on 22 November.", "2026-11-22"),
    ("We send it on 21 November.", "2026-11-21"),
    ("We send it on 20 November.", "2027-11-20"),
    ("The list was sent on 4 May.", "2026-05-04"),
    ("The list was sent on 24 December.", "2025-12-24"),
]


@pytest.mark.parametrize(("text", "value"), INFERRED)
def test_a_missing_year_is_inferred_and_said_so(text: str, value: str) -> None:
    found = only(text, "date")
    assert found.value == value
    assert "year inferred" in (found.note or "")


@pytest.mark.parametrize(
    ("day", "value"),
    [
        ("Wednesday 6 January", "2027-01-06"),
        ("Thursday 6 January", "2028-01-06"),
        ("Saturday 6 January", "2029-01-06"),
        ("Thursday 7 January", "2027-01-07"),
    ],
)
def test_a_weekday_settles_the_year(day: str, value: str) -> None:
    found = only(f"The launch is on {day}.", "date")
    assert found.value == value
    assert "disagree" not in (found.note or "")


def test_a_weekday_that_fits_no_near_year_is_noted() -> None:
    found = only("The launch is on Monday 6 January.", "date")
    assert found.value == "2027-01-06"
    assert "disagree" in (found.note or "")


def test_a_wrong_weekday_is_noted() -> None:
    found = only("The launch is on Monday 4 May 2027.", "date")
    assert found.value == "2027-05-04"
    assert "is a Tuesday" in (found.note or "")


def test_the_year_at_the_end_of_a_list_holds_for_all() -> None:
    found = read("Webinars on 19 Jan, 26 Jan, 2 Feb 2028")
    assert [mention.value for mention in found] == ["2028-01-19", "2028-01-26", "2028-02-02"]


def test_a_list_may_cross_new_year() -> None:
    found = read("IT touches nothing between 18 December and 8 January.")
    assert [mention.value for mention in found] == ["2026-12-18", "2027-01-08"]


def test_the_first_day_of_a_span_lies_before_the_second() -> None:
    found = read("Everyone who orders between 1 October and 31 December gets it.")
    assert [mention.value for mention in found] == ["2026-10-01", "2026-12-31"]


@pytest.mark.parametrize("text", ["It ends on 31 April.", "It ends on 30 February 2027.", "Es endet am 31.06.2027."])
def test_an_impossible_day_is_kept_without_value(text: str) -> None:
    found = only(text, "date", "de" if text.startswith("Es") else "en")
    assert found.value is None
    assert "impossible date" in (found.note or "")


def test_29_february_waits_for_the_next_leap_year() -> None:
    assert only("We launch on 29 February.", "date").value == "2028-02-29"


SLASHED = [
    ("First blast on 05/04.", None),
    ("First blast on 05/04/27.", None),
    ("First blast on 05/04 for members in the UK.", "2027-04-05"),
    ("First blast on 05/04 for members in California.", "2027-05-04"),
    ("First blast on 25/04/2027.", "2027-04-25"),
    ("First blast on 04/25/2027.", "2027-04-25"),
    ("First blast on 05/05/2027.", "2027-05-05"),
]


@pytest.mark.parametrize(("text", "value"), SLASHED)
def test_day_and_month_around_a_slash(text: str, value: str | None) -> None:
    found = only(text, "date")
    assert found.value == value
    if value is None:
        assert "2027-04-05" in (found.note or "")
        assert "2027-05-04" in (found.note or "")


def test_another_date_of_the_text_settles_the_order() -> None:
    found = read("Send on 05/04/2027 and on 25/04/2027.")
    assert [mention.value for mention in found] == ["2027-04-05", "2027-04-25"]


@pytest.mark.parametrize(
    "text", ["Support is there 24/7.", "An A/B test on 50/50.", "A score of 9/10.", "Zeitungsanzeige (1/4 Seite)."]
)
def test_a_slash_alone_makes_no_date(text: str) -> None:
    assert [mention.text for mention in read(text) if mention.kind == "date"] == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Bring back 60,000 of them by 30 June 2027.", "deadline"),
        ("Sign-up opens on 1 March 2027.", "launch"),
        ("The walk is on 16 May 2027.", "event"),
        ("The offer ends on 30 April 2027.", "deadline"),
        ("There is a change freeze from 18 December 2026.", "limit"),
        ("The appeal was sent on 9 November 2025.", "past_result"),
        ("Sent: Monday 18 January 2027", "other"),
    ],
)
def test_role_of_a_day(text: str, role: str) -> None:
    assert only(text, "date").role == role


ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December"
)  # fmt: skip


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2045, 12, 31)))
def test_days_round_trip(day: date) -> None:
    month = ENGLISH_MONTHS[day.month - 1]
    for written in (
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        day.isoformat(),
        day.strftime("%d.%m.%Y"),
    ):
        found = only(f"It starts on {written} at last.", "date")
        assert (found.text, found.value) == (written, day.isoformat())


def test_every_day_of_a_list_is_read() -> None:
    found = read("Three evenings: 2, 9 and 16 February 2027.")
    assert [mention.value for mention in found if mention.kind == "date"] == ["2027-02-02", "2027-02-09", "2027-02-16"]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("Last year the shop went down on 1 July.", "en", "2026-07-01"),
        ("El año pasado vendimos mucho y la web se cayó el 1 de julio.", "es", "2026-07-01"),
        ("Last year it failed; this year we open on 1 July.", "en", "2027-07-01"),
    ],
)
def test_a_day_told_of_last_year_lies_behind(text: str, language: str, value: str) -> None:
    days = [mention.value for mention in read(text, language) if mention.kind == "date"]
    assert days[-1] == value
