"""Laws that an expert would raise, and only those."""

import pytest

from schemas.parts import Regulation
from service.campaign import Campaign
from service.computing.privacy import assess_privacy
from tests.computing.hand_made import campaign, mark, signal, with_audience


def laws(made: Campaign) -> dict[str, Regulation]:
    return {regulation.id: regulation for regulation in assess_privacy(made, None).regulations}


def mail_to(place: str, code: str) -> Campaign:
    return campaign(
        f"We send an e-mail to our customers in {place}.",
        marks=[mark("channel", "email", "e-mail"), mark("region", code, place)],
        regions=(code,),
    )


@pytest.mark.parametrize(
    ("place", "code", "expected"),
    [
        ("England", "GB", {"uk_gdpr", "pecr"}),
        ("Germany", "DE", {"gdpr", "eprivacy"}),
        ("Norway", "NO", {"gdpr", "eprivacy"}),
        ("Switzerland", "CH", {"swiss_fadp", "swiss_uwg"}),
        ("Texas", "US-TX", {"can_spam"}),
        ("Canada", "CA", {"casl", "pipeda"}),
        ("Brazil", "BR", {"lgpd"}),
        ("Australia", "AU", {"australian_privacy_act", "australian_spam_act"}),
    ],
)
def test_an_e_mail_brings_the_law_of_the_country_and_no_other(place: str, code: str, expected: set[str]) -> None:
    found = laws(mail_to(place, code))
    assert set(found) == expected
    assert {regulation.certainty for regulation in found.values()} == {"applies"}


def test_national_messaging_law_is_named() -> None:
    assert "UWG § 7 in Germany" in laws(mail_to("Germany", "DE"))["eprivacy"].why


def test_a_text_campaign_in_the_united_states() -> None:
    made = campaign(
        "Text our members in Ohio twice a week.",
        marks=[mark("channel", "sms", "Text"), mark("region", "US-OH", "Ohio")],
        regions=("US-OH",),
    )
    assert set(laws(made)) == {"tcpa"}


def test_a_charity_that_takes_gifts_by_card() -> None:
    made = campaign(
        "The shelter is a registered charity in Wales.",
        "A text with a link opens the donation page, where people give by card.",
        marks=[
            signal("sector_charity", "registered charity"), mark("region", "GB-WLS", "Wales"),
            mark("channel", "sms", "text"), signal("donation", "donation"),
            mark("channel", "web_page", "donation page"), signal("payment_taking", "by card"),
        ],
        regions=("GB-WLS",),
    )  # fmt: skip
    assert set(laws(made)) == {"uk_gdpr", "pecr", "fundraising_code_uk", "pci_dss"}


def test_no_payment_standard_without_payment() -> None:
    made = campaign(
        "Registration needs no credit card.",
        marks=[signal("form_registration", "Registration"), signal("payment_taking", "credit card", negated=True)],
        regions=("NL",),
    )
    assert "pci_dss" not in laws(made)


def test_children_in_a_picture_do_not_bring_the_code_for_online_services() -> None:
    made = campaign(
        "We print the story of a resident with a photograph.",
        "He is 15 years old.",
        "People give on our page.",
        marks=[
            signal("image_people", "photograph"), signal("minors", "15 years old"), mark("channel", "web_page", "page"),
        ],
        regions=("GB",),
    )  # fmt: skip
    assert "uk_childrens_code" not in laws(made)


def test_children_who_sign_up_bring_it() -> None:
    made = campaign(
        "Children sign up in the app with their birthday.",
        marks=[
            signal("minors", "Children"), signal("form_registration", "sign up"), mark("channel", "app", "app"),
            mark("data", "date_of_birth", "birthday"),
        ],
        regions=("GB", "US"),
    )  # fmt: skip
    assert {"uk_childrens_code", "coppa"} <= set(laws(made))


def test_a_works_council_counts_in_germany() -> None:
    words = ("The Betriebsrat has not been asked.", "Leads are routed to sales people in Austria.")
    marks = [signal("works_council", "Betriebsrat"), mark("region", "AT", "Austria")]
    assert "betrvg" in laws(campaign(*words, marks=marks, regions=("DE",)))
    assert "betrvg" not in laws(campaign(*words, marks=marks, regions=("US",)))


