"""Signals: phrases that mean something for IT."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from service.campaign import Mention
from service.catalogue.vocabulary import SignalWords, signals
from service.reading.lexicon import Hit, longest
from service.reading.scan import NameScan


def read_signals(scan: NameScan) -> list[Mention]:
    """Return the signals of the sentence, each with its denial; one that only reports the past is hedged."""
    cancelled = {hit.lexeme.id for hit in scan.hits.get("unless", ())}
    found: list[Mention] = []
    for identity, hits in _by_id(scan.hits.get("signal", ())):
        if identity in cancelled:
            continue
        held = longest(hit for hit in hits if hit.holds(scan.around))
        found.extend(_mention(scan, hit, signals()[identity]) for hit in held)
    return found


def _by_id(hits: Iterable[Hit]) -> Iterator[tuple[str, list[Hit]]]:
    grouped: dict[str, list[Hit]] = {}
    for hit in hits:
        grouped.setdefault(hit.lexeme.id, []).append(hit)
    return iter(grouped.items())


def _mention(scan: NameScan, hit: Hit, signal: SignalWords) -> Mention:
    mention = scan.mention("signal", hit.first, hit.last, name=signal.id, value=signal.id)
    if signal.denies:
        mention = replace(mention, negated=False)
    if scan.force.reports(hit.first) and not signal.past:
        mention = replace(mention, hedged=True, role="past_result", note="reports the past")
    return mention
