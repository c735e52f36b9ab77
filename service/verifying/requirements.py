"""All checks on one requirement, and what they say about its support."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache

from schemas.base import Finding
from schemas.requirement import Requirement, Support
from service.verifying.evidence import resolves
from service.verifying.numbers import has_digits, numbers_in, unfounded_numbers
from service.verifying.wording import ALL_SMELLY, smelly_words, wording_findings


def verify_requirement(
    requirement: Requirement,
    text: str,
    calculations: Mapping[str, str],
    names: Sequence[str] = (),
    doubtful: Sequence[str] = ALL_SMELLY,
    read: Callable[[str], set[str]] = numbers_in,
) -> Requirement:
    """The requirement with its support and findings.

    `calculations` maps ids to texts with the computed numbers; digits in `names` of systems and parties are no figures.
    `doubtful`: the words that `wording_findings` looks for; `read`: see `unfounded_numbers`.
    """
    statement = requirement.statement
    sound = [place for place in requirement.evidence if resolves(place, text)]
    stray: set[str] = set()
    if has_digits(statement):
        computed = [calculations[ref] for ref in requirement.calculations if ref in calculations]
        stray = unfounded_numbers(_without(statement, names), [place.quote for place in sound], computed, read)
    findings = [*requirement.findings, *wording_findings(statement, doubtful)]
    if len(sound) < len(requirement.evidence):
        findings.append(_error("evidence_lost", "A quote does not stand in the brief at its place."))
    if stray:
        findings.append(_error("unfounded_number", f"No evidence or calculation holds: {', '.join(sorted(stray))}."))
    update = {"evidence": sound, "findings": findings, "support": _support(requirement, len(sound), bool(stray))}
    return requirement.model_copy(update=update)


def _without(statement: str, names: Sequence[str]) -> str:
    for name in sorted(names, key=len, reverse=True) if any(map(statement.__contains__, names)) else ():
        statement = statement.replace(name, " ")
    return statement


def _error(code: str, message: str) -> Finding:
    return Finding(code=code, message=message, severity="error")


def _support(requirement: Requirement, sound: int, stray: bool) -> Support:
    if sound == 0 or stray:
        return "unsupported"
    if sound < len(requirement.evidence):
        return "partial"
    return requirement.support if requirement.origin == "inferred" else "supported"


def verify_requirements(
    requirements: Sequence[Requirement], text: str, calculations: Mapping[str, str], names: Sequence[str] = ()
) -> list[Requirement]:
    """Every requirement verified, in the same order."""
    doubtful = smelly_words("\n".join(requirement.statement for requirement in requirements))
    read = cache(numbers_in)  # a sentence is evidence of many requirements
    return [verify_requirement(item, text, calculations, names, doubtful, read) for item in requirements]
