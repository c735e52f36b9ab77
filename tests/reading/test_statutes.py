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
