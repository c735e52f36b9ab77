"""Where the people addressed are, and how sure that is: the brief's regions, or weaker hints where it names none."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from schemas.base import Evidence
from schemas.organisation import Organisation
from service.campaign import Campaign, Mention
from service.catalogue.law import Certainty, Jurisdiction, jurisdictions
from service.catalogue.vocabulary import regions

STRENGTHS: tuple[Certainty, ...] = ("applies", "likely", "check")
_GROUPS = {"EU": "the European Union", "EEA": "the European Economic Area"}
_EURO_AREA = "EU"
_DOLLAR_LAND = "US"
_DOMAIN = re.compile(r"(?:https?://|www\.|@)[\w.-]*?[\w-]+\.([a-z]{2,3}(?:\.[a-z]{2})?)(?![\w.-]*\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A country or group of countries (`code`: ISO 3166, EU or EEA) and how firmly the brief points to it."""

    code: str
    certainty: Certainty
    evidence: tuple[Evidence, ...]

    @property
    def country(self) -> str:
        """The country of a subdivision such as US-CA, else the code itself."""
        return self.code.partition("-")[0]

    @property
    def name(self) -> str:
        """The name for use inside a sentence."""
        known = jurisdictions().get(self.country)
        listed = regions().get(self.code)
        if self.code in _GROUPS:
            return _GROUPS[self.code]
        if known and (self.code == self.country or listed is None):
            return known.name
        return listed.name if listed else self.code


def find_places(campaign: Campaign, organisation: Organisation | None) -> tuple[Place, ...]:
    """Return where the people are: the regions of the brief, else of the profile, else the strongest hints.

    A hint never makes a law apply: a region of the profile or an address makes it likely, a currency or a language
    makes it worth a check. Beside the regions of the brief, a heading or the currency of its money may point to the
    country of the sender, whose law counts as well. Where a vendor keeps its servers is no place of people.
    """
    named = list(_named(campaign))
    if named:
        beside = _merged([*_headings(campaign), *_currencies(campaign)])
        return (*named, *(place for place in beside if _adds(place, named) and place.code not in _denied(campaign)))
    if organisation and organisation.regions:
        return tuple(Place(code, "likely", ()) for code in organisation.regions)
    hints = [*_addresses(campaign), *_domains(campaign), *_gift_aid(campaign)]
    return _merged(hints or [*_currencies(campaign), *_language(campaign)])


def in_region(place: Place, wanted: Iterable[str]) -> bool:
    """Tell whether a place lies in one of these countries, parts of countries or groups."""
    return not _reach(place.code).isdisjoint(wanted)


def reach_of(places: Iterable[Place]) -> frozenset[str]:
    """All that the places lie in: a rule for none of these is for none of the places."""
    return frozenset().union(*(_reach(place.code) for place in places))


@cache
def _reach(code: str) -> frozenset[str]:
    """The code itself, its country, and the groups that hold it."""
    country = code.partition("-")[0]
    return frozenset({code, country, *_groups(code), *(("EEA",) if code == "EU" else ())})


def weaker(first: Certainty, second: Certainty) -> Certainty:
    """The less certain of the two."""
    return max(first, second, key=STRENGTHS.index)


def _denied(campaign: Campaign) -> set[str]:
    return {str(m.value or m.name).partition("-")[0] for m in campaign.reading.of_kind("region") if m.negated}


def _adds(place: Place, named: list[Place]) -> bool:
    """Tell whether a weaker place brings another law. Dollars of the United States are used everywhere and do not."""
    groups = {place.code, *_groups(place.code)}
    return place.code != _DOLLAR_LAND and all(
        groups.isdisjoint({other.country, *_groups(other.code)}) for other in named
    )


def _groups(code: str) -> tuple[str, ...]:
    known = jurisdictions().get(code.partition("-")[0])
    return known.groups if known else ()


def _named(campaign: Campaign) -> Iterator[Place]:
    mentions = [m for m in campaign.reading.of_kind("region") if not m.negated]
    markets = _markets(campaign)
    for region in dict.fromkeys(campaign.regions):
        here = [m for m in mentions if region in (m.value, m.name)]
        people = tuple(m.evidence for m in here if m in markets)
        if people or not here:
            for code in _members(region):
                yield Place(code, "applies", people)


def _markets(campaign: Campaign) -> list[Mention]:
    """Regions that are not said to be where a vendor or its servers are."""
    hosting = {(place.sentence, use.country) for use in campaign.systems for place in use.evidence}
    return [
        m
        for m in campaign.reading.of_kind("region")
        if not m.negated and m.note != "hosting" and not {(m.sentence, m.value), (m.sentence, m.name)} & hosting
    ]


def _headings(campaign: Campaign) -> Iterator[Place]:
    for place in _addresses(campaign):
        if "heading" in campaign.reading.set_aside.get(place.evidence[0].sentence, "").lower():
            yield place


def _members(region: str) -> tuple[str, ...]:
    """The countries of an invented group such as DACH; EU and EEA stay, as laws name them."""
    if region.upper() in _GROUPS:
        return (region.upper(),)
    entry = regions().get(region)
    if entry is None or region in jurisdictions():
        return (region,)
    return entry.codes or (region,)


def _addresses(campaign: Campaign) -> Iterator[Place]:
    for mention in _markets(campaign):
        code = str(mention.value or mention.name or "")
        if code:
            for member in _members(code):
                yield Place(member, "likely", (mention.evidence,))


@cache
def _by_domain() -> dict[str, str]:
    return {domain: code for code, entry in jurisdictions().items() for domain in entry.domains}


def _domains(campaign: Campaign) -> Iterator[Place]:
    for sentence in campaign.reading.sentences:
        for match in _DOMAIN.finditer(sentence.text):
            code = _by_domain().get(match[1].lower()) or _by_domain().get(match[1].lower().rpartition(".")[2])
            if code:
                start = sentence.start + match.start()
                place = Evidence(
                    sentence=sentence.id, start=start, end=sentence.start + match.end(), quote=match.group()
                )
                yield Place(code, "likely", (place,))


def _gift_aid(campaign: Campaign) -> Iterator[Place]:
    for mention in campaign.reading.of_kind("data"):
        if mention.name == "gift_aid_declaration" and not mention.negated:
            yield Place("GB", "likely", (mention.evidence,))


def _currencies(campaign: Campaign) -> Iterator[Place]:
    for mention in campaign.reading.of_kind("money"):
        unit = mention.unit or ""
        if unit == "EUR":
            yield Place(_EURO_AREA, "check", (mention.evidence,))
        for code in _with(lambda entry: entry.currencies, unit):
            yield Place(code, "check", (mention.evidence,))


def _language(campaign: Campaign) -> Iterator[Place]:
    sentences = campaign.reading.sentences
    for code in _with(lambda entry: entry.languages, campaign.reading.language):
        yield Place(code, "check", (campaign.reading.evidence_of(sentences[0].id),) if sentences else ())


def _with(field: Callable[[Jurisdiction], tuple[str, ...]], value: str) -> Iterator[str]:
    return (code for code, entry in jurisdictions().items() if value in field(entry))


def _merged(hints: Iterable[Place]) -> tuple[Place, ...]:
    merged: dict[str, Place] = {}
    for hint in hints:
        known = merged.get(hint.code)
        merged[hint.code] = Place(hint.code, hint.certainty, (*known.evidence, *hint.evidence)) if known else hint
    return tuple(merged.values())
