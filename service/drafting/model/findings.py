"""What a reader is told about the parts of a model's answer that were not taken over as they are."""

from collections.abc import Iterable, Sequence

from schemas.base import Finding
from service.drafting.model.numbering import plain_line
from service.drafting.model.pointing import Pointing
from service.drafting.rules.wording import clipped

QUOTED = 160
"""Characters of a model's text that a finding shows."""


def withheld(kind: str, text: str, faults: Iterable[str], pointing: Pointing) -> Finding:
    """An item that was left out, and why."""
    message = f'A {kind} of the model was left out, "{_quoted(text)}": {"; ".join(faults)}.'
    return Finding(code="model_withheld", message=message, evidence=list(pointing.evidence))


def unknown_sentences(kind: str, text: str, pointing: Pointing) -> list[Finding]:
    """Ids an item points at and the brief does not have; empty when there are none."""
    if not pointing.unknown:
        return []
    message = f'A {kind} of the model, "{_quoted(text)}", points at sentences that do not exist: {_listed(pointing)}.'
    return [Finding(code="model_unknown_sentence", message=message, evidence=list(pointing.evidence))]


def replaced_rationale(text: str, faults: Iterable[str], pointing: Pointing) -> Finding:
    """A reason that may not stand while its statement does."""
    message = f'The reason the model gave was replaced, "{_quoted(text)}": {"; ".join(faults)}.'
    return Finding(code="model_reworded", message=message, severity="info", evidence=list(pointing.evidence))


def not_verbatim(texts: Sequence[str]) -> Finding:
    """Words that were to stand in the sentences and do not."""
    listed = ", ".join(f'"{_quoted(text)}"' for text in texts)
    return Finding(code="model_withheld", message=f"Facts of the model do not stand in their sentences: {listed}.")


def left_out(places: Sequence[str]) -> list[Finding]:
    """Items that did not have the shape that was asked for; empty when there are none."""
    if not places:
        return []
    message = f"Parts of the model's answer did not have the shape that was asked for: {', '.join(places)}."
    return [Finding(code="model_left_out", message=message)]


def _listed(pointing: Pointing) -> str:
    return ", ".join(pointing.unknown)


def _quoted(text: str) -> str:
    return clipped(plain_line(text), QUOTED)
