"""The pieces of a constraint that a plain text is put together from: what is ruled, when, except when, and why."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from service.constraint import Constraint, Span
from service.reading.constraints.clauses import clauses
from service.reading.constraints.strength import PEOPLE, imperative, is_told
from service.reading.word_lists import word_set

Role = Literal["main", "condition", "exception", "reason"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of the source and what they do there."""

    role: Role
    words: str


_SPLITS = re.compile(
    r";\s+|\s[–—]\s|(?<=[a-z)])\.\s+(?=[A-Z])|,\s+(?=(?:and|but)\s+(?:the|it|they|we|you|all|no|raw|this|these|any)\b)"
)
_CLAUSAL = re.compile(
    r"(?:if|when(?:ever)?|where(?:ver)?|while|unless|except\w*|provided|subject to|as (?:long|soon) as"
    r"|so (?:that|long)|because|since|in (?:the )?(?:case|event)"
    r"|with the exception|apart from|other than|only (?:if|when|where)|in order to|due to|to \w+"
    r"|for \w+ (?:reasons|purposes))\b",
    re.IGNORECASE,
)
"""Clauses that can be said in a sentence of their own; others stay where they stand."""
_OPEN_ENDS = word_set(
    "for or and also but to of with by in on at from as is are be than that which not only even the a an until"
)
"""Words that leave a rule unfinished where they are its last."""
_ONLY_REACH = 3
"""Words in front of a clause among which "only" binds it: "is only permitted where"."""
_LETTER = re.compile(r"[^\W_]")
_SENTENCE_END = re.compile(r"[\s)\"'”’]*(?:[.;!]\s|;)")
_POINTS_BACK = re.compile(r"(?:this|it|they|these|that)\b", re.IGNORECASE)
_SHORTEST = 3
"""Words that must be left of the rule, and that a clause must have, to part them."""


def lead_of(constraint: Constraint) -> str | None:
    """The lead-in of a list that gives an item its force, takes it out of a rule or says when it holds, or None."""
    at = constraint.strength_at
    if at is not None and not constraint.source.holds(at.start, at.end):
        ruling = next((span for span in constraint.context if span.holds(at.start, at.end)), None)
        if ruling is None or constraint.lead is None or constraint.lead.start <= ruling.start:
            return ruling.text if ruling else None
        return f"{ruling.text.rstrip(' :')} {constraint.lead.text}"
    lead = constraint.lead.text if constraint.lead else ""
    return lead if lead and (_says_when(lead) or _is_fragment(constraint.source.text) or _says_whom(lead)) else None


def _says_when(lead: str) -> bool:
    return any(clause.role != "reason" for clause in clauses(lead, 0, len(lead)))


def _is_fragment(words: str) -> bool:
    """Tell whether a text is less than a sentence, so that it says nothing without its lead-in."""
    whole = words[:1].isupper() and words.rstrip("*_ ").endswith(".")
    return not whole and not _POINTS_BACK.match(words) and not _has_verb(words)


def _says_whom(lead: str) -> bool:
    return bool(PEOPLE.search(lead)) and not _has_verb(lead)


def _has_verb(words: str) -> bool:
    return is_told(words, 0, len(words)) or imperative(words, 0, len(words)) is not None


def pieces(constraint: Constraint, readable: str) -> Iterator[Piece]:
    """The pieces in the order of the text; exceptions that stand elsewhere come last."""
    for part in constraint.parts:
        words = readable[part.start : part.end]
        if part in constraint.exceptions:
            yield Piece("exception", words)
        else:
            yield from _of_part(part, constraint, readable)
    far: Sequence[tuple[Role, Sequence[Span]]] = (
        ("condition", constraint.conditions),
        ("exception", constraint.exceptions),
    )
    for role, spans in far:
        for span in spans:
            if not any(part.holds(span.start, span.end) for part in constraint.parts):
                yield Piece(role, readable[span.start : span.end])


def _of_part(part: Span, constraint: Constraint, readable: str) -> Iterator[Piece]:
    position, main = part.start, ""
    after: list[Piece] = []
    for role, span in _at_the_end(list(_clauses(part, constraint, readable)), part, readable):
        main += readable[position : span.start]
        after.append(Piece(role, readable[span.start : span.end]))
        position = span.end
    main += readable[position : part.end]
    for words in _SPLITS.split(main):
        if _LETTER.search(words):
            yield Piece("main", words.strip(" ,;"))
    yield from after


def _at_the_end(found: list[tuple[Role, Span]], part: Span, readable: str) -> list[tuple[Role, Span]]:
    """The clauses behind which the sentence ends: one in its middle reads well, and means the same, only there."""
    kept: list[tuple[Role, Span]] = []
    end = part.end
    for role, span in sorted(found, key=lambda item: item[1].start, reverse=True):
        following = readable[span.end : end]
        if _LETTER.search(following) and not _SENTENCE_END.match(following):
            # Of two conditions each holds for its own half: neither can be said of the whole.
            return [] if role == "condition" else kept[::-1]
        kept.append((role, span))
        end = span.start
    return kept[::-1]


def _clauses(part: Span, constraint: Constraint, readable: str) -> Iterator[tuple[Role, Span]]:
    """The clauses that are taken out of a part: none that opens it, for it reads well where it stands."""
    groups: Sequence[tuple[Role, Sequence[Span]]] = (
        ("condition", constraint.conditions), ("exception", constraint.exceptions), ("reason", constraint.reasons)
    )  # fmt: skip
    for role, spans in groups:
        for span in spans:
            if part.holds(span.start, span.end) and span != part and _is_apart(span, part, readable):
                yield role, span


def _is_apart(span: Span, part: Span, readable: str) -> bool:
    words = readable[span.start : span.end]
    before = readable[part.start : span.start].split()
    if len(words.split()) < _SHORTEST or len(before) < _SHORTEST or before[-1].lower().strip(",") in _OPEN_ENDS:
        return False
    if any(word.lower() == "only" for word in before[-_ONLY_REACH:]):
        return False
    return bool(_CLAUSAL.match(words))
