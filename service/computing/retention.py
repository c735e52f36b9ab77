"""How long data are kept: what the brief says, what a law says, and a house default where neither does."""

from collections.abc import Iterator

from schemas.base import Evidence, Quantity
from schemas.parts import Retention
from service.campaign import Campaign, Mention
from service.catalogue.law import RetentionRuleEntry, citation_of, retention_rules
from service.computing.circumstances import Situation, spread
from service.computing.places import Place, in_region

_FOREVER = (
    "The brief keeps it without end; personal data need an end, or a review that decides on one (GDPR Art. 5(1)(e))."
)


_NO_TIME = Quantity(value=0, unit="day")


def list_retention(campaign: Campaign, situation: Situation, places: tuple[Place, ...]) -> list[Retention]:
    """Return what is stated first, then one rule per kind of data: the rule of a region before the general one."""
    found = [*_stated(campaign), *_forever(campaign, situation)]
    done = {item.what for item in found}
    for rule in retention_rules().values():
        fulfilled = situation.fulfilled(rule.when)
        here = not rule.regions or any(in_region(place, rule.regions) for place in places)
        if fulfilled is not None and here and rule.what not in done:
            done.add(rule.what)
            found.append(_retention(rule, spread(situation.evidence(fulfilled), 3)))
    return found


def _stated(campaign: Campaign) -> Iterator[Retention]:
    for signal in campaign.reading.signals("retention_stated"):
        near = campaign.reading.mentions_by_sentence[signal.sentence]
        duration = next((m for m in near if m.kind == "duration"), None)
        yield Retention(
            what=_what(near) or "what the sentence names",
            period=_period(duration),
            status="known" if duration else "unknown",
            why="The brief states it." if duration else "The brief speaks of deletion without a period.",
            evidence=[signal.evidence],
        )


def _forever(campaign: Campaign, situation: Situation) -> Iterator[Retention]:
    for signal in campaign.reading.signals("retention_forever"):
        near = campaign.reading.mentions_by_sentence[signal.sentence]
        recorded = any(m.kind == "signal" and m.name in ("recording", "video_streaming") for m in near)
        yield Retention(
            what="recordings" if recorded else _what(near) or "what the sentence names",
            period=None,
            status="known",
            why=_FOREVER,
            evidence=[signal.evidence, *_without(spread(situation.evidence(["recording"]), 2), signal.evidence)],
        )


def _without(places: list[Evidence], known: Evidence) -> list[Evidence]:
    return [place for place in places if place != known]


def _what(near: tuple[Mention, ...]) -> str | None:
    return next((m.text for m in near if m.kind == "data"), None)


def _period(duration: Mention | None) -> Quantity | None:
    if duration is None or not isinstance(duration.value, int | float) or duration.unit is None:
        return None
    return Quantity(value=duration.value, unit=duration.unit)


def _retention(rule: RetentionRuleEntry, evidence: list[Evidence]) -> Retention:
    period = _NO_TIME if rule.rule == "never" else None
    if rule.rule == "fixed" and rule.value is not None and rule.unit is not None:
        period = Quantity(value=int(rule.value), unit=rule.unit)
    return Retention(
        what=rule.what,
        period=period,
        status="assumed" if rule.source.status == "H" or period is None else "known",
        why=rule.why,
        evidence=evidence,
        citation=citation_of(rule.id, rule.source),
    )
