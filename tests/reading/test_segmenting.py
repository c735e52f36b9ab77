"""A whole text cut into sentences: nothing lost, nothing overlapping, nothing slow."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import EmptyBrief
from service.reading.segmenting import Segmented, read_text
from tests.calls_counted import calls_of

LINES = st.sampled_from(
    ["# Plan", "## {}", "- {}", "  - {}: {}", "1. {}", "3.2 - {}", "{}:", "**{}:** {}", "{}. {}? {}!", "| {} | {} |",
     "|---|---|", "{}\t{}", "{}    {}", "> {}", "```", "---", "+++", "{} =", "<p>{}</p>", "<tr><td>{}<td>{}",
     "</table>", "<br>{}", "<!-- {} -->", "<script>{}", "</script>", "{{% {} %}}", "{{{{ {}", "\"{}.\" {}",
     "From: {}", "To: {}", "Kind regards", "--", "{} z. B. {}", "☑ {}", "", "   ", "\f", "=====", "{}\u200b{}",
     "{}\x00", "\u202e{}", "_{}_ *{}*", "`{}`", "[{}](x)", "&amp; {}", "{}。{}", "CTA: {}", "Hi {},"]
)  # fmt: skip


@st.composite
def briefs(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A text put together from lines of every kind, and the words in it, each of them only once."""
    words: list[str] = []
    lines = []
    for template in draw(st.lists(LINES, min_size=1, max_size=25)):
        count = template.replace("{{", "").count("{}")
        fresh = [f"word{len(words) + index}x" for index in range(count)]
        words += fresh
        lines.append(template.format(*fresh))
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines), words


def segmented(text: str) -> Segmented | None:
    try:
        return read_text(text)
    except EmptyBrief:
        return None


def assert_sound(read: Segmented) -> None:
    """Offsets are exact, ids count, nothing overlaps, everything named exists."""
    end = 0
    for number, sentence in enumerate(read.sentences, 1):
        assert sentence.id == f"S{number}"
        assert read.text[sentence.start : sentence.end] == sentence.text
        assert sentence.text.strip() == sentence.text != ""
        assert sentence.start >= end
        end = sentence.end
    ids = {sentence.id for sentence in read.sentences}
    assert {*read.set_aside, *read.labels, *read.cells, *read.languages} <= ids
    assert len(read.readable) == len(read.text)


@given(briefs())
def test_every_word_is_in_exactly_one_sentence(brief: tuple[str, list[str]]) -> None:
    text, words = brief
    read = segmented(text)
    if read is None:
        assert words == []
        return
    assert_sound(read)
    for word in words:
        assert sum(word in sentence.text for sentence in read.sentences) == 1, word


@given(st.text(max_size=300))
def test_any_text_is_cut_soundly(text: str) -> None:
    read = segmented(text)
    if read is not None:
        assert_sound(read)


@given(st.text(alphabet="abc.!? \n-*#>|`_:1)", max_size=200))
def test_only_marks_and_numbers_of_lists_are_left_out(text: str) -> None:
    read = segmented(text)
    outside = list(text)
    for sentence in read.sentences if read else ():
        outside[sentence.start : sentence.end] = " " * (sentence.end - sentence.start)
    left = "".join(outside)
    # A letter outside is the mark of a list: "a) ", "b. ".
    assert all(left[i + 1 : i + 2] in ".)" for i, character in enumerate(left) if character.isalpha())


def test_a_lone_bar_above_lines_with_bars_is_no_table() -> None:
    read = segmented("|\nWe start|in May\nand end|in June")
    assert read is not None
    assert_sound(read)
    assert [sentence.text for sentence in read.sentences][-1].endswith("in June")


def test_a_row_of_a_table_that_begins_with_an_empty_line_is_read() -> None:
    read = segmented("<tr>\nWe start in May")
    assert read is not None
    assert_sound(read)
    assert [sentence.text for sentence in read.sentences] == ["We start in May"]


@given(briefs())
def test_the_same_text_is_read_the_same_way(brief: tuple[str, list[str]]) -> None:
    assert segmented(brief[0]) == segmented(brief[0])


# --- the parts that a caller sees ---------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " \n\t", "---", "<p></p>", "**", "\x00\u200b"])
def test_a_text_without_words_is_an_empty_brief(text: str) -> None:
    with pytest.raises(EmptyBrief):
        read_text(text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Apple **festival**\n\nWe start.", "Apple festival"),
        ("---\ntitle: Apple festival\n---\n# Other\n", "Apple festival"),
        ("Subject: Apple festival\nFrom: Ana\n\nWe start.", "Apple festival"),
        ("We write to all before the apples are ripe. And soon.", "We write to all before the apples are ripe."),
        ("APPLE FESTIVAL\n\nWe start.", "APPLE FESTIVAL"),
        ("Campaign: Apple festival\n\nWe start.", "Apple festival"),
        ("CAMPAIGN REQUEST FORM\n\nRequested by: Ana Quill\nCampaign name: Apple festival\n", "Apple festival"),
        ("CAMPAIGN REQUEST\nName: Apple festival, autumn\nOwner: Ana Quill\n\nWe start.", "Apple festival, autumn"),
        ("Name: Ana Quill\nInitiative: Apple festival\n\nWe start.", "Apple festival"),
        ("CLIENT: Quill Orchards\nJOB: Apple festival\n\n1. Background\nWe start.", "Apple festival"),
        ("Apple festival: notes after the call\nAna Quill, marketing\n\nWHY\nWe start.", "Apple festival: notes after the call"),
        ("Hi both,\n\nThe apples are ripe. We start.", "The apples are ripe."),
        ("# Brief: \"Apple festival\"\n\nWe start.", 'Brief: "Apple festival"'),
        ("# Background\n\n# Why\n", "Background"),
        ("| Field | Entry |\n|---|---|\n| Campaign | Apple festival |\n| Owner | Ana Quill |\n", "Apple festival"),
        ("hi all, sorry this is late\n\nThe apples are ripe. We start.", "The apples are ripe."),
    ],
)  # fmt: skip
def test_the_title_is_found(text: str, title: str) -> None:
    assert read_text(text).title == title


