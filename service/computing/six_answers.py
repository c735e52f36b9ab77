"""The six answers about a data source: location, protection, integration, integrity, format and timing.

Known means that the brief or the organisation profile says so; assumed that it follows from what is common, and the
basis says from what; everything else is unknown.
"""

from collections.abc import Sequence

from schemas.base import Evidence, trusted
from schemas.organisation import OrganisationSystem
from schemas.parts import Answer, SixAnswers
from service.campaign import Campaign, Mention, SystemUse
from service.catalogue.law import DataFamily, jurisdictions
from service.catalogue.vocabulary import systems
from service.computing.circumstances import in_words

UNKNOWN = Answer(status="unknown")
_answers = trusted(SixAnswers)
_answer = trusted(Answer)
_CLOSE = 40
"""Characters between data and what is said of it."""
_PROFILE = "the organisation profile"


def answer_six(
    campaign: Campaign,
    system: str | None,
    use: SystemUse | None,
    family: DataFamily | None,
    evidence: tuple[Evidence, ...],
    listed: OrganisationSystem | None,
) -> SixAnswers:
    """Return the six answers for one source."""
    sentences = dict.fromkeys(place.sentence for place in evidence)
    near = [m for name in sentences for m in campaign.reading.mentions_by_sentence.get(name, ()) if not m.negated]
    signals = [m for m in near if m.kind == "signal"]
    return _answers(
        location=_location(system, use, signals, listed),
        privacy_protection=_protection(_beside(signals, evidence), listed),
        integration=_integration(signals, listed, use),
        integrity=_integrity(signals, family),
        format=_format(signals, listed),
        timing=_timing(campaign, system, near, set(sentences), listed),
    )


def _beside(signals: list[Mention], evidence: tuple[Evidence, ...]) -> list[Mention]:
    """Mentions close to the data in its sentence: consent is said of something."""
    return [
        m
        for m in signals
        if any(
            place.sentence == m.sentence and m.start - _CLOSE <= place.end and place.start - _CLOSE <= m.end
            for place in evidence
        )
    ]


def _said(text: str, sentence: str) -> Answer:
    return _answer(status="known", value=text, basis=f"the brief, {sentence}")


def _signal(signals: Sequence[Mention], *names: str) -> Mention | None:
    return next((m for m in signals if m.name in names), None) if signals else None


def _location(
    system: str | None, use: SystemUse | None, signals: list[Mention], listed: OrganisationSystem | None
) -> Answer:
    if listed and listed.location:
        return _answer(status="known", value=f"{listed.name}, {listed.location}", basis=_PROFILE)
    if _signal(signals, "unknown_owner") and system is None:
        return _answer(status="unknown", basis="the brief says that nobody knows")
    if use and use.country:
        place = jurisdictions().get(use.country)
        name = place.name if place else use.country
        return _answer(status="known", value=f"{use.name}, {name}", basis=f"the brief, {use.evidence[0].sentence}")
    if system:
        basis = f"the brief names the system{_place_of(use)}; in which country it keeps the data is open"
        return _answer(status="assumed", value=system, basis=basis)
    return UNKNOWN


def _place_of(use: SystemUse | None) -> str:
    return f" ({use.evidence[0].sentence})" if use and use.evidence else ""


def _protection(signals: list[Mention], listed: OrganisationSystem | None) -> Answer:
    if listed and (listed.data_class != "unknown" or listed.approved_for):
        approved = f", approved for {in_words(listed.approved_for)} data" if listed.approved_for else ""
        return _answer(status="known", value=f"class {listed.data_class}{approved}", basis=_PROFILE)
    claim = _signal(signals, "consent_claimed", "legal_unchecked")
    if claim:
        return _answer(status="unknown", value=None, basis=f"claimed and not checked (the brief, {claim.sentence})")
    consent = _signal(signals, "consent_stated")
    if consent:
        return _answer(status="known", value=f"consent stated: {consent.text}", basis=f"the brief, {consent.sentence}")
    return UNKNOWN


def _integration(signals: list[Mention], listed: OrganisationSystem | None, use: SystemUse | None) -> Answer:
    if listed and listed.integrations:
        return _answer(status="known", value=f"connected to {in_words(listed.integrations)}", basis=_PROFILE)
    link = _signal(signals, "api_integration", "crm_sync", "sso_access")
    if link:
        return _answer(status="known", value=link.text, basis=f"the brief, {link.sentence}")
    handed = _signal(signals, "data_export", "spreadsheet_store")
    if handed:
        return _answer(status="known", value=f"by hand: {handed.text}", basis=f"the brief, {handed.sentence}")
    product = systems().get(use.id or "") if use else None
    if product and not product.generic and product.hosting == "cloud":
        basis = "usual for a cloud product; to be confirmed"
        return _answer(status="assumed", value="an interface of the vendor", basis=basis)
    return UNKNOWN


def _integrity(signals: list[Mention], family: DataFamily | None) -> Answer:
    flaw = _signal(signals, "data_quality", "deduplication")
    if flaw:
        return _answer(status="known", value=flaw.text, basis=f"the brief, {flaw.sentence}")
    if family:
        return _answer(status="unknown", basis=f"to be checked: {family.integrity}")
    return UNKNOWN


def _format(signals: list[Mention], listed: OrganisationSystem | None) -> Answer:
    missing = _signal(signals, "unknown_format")
    if missing:
        return _answer(status="unknown", basis=f"the brief says that it is not known ({missing.sentence})")
    stated = _signal(signals, "file_format")
    if stated:
        return _answer(status="known", value=stated.text, basis=f"the brief, {stated.sentence}")
    if listed and listed.formats:
        return _answer(status="known", value=in_words(listed.formats), basis=_PROFILE)
    sheet = _signal(signals, "spreadsheet_store")
    return _answer(status="known", value="spreadsheet", basis=f"the brief, {sheet.sentence}") if sheet else UNKNOWN


def _timing(
    campaign: Campaign, system: str | None, near: list[Mention], sentences: set[str], listed: OrganisationSystem | None
) -> Answer:
    if listed and listed.refresh:
        return _answer(status="known", value=listed.refresh, basis=_PROFILE)
    for feed in campaign.feeds:
        here = sentences & {place.sentence for place in feed.evidence}
        if here or (system and system in (feed.source, feed.target)):
            sentence = feed.evidence[0].sentence
            return _said(f"needed {feed.every}", sentence)
    rate = next((m for m in near if m.kind == "rate"), None)
    if rate:
        return _said(f"needed {rate.text}", rate.sentence)
    return UNKNOWN
