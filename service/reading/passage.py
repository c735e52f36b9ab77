"""The sentence being read, the customs of its text, and one quantity found in it.

Every reader of quantities has the same shape: it is given a passage and the place of a word or digit that may begin a
mention, and answers a `Found` or None. Offsets are absolute, into the whole brief.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from schemas.brief import FactKind, FactRole, Sentence
from service.reading.columns import Cell, cells_of
from service.reading.conventions import Conventions

Number = int | float


@dataclass(frozen=True, slots=True)
class Found:
    """One quantity before its role is known.

    `resume` is where reading goes on when that is not at `end`. `days` is how far a relative date lies after (before,
    when negative) the day that it is counted from.
    """

    kind: FactKind
    start: int
    end: int
    value: Number | str | None = None
    high: Number | None = None
    unit: str | None = None
    of: str | None = None
    per: str | None = None
    role: FactRole | None = None
    note: str | None = None
    resume: int | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number and its place. `scaled`: grouped in thousands or with a multiplier, so hardly a label or an id."""

    start: int
    end: int
    value: Number
    high: Number | None = None
    scaled: bool = False
    words: bool = False
    open_ended: bool = False

    @property
    def is_small_integer(self) -> bool:
        """Tell whether this could just as well be a list number or part of a name."""
        return not self.scaled and not self.words and isinstance(self.value, int) and self.value < 1000


@dataclass(frozen=True)
class Passage:
    """One sentence inside its text."""

    text: str
    sentence: Sentence
    conventions: Conventions

    @cached_property
    def numerals(self) -> dict[int, Numeral | None]:
        """Numbers already read, by place: see `numerals.read_numeral`."""
        return {}

    @cached_property
    def start(self) -> int:
        """Where the sentence starts."""
        return self.sentence.start

    @cached_property
    def end(self) -> int:
        """Where the sentence ends."""
        return self.sentence.end

    def around(self, position: int) -> str:
        """Return the words on both sides of `position`, lower-case: of a long sentence only the near ones."""
        return (self.before(position, 200) + self.after(position, 200)).lower()

    def clause(self, position: int) -> tuple[str, str]:
        """Return the words on both sides of `position`, lower-case, up to a colon, semicolon, bracket or dash.

        What stands in brackets beside it is left out.
        """
        left, right = _ASIDE.sub(" ", self.before(position, 160)), _ASIDE.sub(" ", self.after(position, 120))
        right = _WHO_DID_NOT.sub(" ", right)
        low = max((match.end() for match in _BREAK.finditer(left)), default=0)
        high = next((match.start() for match in _BREAK.finditer(right)), len(right))
        return left[low:].lower(), right[:high].lower()

    def reports(self, position: int) -> bool:
        """Tell whether the clause around `position` reports what has happened: by the verb nearest to it."""
        left, right = self.clause(position)
        verbs = list(_TENSE.finditer(left))
        nearest = verbs[-1] if verbs else _TENSE.search(right)
        return self._is_past_around(position) if nearest is None else nearest["past"] is not None

    def _is_past_around(self, position: int) -> bool:
        """Tell whether the sentence reports, where a clause has no verb; a semicolon parts it from the first verb."""
        if self._past_verb is None:
            return False
        low, high = sorted((self._past_verb, position - self.start))
        return self.sentence.text.find(";", low, high) < 0

    @cached_property
    def _past_verb(self) -> int | None:
        """Where the first verb stands that sets the sentence in the past."""
        text = self.sentence.text.lower()
        # What brackets add, or say of people, says nothing of the sentence; blanks keep the places of the rest.
        for beside, cue in ((_ASIDE, "("), (_WHO_DID_NOT, "who ")):
            if cue in text:
                text = beside.sub(lambda found: " " * len(found[0]), text)
        return past_verb(text)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """The cells of a table row, by place."""
        return cells_of(self.sentence)

    @cached_property
    def quotes(self) -> tuple[tuple[int, int], ...]:
        """Short stretches in quotation marks, with the marks."""
        return tuple(match.span() for match in _QUOTE.finditer(self.text, self.start, self.end))

    @cached_property
    def is_past(self) -> bool:
        """Tell whether the sentence reports what has happened."""
        return self._past_verb is not None

    def match(self, pattern: re.Pattern[str], position: int) -> re.Match[str] | None:
        """Match `pattern` right at `position`, without leaving the sentence."""
        return pattern.match(self.text, position, self.end)

    def before(self, position: int, length: int = 60) -> str:
        """Return what the sentence says right before `position`."""
        return self.text[max(self.start, position - length) : position]

    def after(self, position: int, length: int = 60) -> str:
        """Return what the sentence says right after `position`."""
        return self.text[position : min(self.end, position + length)]


