"""EARS forms and smells."""

import pytest

from service.verifying.wording import follows_ears, wording_findings


@pytest.mark.parametrize(
    "statement",
    [
        "The landing page shall serve all traffic over TLS.",
        "When a gift is received, the e-mail platform shall send the receipt.",
        "While consent is absent, the tag manager shall load no advertising tag.",
        "If a payment times out, then the page shall keep the amount.",
        "Where SMS is used, the scheduler shall respect quiet hours.",
        "Braze shall send the e-mail.",
    ],
)
def test_ears_forms_are_accepted(statement: str) -> None:
    assert follows_ears(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "Send the e-mail.",
        "The page should be fast.",
        "The page shall load and the form shall open.",
        "The page shall load",
    ],
)
def test_other_forms_are_not(statement: str) -> None:
    assert not follows_ears(statement)


def test_a_vague_word_is_named_in_a_hint() -> None:
    findings = wording_findings("The page shall be user-friendly.")
    assert [(finding.code, finding.severity) for finding in findings] == [("smell", "info")]
    assert "user-friendly" in findings[0].message
