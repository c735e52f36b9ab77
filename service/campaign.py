"""What the steps hand to one another: the reading of a brief, and the campaign understood from it.

Values only: frozen, no behaviour beyond look-ups. Offsets are Unicode code points into `Reading.text`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property
from typing import Final, Literal

from schemas.base import Evidence, Finding, place_of
from schemas.brief import FactKind, FactRole, Goal, Sentence

HEADING: Final = "heading"
PAST_RESULT: Final = "result of something already done"
TELLING = frozenset({HEADING, PAST_RESULT})
"""Reasons for setting a sentence aside that leave what it signals standing: a past failure is a warning."""
MentionKind = FactKind | Literal["signal"]
Number = int | float


@dataclass(frozen=True, slots=True)
class Mention:
    """One thing read in one sentence; `text == Reading.text[start:end]`.

    `name` is the catalogue id of a channel, data element, role, system or signal, the ISO code of a region, or None.
    `of` is the lower-case head noun that a count or percentage is about ("member", "gift").
    `per` is the period of an amount ("month" in "5,000 a month").
    `negated`: the sentence denies it ("no SMS"). `hedged`: wished or uncertain ("nice to have", "maybe").
    """

    kind: MentionKind
    text: str
    start: int
    end: int
    sentence: str
    value: Number | str | None = None
    high: Number | None = None
    unit: str | None = None
    name: str | None = None
    of: str | None = None
    per: str | None = None
    role: FactRole | None = None
    negated: bool = False
    hedged: bool = False
    note: str | None = None

    @property
    def evidence(self) -> Evidence:
        """The place of the mention as evidence."""
        return place_of(sentence=self.sentence, start=self.start, end=self.end, quote=self.text)


@dataclass(frozen=True)
class Reading:
    """A brief that has been read.

    `set_aside` maps sentence ids to the reason why they hold no requirement (heading, ad copy, image prompt, slogan,
    past result, boilerplate, signature, code, placeholder). Mentions in them are still read, with role `example` or
    `past_result` where that fits.
    """

    text: str
    title: str
    language: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    set_aside: dict[str, str] = field(default_factory=dict)
    not_read: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @cached_property
    def sentence_by_id(self) -> dict[str, Sentence]:
        """Sentences by id."""
        return {sentence.id: sentence for sentence in self.sentences}

    @cached_property
    def place_of(self) -> dict[str, int]:
        """Positions of sentences by id."""
        return {sentence.id: place for place, sentence in enumerate(self.sentences)}

    @cached_property
    def mentions_by_sentence(self) -> dict[str, tuple[Mention, ...]]:
        """Mentions by sentence id, in order of appearance."""
        found: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            found.setdefault(mention.sentence, []).append(mention)
        return {key: tuple(value) for key, value in found.items()}

    def of_kind(self, kind: MentionKind) -> Iterator[Mention]:
        """Mentions of one kind, in order."""
        return iter(self._by_kind.get(kind, ()))

    @cached_property
    def _by_kind(self) -> dict[str, list[Mention]]:
        by_kind: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            by_kind.setdefault(mention.kind, []).append(mention)
        return by_kind

    def signals(self, *names: str) -> tuple[Mention, ...]:
        """Signals of these names that the brief affirms."""
        affirmed = self._affirmed
        if affirmed.keys().isdisjoint(names):
            return ()
        if len(names) == 1:
            return affirmed[names[0]]
        found = [m for name in dict.fromkeys(names) if name in affirmed for m in affirmed[name]]
        return tuple(sorted(found, key=lambda m: (m.start, -m.end)))

    @cached_property
    def _affirmed(self) -> dict[str, tuple[Mention, ...]]:
        by_name: dict[str, list[Mention]] = {}
        for mention in self.of_kind("signal"):
            if mention.name and not mention.negated:
                by_name.setdefault(mention.name, []).append(mention)
        return {name: tuple(mentions) for name, mentions in by_name.items()}

    def evidence_of(self, sentence_id: str) -> Evidence:
        """The whole sentence as evidence."""
        sentence = self.sentence_by_id[sentence_id]
        return place_of(sentence=sentence.id, start=sentence.start, end=sentence.end, quote=sentence.text)


# --- the campaign, as understood ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit and the place where it stands; a sum has the place of the first of its `parts`."""

    value: Number
    unit: str
    evidence: Evidence
    high: Number | None = None
    parts: tuple["Amount", ...] = ()


