"""Noun phrases: lists, clipped quotes, and which system is named for the work."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.drafting.rules.wording import (
    CHANNEL_WORDS,
    clipped,
    customer_system,
    listed,
    named_system,
    platform_for,
    system_kind,
    with_article,
)
from tests.drafting.invented import understood


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (["a", "", "a", "b"], "a and b"),
        (["a", "b", "c", "d", "e", "f"], "a, b, c, d, e and others"),
    ],
)
def test_names_are_listed_once_each(names: list[str], text: str) -> None:
    assert listed(names) == text


@given(st.text(max_size=200), st.integers(min_value=10, max_value=120))
def test_a_clipped_text_is_one_line_of_bounded_length(text: str, length: int) -> None:
    short = clipped(text, length)
    assert len(short) <= length + len(" ...")
    assert short.split() == short.strip().split(" ") or short == ""


def test_a_short_text_is_not_clipped() -> None:
    assert clipped("with the number\n of cups") == "with the number of cups"


def test_a_text_is_clipped_at_a_word() -> None:
    assert clipped("one two three four", 10) == "one two ..."


@pytest.mark.parametrize(
    ("name", "phrase"),
    [("printer", "the printer"), ("our CRM", "our CRM"), ("HubSpot", "HubSpot"), ("the tills", "the tills"), ("", "")],
)
def test_ordinary_nouns_get_an_article_and_names_do_not(name: str, phrase: str) -> None:
    assert with_article(name) == phrase


def test_the_platform_that_the_brief_names_does_the_sending() -> None:
    campaign = understood("E-mail goes through Mailchimp. The e-mail reaches 4,000 members on 4 May 2027.")
    assert platform_for(campaign, "email") == "Mailchimp"


def test_without_a_name_the_platform_is_called_by_its_job() -> None:
    campaign = understood("The e-mail reaches 4,000 members on 4 May 2027.")
    assert platform_for(campaign, "email") == CHANNEL_WORDS["email"].platform
    assert platform_for(campaign, "smoke signals")


def test_the_system_that_holds_the_people_is_named() -> None:
    assert customer_system(understood("The 4,000 members live in HubSpot. We e-mail them on 4 May 2027.")) == "HubSpot"
    assert customer_system(understood("We e-mail 4,000 members on 4 May 2027.")) == "the customer system"


def test_the_provider_reports_a_payment_and_not_what_people_pay_with() -> None:
    campaign = understood("Donors pay with Apple Pay. Payments run through Stripe. We e-mail 400 donors in May 2027.")
    assert named_system(campaign, ("payment",)) == "Stripe"
    alone = understood("Donors pay with Apple Pay. We e-mail 400 donors in May 2027.")
    assert named_system(alone, ("payment",)) == "Apple Pay"


def test_a_trial_is_not_relied_upon() -> None:
    campaign = understood(
        "Jonas has a free trial of Mailchimp on his own credit card. We e-mail 400 members in May 2027."
    )
    assert named_system(campaign, ("esp", "marketing_automation")) is None


def test_the_kind_of_a_system_comes_from_the_catalogue() -> None:
    assert system_kind("hubspot") != "system"
    assert system_kind("nobody-knows-it") == "system"
    assert system_kind(None) == "system"


def test_a_text_is_never_cut_inside_a_number() -> None:
    assert clipped("9" * 200) == " ..."
    assert clipped("Reach " + "9" * 200) == "Reach ..."
