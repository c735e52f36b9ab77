"""What the steps hand to one another when constraints are explained: the text as read, and each single constraint.

Values only. Offsets are Unicode code points into `ConstraintReading.text`.
"""

from dataclasses import dataclass, field
from functools import cached_property

from schemas.base import Finding
from schemas.brief import Sentence
from schemas.explanation import BoundDirection, ConstraintKind, Firmness, Passage, Strength
from service.campaign import Mention

QUANTITY_KINDS = frozenset({"count", "money", "percentage", "rate", "duration", "date", "window"})


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text; `text == ConstraintReading.text[start:end]`."""

    start: int
    end: int
    text: str

    def holds(self, start: int, end: int) -> bool:
        """Tell whether a place lies inside."""
        return self.start <= start and end <= self.end

    @property
    def passage(self) -> Passage:
        """As it travels."""
        return Passage(start=self.start, end=self.end, text=self.text)


@dataclass(frozen=True, slots=True)
class Bounded:
    """A quantity and the side of it on which one has to stay; `scope` is what it counts for ("per brand")."""

    mention: Mention
    bound: BoundDirection | None = None
    scope: str | None = None


@dataclass(frozen=True)
class Constraint:
    """One constraint as it was read.

    `parts` are its sentences, or the pieces of a sentence that holds several constraints; `readable` is the whole text
    with markup blanked, at the same places. `strength_at` is the place of the words that give the strength.
    """

    id: str
    source: Span
    parts: tuple[Span, ...]
    sentences: tuple[str, ...]
    context: tuple[Span, ...]
    """Headings and lead-ins above it, from the outermost in."""
    kind: ConstraintKind
    firmness: Firmness
    firmness_why: str
    strength: Strength
    strength_at: Span | None
    quantities: tuple[Bounded, ...]
    names: tuple[Mention, ...]
    conditions: tuple[Span, ...] = ()
    exceptions: tuple[Span, ...] = ()
    reasons: tuple[Span, ...] = ()
    binds: str | None = None
    decides: str | None = None
    overridden_by: str | None = None
    language: str = "en"
    """BCP 47 code of its first sentence. Only English is read in full: of other languages no force is read."""
    lead: Span | None = None
    """The lead-in of the list that it is an item of, or the line with a colon that says for whom it is."""
    cells: tuple[tuple[str, str], ...] = ()
    """Of a table row its cells by column heading; the first cell of a column without one has no heading."""

    placed: bool = False
    """Its own words do not tell its kind, which is that of what it stands among."""

    @property
    def told_as(self) -> ConstraintKind:
        """The kind that is spoken of as its own."""
        return "other" if self.placed else self.kind

    @property
    def ruled_by(self) -> str:
        """The words of a lead-in or heading that give it its force, a blank behind them; empty where it has its own."""
        at = self.strength_at
        return "" if at is None or self.source.holds(at.start, at.end) else f"{at.text} "

    def of_kind(self, *kinds: str) -> tuple[Bounded, ...]:
        """Its quantities of these kinds, in order."""
        return tuple(item for item in self.quantities if item.mention.kind in kinds)


def is_read(constraint: Constraint) -> bool:
    """Tell whether the force of a constraint was read: it is in English, or so short that its language is open."""
    return constraint.language in ("en", "und")


@dataclass(frozen=True)
class ConstraintReading:
    """A constraint text that has been read; `set_aside` says why a sentence holds no constraint."""

    text: str
    readable: str
    language: str
    sentences: tuple[Sentence, ...]
    constraints: tuple[Constraint, ...]
    set_aside: dict[str, str] = field(default_factory=dict)
    not_read: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    mentions: tuple[Mention, ...] = ()
    """Everything that was read in the text, in order, what stands outside the constraints included."""

    @cached_property
    def sentence_by_id(self) -> dict[str, Sentence]:
        """Sentences by id."""
        return {sentence.id: sentence for sentence in self.sentences}
