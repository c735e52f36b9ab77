"""All checks on one requirement."""

from schemas.base import Evidence
from schemas.requirement import Requirement
from service.verifying.requirements import verify_requirement

TEXT = "We send 48,000 texts on Sunday."


def requirement(statement: str, quote: str = "48,000 texts", start: int = 8, origin: str = "derived") -> Requirement:
    return Requirement.model_validate(
        {
            "key": "k",
            "id": "SCALE-001",
            "category": "scale",
            "statement": statement,
            "pattern": "ubiquitous",
            "rationale": "r",
            "priority": "must",
            "origin": origin,
            "evidence": [Evidence(sentence="S1", start=start, end=start + len(quote), quote=quote)],
            "acceptance_criteria": ["a"],
            "verification_method": "test",
            "produced_by": ["rule:x"],
        }
    )


def test_a_founded_statement_is_supported() -> None:
    verified = verify_requirement(requirement("The SMS gateway shall send 48,000 messages."), TEXT, {})
    assert verified.support == "supported"
    assert verified.findings == []


def test_a_stray_number_takes_the_support_away_and_is_named() -> None:
    verified = verify_requirement(requirement("The SMS gateway shall send 50,000 messages."), TEXT, {})
    assert verified.support == "unsupported"
    assert "50000" in verified.findings[0].message


def test_a_quote_that_is_not_there_is_dropped() -> None:
    verified = verify_requirement(requirement("The SMS gateway shall send all messages.", start=9), TEXT, {})
    assert verified.evidence == []
    assert verified.support == "unsupported"


def test_an_inference_stays_unchecked_until_somebody_checks_it() -> None:
    verified = verify_requirement(requirement("The SMS gateway shall send all messages.", origin="inferred"), TEXT, {})
    assert verified.support == "unchecked"
