"""What a sentence denies, wishes or reports."""

import pytest

from tests.reading.name_reading import read, scan


def channel(text: str, language: str = "en", name: str = "sms") -> tuple[bool, bool]:
    found = [mention for mention in read(text, language=language) if mention.kind == "channel" and mention.name == name]
    assert len(found) == 1, text
    return found[0].negated, found[0].hedged


@pytest.mark.parametrize(
    "text",
    [
        "No SMS please.",
        "We send nothing by e-mail and no push or SMS.",
        "Everything goes out without any SMS.",
        "We do not want SMS.",
        "Letters instead of SMS.",
        "SMS is not needed.",
        "SMS is out of scope.",
        "No customer gets an SMS.",
        "No customer without consent gets an SMS.",
        "Those in arrears do not get an SMS.",
        "They will never receive any SMS.",
    ],
)
def test_denied(text: str) -> None:
    assert channel(text)[0]


@pytest.mark.parametrize(
    "text",
    [
        "Send the SMS no later than noon.",
        "Not only SMS but also letters.",
        "We don't know who sends the SMS.",
        "No. 9 goes out by SMS.",
        "Nobody opened the letter; SMS follows.",
        "Not everybody who opted in, but all others get an SMS.",
        "People without the app get an SMS.",
        "Members without push are sent an SMS.",
        "Those who did not open get an SMS.",
        "Everyone except staff receives an SMS.",
        "Subscribers not opening get an SMS.",
    ],
)
def test_not_denied(text: str) -> None:
    assert not channel(text)[0]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Keine SMS an Bestandskunden."),
        ("es", "No queremos enviar SMS."),
        ("fr", "Sans SMS ni courrier."),
        ("pt", "Sem SMS nesta fase."),
    ],
)
def test_denied_in_other_languages(language: str, text: str) -> None:
    assert channel(text, language)[0]


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "Kunden ohne App erhalten eine SMS."), ("fr", "Les clients sans appli reçoivent un SMS.")],
)
def test_a_group_that_lacks_something_gets_it_all_the_same_in_other_languages(language: str, text: str) -> None:
    assert not channel(text, language)[0]


@pytest.mark.parametrize("text", ["Maybe an SMS the day after.", "Nice to have: an SMS.", "If possible, an SMS too."])
def test_wished(text: str) -> None:
    assert channel(text) == (False, True)


def test_a_plain_plan_is_no_wish() -> None:
    assert channel("On Monday everybody gets an SMS.") == (False, False)


def test_wished_by_the_heading_above() -> None:
    force = scan("An SMS on the day.", kind="item", context=["Nice to have"]).force
    assert force.hedges(1)


def test_a_report_ends_where_the_plan_begins() -> None:
    force = scan("Last year we ran a quiz but now we want a raffle.").force
    assert force.reports(5)
    assert not force.reports(10)


def test_a_mark_of_time_within_a_clause_reports_nothing() -> None:
    assert not scan("The page shows the amount they gave last year already filled in.").force.reports(1)


def test_people_are_never_denied() -> None:
    found = read("Legal has not looked at it and we have not asked the web team.")
    assert [mention.negated for mention in found if mention.kind == "person_role"] == [False, False]
