"""Numbered sentences and the context that lets each be read alone."""

from service.reading.segmenting import read_text
from service.reading.sentences import shortened


def context(text: str, part: str) -> list[str]:
    return next(s.context for s in read_text(text).sentences if part in s.text)


def test_headings_stand_in_order_nearest_last() -> None:
    text = "# Tour\n## Data\n### Lists\nThe list is old.\n## Timing\nWe start in May.\n"
    assert context(text, "list is old") == ["Tour", "Data", "Lists"]
    assert context(text, "start in May") == ["Tour", "Timing"]


def test_a_nested_item_carries_what_stands_over_it() -> None:
    text = "The form will ask for:\n- the parent\n  - name\n  - phone\n- the child\n  - age\n\nThat is all.\n"
    assert context(text, "age") == ["The form will ask for", "the child"]
    assert context(text, "phone") == ["The form will ask for", "the parent"]
    assert context(text, "That is all") == []


def test_the_lead_in_is_the_last_sentence_of_its_paragraph() -> None:
    text = "The form is new. It asks for:\n- name\n"
    assert context(text, "name") == ["It asks for"]


def test_ids_count_from_one_in_the_order_of_the_text() -> None:
    read = read_text("# Tour\n\nOne. Two.\n\n- three\n")
    assert [s.id for s in read.sentences] == ["S1", "S2", "S3", "S4"]
    assert [s.start for s in read.sentences] == sorted(s.start for s in read.sentences)


def test_a_closing_mark_stays_with_its_sentence() -> None:
    read = read_text("**We must not fail.** That is all.")
    assert [s.text for s in read.sentences] == ["**We must not fail.**", "That is all."]


def test_an_emoji_left_over_belongs_to_the_sentence_before() -> None:
    assert read_text("It is quick. 🎉 We like it.").sentences[0].text.startswith("It is quick.")
    assert all(any(map(str.isalnum, s.text)) for s in read_text("It is quick. 🎉").sentences)


def test_quote_marks_of_further_lines_are_left_out() -> None:
    read = read_text("> We need a page.\n> It is urgent.\n")
    assert [s.text for s in read.sentences] == ["We need a page.", "It is urgent."]


def test_long_context_is_cut_at_a_word() -> None:
    assert shortened("apples and pears and plums", 18) == "apples and pears…"
    assert shortened("  apples \n and pears ", 18) == "apples and pears"


def test_a_label_that_runs_into_its_numbered_paragraph_is_context_of_the_rest() -> None:
    text = "1) Occasion. The fair opens in June.\n2) Data. Company, function, e-mail. Nothing else.\n"
    assert context(text, "fair opens") == ["Occasion"]
    assert context(text, "Company") == ["Data"]
    assert context(text, "Nothing else") == ["Data"]
    kinds = [s.kind for s in read_text(text).sentences if s.text.endswith(("Occasion.", "Data."))]
    assert kinds == ["heading", "heading"]


def test_a_short_first_sentence_of_plain_text_is_no_label() -> None:
    assert context("It rained. We stayed in.", "stayed") == []


def test_labels_that_run_in_hold_for_what_follows_them_until_the_next() -> None:
    text = "**Goals.** 250 meetings. **Budget.** 40,000 euros for all of it.\n"
    assert context(text, "250 meetings") == ["Goals"]
    assert context(text, "40,000 euros") == ["Budget"]
    assert context("**We are growing.** The team is large.\n", "The team") == []


def test_a_question_that_opens_a_paragraph_labels_it_unless_it_asks_the_reader() -> None:
    assert context("What should it achieve? 4,000 visitors.\n", "4,000") == ["What should it achieve?"]
    assert context("What do you think? We need 4,000 visitors.\n", "4,000") == []


def test_a_numbered_line_over_letters_is_their_heading_and_ends_with_the_next_number() -> None:
    text = "3. What we want.\na) Sales of 4 million by June.\nb) 25 new shops.\n4. Who.\nBuyers in the north.\n"
    assert context(text, "25 new shops") == ["What we want."]
    assert "What we want." not in context(text, "Buyers in the north")


def test_a_numbered_list_keeps_a_numbered_heading() -> None:
    text = "1. Goals\n\n1. Win 300 members\n2. Sell 500 passes\n"
    assert context(text, "Sell 500") == ["Goals"]