Reader = Callable[[Passage, int], Found | None]

_QUOTE = re.compile(r"[\"“„«][^\"“”„«»\n]{2,80}[\"”“»]")
_ASIDE = re.compile(r"\([^()]*\)")
_WHO_DID_NOT = re.compile(
    r"\bwho\s[^.;:,()]{2,60}\s(?:but|and|or)\s(?:did|had|were|was|have|has)(?:n['’]t|\snot|\snever)\b", re.IGNORECASE
)
"""`those who opened it but did not book`: how people are chosen, which sets nothing in the past."""
_BREAK = re.compile(r"[;:|•\n](?=\s|$)|[()]|[.!?]\s|\s[-–—]\s|,\s(?=because|but|although|while|aber|pero|mais)")
_TENSE = re.compile(
    r"\b(?P<past>(?<!\bwho\s)(?<!\bthat\s)(?<!\bwhich\s)(?:(?:we|i)\s(?:\w+ly\s)?(?!\w*eed\b"
    r"|promised\b)\w{3,}ed(?!\sto\b)|was|were|had|did|went|came|saw|gave|won|lost|took|ran|fell|rose|grew|achieved"
    r"|received|attended"
    r"|reached|increased|decreased|improved|peaked|froze|turned|tried|thought|showed|cost us|converted|failed"
    r"|crashed|collapsed|stopped|slowed|doubled"
    r"|(?:(?:has|have|had)|['’]ve|['’]s) (?:\w+ly )?(?:slid|slipped|fallen|dropped|declined|shrunk|sunk|risen|grown"
    r"|climbed)"
    r"|died|war|waren|kam|kamen|hatten?|wurden?|erzielten?|brachten?|était|étaient|étions|avait|avaient|avions|fue|fueron"
    r"|fuimos|hicimos|estuvimos|tuvo|hubo|foi|foram|teve"
    r"|tivemos|tuvimos|vendimos|estávamos|estábamos|perdimos|subiu|caiu|cresceu|baixou|subió|cayó|bajó|creció|stieg"
    r"|sank|verloren"
    r"|(?<!\d\s)(?!(?<=,\s)\w+(?:[,;)]|$))(?:sold|sent|made|held|spent|brought|raised|generated|delivered|launched"
    r"|introduced|typed|targeted|bought|completed"
    r"|added|updated|hosted|submitted|posted)(?!\s+(?:from|by|via)\b)))\b"
    r"|\b(?:will|shall|should|must|promised|wants?|needs?|plans?|aims?|goal|target|hope|would|let's|please|next|is"
    r"|are|be|can|has"
    r"|have|sends?|gets?|goes|go|receives?|starts?|opens?|closes?|runs?|ends?|launch(?:es)?|begins?|expect|deadline"
    r"|due|by"
    r"|until|soll|sollen|wird|werden|wollen|muss|müssen|ziel|ist|sind|haben|objectif|devra|devront|sera|seront|doit"
    r"|est|sont"
    r"|voulons|visons|souhaitons|pensons|objetivo|debe|deben|será|serán|queremos|quiere|quieren|quer|querem|es|son"
    r"|deve|serão|são)\b"
)
"""Finite verbs and other words that set a clause in the past or ahead; asked of lower-case text.

Forms that are participles as well count as past only where no agent follows ("bought from the organiser"), no number
stands right before them ("2,400 completed exams") and they do not stand alone between commas ("our page, hosted, ...").
"""


def is_past(text: str) -> bool:
    """Tell whether a sentence reports what has happened, by its first verb."""
    return past_verb(text) is not None


def past_verb(text: str) -> int | None:
    """Where the first verb stands, if it sets the sentence in the past."""
    first = _TENSE.search(text.lower())
    return first.start() if first is not None and first["past"] is not None else None
