"""Which sources a campaign joins, by which key, and what each join needs."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from schemas.base import Evidence
from schemas.parts import Combination, DataClass
from service.campaign import Campaign, DataUse
from service.catalogue.law import DataFamily
from service.computing.circumstances import spread

_JOINING = (
    "data_combination", "personalisation", "ad_audience_matching", "enrichment", "dashboard_report", "deduplication",
    "suppression",
)  # fmt: skip
_SENDING = frozenset({"esp", "marketing_automation", "sms_gateway", "push", "messaging", "health_messaging"})
_SENT = frozenset({"personalise", "select", "contact"})
_REFUSALS = "consent"
_REPORT = "report"
_PLATFORM = ("ad_audience_matching", "lookalike")
_UPLOAD_NEEDS = (
    "consent of the people for this use",
    "hashing before the upload",
    "removal of people who object, there as well",
)
_ONE_TIME = "one cut-off time for both, written down"
_LEGAL = "a check whether joining them is covered by what people were told"
_MATCHED = "a match rate measured beforehand and a rule for people who are in one source only"


@dataclass(frozen=True)
class Source:
    """What joining needs to know of a source."""

    id: str
    name: str
    family: DataFamily | None
    uses: tuple[DataUse, ...]
    data_class: DataClass
    system_kind: str | None = None
    evidence: tuple[Evidence, ...] = ()

    @cached_property
    def purposes(self) -> frozenset[str]:
        """What its data are used for."""
        return frozenset(use.purpose for use in self.uses)

    @cached_property
    def place_in(self) -> dict[str, Evidence]:
        """The last place of its data by sentence."""
        return {place.sentence: place for use in self.uses for place in use.evidence}


def combine(campaign: Campaign, sources: list[Source]) -> dict[str, list[Combination]]:
    """Return the joins by source id.

    Joined are sources that one sentence puts to one use, sources of personal content with the tool that sends it,
    refusals with that tool, sources of one report, and lists with the platform they are uploaded to.
    """
    joined: dict[str, list[Combination]] = {}
    for first, second in combinations(sources, 2):
        evidence = _shared(campaign, first, second) or _implied(first, second) or _implied(second, first)
        if evidence:
            joined.setdefault(first.id, []).append(_combination(first, second, evidence))
    for source in sources:
        upload = _upload(campaign, source)
        if upload:
            joined.setdefault(source.id, []).append(upload)
    return joined


def _shared(campaign: Campaign, first: Source, second: Source) -> list[Evidence]:
    """Places of both in sentences that join data, by a signal such as a personal message or a report."""
    theirs = second.place_in
    if theirs.keys().isdisjoint(first.place_in):
        return []
    found: list[Evidence] = []
    for use in first.uses:
        for place in use.evidence:
            if place.sentence in theirs and _joins(campaign, place.sentence):
                found += [place, theirs[place.sentence]]
    return spread(found, 4)


def _implied(source: Source, tool: Source) -> list[Evidence]:
    """Places of both where the tool sends what the source holds, or where both feed a report."""
    refusals = source.family is not None and source.family.id == _REFUSALS
    if tool.system_kind in _SENDING and (refusals or source.purposes & _SENT):
        return spread([*(place for use in source.uses for place in use.evidence[:1]), *tool.evidence[:1]], 4)
    if _REPORT in source.purposes and _REPORT in tool.purposes:
        mine = [use.evidence[0] for use in source.uses if use.purpose == _REPORT and use.evidence]
        other = [use.evidence[0] for use in tool.uses if use.purpose == _REPORT and use.evidence]
        return spread([*mine[:2], *other[:2]], 4)
    return []


def _joins(campaign: Campaign, sentence: str) -> bool:
    near = campaign.reading.mentions_by_sentence.get(sentence, ())
    return any(m.kind == "signal" and m.name in _JOINING and not m.negated for m in near)


def _combination(first: Source, second: Source, evidence: list[Evidence]) -> Combination:
    keys = dict.fromkeys(source.family.key for source in (first, second) if source.family and source.family.key)
    needs = [f"a common key ({' against '.join(keys)})" if keys else "a common key", _ONE_TIME, _MATCHED]
    personal = {"personal", "sensitive"} & {first.data_class, second.data_class}
    return Combination(
        source=f"{second.name} ({second.id})",
        key=next(iter(keys)) if len(keys) == 1 else None,
        needs=[*needs, *([_LEGAL] if personal else [])],
        evidence=evidence,
    )


def _upload(campaign: Campaign, source: Source) -> Combination | None:
    if source.data_class not in ("personal", "sensitive"):
        return None
    places = list(_upload_places(campaign, source))
    if not places:
        return None
    return Combination(
        source="audiences of the advertising platform",
        key="hashed e-mail address or phone number",
        needs=list(_UPLOAD_NEEDS),
        evidence=spread(places, 3),
    )


def _upload_places(campaign: Campaign, source: Source) -> Iterator[Evidence]:
    for mention in campaign.reading.signals(*_PLATFORM):
        if mention.sentence in source.place_in:
            yield mention.evidence
