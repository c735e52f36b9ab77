"""A constraint text as a whole: cut into single constraints, the rest set aside with a reason."""

import pytest

from service.reading.constraints import asides
from tests.reading.constraints.constraint_reading import TODAY, one, read

TEXT = """\
# Rules for mailings

"Mailing" means any message to more than one person.

1. Newsletters must not exceed 40 messages per second.
2. Every tool needs the approval of the Data Protection Office.

Sign in to the console.

Hope this helps, the weather is lovely.

Contact: desk@copperfinch.example
"""


def test_each_item_is_a_constraint_and_carries_the_heading_above_it() -> None:
    found = read(TEXT).constraints
    assert [item.id for item in found] == ["C1", "C2"]
    assert [item.kind for item in found] == ["rate_limit", "approval"]
    assert all(item.context[0].text == "Rules for mailings" for item in found)


def test_what_holds_no_constraint_is_set_aside_for_the_right_reason() -> None:
    reading = read(TEXT)
    why = {sentence.text: reading.set_aside.get(sentence.id) for sentence in reading.sentences}
    assert why['"Mailing" means any message to more than one person.'] == asides.DEFINITION
    assert why["Sign in to the console."] == asides.STEP
    assert why["Contact: desk@copperfinch.example"] == asides.CONTACT


@pytest.mark.parametrize(
    "line", ["For questions contact the desk.", "Questions? Ask the desk.", "More information is on the wiki."]
)
def test_contact_lines_are_no_constraints(line: str) -> None:
    reading = read(f"{line}\n\nExports must be encrypted.")
    assert [item.source.text for item in reading.constraints] == ["Exports must be encrypted."]
    assert asides.CONTACT in reading.set_aside.values()


def test_a_sentence_that_strings_two_kinds_together_is_two_constraints() -> None:
    found = read("Backups are kept for 30 days, and every agency must use single sign-on.").constraints
    assert [item.kind for item in found] == ["retention", "access"]
    assert len({item.sentences for item in found}) == 1


def test_the_row_of_a_table_is_one_constraint_with_its_cells() -> None:
    found = read("| System | Limit |\n|---|---|\n| SMS | 40 messages per second |\n| Push | 900 messages per second |")
    assert [item.cells for item in found.constraints] == [
        (("System", "SMS"), ("Limit", "40 messages per second")),
        (("System", "Push"), ("Limit", "900 messages per second")),
    ]


def test_a_sentence_that_leads_in_a_list_is_no_constraint_of_its_own() -> None:
    reading = read("You must not:\n\n- share accounts\n- sell addresses")
    assert reading.set_aside[reading.sentences[0].id] == asides.LEAD_IN
    assert len(reading.constraints) == 2


def test_an_english_rule_among_german_ones_is_read_and_a_german_one_is_not_called_background() -> None:
    reading = read(
        "Der Versand ist auf 40 Nachrichten pro Sekunde begrenzt. Sonntags darf nichts verschickt werden. "
        "Die Liste wird von uns geprüft.\n\nExports must be encrypted."
    )
    assert {item.source.text: item.strength for item in reading.constraints}["Exports must be encrypted."] == "must"
    german = [item for item in reading.constraints if "Versand" in item.source.text]
    assert [(item.strength, item.firmness) for item in german] == [("fact", "unknown")]
    assert asides.BACKGROUND not in reading.set_aside.values()


def test_a_very_long_sentence_is_cut_and_none_of_it_is_lost() -> None:
    text = "You must not send " + "many words " * 2_000 + "to 40,000 people."
    found = read(text).constraints
    assert len(text) > sum(len(item.source.text) for item in found) > 0
    assert all(len(part.text) <= 2_000 for item in found for part in item.parts)


def test_a_row_of_sentences_that_go_on_ends_somewhere() -> None:
    found = read("Exports must be encrypted. " + "It must be kept safe. " * 40).constraints
    assert max(len(item.sentences) for item in found) <= 12
    assert sum(len(item.sentences) for item in found) == 41


def test_the_year_that_a_date_leaves_out_is_settled_by_the_day() -> None:
    [day] = one("Lists must be handed in by 4 May.").of_kind("date")
    assert day.mention.value == f"{TODAY.year + 1}-05-04"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Fares on a page older than 15 minutes must not be shown as available.", "refresh_timing"),
        ("The back end may only be queried between 22:00 and 05:00.", "refresh_timing"),
        ("The web server copes with roughly 40 registrations a minute.", "capacity"),
        ("New sender addresses need a warm-up of three weeks.", "lead_time"),
        ("Mailwell can hold 10,000 single-use codes per promotion.", "quota"),
        ("Custom audiences on Facebook: not without the DPO's okay.", "approval"),
        ("Between 21 December and 4 January nothing changes on the website.", "change_freeze"),
        ("The donation page was tested for 90 people a minute.", "capacity"),
        ("Notes of the nurses must never leave the ward.", "data_class"),
        ("Larder exports run Tuesdays and Fridays at 07:00.", "refresh_timing"),
        (
            "Selections take an analyst, who needs three working days and is fully booked until 14 December.",
            "lead_time",
        ),
        ("Abandoned cart: trigger runs once an hour.", "refresh_timing"),
        ("Rides older than 12 months are aggregated.", "erasure"),
        ("Lists above 10,000 addresses need a day's notice.", "lead_time"),
        ("Nobody older than 15 may take part without a parent.", "minors"),
        ("- We cannot give them direct access to Carus. A weekly extract is fine.", "access"),
        ("Numbers must be screened against TPS no more than 28 days before the call.", "consent"),
        ("Servers in the US only with the standard clauses and a transfer assessment.", "transfer"),
    ],
)
def test_the_kind_follows_what_is_said_of_the_number(text: str, kind: str) -> None:
    assert one(text).kind == kind


def test_a_paragraph_behind_a_label_holds_a_rule_a_sentence() -> None:
    text = (
        "The films: first names may be shared once they have signed the agreement. What people gave last year is not OK. "
        "Servers in the US only with the standard clauses and a transfer assessment."
    )
    assert [item.strength for item in read(text).constraints] == ["may", "must_not", "must"]


def test_what_nobody_is_sure_of_is_no_rule() -> None:
    found = read("Exports must be encrypted. Mails must not go out on holidays? Not sure about that one, ask Siobhan.")
    assert [item.source.text for item in found.constraints] == ["Exports must be encrypted."]