def test_a_given_title_wins_and_a_blank_one_does_not() -> None:
    assert read_text("# Apple festival\n\nWe start.", "Pears").title == "Pears"
    assert read_text("# Apple festival\n\nWe start.", "  ").title == "Apple festival"


def test_a_long_first_sentence_is_shortened() -> None:
    title = read_text("We want " + "very " * 60 + "much.").title
    assert len(title) <= 120
    assert title.endswith("…")


def test_the_language_is_that_of_the_plan_not_of_the_copy() -> None:
    text = (
        "# Tour\n\nThe mail goes to all members of the club on 4 May and the list is in the CRM.\n\n## Copy deck\n\n"
        + "Ven a la fiesta de las manzanas y trae a toda la familia con tus amigos.\n\n" * 4
    )
    read = read_text(text)
    assert read.language == "en"
    assert read.not_read == ()
    assert read.language_of(read.sentences[-1].id) == "es"


def test_a_foreign_sentence_is_noted() -> None:
    text = "The mail goes out to all members in May, and the page for it is live. "
    read = read_text(text + "Die Liste der Mitglieder ist nicht mehr aktuell.")
    assert read.languages == {"S2": "de"}
    assert "Sentence S2 is in German" in read.not_read[0]


def test_odd_characters_are_findings_and_stay_in_the_text() -> None:
    text = "We\x00 need\u200b a \u202epage\ufffd."
    read = read_text(text)
    assert read.sentences[0].text == text
    assert [finding.code for finding in read.findings] == [
        "hidden_text",
        "control_characters",
        "lost_characters",
    ]


def test_ordinary_typing_raises_no_finding() -> None:
    assert (
        read_text("\ufeffA family 👨\u200d👩\u200d👧 comes.\r\n\tMore: 5\u00a0€, co\u00adoperation.\f").findings == ()
    )


def test_html_pasted_whole() -> None:
    text = (
        "<!DOCTYPE html><html><head><title>Plan</title><style>p{color:red}</style></head>"
        "<body><h1>Apple&nbsp;festival</h1><p>We need <b>900</b> tickets\nby 4&nbsp;May.</p></body></html>"
    )
    read = read_text(text)
    kept = [s for s in read.sentences if s.id not in read.set_aside]
    assert kept[-1].text == "We need <b>900</b> tickets\nby 4&nbsp;May."
    assert read.readable[kept[-1].start : kept[-1].end].split() == ["We", "need", "900", "tickets", "by", "4", "May."]
    assert kept[-1].context == ["Plan", "Apple festival"]


# --- size ---------------------------------------------------------------------------------------

SHAPES = {
    "prose": lambda n: "We need 400 leads by 4 May from the CRM list. " * n,
    "one line": lambda n: "word " * n,
    "one word": lambda n: "a" * n,
    "bullets": lambda n: "- one point\n" * n,
    "short lines": lambda n: "Name\n" * n,
    "table": lambda n: "a | b | 3\n" * n,
    "open tags": lambda n: "<!-- <td " * n,
    "open code": lambda n: "{{ a\n" * n,
    "stars": lambda n: "a\n" + " **\n" * n,
    "abbreviations": lambda n: "e.g. " * n,
    "quotes": lambda n: '"a" > ' * n,
    "labels": lambda n: "Key: value\n" * n,
}


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_no_faster_than_the_text(shape: str) -> None:
    once, twice = (calls_of(partial(read_text, SHAPES[shape](n))) for n in (400, 800))
    assert twice <= 2.3 * once + 200


@pytest.mark.parametrize(
    "text",
    ["a" + " " * 60_000 + "b", '"' + " " * 60_000 + "x", "*" * 60_000 + " x", "_" * 60_000 + "a",
     "-" * 60_000 + "x", "1," * 30_000, "home | a" * 8_000, "[a](" * 15_000, "a(" * 30_000],
    ids=["blanks", "quote", "stars", "underscores", "dashes", "digits", "menu", "links", "brackets"],
)  # fmt: skip
@pytest.mark.timeout(20)
def test_no_pattern_runs_away(text: str) -> None:
    # A pattern that goes back and forth over these needs minutes, not the tenth of a second of one that does not.
    assert_sound(read_text(text))
