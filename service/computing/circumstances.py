"""What a brief says about people, data and means, in the short names that rules of law and practice refer to."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from schemas.base import Evidence, place_of
from service.campaign import Campaign, Mention, Reading
from service.catalogue.law import Circumstance, Conditions, circumstances
from service.catalogue.vocabulary import data_elements
from service.cued import Cued

Places = tuple[Evidence, ...]

_SILENT = ("ad copy", "image prompt", "slogan", "boilerplate", "signature", "code", "placeholder")
_NOT_NOW = ("example", "past_result")
_TELLING = frozenset({"signal", "channel", "data"})
_AGGREGATE = Cued(
    re.compile(
        r"\b(?:median|average|mean|per capita|typical|durchschnitt\w*|moyenne?|medio|mediana?|médian\w*)\b",
        re.IGNORECASE,
    ),
    ("dian", "average", "mean", "per capita", "typical", "durchschnitt", "moyen", "medio"),
)
_ON_SCREENS = re.compile(r"\b(?:devices?|screens?|browsers?|e-?mail clients?)\b", re.IGNORECASE)
_DECIDES = r"(?:who|whom|decid\w+|select\w*|prioriti[sz]\w*|which (?:people|customers|members|donors|leads|households))"
_SCORE_DECIDES = Cued(
    re.compile(
        rf"\b(?:scores?|scored|ranking)\b[^.;\n]{{0,50}}\b{_DECIDES}\b"
        r"|\b(?:who|whom)\b[^.;\n]{0,50}\b(?:by|on) (?:a |the )?(?:\w+ )?scores?\b",
        re.IGNORECASE,
    ),
    ("score", "ranking"),
)
_OF_SOME = frozenset({"access_needs"})
"""Special data that few tell of themselves: it has its duties, and how many people are addressed says nothing of it."""
_KINDS = ("signal", "channel", "element", "sensitivity", "journey", "purpose", "relation")


@dataclass(frozen=True)
class Situation:
    """The circumstances that are present, each with where the brief says so, and what the brief denies."""

    found: Mapping[str, Places]
    denied: Mapping[str, Places] = field(default_factory=dict)

    def has(self, *names: str) -> bool:
        """Tell whether one of these circumstances is present."""
        return not self.found.keys().isdisjoint(names)

    def evidence(self, names: Iterable[str]) -> Places:
        """Where the brief says these, without repeats."""
        said = [self.found[name] for name in names if name in self.found]
        return said[0] if len(said) == 1 else unique(chain.from_iterable(said))

    def denial(self, signals: Iterable[str]) -> Places:
        """Where the brief denies one of these signals."""
        return unique(place for name in signals for place in self.denied.get(name, ()))

    def say(self, names: Iterable[str]) -> str:
        """The circumstances as a noun phrase for a sentence; one made of others is said by those that are present."""
        return in_words(phrase for name in names for phrase in self._phrases(name))

    def _phrases(self, name: str) -> list[str]:
        rule = circumstances()[name]
        parts = [phrase for other in rule.any_of if other in self.found for phrase in self._phrases(other)]
        return parts or [rule.says]

    def fulfilled(self, conditions: Conditions) -> tuple[str, ...] | None:
        """Return the circumstances that fulfil the conditions, or None when they do not hold."""
        found = self.found.keys()
        if conditions.any and found.isdisjoint(conditions.any):
            return None
        if not found.isdisjoint(conditions.none) or not all(name in found for name in conditions.all):
            return None
        return (*conditions.all, *(name for name in conditions.any if name in found))


def find_situation(campaign: Campaign) -> Situation:
    """Return every circumstance of the catalogue that the campaign shows."""
    signs = _signs(campaign)
    order = campaign.reading.place_of
    found: dict[str, Places] = {}
    for rule, ways, parts in _circumstances():
        if signs.keys().isdisjoint(ways) and found.keys().isdisjoint(parts):
            continue
        if not found.keys().isdisjoint(rule.none_of):
            continue
        places = _places(rule, ways, signs, found, order)
        if places is not None:
            found[rule.id] = unique(places)
    return Situation(found=found, denied=_denied(campaign.reading))


def in_words(items: Iterable[str]) -> str:
    """Join with commas and a last `and`, without repeats."""
    parts = list(dict.fromkeys(items))
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def capital(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def unique(places: Iterable[Evidence]) -> Places:
    """Places without repeats, in order."""
    return tuple({(place.start, place.end): place for place in places}.values())


def spread(places: Iterable[Evidence], limit: int = 5) -> list[Evidence]:
    """At most `limit` places, other sentences before more of the same; in the order of the brief."""
    all_places = unique(places)
    if len(all_places) < 2:
        return list(all_places)
    first: dict[str, Evidence] = {}
    for place in all_places:
        first.setdefault(place.sentence, place)
    rest = [place for place in all_places if first[place.sentence] is not place]
    return sorted([*first.values(), *rest][:limit], key=lambda place: (place.start, place.end))


Sign = tuple[str, str]
"""A kind of sign and its name, such as ("signal", "minors")."""
Signs = dict[Sign, list[Evidence]]
Order = Mapping[str, int]


def _signs(campaign: Campaign) -> Signs:
    """Places by sign: what the mentions and the understood campaign show."""
    signs: Signs = {}
    for mention in campaign.reading.mentions:
        if mention.name and mention.kind in _TELLING and _speaks(campaign.reading, mention):
            _note_mention(signs, mention.kind, mention.name, mention.evidence)
    for place in _scores(campaign):
        _note(signs, "signal", "profiling_scoring", (place,))
    for use in campaign.data_uses:
        personal = tuple(place for place in use.evidence if not is_statistic(campaign.reading, place))
        if personal:
            _note_element(signs, use.element, personal)
        _note(signs, "purpose", use.purpose, use.evidence)
    for send in campaign.sends:
        if ("channel", send.channel) not in signs:
            _note(signs, "channel", send.channel, send.evidence)
    for journey in campaign.journeys:
        _note(signs, "journey", journey.kind, journey.evidence)
    for audience in campaign.audiences:
        _note(signs, "relation", audience.relation, audience.evidence)
    return signs


def _speaks(reading: Reading, mention: Mention) -> bool:
    """Tell whether a mention is about this campaign; the trade of the sender counts even in a signature."""
    if mention.negated:
        return False
    if mention.kind == "signal" and str(mention.name).startswith("sector_"):
        return True
    if _is_silent(reading.set_aside.get(mention.sentence, "")):
        return False
    if mention.kind == "data" and is_statistic(reading, mention.evidence):
        return False
    if mention.name == "data_combination" and _ON_SCREENS.search(mention.text):
        return False
    return mention.kind == "signal" or mention.role not in _NOT_NOW


@cache
def _is_silent(reason: str) -> bool:
    return any(word in reason.lower() for word in _SILENT)


def is_statistic(reading: Reading, place: Evidence) -> bool:
    """Tell whether a datum is a figure about a whole town or group: the median income of its households."""
    sentence = reading.sentence_by_id[place.sentence]
    return _AGGREGATE.search(reading.text[max(sentence.start, place.start - 30) : place.end]) is not None


def _scores(campaign: Campaign) -> Iterator[Evidence]:
    """Sentences in which a score, a rank or a model decides about people, in whatever words."""
    deciding = _SCORE_DECIDES.among(campaign.reading.text)
    for sentence in campaign.reading.sentences:
        reason = campaign.reading.set_aside.get(sentence.id)
        hit = deciding.search(sentence.text) if reason is None else None
        if hit:
            start = sentence.start + hit.start()
            end = sentence.start + hit.end()
            yield place_of(sentence=sentence.id, start=start, end=end, quote=campaign.reading.text[start:end])


def _note_mention(signs: Signs, kind: str, name: str, place: Evidence) -> None:
    if kind == "data":
        _note_element(signs, name, (place,))
    else:
        _note(signs, kind, name, (place,))


def _note_element(signs: Signs, element: str, places: Places) -> None:
    _note(signs, "element", element, places)
    if element in data_elements():
        sensitivity = "special_of_some" if element in _OF_SOME else data_elements()[element].sensitivity
        _note(signs, "sensitivity", sensitivity, places)


def _note(signs: Signs, kind: str, name: str, places: Places) -> None:
    signs.setdefault((kind, name), []).extend(places)


def _places(
    rule: Circumstance, ways: tuple[Sign, ...], signs: Signs, found: Mapping[str, Places], order: Order
) -> list[Evidence] | None:
    """Where the brief shows the circumstance; None when it does not."""
    shown = [kept for sign in ways if sign in signs and (kept := _spelled(rule, signs[sign]))]
    shown += [list(found[name]) for name in rule.any_of if name in found]
    if rule.all_of and all(name in found for name in rule.all_of):
        shown += [list(found[name]) for name in rule.all_of]
    close = [*_close(rule.near, found, order, 1), *_close(rule.together, found, order, 0)]
    return [place for places in (*shown, close) for place in places] if shown or close else None


def _spelled(rule: Circumstance, places: list[Evidence]) -> list[Evidence]:
    if not rule.spelled:
        return places
    return [place for place in places if any(word in place.quote.lower() for word in rule.spelled)]


@cache
def _circumstances() -> tuple[tuple[Circumstance, tuple[Sign, ...], tuple[str, ...]], ...]:
    """Every circumstance with the signs that show it and the circumstances that it is made of."""
    return tuple(
        (rule, _ways(rule), (*rule.any_of, *rule.all_of, *rule.near, *rule.together))
        for rule in circumstances().values()
    )


def _ways(rule: Circumstance) -> tuple[Sign, ...]:
    names = (
        rule.signals, rule.channels, rule.elements, rule.sensitivities, rule.journeys, rule.purposes, rule.relations
    )  # fmt: skip
    return tuple((kind, one) for kind, some in zip(_KINDS, names, strict=True) for one in some)


def _close(pair: tuple[str, ...], found: Mapping[str, Places], order: Order, distance: int) -> list[Evidence]:
    """Places of the two circumstances that stand at most `distance` sentences apart."""
    if not pair or any(name not in found for name in pair):
        return []
    first, second = (found[name] for name in pair)
    return [*_beside(first, second, order, distance), *_beside(second, first, order, distance)]


def _beside(places: Places, others: Places, order: Order, distance: int) -> Iterator[Evidence]:
    reach = {order[other.sentence] + step for other in others for step in range(-distance, distance + 1)}
    return (place for place in places if order[place.sentence] in reach)


def _denied(reading: Reading) -> dict[str, Places]:
    denied: dict[str, list[Evidence]] = {}
    for mention in reading.of_kind("signal"):
        if mention.negated and mention.name:
            denied.setdefault(mention.name, []).append(mention.evidence)
    return {name: tuple(places) for name, places in denied.items()}