@dataclass(frozen=True, slots=True)
class Audience:
    """People the campaign is for. `relation`: existing (customers, members, donors), prospect, employee or unknown."""

    name: str
    size: Amount | None
    relation: Literal["existing", "prospect", "employee", "unknown"]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Send:
    """One message to many people over one channel (catalogue id).

    `volume_stated`: the brief gives the number for this very send; otherwise `volume` is the audience it is drawn from
    (an upper bound) or None.
    """

    channel: str
    label: str
    volume: Amount | None
    volume_stated: bool
    on: date | None
    start: time | None
    end: time | None
    zone: str | None
    evidence: tuple[Evidence, ...]
    service: bool = False
    """A thank-you, receipt or reminder of something the person did, and no marketing."""


@dataclass(frozen=True, slots=True)
class Rush:
    """A moment that drives many people to a page at once."""

    kind: Literal["tv", "radio", "qr", "flash_sale", "live_event", "deadline", "press"]
    on: date | None
    at: time | None
    people: Amount | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Journey:
    """Something people use: `kind` page, form, payment, login, app, stream or personal_page."""

    kind: Literal["page", "form", "payment", "login", "app", "stream", "personal_page"]
    label: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """Data that moves repeatedly. `every` in the words of the brief; `per_day` its frequency; `by` the time of day."""

    what: str
    source: str | None
    target: str | None
    every: str
    per_day: float | None
    by: time | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class DataUse:
    """One data element (catalogue id) or named data set that the campaign uses.

    `purpose`: personalise, select, measure, enrol, report, match, pay, score, contact or other.
    """

    element: str
    name: str
    purpose: str
    system: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class SystemUse:
    """One named system, tool or vendor. `id`: its catalogue id; `holds`: names of the data it is said to hold.

    `standing`: unofficial is somebody's own: a freelancer's server, a volunteer's site, a spreadsheet.
    """

    name: str
    id: str | None
    kind: str
    standing: Literal["in_use", "trial", "unofficial", "wished", "unknown"]
    owner: str | None
    country: str | None
    holds: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """An outside party or an own team, and what it does or receives."""

    name: str
    kind: Literal["agency", "supplier", "freelancer", "volunteer", "partner", "team", "person"]
    does: str | None
    receives_data: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Dated:
    """A date the brief gives for something."""

    name: str
    on: date
    kind: Literal["launch", "send", "event", "deadline", "report", "other"]
    note: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Campaign:
    """The campaign as understood by an engine: the input of everything that is computed."""

    reading: Reading
    today: date
    goals: tuple[Goal, ...] = ()
    audiences: tuple[Audience, ...] = ()
    sends: tuple[Send, ...] = ()
    rushes: tuple[Rush, ...] = ()
    journeys: tuple[Journey, ...] = ()
    feeds: tuple[Feed, ...] = ()
    data_uses: tuple[DataUse, ...] = ()
    systems: tuple[SystemUse, ...] = ()
    parties: tuple[Party, ...] = ()
    dates: tuple[Dated, ...] = ()
    launch: Dated | None = None
    past_visits: Amount | None = None
    regions: tuple[str, ...] = ()
    """ISO 3166 codes of the people addressed, in order of appearance; ISO 3166-2 where the brief is that exact."""

    def shows(self, *names: str) -> bool:
        """Tell whether there is any evidence of these signals."""
        found = self.reading.signals(*names)
        aside = self.reading.set_aside
        return bool(found) and any(aside.get(m.sentence, HEADING) in TELLING for m in found)

    def signal(self, *names: str) -> tuple[Evidence, ...]:
        """Evidence of affirmed signals of these names, those in copy, prompts and code left out."""
        found = self.reading.signals(*names)
        if not found:
            return ()
        aside = self.reading.set_aside
        return tuple(m.evidence for m in found if aside.get(m.sentence, HEADING) in TELLING)
