"""Pieces of Markdown that every readable document is made of."""

from collections.abc import Iterable, Iterator, Sequence

from schemas.base import Evidence, Finding
from schemas.parts import WorkloadInput
from schemas.requirement import Question
from schemas.specification import Attempt, Provenance
from service.exporting import amounts, made, outline
from service.exporting.escaping import markdown_text as t


def joined(sections: Iterable[Iterable[str]]) -> str:
    """The sections with a blank line between them; empty ones are left out."""
    blocks = ("\n".join(lines) for lines in map(list, sections) if lines)
    return "\n\n".join(blocks) + "\n"


def quoted(evidence: Iterable[Evidence]) -> str:
    """`[S5] “their own points balance”`, one after the other."""
    return "; ".join(f"\\[{t(item.sentence)}\\] “{t(outline.shortened(item.quote))}”" for item in evidence)


def pointed(evidence: Iterable[Evidence]) -> str:
    """Sentence ids in brackets, with a blank before; nothing without evidence."""
    ids = outline.sentences_of(evidence)
    return f" \\[{t(', '.join(ids))}\\]" if ids else ""


def points(label: str, values: Iterable[str], indent: str = "  ") -> Iterator[str]:
    """A labelled point with its values: on one line when there is one, below one another otherwise."""
    items = [value for value in values if value]
    if len(items) == 1:
        yield f"{indent}- {label}: {items[0]}"
    elif items:
        yield f"{indent}- {label}:"
        yield from (f"{indent}  - {item}" for item in items)


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """A table; an empty cell gets a dash."""
    names = list(headings)
    yield f"| {' | '.join(names)} |"
    yield f"|{'---|' * len(names)}"
    for row in rows:
        yield f"| {' | '.join(cell or '–' for cell in row)} |"


def input_row(item: WorkloadInput) -> tuple[str, ...]:
    """Name, value, range and origin of one input of a formula."""
    ends = (item.source.low, item.source.high)
    spread = " to ".join(amounts.number(end) for end in ends if end is not None)
    origin = f"{item.source.kind} {item.source.ref}"
    if item.source.citation:
        origin += f": {outline.citation(item.source.citation)}"
    return t(item.name), t(amounts.amount(item.value, item.unit)), t(spread), t(origin)


def finding_line(finding: Finding) -> str:
    """What a check noticed, and where."""
    return f"{finding.severity.capitalize()}: {t(finding.message)}{pointed(finding.evidence)}"


def question_lines(place: int, question: Question) -> Iterator[str]:
    """One question as a numbered point, with why, where from and what waits for it."""
    yield f"{place}. **{t(question.text)}** ({t(question.id)}) → {t(question.whom)}"
    yield f"   - Why: {t(question.why)}"
    places = f"\\[{t(', '.join(question.raised_by))}\\]" if question.raised_by else ""
    yield from points("Raised by", [quoted(question.evidence) or places], "   ")
    yield from points("Choices", [t(" / ".join(question.options))], "   ")
    yield from points("Until then", [t(question.default or "")], "   ")
    yield from points("Holds up", [t(outline.listed(question.blocks))], "   ")


def notes_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """The section about answers of a model that were not taken over; empty without any."""
    notes = made.of_the_model(findings)
    if notes:
        yield f"## {made.notes_title(notes)}"
        yield ""
        yield from (f"- {finding_line(note)}" for note in notes)


def provenance_lines(provenance: Provenance, language: str, schema_version: str) -> Iterator[str]:
    """The last section: who made it, by what, and what it took; the calls to a model summed by prompt.

    How long it took is left out where no model was asked: so equal runs write equal files.
    """
    yield "## How this was made"
    yield ""
    for label, value in made.rows(provenance, language, schema_version):
        yield f"- {label}: {t(value)}"
    if not provenance.attempts:
        return
    yield f"- Took: {made.took(provenance)}"
    yield ""
    yield from table(made.SUMS, _cells(made.sums(provenance.attempts)))
    yield ""
    yield from _one_by_one(provenance.attempts)


def _one_by_one(attempts: Sequence[Attempt]) -> Iterator[str]:
    """The calls as a table; many are folded away, in the one piece of HTML that Markdown viewers fold."""
    if len(attempts) > made.MANY:
        yield "The calls one by one stand in the JSON."
        return
    title = f"All {amounts.count(len(attempts), 'call')}, one by one"
    folded = len(attempts) > made.FEW
    yield from ("<details>", f"<summary>{title}</summary>", "") if folded else (f"{title}:", "")
    yield from table(made.CALLS, _cells(made.calls(attempts)))
    yield from ("", "</details>") if folded else ()


def _cells(rows: Iterable[made.Row]) -> Iterator[tuple[str, ...]]:
    return (tuple(map(t, row)) for row in rows)
