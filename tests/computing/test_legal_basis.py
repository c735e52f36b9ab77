"""Candidate legal bases by purpose and region."""

from schemas.parts import LegalBasis
from service.campaign import Campaign
from service.computing.privacy import assess_privacy
from tests.computing.hand_made import campaign, mark, signal

MAIL = mark("channel", "email", "e-mail")


def bases(made: Campaign) -> list[LegalBasis]:
    return assess_privacy(made, None).legal_basis


def one(made: Campaign, purpose: str) -> LegalBasis:
    found = [basis for basis in bases(made) if basis.purpose == purpose]
    assert len(found) == 1
    return found[0]


def test_the_soft_opt_in_lists_all_its_conditions() -> None:
    basis = one(campaign("An e-mail.", marks=[MAIL], regions=("GB",)), "marketing by e-mails")
    text = " ".join(basis.conditions)
    assert all(words in text for words in ("in a sale", "own similar products", "at collection", "in every message"))
    assert basis.citation is not None
    assert basis.citation.locator == "reg. 22(2), 22(3)"


def test_a_charity_has_its_own_exception_with_its_date() -> None:
    marks = [MAIL, signal("sector_charity", "charity"), signal("donation", "gift")]
    made = campaign("An e-mail from a charity for a gift.", marks=marks, regions=("GB",))
    basis = one(made, "marketing by e-mails")
    assert any("5 February 2026" in condition for condition in basis.conditions)


def test_two_regions_have_two_rules() -> None:
    made = campaign("An e-mail.", marks=[MAIL], regions=("GB", "IE", "US"))
    found = [basis.basis for basis in bases(made) if basis.purpose == "marketing by e-mails"]
    assert len(found) == 3
    assert "no consent needed; opt-out must work" in found


def test_consent_to_one_channel_is_none_to_another() -> None:
    made = campaign(
        "Everybody gets an e-mail.",
        "Those who agreed to texts get a text.",
        marks=[MAIL, mark("channel", "sms", "text."), signal("consent_stated", "agreed to texts")],
        regions=("GB",),
    )
    assert one(made, "marketing by e-mails").status == "candidate"
    assert one(made, "marketing by text messages").status == "claimed"


def test_a_claim_that_nobody_checked_is_said_first() -> None:
    made = campaign(
        "An e-mail.",
        "Consent should be fine.",
        marks=[MAIL, signal("consent_claimed", "should be fine")],
        regions=("IE",),
    )
    basis = one(made, "marketing by e-mails")
    assert basis.status == "claimed"
    assert "has to check" in basis.conditions[0]
    assert any(place.quote == "should be fine" for place in basis.evidence)


def test_a_bought_list_is_blocked_until_proven() -> None:
    made = campaign(
        "An e-mail to the bought addresses.",
        marks=[MAIL, signal("purchased_list", "bought addresses")],
        regions=("DE",),
    )
    basis = one(made, "messages to a list that came from others")
    assert basis.status == "blocked"
    assert basis.evidence[0].quote == "bought addresses"


def test_without_a_place_the_basis_stays_open() -> None:
    basis = one(campaign("An e-mail.", marks=[MAIL]), "marketing by e-mails")
    assert basis.status == "unknown"


def test_an_asked_for_call_back_is_no_marketing_call() -> None:
    made = campaign("We call back on request.", marks=[signal("call_back", "call back")], regions=("GB",))
    assert [basis.purpose for basis in bases(made)] == ["call-backs that people ask for"]
