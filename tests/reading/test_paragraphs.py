"""Wrapped paragraphs, labelled fields, forms pasted without their layout."""

from service.reading.segmenting import read_text

FORM = """Campaign name
Apple festival
Who is the audience?
Families in two towns
Budget (in euro)
4,000
What date do you have in mind?
Some weekend in May. The second one is best.
Website
none yet
"""


def test_a_form_without_its_layout_becomes_label_and_answer() -> None:
    read = read_text(FORM)
    assert [(s.kind, s.text) for s in read.sentences][:3] == [
        ("field", "Campaign name\nApple festival"),
        ("field", "Who is the audience?\nFamilies in two towns"),
        ("field", "Budget (in euro)\n4,000"),
    ]
    assert read.labels["S3"] == "Budget (in euro)"
    assert read.title == "Apple festival"


def test_an_answer_may_have_two_sentences() -> None:
    read = read_text(FORM)
    assert [s.text for s in read.sentences if "weekend" in s.text or "second" in s.text] == [
        "What date do you have in mind?\nSome weekend in May.",
        "The second one is best.",
    ]


def test_short_lines_alone_are_no_form() -> None:
    read = read_text("Apples\nPears\nPlums\nCherries\nQuinces\nMedlars\n")
    assert all(s.kind != "field" for s in read.sentences)


def test_a_field_keeps_its_label_and_only_the_first_sentence_answers_it() -> None:
    read = read_text("**Budget:** 42k including media. We start in May.\n")
    assert [(s.kind, s.text, s.context) for s in read.sentences] == [
        ("field", "**Budget:** 42k including media.", ["Budget"]),
        ("prose", "We start in May.", ["Budget"]),
    ]
    assert read.labels == {"S1": "Budget"}


def test_fields_on_neighbouring_lines_are_not_joined() -> None:
    text = "Budget: 42,000 EUR including all media and the whole production\nLaunch: 4 May 2027\n"
    assert [s.text for s in read_text(text).sentences] == text.splitlines()


def test_a_paragraph_wrapped_by_hand_is_joined() -> None:
    text = (
        "The festival takes place in May and we would like to write\n"
        "to everyone who came last year. The list is kept by the\n"
        "Membership team in a sheet. They update it every Monday and\n"
        "Friday.\n"
    )
    assert [s.text.replace("\n", " ") for s in read_text(text).sentences] == [
        "The festival takes place in May and we would like to write to everyone who came last year.",
        "The list is kept by the Membership team in a sheet.",
        "They update it every Monday and Friday.",
    ]


def test_a_label_behind_a_full_stop_opens_a_line_of_its_own() -> None:
    text = (
        "stock: the warehouse feed comes every 15 minutes and nothing is done in between, DNS changes only on Tuesdays.\n"
        "price switch: the job runs at minute 0, 15, 30 and 45, and the app caches prices for up to ten minutes.\n"
        "checkout: it holds 6,500 people at the same time and that is what was tested in September of last year.\n"
    )
    assert [one.kind for one in read_text(text).sentences] == ["field"] * 3
