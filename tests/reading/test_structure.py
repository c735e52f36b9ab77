"""Short lines told apart: headings, members of lists without bullets, text."""

from service.reading.segmenting import read_text


def kinds(text: str) -> list[tuple[str, str]]:
    return [(s.kind, s.text) for s in read_text(text).sentences]


def context(text: str, part: str) -> list[str]:
    return next(s.context for s in read_text(text).sentences if part in s.text)


def test_the_first_line_alone_is_the_title() -> None:
    text = "Spring tour - brief\n\nWe need a page.\n"
    assert kinds(text)[0] == ("heading", "Spring tour - brief")
    assert context(text, "a page") == ["Spring tour - brief"]


def test_a_line_in_capitals_is_a_heading() -> None:
    text = "We start soon.\n\nDATA WE NEED\n\nThe list of members. It must be fresh.\n"
    assert context(text, "list of members") == ["DATA WE NEED"]


def test_a_bold_line_is_a_heading_until_the_next() -> None:
    text = "Hello all.\n\n**Data:**\n\nThe list of members.\n\n**Timing:**\n\nIn May.\n"
    assert context(text, "list of") == ["Data"]
    assert context(text, "May") == ["Timing"]


def test_a_label_on_its_own_line_heads_the_paragraph_below() -> None:
    text = "We start soon.\n\nTiming:\nThe first mail goes out on 4 May and the second one a week later.\n"
    assert context(text, "first mail") == ["Timing"]


def test_a_list_that_lost_its_bullets_keeps_its_lead_in() -> None:
    text = "Lead form\nFields:\nName\n\nPhone\n\nChild's age\n\nThe form is short. It must load fast.\n"
    assert context(text, "Child's age")[-1] == "Fields"
    assert "Fields" not in context(text, "must load fast")


def test_numbers_over_paragraphs_are_headings() -> None:
    text = "1. Audience\n\nAll members in two towns are addressed.\n\n2. Timing\n\nThe first mail goes out on 4 May.\n"
    assert kinds(text)[0] == ("heading", "Audience")
    assert context(text, "first mail") == ["Timing"]


def test_numbers_in_a_row_are_a_list() -> None:
    assert [kind for kind, _ in kinds("We want:\n1. A page\n2. A form\n3. A mail\n\nThanks for all the help.\n")] == [
        "prose",
        "item",
        "item",
        "item",
        "prose",
    ]


def test_a_short_line_over_a_list_leads_it_and_no_more() -> None:
    text = "We start soon.\n\nWhat we want to do\n- a page\n- a form\n\nThe list of members is old. Clean it first.\n"
    assert context(text, "a form") == ["What we want to do"]
    assert context(text, "members is old") == []


def test_a_sentence_without_its_full_stop_is_no_heading() -> None:
    text = "We need a page for the tour\n\nIt has to be ready when the first mail goes out on 4 May 2027.\n"
    assert ("heading", "It has to be ready when the first mail goes out on 4 May 2027.") not in kinds(text)
    assert kinds(text)[1][0] == "prose"


def test_an_e_mail_ending_in_a_question_stays_text() -> None:
    assert kinds("We need a page by Friday.\n\nCan IT confirm?\n")[-1] == ("prose", "Can IT confirm?")


def test_a_first_line_with_a_colon_is_the_title_unless_it_answers_a_form() -> None:
    assert kinds("Orchard Ltd: the spring tour\n\nWe need a page.\n")[0][0] == "heading"
    assert kinds("Goal: 400 sign-ups\n\nWe need a page.\n")[0][0] == "field"


def test_points_in_lower_case_under_a_lead_in_are_not_joined() -> None:
    text = (
        "The numbers as I have them now:\ntarget 2,500 walkers, last year 1,870\nentry fee 18 pounds, 10 for children\n"
        "average gift of 140 pounds each\n"
    )
    assert len(kinds(text)) == 4


def test_a_question_of_a_form_heads_the_answer_below_it() -> None:
    read = read_text("Q1. Who are you?\nThe loyalty team.\n\nQ2. Which information will you use?\nName and postcode.\n")
    kinds = {s.text: s.kind for s in read.sentences}
    assert kinds["Q1. Who are you?"] == kinds["Q2. Which information will you use?"] == "heading"
    answer = next(s for s in read.sentences if s.text.startswith("Name"))
    assert answer.context[-1] == "Q2. Which information will you use?"
