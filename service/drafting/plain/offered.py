"""Words for a constraint that somebody else offers: taken when they pass every check, or the rules' alone and why."""

from collections.abc import Sequence
from dataclasses import replace

from schemas.base import Finding
from schemas.explanation import Meaning
from service.constraint import Constraint, Span
from service.drafting.plain.worded import Worded, glossary_of, synonyms
from service.verifying.kept import account
from service.verifying.meaning import Told, is_copy, meaning_faults
from service.verifying.reworded import reworded_faults


def take(
    constraint: Constraint, readable: str, own: Worded, text: str, maker: str, scanned: Sequence[str] = ()
) -> Worded:
    """Take the text over, or keep `own` with a finding that says what is wrong with it; `maker` is its `rule`.

    `scanned` are faults that were found in it by whoever knows what else the writer was told.
    """
    held = f"{_own_words(constraint, readable)} {own.text}"
    faults = (*reworded_faults(constraint, text, readable, held, synonyms), *scanned)
    if faults:
        return _kept_own(own, f"The model's words were not used: {'; '.join(dict.fromkeys(faults))}.")
    kept = account(constraint, text, readable, synonyms).kept
    return Worded(text=text, rule=maker, kept=kept, left_out=(), glossary=glossary_of(text), findings=())


def left_unsaid(own: Worded) -> Worded:
    """The templates' words for a constraint that an answer passed over."""
    return _kept_own(own, "The model gave no words for this one.")


def take_meaning(
    constraint: Constraint, readable: str, told: Told, text: str, maker: str, scanned: Sequence[str] = ()
) -> tuple[Meaning | None, tuple[Finding, ...]]:
    """Take over what a constraint means, or give a finding that says why not; a copy is passed over without a word."""
    if not text or is_copy(text, told):
        return None, ()
    faults = (*meaning_faults(text, constraint.strength, _own_words(constraint, readable), told), *scanned)
    if faults:
        message = f"What the model said it means was not used: {'; '.join(dict.fromkeys(faults))}."
        return None, (_withheld(message),)
    return Meaning(text=text, produced_by=maker), ()


def _own_words(constraint: Constraint, readable: str) -> str:
    places: tuple[Span, ...] = (
        constraint.source,
        *constraint.context,
        *constraint.conditions,
        *constraint.exceptions,
    )
    return " ".join(readable[span.start : span.end] for span in places)


def _kept_own(own: Worded, message: str) -> Worded:
    return replace(own, findings=(*own.findings, _withheld(message)))


def _withheld(message: str) -> Finding:
    return Finding(code="model_withheld", message=message, severity="info")
