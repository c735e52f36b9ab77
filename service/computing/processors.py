"""Outside parties that touch personal data, and what sending data to their country needs."""

from collections.abc import Iterator

from schemas.organisation import Organisation
from schemas.parts import Processor
from service.campaign import Campaign, Party, SystemUse
from service.catalogue.law import jurisdictions
from service.catalogue.vocabulary import System, systems
from service.computed import VOLUNTEER
from service.computing.circumstances import Situation, spread
from service.computing.data_classes import HOLDS_PEOPLE, PLATFORMS
from service.computing.outside_hands import is_service, receives_data
from service.computing.places import Place, in_region
from service.organisation.systems import find_system

_OWN_HANDS = ("team", "person", "volunteer")
_DPF = (
    "certification of the recipient under the EU-US Data Privacy Framework, else standard contractual clauses with a "
    "transfer impact assessment"
)
_BRIDGE = "certification under the UK-US data bridge, else the UK addendum or transfer agreement with a risk assessment"
_CLAUSES = "standard contractual clauses with a transfer impact assessment (GDPR Art. 46)"
_UK_CLAUSES = "the UK addendum or international data transfer agreement with a risk assessment"


def list_processors(
    campaign: Campaign, situation: Situation, places: tuple[Place, ...], organisation: Organisation | None
) -> list[Processor]:
    """Return vendors, platforms and agencies that receive or hold personal data, each once."""
    if not situation.has("personal_data"):
        return []
    found = [*_parties(campaign), *_vendors(campaign, situation, places, organisation)]
    unique: dict[str, Processor] = {}
    for processor in found:
        unique.setdefault(processor.name.casefold(), processor)
    if not places or any(in_region(place, ("EEA", "GB", "CH")) for place in places):
        return list(unique.values())
    # The article binds nobody there; the contract is wanted all the same.
    return [one.model_copy(update={"role": one.role.partition(" (GDPR")[0]}) for one in unique.values()]


def list_transfers(processors: list[Processor], places: tuple[Place, ...]) -> list[str]:
    """One line per recipient in another country, and one where the country of a recipient decides and is not known."""
    known = [f"{p.name} ({p.country}): {p.transfer}" for p in processors if p.country and p.transfer]
    open_ones = [p.name for p in processors if p.country is None and p.role != VOLUNTEER]
    strict = any(in_region(place, ("EEA", "GB")) for place in places)
    if strict and open_ones:
        known.append(f"Where these keep the data has to be asked: {', '.join(open_ones)}.")
    return known


def _parties(campaign: Campaign) -> Iterator[Processor]:
    for party in campaign.parties:
        if party.kind not in _OWN_HANDS and (receives_data(party, campaign) or party.kind == "freelancer"):
            yield Processor(name=party.name, role=_party_role(party), country=None, evidence=spread(party.evidence))
        elif party.kind == "volunteer":
            yield Processor(
                name=party.name, role=VOLUNTEER,
                country=None, evidence=spread(party.evidence),
            )  # fmt: skip


def _party_role(party: Party) -> str:
    if party.kind == "partner":
        return "partner: a controller of its own or a joint one, to be settled in writing (GDPR Art. 26)"
    return f"processor ({party.kind}): needs a contract on processing (GDPR Art. 28)"


def _vendors(
    campaign: Campaign, situation: Situation, places: tuple[Place, ...], organisation: Organisation | None
) -> Iterator[Processor]:
    for use in campaign.systems:
        product = systems().get(use.id or "")
        if not is_service(use, campaign) or not _touches_people(use, product, situation):
            continue
        listed = find_system(organisation, use.name)
        stated = use.country or (_code(listed.location) if listed and listed.location else None)
        country = stated or (product.country if product else None)
        yield Processor(
            name=use.name,
            role=_vendor_role(product, situation),
            country=country,
            transfer=_transfer(country, places, stated=stated is not None),
            evidence=spread(use.evidence, 3),
        )


def _code(location: str) -> str | None:
    """The code in a location such as `US` or `EU (Frankfurt)`."""
    word = location.split()[0].strip("(),")
    return word if word in jurisdictions() or word in ("EU", "EEA") else None


def _touches_people(use: SystemUse, product: System | None, situation: Situation) -> bool:
    if _advertises(product):
        return situation.has("platform_audiences", "tracking")
    kind = product.kind if product else use.kind
    unvetted = use.standing in ("trial", "unofficial")
    return unvetted or use.country is not None or bool(use.holds) or kind in HOLDS_PEOPLE


def _advertises(product: System | None) -> bool:
    return product is not None and (product.is_ad_platform or product.kind in PLATFORMS)


def _vendor_role(product: System | None, situation: Situation) -> str:
    if _advertises(product):
        if situation.has("audience_matching"):
            return "advertising platform: jointly responsible for matching and display (GDPR Art. 26)"
        return "advertising platform: jointly responsible where its tags run (GDPR Art. 26)"
    return "processor (vendor): needs a contract on processing (GDPR Art. 28)"


def _transfer(country: str | None, places: tuple[Place, ...], *, stated: bool) -> str | None:
    """What a transfer needs, for people in the EEA and in the United Kingdom; None where nothing more is needed.

    Sources: GDPR Art. 44-49; Implementing Decision (EU) 2023/1795; UK GDPR Art. 44-49.
    """
    if country is None:
        return None
    needs = list(_needs(country, places))
    if not needs:
        return None
    where = "" if stated else "if it keeps the data at the vendor's seat: "
    return where + "; ".join(dict.fromkeys(needs))


def _needs(country: str, places: tuple[Place, ...]) -> Iterator[str]:
    target = jurisdictions().get(country)
    groups = target.groups if target else ()
    adequate = target.adequate_for if target else ()
    if country in ("EU", "EEA"):
        return
    if any(in_region(place, ("EEA",)) for place in places) and "EEA" not in groups and "EU" not in adequate:
        yield _DPF if country == "US" else _CLAUSES
    if any(in_region(place, ("GB",)) for place in places) and country != "GB" and "UK" not in adequate:
        yield _BRIDGE if country == "US" else _UK_CLAUSES
