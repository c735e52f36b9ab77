"""The form of a statement: an EARS pattern, one `shall`, and words that can be verified.

Smells follow Femmer et al., "Rapid quality assurance with requirements smells" (2016): about three in five of those
found are true faults, so they warn and never fail a requirement.
"""

import re
from collections.abc import Sequence

from schemas.base import Finding

_EARS = re.compile(
    r"^(?:Where [^,]+.*?, )?(?:While .+?, )?(?:When .+?, |If .+?, then )?(?:[Tt]he |[Aa]n? |[Ee]ach |[Aa]ll |"
    r"[A-Z\"“])?.*?\bshall\b .+\.$",
    re.DOTALL,
)
_SMELLY: dict[str, tuple[str, ...]] = {
    "subjective": (
        "user-friendly", "easy", "easily", "seamless", "seamlessly", "intuitive", "modern", "engaging",
        "cost-effective", "nice",
    ),
    "ambiguous": (
        "almost always", "significant", "significantly", "minimal", "quickly", "robust", "sufficient", "sufficiently",
        "perfectly", "normally",
    ),
    "loophole": ("if possible", "as appropriate", "where applicable", "as far as", "ideally", "if necessary"),
    "open-ended": (
        "but not limited to", "etc", "and so on", "among others", "scalable", "real time", "real-time",
    ),
    "superlative": ("best", "highest", "fastest", "all-in-one", "state of the art"),
}  # fmt: skip
ALL_SMELLY = tuple(word for words in _SMELLY.values() for word in words)
_SHALL = re.compile(r"\bshall\b")
_SMELLS = {
    name: re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE) for name, words in _SMELLY.items()
}


def follows_ears(statement: str) -> bool:
    """Tell whether the statement has the form of an EARS pattern with one `shall`."""
    # Where the letters stand once, the pattern itself sees to it that they are a word.
    return (statement.count("shall") == 1 or len(_SHALL.findall(statement)) == 1) and bool(_EARS.match(statement))


def smelly_words(text: str) -> tuple[str, ...]:
    """The doubtful words whose letters stand anywhere in the text: no other can stand in a part of it."""
    plain = text.lower()
    return tuple(word for word in ALL_SMELLY if word in plain)


def wording_findings(statement: str, doubtful: Sequence[str] = ALL_SMELLY) -> list[Finding]:
    """Warnings about form and wording; empty when there is nothing to say.

    `doubtful`: the only words that need to be looked for, as `smelly_words` gives them for many statements at once.
    """
    findings = []
    if not follows_ears(statement):
        findings.append(
            Finding(code="not_ears", message="The statement does not follow an EARS pattern.", severity="warning")
        )
    # Nearly every statement is clean, and looking for plain words is quicker than matching them.
    plain = statement.lower() if doubtful else ""
    if not any(word in plain for word in doubtful):
        return findings
    for name, words in _SMELLY.items():
        if any(map(plain.__contains__, words)) and (smell := _SMELLS[name].search(statement)):
            message = f"'{smell[0]}' is {name}: agree on something that can be checked."
            findings.append(Finding(code="smell", message=message, severity="info"))
    return findings
