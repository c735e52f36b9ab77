"""One constraint as a plain text: what it is about, what it rules, when, except when, and the reason given."""

import re
from collections.abc import Iterator

from schemas.explanation import Strength
from service.catalogue.constraints import constraint_kinds
from service.constraint import Constraint, Span
from service.drafting.plain.phrasing import clean, everyday, sentence
from service.drafting.plain.pieces import Piece, lead_of, pieces
from service.reading.constraints.strength import lifts, modals

_LONG_SUBJECT, _LONG_SENTENCE = 5, 13
_MANY = re.compile(r"(?:[^s]s|people|data|media|staff|children)$", re.IGNORECASE)
_EACH = re.compile(r"(?:each|every)\b", re.IGNORECASE)
_INVARIANT = re.compile(r"(?:must|shall|may|can|cannot|can['’]t|will|should)\b", re.IGNORECASE)
"""Words of force that are the same for one and for many."""
_OPENED = re.compile(
    r"\W*(?:after|before|once|in|for|with|without|under|during|at|on|by|from|to|as|neither|either|both|there"
    r"|here|then|also|please|any of)\b",
    re.IGNORECASE,
)
"""Openings that are no subject."""
_NO_SUBJECT = re.compile(
    r"\b(?:we|you|they|it|i|what|how|why|that|which|who|whose|so|but|because|if|when|is|are|was|were|has|have)\b|[,:;]",
    re.IGNORECASE,
)
"""Words that a subject of one noun phrase does not hold."""
_EXCEPTION = re.compile(
    r"\s*(?:unless|except(?:ing)?(?: (?:for|that))?|with the exception of|apart from|other than|save (?:for|that)"
    r"|excluding|not (?:including|counting))\s+",
    re.IGNORECASE,
)
_WITHOUT = re.compile(r"\s*without\s+", re.IGNORECASE)
_LABEL = re.compile(
    r"[\s¹²³⁴⁵⁶†‡*]*(?:(?:the\s+)?(?:only\s+)?(?:exceptions?|exemptions?|exempt|exclusions?|excluded|note"
    r"|reason|background)\s*:\s*)?",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"(?:only|if|when\w*|where\w*|while|once|until|till|provided|subject|as|so|in|for|during|outside|after|before|above"
    r"|below|beyond|over|exceeding|without|with|depending|to)\b",
    re.IGNORECASE,
)
"""Openers of a clause that can go on from "This holds"."""
_DASHES = frozenset({"", "-", "–", "—", "n/a"})


def plain_text(constraint: Constraint, readable: str) -> str:
    """The constraint in plain words, by templates over what was read."""
    names = [name.text for name in constraint.names if name.kind in ("system", "organisation", "person_role", "law")]
    parts = [topic_of(constraint)]
    if constraint.cells:
        parts += _row(constraint, names)
        rest = [
            piece
            for piece in pieces(constraint, readable)
            if piece.role in ("condition", "exception")
            and piece.words not in readable[constraint.source.start : constraint.source.end]
        ]
        parts += [_said(piece, names) for piece in rest]
        beside = (reason for reason in constraint.reasons if reason.start >= constraint.source.end)
        parts += [_said(Piece("reason", reason.text), names) for reason in beside]
    else:
        lead = lead_of(constraint)
        first, *others = list(pieces(constraint, readable)) or [Piece("main", "")]
        parts += [
            _said(Piece(first.role, f"{clean(lead).rstrip(' :')}: {first.words}" if lead else first.words), names)
        ]
        parts += [_said(piece, names) for piece in others]
    return " ".join(part for part in (*parts, force_of(constraint)) if part)


_FORCE: dict[Strength, str] = {
    "must": "This is an obligation and has to be met.",
    "should": "This is a recommendation: leaving it takes a good reason.",
    "should_not": "This is advice against it: doing it takes a good reason.",
    "may": "This is a permission: you are free to use it.",
}
_PERMITS = re.compile(r"\bmay\b|allow|permit|entitled|eligible|optional|authori[sz]ed|welcome|free", re.IGNORECASE)
_CAP = re.compile(r"limit|maximum|max\b|at most|no more|not more|exceed|cap", re.IGNORECASE)
_ONLY = re.compile(r"\bonly\b", re.IGNORECASE)
_NEAR = 60
"""Characters between a ban and the number that makes it a limit: "must not be kept longer than 30 days"."""


