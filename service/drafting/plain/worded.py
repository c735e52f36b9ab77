"""A plain text that has passed the checks, or the safer wording of the same constraint, and what was left out."""

import re
from dataclasses import dataclass

from schemas.base import Finding
from schemas.explanation import GlossaryEntry, Kept, LeftOut
from service.constraint import Constraint, is_read
from service.drafting.plain.compose import plain_text
from service.drafting.plain.safe import foreign_text, safe_text, withheld_text
from service.reading.jargon import find_terms
from service.verifying.echo import MOST_ECHO, echo
from service.verifying.kept import Account, Missing, account

TEMPLATES, SAFE = "plain:templates", "plain:safe"
_UNSAFE = "It could not be put into plain words safely; read it in the source."
_REFERENCE = re.compile(r"(?:section|clause|annex|appendix|article|art\.|see|version|v|§|id|no\.?)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Worded:
    """A plain text with its account; `rule` says how it was made."""

    text: str
    rule: str
    kept: tuple[Kept, ...]
    left_out: tuple[LeftOut, ...]
    glossary: tuple[GlossaryEntry, ...]
    findings: tuple[Finding, ...]


def word(constraint: Constraint, readable: str) -> Worded:
    """Put a constraint into plain words; what fails the checks is said in the safer wording, and the result says so."""
    if not is_read(constraint):
        return _foreign(constraint, readable)
    text = plain_text(constraint, readable)
    found = account(constraint, text, readable, synonyms)
    problem = _problem(text, found, constraint)
    if problem is None:
        return _worded(text, TEMPLATES, found, constraint, ())
    safer = safe_text(constraint, readable)
    if echo(safer, constraint.source.text) > MOST_ECHO:
        return _withheld(constraint)
    finding = Finding(code="safer_wording", severity="info", message=f"This is close to IT's own words: {problem}")
    return _worded(safer, SAFE, account(constraint, safer, readable, synonyms), constraint, (finding,))


def _foreign(constraint: Constraint, readable: str) -> Worded:
    text, source = foreign_text(constraint), constraint.source
    found = account(constraint, text, readable, synonyms)
    whole = LeftOut(text=source.text, start=source.start, end=source.end, reason="Only English is read in full.")
    message = "Only numbers and names were read of this; ask its author for an English version."
    finding = Finding(code="language", severity="warning", message=message)
    kept = tuple(one for one in found.kept if one.what in ("number", "name"))
    return Worded(text, SAFE, kept, (whole,), glossary_of(text), (finding,))


def _withheld(constraint: Constraint) -> Worded:
    text, source = withheld_text(constraint), constraint.source
    whole = LeftOut(text=source.text, start=source.start, end=source.end, reason=_UNSAFE)
    message = "Every wording of this came out as the source again. Only its kind and force are told."
    finding = Finding(code="withheld", severity="warning", message=message)
    return Worded(text, SAFE, (), (whole,), glossary_of(text), (finding,))


def synonyms(words: str) -> list[str]:
    """The everyday phrases for the terms of art in some words, and the words with all of them put in."""
    found = [term for term in find_terms(words) if term.instead]
    said, position = "", 0
    for term in found:
        said += words[position : term.start] + (term.instead or "")
        position = term.end
    return [said + words[position:], *(term.instead or "" for term in found)] if found else []


def _problem(text: str, found: Account, constraint: Constraint) -> str | None:
    if found.missing:
        first = found.missing[0]
        return f'other words would have lost the {first.what} "{first.text}".'
    if echo(text, constraint.source.text) > MOST_ECHO:
        return "no plainer ones were found."
    return None


def _worded(text: str, rule: str, found: Account, constraint: Constraint, findings: tuple[Finding, ...]) -> Worded:
    return Worded(
        text=text,
        rule=rule,
        kept=found.kept,
        left_out=tuple(_left_out(missing, constraint) for missing in found.missing),
        glossary=glossary_of(text),
        findings=findings,
    )


def _left_out(missing: Missing, constraint: Constraint) -> LeftOut:
    return LeftOut(text=missing.text, start=missing.start, end=missing.end, reason=_reason(missing, constraint))


def _reason(missing: Missing, constraint: Constraint) -> str:
    before = constraint.source.text[: max(missing.start - constraint.source.start, 0)][-12:]
    if missing.what == "number" and _REFERENCE.search(before):
        return "It points to another place of the document."
    return _UNSAFE


def glossary_of(text: str) -> tuple[GlossaryEntry, ...]:
    """The terms of art that a plain text still uses, each explained once."""
    found = {term.term.id: GlossaryEntry(term=term.text, plain=term.term.plain) for term in reversed(find_terms(text))}
    return tuple(reversed(found.values()))
