"""Conditions of requirement patterns, each on a brief that meets it and one that does not."""

import pytest

from service.catalogue.requirements import When
from service.drafting.rules.conditions import flags_of, holds, uses_personal_data
from tests.drafting.invented import understood

MAILING = "We e-mail 48,000 customers on 4 May 2027."
PAGE = "The landing page shows the opening hours."
FORM = "People register on a form."
POSTERS = "Posters hang in all bars in May 2027."


def meets(when: When, text: str) -> bool:
    campaign = understood(text)
    return holds(when, campaign, flags_of(campaign))


@pytest.mark.parametrize(
    ("when", "met", "unmet"),
    [
        (When(any_send=True), MAILING, PAGE),
        (When(any_page=True), PAGE, MAILING),
        (When(any_send_or_page=True), PAGE, POSTERS),
        (When(any_send_or_page=True), MAILING, POSTERS),
        (When(any_collection_or_send=True), FORM, PAGE),
        (When(any_collection_or_send=True), MAILING, POSTERS),
        (When(bulk_send=True), MAILING, "We e-mail 40 customers on 4 May 2027."),
        (When(personal_data=True), MAILING, POSTERS),
        (When(measures=True), "We want to win 500 new members by May 2027.", MAILING),
        (When(signals=("change_freeze",)), "There is a change freeze from 1 December.", MAILING),
        (When(signals=("change_freeze", "minors")), "Children under 13 take part.", MAILING),
        (When(channels_at_least=2), "We send an e-mail and a letter to 400 members.", MAILING),
        (When(sources_at_least=2), "Data comes from HubSpot and Salesforce.", "Data comes from HubSpot."),
        (When(purposes=("personalise",)), "The e-mail shows each member's own points balance.", MAILING),
    ],
)
def test_a_condition_holds_where_the_brief_meets_it(when: When, met: str, unmet: str) -> None:
    assert meets(when, met)
    assert not meets(when, unmet)


def test_all_conditions_must_hold() -> None:
    both = When(any_send=True, any_page=True)
    assert not meets(both, MAILING)
    assert not meets(both, PAGE)
    assert meets(both, f"{MAILING} {PAGE}")


def test_no_condition_always_holds() -> None:
    assert meets(When(), POSTERS)


def test_what_is_denied_does_not_count() -> None:
    assert not meets(When(any_send=True), "We will send no e-mail.")
    assert not meets(When(signals=("change_freeze",)), "There is no change freeze this year.")


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        (MAILING, True),
        (FORM, True),
        ("We look at the date of birth of our members.", True),
        (POSTERS, False),
        ("The page shows prices and stock.", False),
    ],
)
def test_people_are_written_to_or_data_about_them_is_used(text: str, personal: bool) -> None:
    assert uses_personal_data(understood(text)) is personal


def test_leads_are_people_to_sell_to_and_no_other_word() -> None:
    when = When(needs_leads=True)
    assert meets(when, "New leads go to sales.")
    assert not meets(when, "Our team leader asks the wholesaler to lead the way.")
