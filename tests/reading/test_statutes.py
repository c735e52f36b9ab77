"""Laws and standards that a brief names."""

import pytest

from tests.reading.name_reading import names_of, read, texts_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Must meet GDPR.", "gdpr"),
        ("CAN-SPAM applies.", "can_spam"),
        ("The page meets WCAG 2.2 AA.", "wcag"),
        ("PCI DSS rules out the rest.", "pci_dss"),
        ("They hold ISO 27001.", "iso_27001"),
    ],
)
def test_known(text: str, name: str) -> None:
    assert name in names_of(read(text), "law")


def test_an_act_no_list_holds() -> None:
    assert texts_of(read("It follows the Mobile Homes Act."), "law") == ["Mobile Homes Act"]


@pytest.mark.parametrize("text", ["We act fast.", "Act now, call Dora and Ada.", "A directive style."])
def test_ordinary_words(text: str) -> None:
    assert texts_of(read(text), "law") == []


@pytest.mark.parametrize(
    ("text", "law"),
    [
        ("The draw follows DPR 430/2001.", "DPR 430/2001"),
        ("See Directive 2002/58/EC for cookies.", "Directive 2002/58/EC"),
        ("They follow Law No. 25.326.", "Law No. 25.326"),
        ("The form must meet BS 8878.", "BS 8878"),
        ("Refunds are due under the DOT rule.", "DOT rule"),
        ("That breaks Ofcom's rules.", "Ofcom's rules"),
        ("It falls under the Access to Records and Protection of Riders Act.",
         "Access to Records and Protection of Riders Act"),
        ("Permitted by the Mobile Homes Act 1983.", "Mobile Homes Act 1983"),
        ("Labels follow the Halden Code.", "Halden Code"),
        ("No, KRS 367.3611 forbids it.", "KRS 367.3611"),
        ("Calls fall under 47 USC 227.", "47 USC 227"),
        ("See Cal. Civ. Code 1798.100 for that.", "Cal. Civ. Code 1798.100"),
        ("It follows the Allotments (Orkney) Measure 2014.", "Allotments (Orkney) Measure 2014"),
        ("They keep the Lotteries (Charity and Work) (No. 3) Act 2009.", "Lotteries (Charity and Work) (No. 3) Act 2009"),
        ("The HKMA Circular on Fintech Promotion applies.", "HKMA Circular on Fintech Promotion"),
        ("It breaks the Fair Hiring Terms provisions.", "Fair Hiring Terms provisions"),
        ("It counts as sponsoring under the new Broadcast Media Law.", "Broadcast Media Law"),
        ("Crossed-out prices fall under Omnibus.", "Omnibus"),
    ],
)  # fmt: skip
def test_forms_of_law(text: str, law: str) -> None:
    assert texts_of(read(text), "law") == [law]


@pytest.mark.parametrize(
    "text",
    [
        "Type the Promo Code at the till.",
        "The regulator rules that out.",
        "Reply to the QR Code.",
        "In March 2027.",
        "Ask the Employment Law team.",
        "Purchase Order 2026 is out.",
        "Send the Notice on Monday.",
        "We ran an Omnibus survey.",
    ],
)
def test_codes_that_bind_nobody(text: str) -> None:
    assert texts_of(read(text), "law") == []
