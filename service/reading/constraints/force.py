"""The force of a constraint: of its own words, else of its lead-in or heading, else of the way it is written."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from schemas.explanation import ConstraintKind, Strength
from service.constraint import Span
from service.reading.constraints.clauses import Clause, is_exception
from service.reading.constraints.strength import Modal, imperative, implied, is_told, lifts, modals
from service.reading.constraints.units import ANSWER, Unit

WEIGHTY: frozenset[Strength] = frozenset({"must", "must_not", "should", "should_not"})
COLON = re.compile(r"[ *_]*:")
_CAP = re.compile(r"maximum|at most|no more|not more|only|limited|capped", re.IGNORECASE)
_NEAR = 60
"""Characters between "can" and the cap on it: "can send a maximum of"."""
_ASKS_ATTENTION = re.compile(r"\bshould\s+(?:be aware|note|know|remember|keep in mind)\b", re.IGNORECASE)
"""Words of a lead-in that ask for attention; the items have a force of their own."""
_DEMANDS = re.compile(r"\b(?:requirements?|responsibilit(?:y|ies)|rules?|obligations?)\b", re.IGNORECASE)
_NEAR_HEADINGS = 2
"""Lines above an item that may give it force: its lead-in and the heading above that."""
_ATTRIBUTE = re.compile(r"required|mandatory", re.IGNORECASE)
"""A word of force that stands with a noun and rules nothing where another one does."""
_ONLY_FIRST = re.compile(r"\W*(?:\w{1,4}[.)]\s*)?only\b", re.IGNORECASE)
"""What opens a sentence that permits some things and thereby no others."""
_AVOID = re.compile(r"(?:try to )?avoid\b", re.IGNORECASE)
_HEADINGS: tuple[tuple[re.Pattern[str], Strength], ...] = (
    (re.compile(
            r"(?:\W|\d)*(?:prohibited|forbidden|unacceptable|banned|misuse|examples? of (?:misuse|unacceptable)"
            r"|out of scope"
        r"|(?:what|things|uses?|activities|data|services?)[\w ]{0,30}\bnot\b|(?:is|are)?\s*not (?:allowed|permitted"
        r"|supported|included|accepted)|do not\b|don['’]?ts?\b|never\b"
        r"|.*\b(?:considered misuse|(?:is|are) (?:unacceptable|prohibited|forbidden)|not acceptable)\b)",
        re.I), "must_not"),
    (re.compile(
        r"(?:\W|\d)*(?:permitted|allowed|acceptable uses?|(?:what )?you (?:can|may)\b)", re.I), "may"),
    (re.compile(
            r"(?:\W|\d)*(?:[\w ]{0,40}\b)?(?:best practices?|good practices?|recommendations?|recommended\b|tips\b"
            r"|advice\b)",
        re.I), "should"),
    (re.compile(
        r"(?:\W|\d)*(?:[\w ]{0,40}\b)?(?:requirements?|mandatory|obligations?|responsibilities)\W*$", re.I), "must"),
)  # fmt: skip
"""Headings that give force to the items below them."""


def given_force(own: Modal | None, lead: Span | None, context: Sequence[Span], unit: Unit, text: str) -> Modal | None:
    """The force of the lead-in or heading where it outweighs that of the unit itself, else None."""
    given = _of_leads(lead, context, text) or _of_heading(context, unit, text)
    return given if given and (own is None or _yields(own, given, unit, text)) else None


def own_force(unit: Unit, found: dict[Span, list[Clause]], text: str) -> Modal | None:
    """The words that oblige: the first outside conditions, exceptions and reasons, weighty ones before permissions."""
    main: list[Modal] = []
    answered = _answer(unit, text)
    if answered:
        return answered
    for part in unit.parts:
        inner = [(c.start, c.end) for c in found[part]]
        said = [m for m in modals(text, part.start, part.end) if not any(low <= m.start < high for low, high in inner)]
        main += said if part is unit.parts[0] and unit.sentences[0].kind != "row" else _without_lifts(said, text)
        command = imperative(text, part.start, part.end) if not main else None
        main += [command] if command else []
    while len(main) > 1 and _ATTRIBUTE.fullmatch(text, main[0].start, main[0].end):
        main = main[1:]  # "only the lists required for a send should be copied"
    weighty = [m for m in main if m.strength in WEIGHTY]
    first = main[0] if main else None
    if first and first.strength == "may" and _ONLY_FIRST.match(text, unit.parts[0].start):
        return Modal(first.start, first.end, "must_not")
    if first and first.strength == "may":
        capped = next((m for m in weighty if m.strength == "must_not" and _CAP.search(text, m.start, m.end)), None)
        if capped and capped.start - first.end < _NEAR and ";" not in text[first.end : capped.start]:
            return capped
    if (
        first
        and first.strength == "may"
        and weighty
        and not is_exception(text[unit.parts[0].start : unit.parts[0].end])
    ):
        return first if _in_first_clause(first, unit, text) else weighty[0]
    return first


def implied_force(unit: Unit, text: str, kind: ConstraintKind) -> Modal | None:
    """The force of a rule that is written as a statement; its exceptions give it none."""
    ruling = (part for part in unit.parts if not is_exception(text[part.start : part.end]))
    found = (implied(text, part.start, part.end, kind) for part in ruling)
    return next((modal for modal in found if modal), None)


def _answer(unit: Unit, text: str) -> Modal | None:
    """The force of a short answer to a question: "Can I have more? No."."""
    for question, answer in pairwise(unit.parts):
        said = ANSWER.match(text, answer.start, answer.end)
        if said and question.text.endswith("?"):
            return Modal(said.start(), said.end(), "must_not" if said[0].lower() == "no" else "may")
    return None


def _without_lifts(found: Iterable[Modal], text: str) -> list[Modal]:
    """Words of force without those that take a duty away: behind the rule and in a table they are of a part of it."""
    return [modal for modal in found if modal.strength != "may" or not lifts(text[modal.start : modal.end])]


def _in_first_clause(modal: Modal, unit: Unit, text: str) -> bool:
    return ";" not in text[unit.parts[0].start : modal.start] and modal.end <= unit.parts[0].end


def _of_leads(lead: Span | None, context: Sequence[Span], text: str) -> Modal | None:
    """The force of the nearest lead-in that has one: in a list inside a list it may be the outer one."""
    if lead is None:
        return None
    outer = (span for span in reversed(context) if span.start < lead.start and COLON.match(text, span.end))
    return next((modal for modal in map(_of_lead, (lead, *outer)) if modal), None)


def _of_lead(lead: Span) -> Modal | None:
    """The words by which a lead-in gives its force to its items: "You must not:"."""
    found = list(modals(lead.text, 0, len(lead.text)))
    if not found:
        return None
    if _ASKS_ATTENTION.search(lead.text):
        return Modal(lead.start, lead.end, "must") if _DEMANDS.search(lead.text) else None
    return Modal(lead.start + found[-1].start, lead.start + found[-1].end, found[-1].strength)


def _of_heading(context: Sequence[Span], unit: Unit, text: str) -> Modal | None:
    """The force that the nearest heading gives to an item of a list that has no verb: "Prohibited uses"."""
    if not context or unit.sentences[0].kind != "item" or implied_force(unit, text, "other"):
        return None
    told = any(is_told(text, part.start, part.end) for part in unit.parts)
    for line in context[: -_NEAR_HEADINGS - 1 : -1]:
        for pattern, strength in _HEADINGS:
            if pattern.match(line.text) and not (told and strength != "must_not"):
                return Modal(line.start, line.end, strength)
    return None


def _yields(modal: Modal, lead: Modal, unit: Unit, text: str) -> bool:
    """Tell whether all that an item demands is its verb, whose force is that of "You must not" or "You need to"."""
    if lead.strength == "must" and _AVOID.match(text, modal.start):
        return True
    return modal.strength == "must" and imperative(text, unit.parts[0].start, unit.parts[0].end) == modal
