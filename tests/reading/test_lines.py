"""What a line looks like on its own."""

from itertools import pairwise

import pytest

from service.reading.lines import (
    Line,
    bullet_width,
    heading_level,
    is_rule,
    lines,
    looks_like_code,
    number_depth,
    number_width,
    runs_on,
    wrap_width,
)
from service.reading.markup import views


def line(text: str) -> Line:
    return lines(views(text))[0]


def test_lines_end_at_every_kind_of_break() -> None:
    found = lines(views("one\r\ntwo\rthree\ffour\u2028five"))
    assert [each.text for each in found] == ["one", "two", "three", "four", "five"]


def test_indentation_and_quotes_are_counted() -> None:
    tabbed, quoted = lines(views("\t- a\n> > b"))
    assert (tabbed.indent, tabbed.text) == (4, "- a")
    assert (quoted.quoted, quoted.text) == (2, "b")


@pytest.mark.parametrize("text", ["> 3 visits a day", "> 25% open rate"])
def test_a_comparison_is_no_quote(text: str) -> None:
    assert line(text).quoted == 0


@pytest.mark.parametrize("text", ["- a", "* a", "• a", "– a", "→ a", "✅ a", "📍 a", "- [ ] a", "o\ta", "•a"])
def test_bullets(text: str) -> None:
    assert text[bullet_width(line(text)) :] == "a"


@pytest.mark.parametrize("text", ["-a", "-5 degrees", "*bold* start", "over the top", "#1 goal"])
def test_no_bullets(text: str) -> None:
    assert bullet_width(line(text)) == 0


@pytest.mark.parametrize(
    ("text", "rest"),
    [("1. Page", "Page"), ("(2) Page", "Page"), ("b) Page", "Page"), ("3.2 - Page", "Page"), ("iv) Page", "Page")],
)
def test_list_numbers(text: str, rest: str) -> None:
    assert text[number_width(line(text)) :] == rest


@pytest.mark.parametrize(
    "text",
    ["6. Dezember 2026 ist Start", "12. 05. 2027 Start", "2.4 million members", "3.50 EUR each",
     "10.30 - 11.00 Webinar", "2027 was good", "1. Quartal 2027"],
)  # fmt: skip
def test_dates_and_decimals_are_no_list_numbers(text: str) -> None:
    assert number_width(line(text)) == 0


def test_depth_of_a_number() -> None:
    assert number_depth(line("3. Page")) == 1
    assert number_depth(line("3.2 Page")) == 2


@pytest.mark.parametrize(("text", "level"), [("# A", 1), ("### A", 3), ("##Audience of it", 2)])
def test_markdown_headings(text: str, level: int) -> None:
    found = heading_level(line(text))
    assert found is not None
    assert found[0] == level


@pytest.mark.parametrize("text", ["#WinterSale", "#1", "plain"])
def test_a_hashtag_is_no_heading(text: str) -> None:
    assert heading_level(line(text)) is None


def test_rules() -> None:
    assert is_rule(line("- - -"))
    assert is_rule(line("====="))
    assert not is_rule(line("--"))
    assert not is_rule(line("--- a"))


@pytest.mark.parametrize("text", ["├── list.csv", "const a = 1;", "utm_source=mail", "python3 send.py", "</div>"])
def test_code(text: str) -> None:
    assert looks_like_code(text)


@pytest.mark.parametrize("text", ["Fun for the whole family!", "Only 38 € a year", "Free entry, no strings attached"])
def test_words_are_no_code(text: str) -> None:
    assert not looks_like_code(text)


WRAPPED = """The brief was written in an editor that breaks its lines by
hand, so that a sentence runs over several of them. This one
goes on too, and it ends here.
"""


def test_hand_made_breaks_are_recognised() -> None:
    seen = views(WRAPPED)
    found = lines(seen)
    width = wrap_width(found)
    assert width > 0
    assert [runs_on(a, b, width, seen.outline) for a, b in pairwise(found)] == [True, True]


def test_a_list_without_bullets_is_not_wrapped() -> None:
    seen = views("Name\nPhone\nEmail\nPreferred date")
    found = lines(seen)
    assert wrap_width(found) == 0
    assert not any(runs_on(a, b, 0, seen.outline) for a, b in pairwise(found))
