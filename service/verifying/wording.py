"""The form of a statement: an EARS pattern, one `shall`, and words that can be verified.

Smells follow Femmer et al., "Rapid quality assurance with requirements smells" (2016): about three in five of those
found are true faults, so they warn and never fail a requirement.
"""

import re

from schemas.base import Finding

_EARS = re.compile(
    r"^(?:Where [^,]+.*?, )?(?:While .+?, )?(?:When .+?, |If .+?, then )?(?:[Tt]he |[Aa]n? |[Ee]ach |[Aa]ll |"
    r"[A-Z\"“])?.*?\bshall\b .+\.$",
    re.DOTALL,
)
_SMELLS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "subjective",
        re.compile(
            r"\b(?:user-friendly|easy|easily|seamless(?:ly)?|intuitive|modern|engaging|cost-effective|nice)\b", re.I
        ),
    ),
    (
        "ambiguous",
        re.compile(
            r"\b(?:almost always|significant(?:ly)?|minimal|quickly|robust|sufficient(?:ly)?|perfectly|normally)\b",
            re.I,
        ),
    ),
    (
        "loophole",
        re.compile(r"\b(?:if possible|as appropriate|where applicable|as far as|ideally|if necessary)\b", re.I),
    ),
    ("open-ended", re.compile(r"\b(?:but not limited to|etc\.?|and so on|among others|scalable|real[- ]time)\b", re.I)),
    ("superlative", re.compile(r"\b(?:best|highest|fastest|all-in-one|state of the art)\b", re.I)),
)


def follows_ears(statement: str) -> bool:
    """Tell whether the statement has the form of an EARS pattern with one `shall`."""
    return len(re.findall(r"\bshall\b", statement)) == 1 and bool(_EARS.match(statement))


def wording_findings(statement: str) -> list[Finding]:
    """Warnings about form and wording; empty when there is nothing to say."""
    findings = []
    if not follows_ears(statement):
        findings.append(
            Finding(code="not_ears", message="The statement does not follow an EARS pattern.", severity="warning")
        )
    for name, pattern in _SMELLS:
        match = pattern.search(statement)
        if match:
            message = f"'{match.group(0)}' is {name}: agree on something that can be checked."
            findings.append(Finding(code="smell", message=message, severity="info"))
    return findings
