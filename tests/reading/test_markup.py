"""The views of a text with its markup blanked, character for character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reading.markup import for_readers, views

PIECES = st.sampled_from(
    ["<p>", "</p>", "<td>", "<tr>", "<script>", "</script>", "<!--", "-->", "&amp;", "&euro;", "`", "```\n",
     "**", "_", "[a](b)", "<b", ">", "\n", " ", "word", "\x00", "\u200b", "\u202e", "\ufdd8", "🎉", "é"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_every_view_is_as_long_as_the_text(text: str) -> None:
    seen = views(text)
    assert len(seen.outline) == len(seen.readable) == len(for_readers(seen.readable)) == len(text)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_what_a_view_keeps_stands_where_it_stood(text: str) -> None:
    readable = for_readers(views(text).readable)
    for index, character in enumerate(readable):
        if character.isalpha() and text[index] != character:
            # Only an entity becomes another character.
            assert text.rfind("&", 0, index + 1) >= 0


def read(text: str) -> str:
    return " ".join(for_readers(views(text).readable).split())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**Goal:** 400 _qualified_ leads", "Goal: 400 qualified leads"),
        ("see [the plan](https://plan.example/a?b=c) today", "see the plan today"),
        ("a file called send_list_final.csv", "a file called send_list_final.csv"),
        ("5 * 4 items, 2 ** 3", "5 * 4 items, 2 ** 3"),
        ("<b>2.4 million</b> members", "2.4 million members"),
        ("R&amp;D pays &euro;50 &ndash; at most", "R& D pays €50 – at most"),
        ("keep <hello@orchard.example> and <client>", "keep <hello@orchard.example> and <client>"),
        ("set it in the `<head>` section", "set it in the <head> section"),
        ("send\u200b to\x00 all\u202e members", "send to all members"),
        ("the new price is ~~£9~~ £7", "the new price is £9 £7"),
    ],
)
def test_words_survive_and_markup_does_not(text: str, words: str) -> None:
    assert read(text) == words


def test_scripts_and_lone_comments_are_remembered() -> None:
    text = "<p>We need a page.</p>\n<script>track(1)</script>\n<!-- draft two -->\nBye"
    seen = views(text)
    assert sorted(text[start - 1 : end] for start, end in seen.hidden.items()) == [
        "<!-- draft two -->",
        "<script>track(1)</script>",
    ]
    assert "track" not in seen.readable


def test_a_comment_inside_a_sentence_is_only_blanked() -> None:
    seen = views("We need <!-- really? --> a page.")
    assert seen.hidden == {}
    assert seen.readable.split() == ["We", "need", "a", "page."]