def test_scoring_by_machine_brings_the_ai_act_in_europe_only() -> None:
    marks = [signal("ai_use", "AI"), signal("profiling_scoring", "score leads")]
    assert "eu_ai_act" in laws(campaign("We score leads with AI.", marks=marks, regions=("AT",)))
    assert "eu_ai_act" not in laws(campaign("We score leads with AI.", marks=marks, regions=("US",)))
    assert "eu_ai_act" not in laws(campaign("The picture is made with AI.", marks=marks[:1], regions=("AT",)))


def test_health_law_needs_a_health_provider() -> None:
    runners = campaign(
        "We e-mail runners about diabetes week.", marks=[mark("channel", "email", "e-mail")], regions=("US",)
    )
    clinic = campaign(
        "Our clinic e-mails patients.",
        marks=[signal("sector_health", "clinic"), signal("patients", "patients"), mark("channel", "email", "e-mail")],
        regions=("US",),
    )
    assert "hipaa" not in laws(runners)
    assert laws(clinic)["hipaa"].certainty == "likely"


def test_a_poster_brings_no_law() -> None:
    made = campaign(
        "Posters in Leeds and a film in the cinema.", marks=[mark("region", "GB", "Leeds")], regions=("GB",)
    )
    assert laws(made) == {}


def test_nothing_is_guessed_without_a_place() -> None:
    made = campaign("We e-mail everybody.", marks=[mark("channel", "email", "e-mail")])
    assert laws(made) == {}


def test_a_currency_makes_a_law_worth_a_check_and_no_more() -> None:
    made = campaign(
        "We e-mail everybody; the budget is £5,000.",
        marks=[mark("channel", "email", "e-mail"), mark("money", "", "£5,000", unit="GBP", value=5000)],
    )
    assert {law.certainty for law in laws(made).values()} == {"check"}
    assert set(laws(made)) == {"uk_gdpr", "pecr"}


def test_an_address_is_weaker_than_a_market() -> None:
    made = campaign(
        "We e-mail everybody.",
        "Harbour Lane 3, Cork, Ireland",
        marks=[mark("channel", "email", "e-mail"), mark("region", "IE", "Ireland")],
        set_aside={"S2": "signature"},
    )
    assert {law.certainty for law in laws(made).values()} == {"likely"}


def test_a_law_that_the_brief_names_is_listed() -> None:
    made = campaign("The page must meet WCAG 2.2.", marks=[mark("law", "wcag", "WCAG 2.2")])
    found = laws(made)
    assert set(found) == {"wcag"}
    assert found["wcag"].evidence[0].quote == "WCAG 2.2"


def test_words_in_an_advert_do_not_count() -> None:
    made = campaign(
        "Sign up now and get our e-mails!",
        marks=[mark("channel", "email", "e-mails"), signal("form_registration", "Sign up")],
        regions=("DE",),
        set_aside={"S1": "ad copy"},
    )
    assert laws(made) == {}


def test_every_law_says_why_with_a_place_and_a_source() -> None:
    made = with_audience(mail_to("Germany", "DE"), "customers", 900)
    for law in laws(made).values():
        assert law.why
        assert law.citation is not None
        assert law.evidence
        assert all(made.reading.text[e.start : e.end] == e.quote for e in law.evidence)


def test_a_law_that_only_the_brief_knows_is_raised_for_legal() -> None:
    made = campaign(
        "We send an e-mail to our customers in England under the Lamp Oil Act.",
        marks=[mark("channel", "email", "e-mail"), mark("region", "GB", "England"), mark("law", "", "Lamp Oil Act")],
        regions=("GB",),
    )
    raised = laws(made)["lamp_oil_act"]
    assert (raised.name, raised.certainty, raised.citation) == ("Lamp Oil Act", "check", None)
    assert [place.quote for place in raised.evidence] == ["Lamp Oil Act"]
