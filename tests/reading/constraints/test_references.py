"""What stands elsewhere and belongs to a constraint: exceptions by number, lists of exclusions, footnotes."""

from tests.reading.constraints.constraint_reading import read


def exceptions(text: str) -> list[list[str]]:
    return [[span.text for span in item.exceptions] for item in read(text).constraints]


def test_an_exception_further_down_goes_to_the_clause_that_it_names() -> None:
    text = "2.1 Lists must be deleted after 60 days.\n2.2 Each export needs a ticket.\n\nClause 2.1 does not apply to tills."
    assert exceptions(text)[:2] == [["Clause 2.1 does not apply to tills."], []]


def test_one_sentence_may_soften_several_clauses() -> None:
    text = "A1 Lists must be deleted.\n\nA2 Exports need a ticket.\n\nA3 Tools must be approved.\n\nA1 and A3 do not apply to tills."
    said = "A1 and A3 do not apply to tills."
    assert exceptions(text)[:3] == [[said], [], [said]]


def test_of_two_lists_with_the_same_numbers_the_one_above_is_meant() -> None:
    text = (
        "1. Uploads are limited to 20 MB.\n2. Tools must be approved.\n\nOther rules\n\n1. Pages must load within 3 seconds.\n\n"
        "Rule 1 does not apply to the archive."
    )
    assert exceptions(text)[:3] == [[], [], ["Rule 1 does not apply to the archive."]]


def test_a_list_of_exclusions_belongs_to_the_rule_above_it() -> None:
    text = (
        "Availability is at least 99.5% a month.\n\nNot counted towards availability:\n\n"
        "- planned work between 02:00 and 04:00\n- outages of 5 minutes or less"
    )
    assert exceptions(text)[0] == ["planned work between 02:00 and 04:00", "outages of 5 minutes or less"]


def test_a_footnote_goes_to_what_carries_its_mark() -> None:
    text = (
        "Messages must not contain links¹.\n\nPictures must not be larger than 2 MB.\n\n¹ Except links to the own site."
    )
    assert exceptions(text)[:2] == [["¹ Except links to the own site."], []]


def test_a_footnote_that_does_not_soften_is_a_condition() -> None:
    first, *_ = read(
        "| Service | Limit |\n|---|---|\n| SMS* | 30 messages per second |\n| Push | 500 messages per second |\n\n"
        "\\* Only with the premium contract."
    ).constraints
    assert [span.text for span in first.conditions] == ["\\* Only with the premium contract."]


def test_each_footnote_under_the_same_mark_goes_to_the_rule_above_it() -> None:
    text = (
        "All files must be named. Uploads must be scanned†.\n\n† Except pictures.\n\n"
        "All tools must be listed. Exports must be encrypted†.\n\n† Except price lists."
    )
    found = {item.source.text: [s.text for s in item.exceptions] for item in read(text).constraints}
    assert found["Uploads must be scanned†."] == ["† Except pictures."]
    assert found["Exports must be encrypted†."] == ["† Except price lists."]


def test_a_sentence_that_only_softens_demands_nothing_itself() -> None:
    text = "1. Lists must be kept for 60 days.\n\nRule 1 does not apply to the archive."
    assert [item.strength for item in read(text).constraints][1:] in ([], ["fact"])
