"""What stands elsewhere and belongs to a constraint: exceptions that name it by its number, exclusions, footnotes."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
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
_CARRIED = re.compile(rf"(?<=[\w.,;)])\s?\\?(?P<sign>[{_MARKS}]|\*{{1,3}})(?![\w*])")
_MARK_REACH = 3
"""Characters behind a constraint in which its mark may stand: behind the full stop."""
_MOST_FAR = 20
"""Exceptions from elsewhere that one constraint takes up."""
_MOST_RULES = 20
"""Rules above a list of exclusions among which it looks for the one that it narrows."""
_LONGEST_LINE = 2_000
"""Characters from the beginning of a line to a constraint on it."""
_FOOTNOTE = re.compile(rf"\s*(?:(?P<mark>[{_MARKS}])|(?P<star>\*{{1,3}}|\\\*)(?=\s?\w))")


def with_far_exceptions(found: Sequence[Constraint], segmented: Segmented) -> tuple[Constraint, ...]:
    """Give each constraint the exceptions and footnotes that stand elsewhere in the text."""
    added: defaultdict[str, dict[Span, bool]] = defaultdict(dict)
    for look in (_by_number, _excluded, _footnotes):
        for target, span in look(found, segmented):
            if len(added[target]) < _MOST_FAR:
                added[target].setdefault(span, look is _excluded or _softens(span.text))
    return tuple(_with(one, added.get(one.id, {})) for one in found)


def _with(one: Constraint, spans: dict[Span, bool]) -> Constraint:
    """A constraint with what stands elsewhere: an exception where it softens, else a condition."""
    new = [span for span in spans if not any(part.holds(span.start, span.end) for part in one.parts)]
    if not new:
        return one
    softening = tuple(span for span in new if spans[span])
    others = tuple(span for span in new if not spans[span])
    return replace(
        one,
        context=(*one.context, *new),
        conditions=(*one.conditions, *others),
        exceptions=(*one.exceptions, *softening),
    )


def _softens(words: str) -> bool:
    return (
        is_exception(words)
        or bool(_SOFTENS.search(words))
        or words.lower().lstrip(f"{_MARKS}*\\ ").startswith("except")
    )


def _labelled(found: Sequence[Constraint], segmented: Segmented) -> dict[str, dict[int, list[Constraint]]]:
    """Constraints by the number in front of their line ("B3", "2.1"), and by where that line begins."""
    labels: defaultdict[str, dict[int, list[Constraint]]] = defaultdict(dict)
    for one in found:
        begin = max(one.source.start - _LONGEST_LINE, 0)
        line = segmented.text.rfind("\n", begin, one.source.start) + 1
        match = _OWN_LABEL.match(segmented.text, line) if line or not begin else None
        if match:
            labels[match["label"]].setdefault(line, []).append(one)
    return labels


def _by_number(found: Sequence[Constraint], segmented: Segmented) -> Iterator[tuple[str, Span]]:
    labels = _labelled(found, segmented)
    for sentence in segmented.sentences:
        words = segmented.readable[sentence.start : sentence.end]
        if not _SOFTENS.search(words):
            continue
        span = Span(sentence.start, sentence.end, sentence.text)
        for match in _REFERENCE.finditer(words):
            for label in re.findall(_LABEL, match["labels"] or match["bare"]):
                named = _nearest(labels.get(label, {}), sentence.start)
                yield from ((one.id, span) for one in named if sentence.id not in one.sentences)


def _nearest(labelled: dict[int, list[Constraint]], place: int) -> list[Constraint]:
    """What a number means at a place: of several lists that use it, the one right above, else the first below."""
    lines = list(labelled)
    above = bisect_left(lines, place)
    return labelled[lines[max(above - 1, 0)]] if lines else []


def _excluded(found: Sequence[Constraint], segmented: Segmented) -> Iterator[tuple[str, Span]]:
    """Items of a list that is led in as one of exclusions belong to the rule before the list."""
    ends = [one.source.end for one in found]
    for sentence in segmented.sentences:
        lead = segmented.lead_ins.get(sentence.id, "")
        if not lead or not _EXCLUSIONS.search(lead):
            continue
        before = bisect_right(ends, sentence.start)
        near = found[max(before - _MOST_RULES, 0) : before]
        rules = [one for one in near if sentence.id not in one.sentences and not _in_list(one, lead, segmented)]
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
    """Footnotes, each to what carries its mark above it since the last footnote of that mark."""
    marked: defaultdict[str, list[Constraint]] = defaultdict(list)
    for one in found:
        for sign in _marks(one, segmented):
            marked[sign].append(one)
    taken: defaultdict[str, int] = defaultdict(int)
    for sentence in segmented.sentences:
        mark = _FOOTNOTE.match(segmented.text, sentence.start, sentence.end)
        sign = (mark["mark"] or mark["star"]).lstrip("\\") if mark else ""
        if mark is None or sentence.kind == "item" or (sign in ("**", "***") and sentence.text.count(sign) > 1):
            continue
        carriers = marked[sign]
        first = taken[sign]
        while taken[sign] < len(carriers) and carriers[taken[sign]].source.start < sentence.start:
            taken[sign] += 1
        for one in carriers[first : taken[sign]]:
            if sentence.id not in one.sentences:
                yield one.id, Span(sentence.start, sentence.end, sentence.text)


def _marks(one: Constraint, segmented: Segmented) -> set[str]:
    """The footnote marks that stand behind words of a constraint."""
    found: set[str] = set()
    for part in one.parts:
        end = min(part.end + _MARK_REACH, len(segmented.text))
        found |= {match["sign"] for match in _CARRIED.finditer(segmented.text, part.start, end)}
    return found
