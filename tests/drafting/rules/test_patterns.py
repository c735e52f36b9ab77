"""Patterns applied to briefs: which need follows from what, once, with all its places."""

from collections import Counter

import pytest

from service.catalogue.requirements import requirement_patterns
from service.drafting.rules.patterns import derive_needs, draft_needs
from service.needs import Need
from service.verifying.wording import follows_ears
from tests.drafting.invented import names, need, read, sentence, understood, worked_out

RICH = (
    "We want to win back 4,000 lapsed members in Ireland by 30 June 2027. On Tuesday 4 May 2027 between 7am and 9am we"
    " e-mail 48,000 members with their own points balance, which is kept in Salesforce. E-mail goes through Mailchimp. The"
    " landing page has a form that asks for name and phone number. Donors pay by card. A TV spot runs on 12 May 2027 at"
    " 20:15. Every morning our agency, Quill & Hatch, gets the list of new members. Each member gets a voucher code."
    " Confirmation messages go out by SMS within five minutes. Every Monday the dashboard shows opens and clicks."
    " Last year the page crashed."
)


def drafted(text: str) -> list[Need]:
    return draft_needs(understood(text))


def everything(text: str) -> list[Need]:
    campaign, computed, _ = worked_out(text)
    return [*draft_needs(campaign), *derive_needs(campaign, computed)]


def test_a_personal_value_is_needed_from_its_system_with_a_rule_for_those_without() -> None:
    found = drafted(RICH)
    value = need(found, "data.personal_value")
    assert "points balance" in value.statement
    assert "Salesforce" in value.statement
    assert "data.personal_fallback" in names(found)
    assert "Mailchimp" in need(found, "integration.data_to_platform").statement


@pytest.mark.parametrize(
    "name",
    [
        "data.selection",
        "data.form_fields",
        "privacy.permission",
        "privacy.opt_out",
        "privacy.notice",
        "integration.registration",
        "integration.recurring_feed",
        "integration.voucher",
        "integration.quick_reply",
        "integration.payment",
        "security.card_data",
        "security.voucher_codes",
        "security.sender_identity",
        "availability.critical_window",
        "availability.payment_retry",
        "scale.load_test",
        "time.send_window",
        "measurement.goal",
        "measurement.report",
        "governance.accessibility",
    ],
)
def test_what_follows_for_it_from_a_rich_brief(name: str) -> None:
    assert name in names(drafted(RICH))


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Posters hang in all bars in May 2027.", {"privacy.permission", "security.sender_identity", "data.selection"}),
        ("We send a letter to 400 members.", {"privacy.opt_out", "security.sender_identity"}),
        ("The landing page shows the offer.", {"security.form_abuse", "privacy.notice", "security.card_data"}),
        ("We e-mail 40 members on 4 May 2027.", {"availability.stop_switch", "integration.push"}),
        ("We e-mail 400 members. We will not use vouchers.", {"integration.voucher", "security.voucher_codes"}),
        ("Exclude anyone who has complained and people marked deceased.", {"privacy.tributes"}),
        ("We phone 400 members. TPS does not apply to them.", {"privacy.call_screening"}),
        ("E-mail goes through Mailchimp.", {"time.send_window", "privacy.permission", "privacy.opt_out"}),
        ('We e-mail 4,000 members.\n\nHeadline: "Your TV spot is waiting!"', {"scale.load_test"}),
    ],
)
def test_what_does_not_follow(text: str, absent: set[str]) -> None:
    assert names(drafted(text)) & absent == set()


def test_one_need_has_all_its_places() -> None:
    text = (
        "Each member gets a voucher code. We e-mail 4,000 members on 4 May 2027. The voucher codes work at the tills. Voucher"
        " codes end in June."
    )
    places = {place.sentence for place in need(drafted(text), "integration.voucher").evidence}
    reading = read(text)
    assert places == {sentence(reading, words).id for words in ("gets a voucher", "at the tills", "end in June")}


def test_no_need_is_told_twice() -> None:
    found = everything(RICH)
    assert [key for key, times in Counter(item.key for item in found).items() if times > 1] == []
    assert [text for text, times in Counter(item.statement for item in found).items() if times > 1] == []


def test_data_for_two_purposes_from_one_place_is_named_in_full() -> None:
    text = (
        "We select people by postcode for the segment. We score the customers by income and rank them. The postcode and the"
        " income come from nowhere we know. We e-mail 4,000 customers on 4 May 2027."
    )
    said = " ".join(item.statement for item in drafted(text))
    assert "postcode" in said
    assert "income" in said


def test_every_statement_has_the_form_of_a_requirement() -> None:
    assert [item.statement for item in everything(RICH) if not follows_ears(item.statement)] == []


def test_every_slot_of_every_text_is_filled() -> None:
    for item in everything(RICH):
        texts = (item.statement, item.rationale, *item.acceptance_criteria)
        assert [text for text in texts if "{" in text or "  " in text or not text.strip()] == []


def test_every_need_can_be_checked_and_has_a_keeper_and_a_place() -> None:
    found = everything(RICH)
    assert [item.need for item in found if not (item.acceptance_criteria and item.owner.name and item.evidence)] == []


def test_a_statement_never_only_echoes_its_sentence() -> None:
    reading = read(RICH)
    sentences = {found.text.rstrip(".").casefold() for found in reading.sentences}
    assert not [item for item in drafted(RICH) if item.statement.rstrip(".").casefold() in sentences]


def test_every_need_names_the_rule_that_made_it() -> None:
    for item in everything(RICH):
        assert item.produced_by == (f"rule:{item.need}",)
        assert item.need in requirement_patterns()
        assert item.origin == "derived"


def test_citations_follow_the_pattern() -> None:
    [opt_out] = [item for item in drafted("We e-mail 400 members on 4 May 2027.") if item.need == "privacy.opt_out"]
    assert opt_out.citations
    assert all(citation.title and citation.status for citation in opt_out.citations)


def test_nothing_follows_from_nothing() -> None:
    assert drafted("The fog comes in on quiet feet.") == []


def test_european_articles_are_cited_only_where_they_may_bind() -> None:
    american = _needs("We e-mail 40,000 customers in Ohio and Texas on 4 May 2027. The agency gets the list.")
    european = _needs("We e-mail 40,000 customers in Ireland on 4 May 2027. The agency gets the list.")
    facts = [{one.fact.partition("_")[0] for need in needs for one in need.citations} for needs in (american, european)]
    assert not {"gdpr", "eprivacy"} & facts[0]
    assert {"gdpr", "eprivacy"} <= facts[1]
    assert not any("GDPR" in need.rationale for need in american)
    assert any("GDPR" in need.rationale for need in european)


def _needs(text: str) -> list[Need]:
    campaign, computed, _ = worked_out(text)
    return [*draft_needs(campaign), *derive_needs(campaign, computed)]


def test_numbers_are_screened_where_the_brief_asks_for_it() -> None:
    for text in ("TPS screening needed.", "Please screen the phone numbers against TPS before the desk starts."):
        found = need(drafted(f"We phone 400 members on 4 May 2027. {text}"), "privacy.call_screening")
        assert text.rstrip(".") in found.evidence[0].quote
