"""Paragraphs: lines wrapped by hand joined again, underlined headings, labelled fields, forms."""

import re
from typing import Final

from schemas.brief import SentenceKind
from service.reading import tables
from service.reading.labels import label_of
from service.reading.layout import Block, Scan
from service.reading.lines import Line, is_rule, runs_on, starts_block
from service.reading.markup import BREAK

_HEADING_LENGTH: Final = 100
_FORM_LINES: Final = 6
"""House default: shorter runs of lines are not taken for a form."""
_FORM_SHARE: Final = 0.6
_FORM_REACH: Final = 400
_FORM_LABEL = re.compile(
    r"[?:)]$|\b(?:name|e-?mail|phone|telephone|address|website|url|company|organi[sz]ation|"
    r"business|budget|date|deadline|"
    r"role|title|country|city|industry|audience|goal|objective|message|comments?|"
    r"vorname|nachname|firma|telefon|adresse|nom|prénom|téléphone|adresse|nombre|teléfono|correo|"
    r"empresa|telefone)"
    r"(?:\s*\([^()]*\))?\*?$",
    re.IGNORECASE,
)
_QUESTION_FIRST = re.compile(r"(?:what|which|who|how|where|when|why|do|does|is|are)\b[^?]*\?", re.IGNORECASE)


def paragraph(state: Scan, depth: int | None = None) -> bool:
    """Take the lines that belong together, as one block. `depth` is set inside a list."""
    if _underlined(state) or _form(state):
        return True
    first = state.line
    start = first.start + (len(first.text) - len(first.text[1:].lstrip()) if first.text[:1] == BREAK else 0)
    last = last_line_of_run(state, state.at)
    end = state.lines[last].end
    readable = state.seen.readable[start:end]
    label = label_of(readable)
    member: SentenceKind = "prose" if depth is None else "item"
    kind: SentenceKind = "field" if label else "quote" if first.quoted else member
    lead = readable.rstrip().endswith(":")
    state.add(Block(kind, start, end, depth=depth, label=label, lead=lead, chunk=state.chunk, rank=state.rank))
    state.at = last + 1
    return True


def last_line_of_run(state: Scan, index: int) -> int:
    """Index of the last line that continues the sentence begun at `index`, across hand-made line breaks."""
    found = state.lines
    listed = _is_listed(state, found[index])
    while index + 1 < len(found) and _continues(state, found[index], index + 1, listed):
        index += 1
    return index


def _is_listed(state: Scan, first: Line) -> bool:
    """Tell whether a line in lower case is a point of a list that a lead-in opened, bullets lost."""
    if not state.blocks or not first.text[:1].islower():
        return False
    return state.blocks[-1].lead or state.blocks[-1].chunk == state.chunk


def _continues(state: Scan, line: Line, index: int, listed: bool) -> bool:
    following = state.lines[index]
    if following.blank or not runs_on(line, following, state.width, state.seen.outline):
        return False
    if listed and len(line.text) < 0.85 * (state.width or 100):
        return False
    if starts_block(following) or tables.begins(state, index):
        return False
    label = label_of(state.seen.readable[following.start : following.end])
    if label is not None and line.text.rstrip().endswith((".", "!", "?")):
        return False
    return label is None or (not label[:1].isupper() and " " in label)


def _underlined(state: Scan) -> bool:
    """A line with a rule right under it is a heading."""
    line, below = state.line, state.following()
    if below is None or not is_rule(below) or len(line.text) > _HEADING_LENGTH:
        return False
    sign = below.text[0]
    if sign not in "=-~*_" or (state.rank and sign != "=") or line.text[-1:] in ".;,":
        return False
    state.add(Block("heading", line.start, line.end, level=1 if sign == "=" else 2, chunk=state.chunk))
    state.at += 2
    state.new_chunk()
    return True


# --- forms pasted without their layout ----------------------------------------------------------


def _form(state: Scan) -> bool:
    """Labels and answers on alternating lines, as a form looks when it is pasted."""
    if state.rank:
        return False
    last = state.at
    end = min(len(state.lines), state.at + _FORM_REACH)
    while last < end and not state.lines[last].blank:
        last += 1
    run = state.lines[state.at : last]
    if len(run) < _FORM_LINES or any(map(starts_block, run)) or not _alternates(run):
        return False
    for label, answer in zip(run[::2], run[1::2], strict=False):
        name = " ".join(label.text.rstrip("?: ").split())
        state.add(
            Block(
                "field",
                label.start,
                answer.end,
                label=name,
                label_end=label.end,
                chunk=state.chunk,
                rank=state.rank,
            )
        )
    if len(run) % 2:
        state.add(Block("prose", run[-1].start, run[-1].end, chunk=state.chunk, rank=state.rank))
    state.at = last
    return True


def _alternates(run: list[Line]) -> bool:
    labels, answers = run[::2], run[1::2]
    hits = sum(1 for line in labels if _is_form_label(line.text))
    misses = sum(1 for line in answers if _is_form_label(line.text))
    return hits >= _FORM_SHARE * len(labels) and misses <= len(answers) / 4


def _is_form_label(text: str) -> bool:
    return len(text) <= 120 and bool(_FORM_LABEL.search(text) or _QUESTION_FIRST.match(text))
