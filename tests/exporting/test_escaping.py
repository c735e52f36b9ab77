"""Text of a brief stays text: no markup of its own, nothing hidden."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from service.exporting.escaping import anchor, markdown_text, visible

ATTACKS = (
    "<script>alert(1)</script>",
    "[a link](https://elsewhere.example/x) ![](https://elsewhere.example/p.png)",
    "https://elsewhere.example www.elsewhere.example",
    "# a heading",
    "- item\n\n1. other",
    "1) numbered",
    "| a | b |\n|---|---|\n| c | d |",
    "`code` ~~gone~~ *strong* _weak_ ***both***",
    "> quoted",
    "```\nfence\n```",
    "&lt;b&gt; &copy;",
    "[ref]: https://elsewhere.example",
    "text\n===",
    "trailing backslash \\",
    "<https://elsewhere.example>",
    "+ plus",
)
RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def rendered(text: str) -> str:
    """What a list item with an own label and this text becomes."""
    return str(RENDERER.render(f"- **X-001** {markdown_text(text)}\n"))


def tags(page: str) -> set[str]:
    return set(re.findall(r"<(/?\w+)", page))


@pytest.mark.parametrize("text", ATTACKS)
def test_markdown_shows_hostile_text_as_text(text: str) -> None:
    page = rendered(text)
    assert tags(page) == {"ul", "li", "strong", "/strong", "/li", "/ul"}
    words = html.unescape(re.sub(r"</?\w+>", "", page)).split()
    assert words == ["X-001", *text.split()]


@pytest.mark.parametrize("text", ATTACKS)
def test_hostile_text_cannot_leave_its_table_cell(text: str) -> None:
    page = RENDERER.render(f"| a | b |\n|---|---|\n| {markdown_text(text)} | end |\n")
    assert page.count("<td>") == 2
    assert tags(page) <= {
        f"{slash}{tag}" for slash in ("", "/") for tag in ("table", "thead", "tbody", "tr", "th", "td")
    }


@given(st.text(alphabet=st.sampled_from("ab1 .)#-+=>|*_`~[]()!<&;\\/:@\n\t$")))
def test_no_mixture_of_signs_makes_markup(text: str) -> None:
    assert tags(rendered(text)) == {"ul", "li", "strong", "/strong", "/li", "/ul"}


def test_ordinary_prose_is_left_alone() -> None:
    prose = "Terms & conditions: 1.5% of points_balance (e.g. 900,000), by ops@club.example - today!"
    assert markdown_text(prose) == prose


def test_addresses_do_not_become_links_and_mentions_call_nobody() -> None:
    text = markdown_text("see https://elsewhere.example or www.elsewhere.example, @everyone")
    assert "https:" not in text
    assert "www." not in text
    assert "@everyone" not in text


def test_what_hides_is_shown() -> None:
    assert visible("a\u202eb\x00c\U000e0041d\ud800") == "a<U+202E>b\u2400c\u25afd\ufffd"
    assert visible("one\r\ntwo\rthree\ttab") == "one\ntwo\nthree\ttab"


def test_ordinary_writing_is_not_touched() -> None:
    for text in ("שלום \u200fעולם", "नमस्ते\u200d", "👩\u200d👧 café ﬁ", "数字"):
        assert visible(text) == text


def test_an_anchor_holds_nothing_but_plain_letters() -> None:
    assert anchor("l", 'a b"><i>') == "l-a-b---i-"
