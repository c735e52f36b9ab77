"""Lists of constraints: what their lead-ins and headings give to the items, and what they keep to themselves."""

from tests.reading.constraints.constraint_reading import one, read


def strengths(text: str) -> list[str]:
    return [constraint.strength for constraint in read(text).constraints]


def test_items_take_the_force_of_their_lead_in() -> None:
    assert strengths("You must not:\n\n- share passwords\n- keep the list for more than 30 days\n") == ["must_not"] * 2
    assert strengths("Staff should:\n\n- lock screens\n- report losses within 24 hours\n") == ["should"] * 2


def test_a_denial_of_an_item_outweighs_its_lead_in() -> None:
    assert strengths("You should:\n\n- never share passwords\n- encrypt every export\n") == ["must_not", "should"]


def test_items_without_a_verb_take_the_force_of_their_heading() -> None:
    assert strengths("## Prohibited uses\n\n- bulk mail to bought lists\n- sharing a login\n") == ["must_not"] * 2
    assert strengths("## Requirements\n\n- The list is deleted after 30 days.\n") == ["fact"]


def test_a_list_of_conditions_is_one_constraint_with_its_lead_in() -> None:
    refused = one(
        "An exception cannot be granted where:\n\n- the data can be held in the UK\n- a cheaper tool exists\n"
    )
    assert refused.strength == "must_not"
    assert refused.source.text.endswith("a cheaper tool exists")


def test_a_lead_in_that_rules_is_a_constraint_beside_its_items() -> None:
    text = (
        "Every team that sends mail to customers must keep a record of each of its mailings, including:\n\n"
        "- the number of recipients\n- the date\n"
    )
    assert read(text).constraints[0].source.text.startswith("Every team that sends")


def test_a_row_that_only_holds_a_number_is_read_under_its_column() -> None:
    text = "| Directory | Default quota |\n| --- | --- |\n| /home | 10TB |\n"
    row = one(text)
    assert row.kind == "quota"
    assert [item.mention.unit for item in row.quantities] == ["terabyte"]


def test_an_answer_below_its_heading_is_a_constraint() -> None:
    assert one("### Lead time\n\nOne week\n").kind == "lead_time"


def test_a_box_of_the_page_rules() -> None:
    assert strengths("> **Note:** Tokens must not be shared.\n") == ["must_not"]


def test_comments_of_a_settings_file_are_sentences_and_no_headings() -> None:
    text = "# Mail of guests must be deleted\n# after 30 days, in every system\n# that holds it.\nkeep: 30 days\n"
    assert "must" in strengths(text)
    assert all(sentence.kind != "heading" for sentence in read(text).sentences)


def test_a_constraint_that_is_silent_takes_the_kind_of_its_neighbours() -> None:
    text = (
        "# House rules\n\n## Sending\n\n- At most 40 messages per second may be sent.\n"
        "- At most 10 requests per second may be made.\n- Bursts must be avoided by all.\n- This must be kept to by all.\n"
    )
    assert [constraint.kind for constraint in read(text).constraints][-1] == "rate_limit"


def test_a_condition_stays_with_what_it_is_a_condition_of() -> None:
    text = "If a text is longer than 160 signs, it will be billed as two or more."
    assert one(text).source.text == text


def test_an_answer_has_the_force_of_its_yes_or_no() -> None:
    refused = one("Can I have more than 1 TB of storage? No.")
    assert refused.strength == "must_not"
    assert refused.source.text == "Can I have more than 1 TB of storage? No."


def test_a_cell_that_repeats_the_one_above_it_keeps_its_row() -> None:
    text = "Data | Retention period\nPay slips | 3 years after the tax year\nSick pay | As above\nLogs | 30 days\n"
    assert len(read(text).constraints) == 3


def test_few_words_on_a_line_of_their_own_are_a_heading() -> None:
    text = "Prohibited activities\n\nThe following activities are considered misuse:\n\n- Sharing a login\n- Bulk mail that nobody asked for\n"
    assert strengths(text) == ["must_not", "must_not"]


def test_a_lead_in_with_marks_in_it_gives_its_force_too() -> None:
    text = "## Best practice checklist\n\nEach public page **must**:\n\n- Be served over HTTPS.\n- Redirect all requests.\n"
    assert strengths(text) == ["must", "must"]


def test_what_alone_is_allowed_is_a_restriction_however_long() -> None:
    text = "(iii) Only cloud services that the university runs itself, namely mail and drive, are allowed to be used."
    assert strengths(text) == ["must_not"]


def test_items_of_a_list_inside_a_list_take_the_force_of_the_lead_in_above_them() -> None:
    text = "- Keep lists for 30 days.\n- You must not:\n  - store passport numbers\n  - send texts before 8am\n"
    assert strengths(text) == ["must", "must_not", "must_not"]
    deeper = "You must not:\n\n- share with partners:\n  - passwords of the till\n  - lists of guests\n"
    assert strengths(deeper) == ["must_not", "must_not"]


def test_what_happens_above_a_limit_stays_with_it() -> None:
    limit = one(
        "- The gateway takes 25 messages per second. Anything above that waits 20 minutes and is then discarded."
    )
    assert limit.kind == "rate_limit"
    assert "discarded" in limit.source.text


def test_the_opening_of_a_mail_belongs_to_no_single_rule() -> None:
    text = "Hi Ingrid,\n\nhere is where we are with the autumn sale:\n\n1. SMS: no messages after 20:00.\n2. Lists need 5 days' notice.\n"
    assert all("here is where" not in span.text for one in read(text).constraints for span in one.context)
