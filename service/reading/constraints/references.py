"""What stands elsewhere and belongs to a constraint: exceptions that name it by its number, exclusions, footnotes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from service.constraint import Constraint, Span
from service.reading.constraints.clauses import is_exception
from service.reading.segmenting import Segmented

_LABEL = r"(?:[A-Z]{1,3}[-.]?\d{1,3}(?:\.\d{1,3})*|\d{1,2}(?:\.\d{1,3})+|\d{1,2})"
_OWN_LABEL = re.compile(rf"[ \t]*(?:[-*•][ \t]+)?(?:§[ \t]*)?(?P<label>{_LABEL})[.):]?(?=[ \t|])", re.MULTILINE)
_REFERENCE = re.compile(
    rf"\b(?i:clauses?|paragraphs?|sections?|rules?|items?|points?|articles?|requirements?|nos?\."
    rf"|§+)\s+(?P<labels>{_LABEL}(?:(?:,\s*|\s+(?:and|or|to|–|-)\s+){_LABEL})*)"
    rf"|\b(?P<bare>[A-Z]{{1,2}}-?\d{{1,3}}(?:\.\d+)*)\b"
)
_SOFTENS = re.compile(
    r"\b(?:exceptions?|exempt\w*|shorten|extend|waive\w*|relax\w*|lift|deviat\w+|not apply|does not apply)\b",
    re.IGNORECASE,
)
_EXCLUSIONS = re.compile(
    r"\b(?:exclu\w+|exceptions?|exempt\w*|not (?:covered|included|counted|count|affected|apply)|does not (?:apply"
    r"|cover|include|count))\b",
    re.IGNORECASE,
)
_STEM = 7
"""Letters from the end of a long word that two words on one subject share: "unavailability", "availability"."""
_MARKS = "¹²³⁴⁵⁶†‡"
_FOOTNOTE = re.compile(rf"\s*(?:(?P<mark>[{_MARKS}])|(?P<star>\*{{1,3}}|\\\*)(?=\s?\w))")


def with_far_exceptions(found: Sequence[Constraint], segmented: Segmented) -> tuple[Constraint, ...]:
    """Give each constraint the exceptions and footnotes that stand elsewhere in the text."""
    labels: dict[str, list[str]] = {}
    for one in found:
        labels.setdefault(_label(one, segmented) or "", []).append(one.id)
    added: dict[str, list[Span]] = {}
    for target, span in (
        *_by_number(found, labels, segmented),
        *_excluded(found, segmented),
        *_footnotes(found, segmented),
    ):
        added.setdefault(target, []).append(span)
    return tuple(_with(one, added.get(one.id, ())) for one in found)


def _with(one: Constraint, spans: Sequence[Span]) -> Constraint:
    new = [span for span in dict.fromkeys(spans) if not any(part.holds(span.start, span.end) for part in one.parts)]
    if not new:
        return one
    softening = tuple(span for span in new if _softens(span.text))
    return replace(one, context=(*one.context, *new), exceptions=(*one.exceptions, *softening))


def _softens(words: str) -> bool:
    return (
        is_exception(words)
        or bool(_SOFTENS.search(words))
        or words.lower().lstrip(f"{_MARKS}*\\ ").startswith("except")
    )


def _label(one: Constraint, segmented: Segmented) -> str | None:
    """The number in front of a constraint: "B3", "2.1"."""
    line = segmented.text.rfind("\n", 0, one.source.start) + 1
    match = _OWN_LABEL.match(segmented.text, line)
    return match["label"] if match and match.end() <= one.source.start + len(match[0]) + 2 else None


def _by_number(
    found: Sequence[Constraint], labels: dict[str, list[str]], segmented: Segmented
) -> Iterator[tuple[str, Span]]:
    for sentence in segmented.sentences:
        words = segmented.readable[sentence.start : sentence.end]
        if not _SOFTENS.search(words):
            continue
        span = Span(sentence.start, sentence.end, sentence.text)
        own = {one.id for one in found if sentence.id in one.sentences}
        for match in _REFERENCE.finditer(words):
            for label in re.findall(_LABEL, match["labels"] or match["bare"]):
                yield from ((target, span) for target in labels.get(label, ()) if target not in own)


def _excluded(found: Sequence[Constraint], segmented: Segmented) -> Iterator[tuple[str, Span]]:
    """Items of a list that is led in as one of exclusions belong to the rule before the list."""
    for sentence in segmented.sentences:
        lead = segmented.lead_ins.get(sentence.id, "")
        if lead and _EXCLUSIONS.search(lead):
            before = [one for one in found if one.source.end <= sentence.start and sentence.id not in one.sentences]
            rules = [one for one in before if not _in_list(one, lead, segmented)]
            if rules:
                rule = max(enumerate(rules), key=lambda item: (_shared(item[1], lead), item[0]))[1]
                yield rule.id, Span(sentence.start, sentence.end, sentence.text)


def _shared(one: Constraint, lead: str) -> int:
    """How many stems a rule has in common with the words that lead in a list of exclusions."""
    stems = {word[-_STEM:] for word in re.findall(r"[a-z]{8,}", lead.lower())}
    return len(stems & {word[-_STEM:] for word in re.findall(r"[a-z]{8,}", one.source.text.lower())})


def _in_list(one: Constraint, lead: str, segmented: Segmented) -> bool:
    return segmented.lead_ins.get(one.sentences[0]) == lead


def _footnotes(found: Sequence[Constraint], segmented: Segmented) -> Iterator[tuple[str, Span]]:
    for sentence in segmented.sentences:
        mark = _FOOTNOTE.match(segmented.text, sentence.start, sentence.end)
        if mark is None or sentence.kind == "item":
            continue
        sign = (mark["mark"] or mark["star"]).lstrip("\\")
        for one in found:
            if sentence.id not in one.sentences and _carries(one, sign, segmented):
                yield one.id, Span(sentence.start, sentence.end, sentence.text)


def _carries(one: Constraint, sign: str, segmented: Segmented) -> bool:
    pattern = re.compile(rf"(?<=\w)\s?\\?{re.escape(sign)}(?![\w*])")
    return any(pattern.search(segmented.text, part.start, min(part.end + 3, len(segmented.text))) for part in one.parts)