def force_of(constraint: Constraint) -> str:
    """How binding it is, in a sentence of its own; nothing of what only tells how things are."""
    at = constraint.strength_at
    if constraint.strength == "may" and at and lifts(at.text):
        return "This takes a duty away: you are free to leave it out."
    if constraint.strength == "may" and at is not None and not _PERMITS.search(at.text):
        return ""
    if constraint.strength != "must_not":
        return _FORCE.get(constraint.strength, "")
    if at is None or _CAP.search(at.text) or _is_capped(constraint, at):
        return "This is an upper limit and has to be kept."
    if _ONLY.search(at.text):
        return "This is a restriction and has to be kept."
    return "This is a ban and has to be kept."


def _is_capped(constraint: Constraint, at: Span) -> bool:
    """Tell whether what is banned is to go beyond a number."""
    return any(
        item.bound == "at_most"
        and 0 <= item.mention.start - at.end < _NEAR
        and item.mention.kind not in ("date", "window")
        for item in constraint.quantities
    )


def topic_of(constraint: Constraint) -> str:
    """What it is about; nothing where the kind says nothing."""
    if constraint.kind == "other":
        return ""
    topic = constraint_kinds()[constraint.kind].topic
    return f"It stands among rules about {topic}." if constraint.placed else f"This is about {topic}."


def _row(constraint: Constraint, names: list[str]) -> Iterator[str]:
    """A row of a table, cell after cell under the headings of their columns."""
    for heading, cell in constraint.cells:
        words = everyday(clean(cell), names)
        if words not in _DASHES:
            yield sentence(f"{everyday(heading, names)}: {words}" if heading else words)


def _said(piece: Piece, names: list[str]) -> str:
    words = clean(piece.words)
    if piece.role == "main":
        return " ".join(_main(words, names))
    if piece.role == "exception":
        return _exception(words, names)
    if piece.role == "reason":
        return sentence(f"The reason given: {everyday(words, names)}")
    said = everyday(_LABEL.sub("", words, count=1), names)
    return sentence(f"This holds {_lowered(said)}" if _WHEN.match(said) else f"A note to it: {said}")


def _exception(words: str, names: list[str]) -> str:
    words = _LABEL.sub("", words, count=1)
    without = _WITHOUT.match(words)
    if without:
        return sentence(f"It is possible only with {everyday(words[without.end() :], names)}")
    opened = _EXCEPTION.match(words)
    if opened is None:
        return sentence(f"The exception: {everyday(words, names)}")
    rest = everyday(words[opened.end() :], names)
    return sentence(f"The exception: if {rest}" if opened[0].strip().lower() == "unless" else f"The exception: {rest}")


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:] if words[1:2].islower() or words[1:2] in (" ", "") else words


def _main(words: str, names: list[str]) -> Iterator[str]:
    """A main clause; where it is long, its subject is said first, and then what holds for it."""
    split = _joint(words)
    if split is None:
        yield sentence(everyday(words, names))
        return
    subject, rest = words[:split].strip(" ,"), words[split:].strip()
    many = _MANY.search(_head(subject)) and not _EACH.match(subject)
    pronoun = "they" if many else "it"
    yield sentence(f"{everyday(subject, names)}: {pronoun} {everyday(rest, names)}")


def _head(subject: str) -> str:
    """The noun that the verb agrees with, roughly: the last word before a preposition."""
    ends = r"\s(?:of|for|with|without|in|from|on|to|at|under|above|below|and|or|hosting|outside|collected|used|held|\()"
    return re.split(ends, subject, maxsplit=1)[0]


def _joint(words: str) -> int | None:
    """Where a long subject ends: before the words that oblige."""
    if len(words.split()) < _LONG_SENTENCE:
        return None
    found = next((modal for modal in modals(words, 0, len(words))), None)
    if found is None or not _INVARIANT.match(words, found.start):
        return None
    subject = words[: found.start]
    if len(subject.split()) < _LONG_SUBJECT or _NO_SUBJECT.search(subject) or _OPENED.match(subject):
        return None
    return found.start
