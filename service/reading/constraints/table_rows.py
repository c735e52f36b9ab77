"""Rows of a table of constraints: which cells say the rule, which one why, and which are only its number."""

import re

from schemas.brief import Sentence
from service.reading.columns import Cell, cells_of

_RULE = re.compile(
    r"\W*(?:(?:it|technical)\s)?(?:constraints?|rules?|limits?|limitations?|restrictions?|requirements?|conditions?"
    r"|what applies|vorgaben?|regeln?|einschränkung(?:en)?|contraintes?|règles?|restriccion(?:es)?|regras?)\W*",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\W*(?:reasons?|why|because|background|rationale|basis|justification|comes from|grund|begründung|warum|raisons?"
    r"|pourquoi|motivos?|razón|razão)\W*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\W*(?:#|no\.?|nr\.?|id|ref\.?|reference|pos\.?|item)?\W*", re.IGNORECASE)
_IS_NUMBER = re.compile(r"[A-Za-z]{0,4}[-. ]?\d{1,4}[.)]?")


def ruling_cells(sentence: Sentence) -> tuple[Cell, ...]:
    """The cells that say what holds, of a row in a table with a column of rules; none of other rows and sentences."""
    cells = cells_of(sentence)
    if not any(_RULE.fullmatch(cell.label) for cell in cells):
        return ()
    return tuple(cell for cell in cells if not _REASON.fullmatch(cell.label) and not _is_number(cell))


def reason_cell(sentence: Sentence) -> Cell | None:
    """The cell that says what a rule is for."""
    if not ruling_cells(sentence):
        return None
    return next(
        (cell for cell in cells_of(sentence) if _REASON.fullmatch(cell.label) and cell.text.strip(" -–—")), None
    )


def _is_number(cell: Cell) -> bool:
    return _NUMBER.fullmatch(cell.label) is not None and _IS_NUMBER.fullmatch(cell.text.strip()) is not None
