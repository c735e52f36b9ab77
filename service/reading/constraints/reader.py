"""A constraint text, read: single constraints with kind, force, bounds, conditions, exceptions and firmness."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from schemas.brief import Sentence
from schemas.explanation import ConstraintKind, Strength
from schemas.organisation import Organisation
from service.campaign import Mention
from service.constraint import Bounded, Constraint, ConstraintReading, Span
from service.reading.constraints.asides import (
    BACKGROUND,
    COURTESY,
    FOREIGN,
    LEAD_IN,
    STEP,
    bare,
    furniture,
    is_courtesy,
    is_step,
    rules_alone,
)
from service.reading.constraints.bounds import bounded
from service.reading.constraints.clauses import Clause, Role, clauses, is_exception, spans
from service.reading.constraints.firmness import firmness_of, spirit_of
from service.reading.constraints.force import COLON, WEIGHTY, given_force, implied_force, own_force
from service.reading.constraints.kinds import Score, kind_of
from service.reading.constraints.overrides import with_overrides
from service.reading.constraints.parties import bound_party, decider
from service.reading.constraints.references import with_far_exceptions
from service.reading.constraints.strength import PEOPLE, Modal, lifts
from service.reading.constraints.surroundings import with_surroundings
from service.reading.constraints.table_rows import reason_cell, ruling_cells
from service.reading.constraints.units import Unit, units
from service.reading.reader import read_mentions
from service.reading.segmenting import Segmented, read_text

SENTENCE_PREFIX = "T"
"""Sentences of constraints have ids of their own, so that none is taken for a sentence of a brief."""
_NAMES = frozenset({"channel", "system", "organisation", "person_role", "region", "law", "data"})
_PLAIN_ENOUGH, _SUGGESTED = 3.0, 2.0
_PERMISSION = re.compile(r"\bmay\b|allow|permit|entitled|eligible|optional|authori[sz]ed", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(?:must|shall|should|cannot|may not|(?:is|are) (?:not|only))\b", re.IGNORECASE)
_CELL_ENDS = re.compile(r"\||\s*</?(?:td|th|tr)\b[^<>]*>\s*", re.IGNORECASE)
_LONGEST_LABEL = 8
_SAME = re.compile(r"(?:^|\|)\s*(?:(?:the )?same(?: as above)?|as above|ditto|idem)\W*(?:$|\|)", re.IGNORECASE)
"""A cell that repeats the one above it."""
_SHORT_ANSWER = 6
"""Words of a line that answers its heading: "Lead time" / "One week"."""
_LABELS = re.compile(
    r"\b(?:section|clause|no\.|number|step|annex|appendix|tier|level|version|article|art\.)\s*$|§\s*$", re.IGNORECASE
)
_LABEL_REACH = 12
_LIMITING = frozenset({"duration", "rate", "window", "money"})
"""Quantities that hardly stand in a constraint text without limiting something."""


def read_constraints(
    constraints: str | Sequence[str], organisation: Organisation | None, today: date
) -> ConstraintReading:
    """Read one text with one or many constraints, or a list of texts. `today` settles years that dates leave out.

    Raises:
        EmptyBrief: nothing but blanks.
    """
    text = constraints if isinstance(constraints, str) else "\n\n".join(constraints)
    segmented = _with_own_ids(read_text(text))
    mentions = tuple(read_mentions(segmented, organisation, today))
    read = _Read(segmented, mentions)
    aside = furniture(segmented)
    found: list[Constraint] = []
    for unit in units(segmented, aside):
        constraint = _constraint(unit, read, f"C{len(found) + 1}")
        if constraint is None:
            aside.update(_background([s for s in unit.sentences if s.id not in aside], read))
        else:
            found.append(constraint)
    used = {name for constraint in found for name in constraint.sentences}
    return ConstraintReading(
        text=text,
        readable=segmented.readable,
        language=segmented.language,
        sentences=segmented.sentences,
        constraints=with_overrides(with_far_exceptions(with_surroundings(found, segmented.title or ""), segmented)),
        set_aside={name: why for name, why in aside.items() if name not in used},
        not_read=_not_read(segmented),
        findings=segmented.findings,
        mentions=mentions,
    )


class _Read:
    """A text and what was found all over it once, so that no constraint looks through the whole of it again."""

    def __init__(self, segmented: Segmented, mentions: Iterable[Mention]) -> None:
        self.segmented = segmented
        self.spirit = spirit_of(segmented.readable)
        self._mentions: defaultdict[str, list[Mention]] = defaultdict(list)
        for mention in mentions:
            self._mentions[mention.sentence].append(mention)
        self._above: dict[str, tuple[int, int]] = {}
        self._marked: defaultdict[str, list[Sentence]] = defaultdict(list)
        for sentence in reversed(segmented.sentences):
            if "*" in sentence.text or "_" in sentence.text or "`" in sentence.text:
                self._marked[bare(sentence.text)].append(sentence)

        self._leads = frozenset(bare(lead) for lead in segmented.lead_ins.values() if lead)

    def is_read(self, sentence: Sentence) -> bool:
        """Whether a sentence is read in full: it is in English, by its own words where it stands among others."""
        if self.segmented.language_of(sentence.id) in ("en", "und"):
            return True
        return bool(_ENGLISH.search(self.segmented.readable, sentence.start, sentence.end))

    def leads_in(self, sentence: Sentence) -> bool:
        """Whether a sentence only opens a list."""
        return sentence.text.rstrip("*_ \n").endswith(":") and bare(sentence.text) in self._leads

    def inside(self, unit: Unit) -> list[Mention]:
        """The mentions in the pieces of a unit."""
        near = [mention for sentence in unit.sentences for mention in self._mentions[sentence.id]]
        return [m for m in near if any(part.holds(m.start, m.end) for part in unit.parts)]

    def context_of(self, sentence: Sentence) -> tuple[Span, ...]:
        """The headings and lead-ins above a sentence, where they stand in the text as they are."""
        found = (self._above_as(line, sentence.start) for line in sentence.context if not _OPENS_MAIL.match(line))
        return tuple(span for span in found if span)

    def _above_as(self, line: str, before: int) -> Span | None:
        """Where a line stands above a place: as it is, or as a sentence with marks in it ("You **must**:")."""
        at = self._last(line, before)
        if at >= 0:
            return Span(at, at + len(line), line)
        marked = next((one for one in self._marked.get(bare(line), ()) if one.start < before), None)
        return Span(marked.start, marked.end, marked.text) if marked else None

    def _last(self, line: str, before: int) -> int:
        """Where a line stands last before a place, -1 for nowhere; sentences ask in their order."""
        at, seen = self._above.get(line, (-1, 0))
        later = self.segmented.text.rfind(line, max(seen - len(line), 0), before)
        self._above[line] = (max(at, later), before)
        return max(at, later)


_OPENS_MAIL = re.compile(
    r"\W*(?:(?:so|ok|okay|well|right|hi \w+|thanks|first),? )?"
    r"(?:here(?:['’]s| is| are)\b|this is (?:where|what)|below (?:is|are)|as (?:promised|discussed|agreed|requested)"
    r"|(?:my|our|some|a few) (?:notes|comments|answers|points|thoughts|remarks)|where we (?:are|stand)"
    r"|(?:a )?(?:short |quick )?(?:update|status|state of play)\b|(?:please )?(?:find|see) (?:below|our|my|the))"
    r"[^|\n]{0,120}\Z",
    re.IGNORECASE,
)
"""`Here is where we are with the spring sale:` stands above everything and belongs to no single rule."""


def _not_read(segmented: Segmented) -> tuple[str, ...]:
    """What was not read because of its language, said plainly."""
    codes = {segmented.language_of(s.id) for s in segmented.sentences} - {"en", "und"}
    if not codes:
        return ()
    return (
        f"Sentences in another language ({', '.join(sorted(codes))}): numbers, dates and names were read, what "
        f"they demand was not.",
    )


def _with_own_ids(segmented: Segmented) -> Segmented:
    own = {s.id: SENTENCE_PREFIX + s.id[1:] for s in segmented.sentences}
    return replace(
        segmented,
        sentences=tuple(s.model_copy(update={"id": own[s.id]}) for s in segmented.sentences),
        set_aside={own[name]: reason for name, reason in segmented.set_aside.items()},
        labels={own[name]: label for name, label in segmented.labels.items()},
        cells={own[name]: cells for name, cells in segmented.cells.items()},
        languages={own[name]: code for name, code in segmented.languages.items()},
        blocks={own[name]: start for name, start in segmented.blocks.items()},
        lead_ins={own[name]: lead for name, lead in segmented.lead_ins.items()},
    )


def _background(sentences: Iterable[Sentence], read: _Read) -> dict[str, str]:
    return {s.id: _why_aside(s, read) for s in sentences}


def _why_aside(sentence: Sentence, read: _Read) -> str:
    words = read.segmented.readable[sentence.start : sentence.end]
    if not read.is_read(sentence):
        return FOREIGN
    if read.leads_in(sentence):
        return LEAD_IN
    if is_step(words):
        return STEP
    return COURTESY if is_courtesy(words) else BACKGROUND


def _constraint(unit: Unit, read: _Read, name: str) -> Constraint | None:
    segmented = read.segmented
    if not read.is_read(unit.sentences[0]):
        return _foreign(unit, read, name)
    text, inside = segmented.readable, read.inside(unit)
    context = _context(unit.sentences[0])
    found = {part: clauses(text, part.start, part.end) for part in unit.parts}
    context_spans = read.context_of(unit.sentences[0])
    lead_in = _lead_in(segmented.lead_ins.get(unit.sentences[0].id, ""), context_spans)
    own_modal = own_force(unit, found, text)
    given = given_force(own_modal, lead_in, context_spans, unit, text)
    modal = given or own_modal
    quantities = tuple(
        item for part in unit.parts for item in bounded(inside, text, part.start, part.end) if not _is_label(item, text)
    )
    words = _readable(unit, text)
    if not quantities and (is_step(words) or (modal is None and is_courtesy(words))):
        return None
    hints = _hints(quantities)
    kind, own = kind_of(words, context, hints)
    modal = modal or implied_force(unit, text, kind)
    strength: Strength = modal.strength if modal else "fact"
    if read.leads_in(unit.sentences[-1]) and not quantities and own < _PLAIN_ENOUGH and not rules_alone(words):
        return None
    listed = kind != "other" and _is_brief(unit, words, quantities)
    if not listed and not _is_constraint(strength, own, quantities, _permits(modal, text)):
        return None
    names = tuple(m for m in inside if m.kind in _NAMES)
    aside = [(clause.start, clause.end) for part in unit.parts for clause in found[part] if clause.role != "reason"]
    binding = [m for m in names if not any(low <= m.start < high for low, high in aside)]
    firmness, why = firmness_of(_without(unit, text, aside), context, kind, strength, binding, spirit=read.spirit)
    return Constraint(
        id=name,
        source=_source(unit, segmented.text),
        parts=unit.parts,
        sentences=tuple(s.id for s in unit.sentences),
        context=context_spans,
        kind=kind,
        firmness=firmness,
        firmness_why=why,
        strength=strength,
        strength_at=_place(modal, segmented.text),
        quantities=quantities,
        names=names,
        conditions=_of_role(segmented.text, found, "condition"),
        exceptions=(*_of_role(segmented.text, found, "exception"), *_whole_exceptions(unit, text)),
        reasons=(*_of_role(segmented.text, found, "reason"), *_reason_beside(unit.sentences[0], segmented.text)),
        lead=lead_in or _label_above(context_spans, text),
        binds=bound_party(text, _start_of(modal, unit), modal) if modal is not given else None,
        decides=decider(words),
        cells=_cells(unit.sentences[0]),
    )


def _foreign(unit: Unit, read: _Read, name: str) -> Constraint | None:
    """A constraint in another language: its numbers and names, and its kind only where its own words say it plainly."""
    segmented, inside = read.segmented, read.inside(unit)
    text = segmented.readable
    quantities = tuple(item for part in unit.parts for item in bounded(inside, text, part.start, part.end))
    kind, points = kind_of(_readable(unit, text), "", {})
    if not quantities and points < _PLAIN_ENOUGH:
        return None
    return Constraint(
        id=name,
        source=_source(unit, segmented.text),
        parts=unit.parts,
        sentences=tuple(s.id for s in unit.sentences),
        context=read.context_of(unit.sentences[0]),
        kind=kind if points >= _PLAIN_ENOUGH else "other",
        firmness="unknown",
        firmness_why="Its language is not read in full.",
        strength="fact",
        strength_at=None,
        quantities=tuple(replace(item, bound=None, scope=None) for item in quantities),
        names=tuple(m for m in inside if m.kind in _NAMES),
        language=segmented.language_of(unit.sentences[0].id),
    )


def _cells(sentence: Sentence) -> tuple[tuple[str, str], ...]:
    """The cells of a table row, each with its heading; a cell whose column has no heading comes without one."""
    if sentence.kind != "row":
        return ()
    if ruling := ruling_cells(sentence):
        return tuple((cell.label if len(ruling) > 1 else "", cell.text) for cell in ruling)
    headed = [line.partition(": ") for line in sentence.context]
    pairs = [(head, cell) for head, sep, cell in headed if sep and cell in sentence.text.replace("*", "")]
    known = {cell for _, cell in pairs}
    bare = [cell.strip(" *_`\n\t") for cell in _CELL_ENDS.split(sentence.text)]
    first = [("", cell) for cell in bare[:1] if cell and cell not in known]
    return (*first, *pairs)


def _reason_beside(sentence: Sentence, text: str) -> tuple[Span, ...]:
    cell = reason_cell(sentence)
    if cell is None:
        return ()
    start, end = sentence.start + cell.start, sentence.start + cell.end
    return (Span(start, end, text[start:end]),)


def _readable(unit: Unit, text: str) -> str:
    return "\n".join(text[part.start : part.end] for part in unit.parts)


def _without(unit: Unit, text: str, aside: Sequence[tuple[int, int]]) -> str:
    """The words of a unit with its conditions and exceptions left out."""
    kept: list[str] = []
    for part in unit.parts:
        position = part.start
        for low, high in (place for place in aside if part.holds(*place)):
            kept.append(text[position:low])
            position = high
        kept.append(text[position : part.end])
    return " ".join(kept)


def _source(unit: Unit, text: str) -> Span:
    start, end = unit.parts[0].start, unit.parts[-1].end
    return Span(start, end, text[start:end])


def _context(sentence: Sentence) -> str:
    return "\n".join(sentence.context)


def _place(modal: Modal | None, text: str) -> Span | None:
    """Where the force stands; nowhere when it is implied by the kind alone."""
    if modal is None or modal.start == modal.end:
        return None
    return Span(modal.start, modal.end, text[modal.start : modal.end])


def _lead_in(words: str, context: Sequence[Span]) -> Span | None:
    """The lead-in of an item where it stands in the text."""
    return next((span for span in reversed(context) if words and bare(span.text) == bare(words)), None)


def _label_above(context: Sequence[Span], text: str) -> Span | None:
    """A short line with a colon above a rule that says for whom it is: "Students:"."""
    if not context:
        return None
    nearest = context[-1]
    short = len(nearest.text.split()) <= _LONGEST_LABEL and PEOPLE.search(nearest.text)
    return nearest if short and COLON.match(text, nearest.end) else None


def _is_brief(unit: Unit, words: str, quantities: Sequence[Bounded]) -> bool:
    """Tell whether a unit says a number alone, of a thing that stands above it: an item, a row, a short answer."""
    if unit.sentences[0].kind in ("item", "row", "field"):
        return bool(quantities) or bool(_SAME.search(words))
    measured = any(item.mention.kind not in ("date", "window") for item in quantities)
    return measured and len(words.split()) <= _SHORT_ANSWER


def _start_of(modal: Modal | None, unit: Unit) -> int:
    if modal is None:
        return unit.parts[0].start
    return next((part.start for part in unit.parts if part.start <= modal.start < part.end), unit.parts[0].start)


def _is_label(item: Bounded, text: str) -> bool:
    """A number that only labels: "Section 4.2", "clause 3"."""
    mention = item.mention
    return mention.kind == "count" and bool(_LABELS.search(text[max(0, mention.start - _LABEL_REACH) : mention.start]))


def _hints(quantities: Iterable[Bounded]) -> Score:
    """Points that the quantities give: a rate per second is a limit on speed, one per day an allowance."""
    points: dict[ConstraintKind, float] = {}
    for item in quantities:
        unit = item.mention.unit or ""
        if item.mention.kind == "rate" and unit.startswith(("message/", "request/", "call/", "event/")):
            kind: ConstraintKind = "rate_limit" if unit.endswith(("second", "minute")) else "quota"
            points[kind] = 1.0
        if item.mention.kind == "money":
            points["cost"] = 2.0
        if item.mention.unit == "working_day":
            points["lead_time"] = 1.0
    return points


def _permits(modal: Modal | None, text: str) -> bool:
    """Tell whether words of permission stand there, and not only what somebody is able to do."""
    if modal is None or modal.strength != "may":
        return False
    return bool(_PERMISSION.search(text, modal.start, modal.end)) or lifts(text[modal.start : modal.end])


def _is_constraint(strength: Strength, points: float, quantities: Sequence[Bounded], permits: bool) -> bool:
    if strength in WEIGHTY:
        return True
    if points >= _PLAIN_ENOUGH:
        return True
    if points >= _SUGGESTED and (strength == "may" or bool(quantities)):
        return True
    return permits or any(item.bound or item.mention.kind in _LIMITING for item in quantities)


def _of_role(text: str, found: dict[Span, list[Clause]], role: Role) -> tuple[Span, ...]:
    return tuple(span for some in found.values() for span in spans(text, some, role))


def _whole_exceptions(unit: Unit, text: str) -> Iterable[Span]:
    for part in unit.parts[1:]:
        if is_exception(text[part.start : part.end]):
            yield part
