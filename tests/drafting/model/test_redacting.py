"""What is hidden of a brief, with what the rules have read in it."""

from dataclasses import replace
from datetime import date

from service.drafting.model.numbering import numbered_lines
from service.drafting.model.redacting import redaction_of_brief, redactions_of
from service.reading.reader import read_brief
from tests.llm.provider import OPTIONS

REDACTING = replace(OPTIONS, redact=True)
BRIEF = """# Spring letters
Client: Coral Lane, a shop for home textiles. The list is in Magento.

Owner: Sunita Halloway, CRM manager.
Priya in retail wants the list by 4 May 2027.

| What | Who |
|---|---|
| Consent wording | Tadhg Lionard |
"""


def sent(text: str) -> str:
    reading = read_brief(text, None, None, date(2026, 11, 22))
    return redaction_of_brief(reading, REDACTING).hide(numbered_lines(reading, reading.sentences))


def test_people_are_hidden_and_firms_products_and_dates_stay() -> None:
    text = sent(BRIEF)
    for name in ("Sunita", "Halloway", "Priya", "Tadhg", "Lionard"):
        assert name not in text
    for name in ("Coral Lane", "Magento", "4 May 2027", "CRM manager"):
        assert name in text


def test_nothing_is_hidden_where_the_options_say_so() -> None:
    reading = read_brief(BRIEF, None, None, date(2026, 11, 22))
    redaction = redaction_of_brief(reading, OPTIONS)
    assert redaction.hide(BRIEF) == BRIEF
    assert redactions_of(redaction) == ()


def test_a_name_that_is_broken_over_characters_nobody_sees_is_hidden_as_it_is_sent() -> None:
    text = sent("The copy is from Sunita\u200b Hal\u200bloway and goes to su\u200bnita@example.org.")
    assert "Halloway" not in text
    assert "example.org" not in text


def test_provenance_names_no_value() -> None:
    reading = read_brief(BRIEF, None, None, date(2026, 11, 22))
    told = redactions_of(redaction_of_brief(reading, REDACTING))
    assert {one.kind for one in told} == {"person"}
    assert not any(name in one.model_dump_json() for one in told for name in ("Sunita", "Priya", "Tadhg"))
