"""Words for a constraint that somebody else offers: taken when they pass every check, or the templates' and why."""

from dataclasses import replace

from schemas.base import Finding
from service.constraint import Constraint
from service.drafting.plain.worded import Worded, glossary_of, synonyms
from service.verifying.kept import account
from service.verifying.reworded import reworded_faults


def take(constraint: Constraint, readable: str, own: Worded, text: str, maker: str) -> Worded:
    """Take the text over, or keep `own` with a finding that says what is wrong with it; `maker` is its `rule`."""
    places = (constraint.source, *constraint.context, *constraint.conditions, *constraint.exceptions)
    held = " ".join([*(readable[span.start : span.end] for span in places), own.text])
    faults = reworded_faults(constraint, text, readable, held, synonyms)
    if faults:
        return _kept_own(own, f"The model's words were not used: {'; '.join(faults)}.")
    kept = account(constraint, text, readable, synonyms).kept
    return Worded(text=text, rule=maker, kept=kept, left_out=(), glossary=glossary_of(text), findings=())


def left_unsaid(own: Worded) -> Worded:
    """The templates' words for a constraint that an answer passed over."""
    return _kept_own(own, "The model gave no words for this one.")


def _kept_own(own: Worded, message: str) -> Worded:
    finding = Finding(code="model_withheld", message=message, severity="info")
    return replace(own, findings=(*own.findings, finding))
