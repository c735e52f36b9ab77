"""The words of the trade: how channels, systems, data, people, places, laws and signals are written.

Every phrase uses the small grammar of `service.reading.phrases`: `(a|b)` for alternatives, `<x>` for an optional part,
`word*` and `*word` for any ending or beginning, `...` for up to six words in between.
"""

from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas.parts import DataClass
from service.catalogue.loading import Entry, load_entries

Language = Literal["en", "es", "fr", "de", "pt"]
LANGUAGES: tuple[Language, ...] = ("en", "es", "fr", "de", "pt")

ChannelKind = Literal["message", "page", "broadcast", "paid", "physical", "social", "voice", "event"]
Hosting = Literal["cloud", "on_premise", "either", "unknown"]
Sensitivity = Literal["ordinary", "highly_personal", "special", "criminal", "not_personal"]
RegionKind = Literal["country", "subdivision", "city", "group"]
RoleKind = Literal["title", "department", "team", "board", "outside"]
Words = dict[Language, tuple[str, ...]]


class Sense(BaseModel):
    """Words that carry the meaning only in some surroundings.

    The mention counts when one of the positive conditions holds (or none is given) and no `unless_` condition does:
    `after` / `before` are the word right before or right after, `near` stands anywhere in the sentence or its headings.
    `#` stands for any number; `,` for a comma.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: Words
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    unless_after: tuple[str, ...] = ()
    unless_before: tuple[str, ...] = ()
    unless_near: tuple[str, ...] = ()
    listed: bool = False
    """Also counts as a member of a list that holds another data element."""
    capital: bool = False
    """Counts only when written with a capital letter."""


class Term(Entry):
    """Something that is named by ordinary words."""

    label: str
    words: Words = Field(default_factory=dict)
    senses: tuple[Sense, ...] = ()


class Channel(Term):
    """A way to reach people. `addressed`: it needs a contact datum of each person."""

    kind: ChannelKind
    addressed: bool


class System(Entry):
    """A product on the market, or (`generic`) the kind of system that an organisation names by its job.

    `country` is where the vendor sits (ISO 3166), `hosting` how it usually runs. `ambiguous` names are ordinary words:
    they count only in their own spelling beside one of the `context` words or in the place of a tool.
    """

    name: str
    aliases: tuple[str, ...] = ()
    kind: str
    vendor: str | None = None
    country: str | None = None
    hosting: Hosting = "unknown"
    ambiguous: bool = False
    context: tuple[str, ...] = ()
    is_ad_platform: bool = False
    is_channel: str | None = None
    generic: bool = False
    words: Words = Field(default_factory=dict)


class DataElement(Term):
    """Something that data is held about or that is measured, with its W3C DPV term."""

    dpv: str | None
    sensitivity: Sensitivity
    data_class: DataClass

    @property
    def is_about_people(self) -> bool:
        """Tell whether its class is that of personal or sensitive data."""
        return self.data_class in ("personal", "sensitive")


class Region(Entry):
    """A country, a part of one, a city or a group of countries; `id` is its ISO 3166 code or an invented group id.

    `codes` are the ISO codes meant: of a city that of its country or state, of a group those of its members.
    `exact`: codes and short forms that count only as written. `ambiguous`: the name is also an ordinary word or a
    person's name.
    """

    kind: RegionKind
    name: str
    codes: tuple[str, ...] = ()
    words: Words = Field(default_factory=dict)
    exact: tuple[str, ...] = ()
    demonyms: Words = Field(default_factory=dict)
    ambiguous: bool = False


class Role(Term):
    """A title, a department, a team or an outside role."""

    kind: RoleKind


class Law(Entry):
    """A law or standard as briefs write its name. `exact` forms count only as written."""

    name: str
    exact: tuple[str, ...] = ()
    words: Words = Field(default_factory=dict)


class SignalWords(Entry):
    """Phrases that mean something for IT. `means` says what in one line.

    `unless`: phrases that take the signal back when they stand in the same sentence. `past`: it speaks of the past and
    keeps its force there. `denies`: the phrases hold their own negation, so that a `no` before them changes nothing.
    `people`: they name people, whom a `must not` behind them keeps out.
    """

    means: str
    words: Words
    senses: tuple[Sense, ...] = ()
    unless: Words = Field(default_factory=dict)
    past: bool = False
    denies: bool = False
    people: bool = False


class Marker(Entry):
    """Turns of phrase that change the force of what stands near them: a wish, a report of the past, a denial."""

    words: Words


class WordList(Entry):
    """A plain list of words that rules look things up in."""

    words: tuple[str, ...]


def channels() -> dict[str, Channel]:
    """Channels by id."""
    return load_entries("channels", Channel)


def systems() -> dict[str, System]:
    """Known products and generic systems by id."""
    return load_entries("systems", System)


GENERIC_DATA = "generic_data"
"""The element that stands for data without a nearer name."""


def data_elements() -> dict[str, DataElement]:
    """Data elements by id."""
    return load_entries("data_elements", DataElement)


def regions() -> dict[str, Region]:
    """Countries, parts of countries, cities and groups by id."""
    return load_entries("regions", Region)


def roles() -> dict[str, Role]:
    """Titles, departments and teams by id."""
    return load_entries("roles", Role)


def laws() -> dict[str, Law]:
    """Laws and standards by id."""
    return load_entries("laws", Law)


def signals() -> dict[str, SignalWords]:
    """Signals by id."""
    return load_entries("signals", SignalWords)


def markers() -> dict[str, Marker]:
    """Markers by id."""
    return load_entries("markers", Marker)


@cache
def word_list(*names: str) -> frozenset[str]:
    """Return the words of one list of `word_lists.yaml`, or of several together, lower case.

    Raises:
        KeyError: there is no such list.
    """
    lists = load_entries("word_lists", WordList)
    return frozenset(word.lower() for name in names for word in lists[name].words)
