"""Subjects that come out of the computed parts."""

from collections.abc import Callable, Iterable

from schemas.parts import LeadItem
from service.campaign import Campaign
from service.catalogue.vocabulary import data_elements
from service.computed import VOLUNTEER, Computed
from service.drafting.rules.subjects import Subject
from service.drafting.rules.wording import CHANNEL_WORDS, listed, platform_for, with_article

_ROUTE_WORDS = {"full_review": "full security and privacy review", "fast_lane": "fast-lane check"}
_MAX_LEAD_ITEMS = 5


def _dpia(_campaign: Campaign, computed: Computed) -> Iterable[Subject]:
    dpia = computed.privacy.dpia
    met = [place for criterion in dpia.criteria if criterion.status == "met" for place in criterion.evidence[:1]]
    yield Subject("dpia", tuple(met[:6]), {"reason": dpia.reason}, {"outcome": dpia.outcome})


def _minors(_campaign: Campaign, computed: Computed) -> Iterable[Subject]:
    minors = computed.privacy.minors
    if minors.status == "yes":
        yield Subject("children", tuple(minors.evidence[:6]))


def _special_data(campaign: Campaign, _computed: Computed) -> Iterable[Subject]:
    elements = data_elements()
    for use in campaign.data_uses:
        if use.element in elements and elements[use.element].sensitivity == "special":
            yield Subject(use.element, use.evidence, {"data": use.name})


def _processors(_campaign: Campaign, computed: Computed) -> Iterable[Subject]:
    known = {row.tool for row in computed.governance if row.route == "known"}
    for processor in computed.privacy.processors:
        if processor.name in known:
            continue
        slots = {
            "party": with_article(processor.name),
            "transfer": processor.transfer or "The places where the data is kept are listed.",
        }
        hands = "own" if processor.role == VOLUNTEER else "outside"
        yield Subject(processor.name, tuple(processor.evidence[:4]), slots, {"hands": hands})


_LOAD_STATEMENTS: dict[str, str] = {
    "send_rate": "While the {messages} go out, {platform} shall send {figure}.",
    "capacity": "While the busiest minutes last, the pages of the campaign shall answer {figure} without errors.",
    "viewers": "While the live event runs, the streaming platform shall serve {figure} at once.",
    "gifts_peak": "While the busiest minutes last, the payment page shall complete {figure}.",
    "sales_peak": "While the busiest minutes last, the payment page shall complete {figure}.",
    "forms_peak": "While the busiest minutes last, the form shall accept {figure}.",
    "callbacks": "When people ask to be called back, the calling team shall manage {figure}.",
    "codes": "When vouchers go out, the voucher service shall hold {count} codes.",
    "feed_rows": "When the delivery is due, the interface shall carry {figure}.",
    "storage": "While results are kept, the reporting shall hold {figure} of events.",
}
"""Statements for the loads that somebody has to build for; the others are steps of the arithmetic."""
_LIMIT_STATEMENT = "While the campaign runs, the load on {subject} shall stay within its limit."


def _workloads(campaign: Campaign, computed: Computed) -> Iterable[Subject]:
    for load in computed.scale.workloads:
        kind, _, name = load.id.partition(".")
        channel = next((known for known in CHANNEL_WORDS if name.startswith(known)), "email")
        template = _LIMIT_STATEMENT if load.verdict in ("exceeds", "depends") else _LOAD_STATEMENTS.get(kind)
        if template is None:
            continue
        words = {
            "figure": figure_words(load.result.value, load.result.unit),
            "count": f"{load.result.value:,.0f}",
            "messages": CHANNEL_WORDS[channel].send,
            "platform": platform_for(campaign, channel),
            "subject": load.name.partition(":")[0],
        }
        statement = template.format_map(words)
        if load.incomplete:
            statement = statement.removesuffix(".").removesuffix(" without errors") + " and what is not yet counted."
        missing = f" This is a part only: {load.incomplete}." if load.incomplete else ""
        slots = {
            "load_statement": statement,
            "load_reason": f"{load.name}: {load.formula}.{missing}",
            "high": figure_words(load.high, load.result.unit),
        }
        yield Subject(load.id, tuple(load.evidence[:6]), slots, {"kind": kind}, (load.id,))


def figure_words(value: float, unit: str) -> str:
    """`125 messages per second`: the number in digits with thousands separators, the unit in words."""
    amount = f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:,.3g}"
    return f"{amount} {_unit_words(unit)}"


def _unit_words(unit: str) -> str:
    top, _, bottom = unit.partition("/")
    plural = {"percent": "percent", "person": "people", "ratio": "times the limit"}.get(top, f"{top}s")
    return f"{plural} per {bottom}" if bottom else plural


def _lead_items(campaign: Campaign, computed: Computed) -> Iterable[Subject]:
    """The next items that have no slack; those that are late already stand together in one subject."""
    tight = [item for item in computed.schedule.lead_items if item.status == "tight" and not _overdue(item, campaign)]
    for item in sorted(tight, key=lambda item: item.latest_start or campaign.today)[:_MAX_LEAD_ITEMS]:
        slots = {"item": item.name, "latest_start": f"{item.latest_start:%-d %B %Y}", "why": item.why}
        yield Subject(item.id, tuple(item.evidence[:4]), slots, {"status": item.status}, (item.id,))


def _overdue(item: LeadItem, campaign: Campaign) -> bool:
    return item.latest_start is None or item.latest_start < campaign.today


def _late_items(campaign: Campaign, computed: Computed) -> Iterable[Subject]:
    urgent = [item for item in computed.schedule.lead_items if item.status in ("late", "tight")]
    late = [item for item in urgent if item.status == "late" or _overdue(item, campaign)]
    if late:
        evidence = [place for item in late for place in item.evidence[:1]]
        unique = list({(place.start, place.end): place for place in evidence}.values())
        slots = {"items": listed((item.name for item in late), len(late))}
        yield Subject("late items", tuple(unique[:8]), slots, calculations=tuple(item.id for item in late))


def _governance(_campaign: Campaign, computed: Computed) -> Iterable[Subject]:
    for row in computed.governance:
        slots = {
            "tool": with_article(row.tool),
            "reason": row.reason,
            "route_words": _ROUTE_WORDS.get(row.route, "check"),
        }
        yield Subject(row.tool, tuple(row.evidence[:4]), slots, {"route": row.route})


DERIVED_SUBJECTS: dict[str, Callable[[Campaign, Computed], Iterable[Subject]]] = {
    "dpia": _dpia,
    "minors": _minors,
    "special_data": _special_data,
    "processor": _processors,
    "workload": _workloads,
    "lead_item": _lead_items,
    "late_items": _late_items,
    "governance": _governance,
}
