"""Lines become blocks: what begins where, what is markup, what is code."""

import pytest

from service.reading import reasons
from service.reading.blocks import scan
from service.reading.layout import Block
from service.reading.markup import views


def blocks(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in scan(views(text))]


def found(text: str, part: str) -> Block:
    return next(block for block in scan(views(text)) if part in text[block.start : block.end])


def test_marks_of_lists_and_headings_are_left_out() -> None:
    assert blocks("## Plan ##\n- one\n2. two\n   - [x] three\n***\nfour") == [
        ("heading", "Plan"),
        ("item", "one"),
        ("item", "two"),
        ("item", "three"),
        ("prose", "four"),
    ]


def test_underlined_headings() -> None:
    text = "Spring tour\n===========\n\nAudience\n--------\nMembers in two towns.\n"
    assert [(b.kind, b.level) for b in scan(views(text))] == [("heading", 1), ("heading", 2), ("prose", 0)]


def test_wrapped_lines_are_one_block() -> None:
    text = "- The list has 900 names and it is kept\n  in a sheet that only Ana may\n  open.\n- Next point\n"
    assert blocks(text)[0][1].endswith("open.")
    assert len(blocks(text)) == 2


@pytest.mark.parametrize("fence", ["```", "~~~", "\\`\\`\\`"])
def test_fenced_code_is_one_block(fence: str) -> None:
    lead = "We need this tag on every page of the shop and of the blog:"
    text = f"{lead}\n\n{fence}\nload(1);\n\nrun();\n{fence}\nThanks.\n"
    code = found(text, "load")
    assert (code.kind, code.aside) == ("code", reasons.CODE)
    assert text[code.start : code.end] == "load(1);\n\nrun();"


def test_tags_in_fenced_code_are_kept() -> None:
    text = 'Put this logo on the page, please, and on every mail:\n\n```html\n<img src="a.png">\n```\nThanks a lot.\n'
    assert ("code", '<img src="a.png">') in blocks(text)


def test_a_fence_without_an_end_hides_nothing() -> None:
    assert ("prose", "We need a page by Friday.") in blocks("```\nWe need a page by Friday.\n")


def test_a_brief_pasted_inside_a_fence_is_read() -> None:
    assert blocks("```\nWe need a page by Friday.\n\n- for 900 members\n```\n") == [
        ("prose", "We need a page by Friday."),
        ("item", "for 900 members"),
    ]


@pytest.mark.parametrize("mark", ["---", "+++"])
def test_front_matter_is_fields(mark: str) -> None:
    sign = ":" if mark == "---" else " ="
    keys = f"title{sign} Spring tour\nbudget{sign} 42k\ntags{sign}\n  - a\n  - b\nowner{sign} []\n"
    text = f"{mark}\n{keys}{mark}\nWe need a page.\n"
    read = scan(views(text))
    assert [(b.kind, b.label, b.aside) for b in read] == [
        ("field", "title", None),
        ("field", "budget", None),
        ("field", "tags", reasons.METADATA),
        ("field", "owner", reasons.METADATA),
        ("prose", None, None),
    ]


def test_two_rules_around_prose_are_no_front_matter() -> None:
    assert blocks("---\nWe need a page. It is urgent.\n---\nThanks.\n")[0][0] in ("prose", "heading")


def test_template_code_is_told_from_a_placeholder_in_a_sentence() -> None:
    text = '{% from "a.njk" import b %}\n{{ b({\n  c: 1\n}) }}\n\nDear {{first_name}}, read on.\n'
    assert [kind for kind, _ in blocks(text)] == ["code", "code", "prose"]


def test_a_component_with_a_text_in_it_is_read() -> None:
    text = '{% include inset.html\n  text="Letters go out on three days a week from now on."\n%}\n'
    assert any("Letters go out" in part and kind != "code" for kind, part in blocks(text))


def test_scripts_and_comments_are_blocks_of_their_own() -> None:
    text = "<p>We need a page.</p>\n<script>go()</script>\n<!-- ask Ana -->\n<p>By Friday.</p>"
    assert [(b.kind, b.aside) for b in scan(views(text))] == [
        ("prose", None),
        ("code", reasons.CODE),
        ("markup", reasons.COMMENT),
        ("prose", None),
    ]


def test_html_lists_and_headings() -> None:
    text = "<h2>Plan</h2><ul><li>one</li><li><p>two</p></li></ul><p>three<br>four</p>"
    assert blocks(text) == [
        ("heading", "Plan"),
        ("item", "one"),
        ("item", "two"),
        ("prose", "three"),
        ("prose", "four"),
    ]
