"""Personal data of a campaign, the people it is about, and whether children are among them."""

from collections.abc import Iterator
from functools import cache

from schemas.base import Evidence, trusted
from schemas.parts import DataSubject, Minors, PersonalData
from service.campaign import Audience, Campaign
from service.catalogue.law import data_subjects, implied_elements, jurisdictions
from service.catalogue.vocabulary import GENERIC_DATA, DataElement, data_elements
from service.computing.circumstances import Places, Situation, capital, in_words, spread, unique
from service.computing.places import Place

_datum = trusted(PersonalData)
_ORDER = {"special": 0, "criminal": 1, "highly_personal": 2, "ordinary": 3}
_DEFAULT_AGE = 16


def list_personal_data(campaign: Campaign, situation: Situation) -> list[PersonalData]:
    """Return the kinds of personal data, the most sensitive first: what is named, and what the means imply."""
    elements = data_elements()
    found: dict[str, Places] = {}
    for element, places in [*_named(campaign), *_implied(situation)]:
        known = elements.get(element)
        if known and _about_people(known):
            found.setdefault(element, places)
    items = [_personal(elements[element], places) for element, places in found.items()]
    return sorted(items, key=lambda item: _ORDER[item.sensitivity])


def _about_people(element: DataElement) -> bool:
    personal = element.data_class in ("personal", "sensitive")
    return personal and element.sensitivity != "not_personal" and element.id != GENERIC_DATA


def _named(campaign: Campaign) -> Iterator[tuple[str, Places]]:
    for use in campaign.data_uses:
        yield use.element, use.evidence


def _implied(situation: Situation) -> Iterator[tuple[str, Places]]:
    for circumstance, implied in implied_elements().items():
        if situation.has(circumstance):
            yield implied.element, situation.evidence((circumstance,))


def _personal(element: DataElement, places: Places) -> PersonalData:
    assert element.sensitivity != "not_personal"
    return _datum(
        name=plain_label(element.label), dpv=element.dpv, sensitivity=element.sensitivity, evidence=spread(places)
    )


@cache
def plain_label(label: str) -> str:
    """A label as it stands inside a sentence: `Points balance` becomes `points balance`, `IP address` stays."""
    proper = label[1:2].isupper() or any(word[:1].isupper() for word in label.split()[1:])
    return label if proper else label[:1].lower() + label[1:]


def list_data_subjects(campaign: Campaign, situation: Situation) -> list[DataSubject]:
    """Return the kinds of people, by the audiences' names and by what the brief says about them."""
    found: list[DataSubject] = []
    for rule in data_subjects().values():
        called = [audience for audience in campaign.audiences if _called(audience, rule.words)]
        named = [place for audience in called for place in audience.evidence]
        places = unique([*named, *situation.evidence(rule.circumstances)])
        if places:
            found.append(DataSubject(name=rule.name, dpv=rule.dpv, evidence=spread(places)))
    return found


def _called(audience: Audience, beginnings: tuple[str, ...]) -> bool:
    name = f" {audience.name.lower()}"
    return any(f" {beginning}" in name for beginning in beginnings)


def find_minors(situation: Situation, places: tuple[Place, ...]) -> Minors:
    """Tell whether children are among the people, and from which age they may consent to an online service alone.

    The age is the highest of the countries named, so that one rule serves all of them; without a country it is the
    default of GDPR Art. 8(1).
    """
    if situation.has("minors_take_part"):
        age, where = _consent_age(places)
        return Minors(
            status="yes", why=f"Children take part themselves. {where}", consent_age=age,
            evidence=spread(situation.evidence(["minors_take_part"])),
        )  # fmt: skip
    if situation.has("minors"):
        why = "Children are shown." if situation.has("minors_pictured") else "The brief speaks of children."
        return Minors(
            status="yes",
            why=f"{why} A parent or guardian decides with them.",
            evidence=spread(situation.evidence(["minors_pictured", "minors"])),
        )
    return _no_minors(situation)


def _no_minors(situation: Situation) -> Minors:
    denial = situation.denial(["minors"])
    if denial:
        return Minors(status="no", why="The brief leaves children out.", evidence=spread(denial))
    if situation.has("b2b"):
        places: list[Evidence] = spread(situation.evidence(["b2b"]))
        return Minors(status="no", why="The people are addressed in their job.", evidence=places)
    return Minors(status="unknown", why="The brief does not say whether children are among the people.")


def _consent_age(places: tuple[Place, ...]) -> tuple[int, str]:
    ages = {
        place.name: entry.consent_age.age
        for place in places
        if (entry := jurisdictions().get(place.country)) and entry.consent_age
    }
    if not ages:
        return _DEFAULT_AGE, f"Below {_DEFAULT_AGE} a parent consents, unless the country has chosen a lower age."
    listed = in_words(f"{age} in {name}" for name, age in ages.items())
    return max(ages.values()), capital(f"a parent consents below the age of {listed}.")
