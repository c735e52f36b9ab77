"""Signals: phrases that mean something for IT."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from service.campaign import Mention
from service.catalogue.vocabulary import SignalWords, signals
from service.reading.lexicon import Hit, longest
from service.reading.scan import NameScan

_TIMED = frozenset({"within_minutes", "journey_automation"})


def read_signals(scan: NameScan) -> list[Mention]:
    """Return the signals of the sentence, each with its denial; one that only reports the past is hedged."""
    against = dict(_by_id(scan.hits.get("unless", ())))
    found: list[Mention] = []
    for identity, hits in _by_id(scan.hits.get("signal", ())):
        held = longest(hit for hit in hits if hit.holds(scan.around) and not scan.in_code(hit.first, hit.last))
        kept = _not_taken_back(held, against.get(identity, []))
        found.extend(_mention(scan, hit, signals()[identity]) for hit in kept)
    if any(mention.name == "past_outage" for mention in found):
        found = [_of_the_failure(mention) if mention.name in _TIMED else mention for mention in found]
    return found


def _of_the_failure(mention: Mention) -> Mention:
    """`the page stopped for 40 minutes after an e-mail`: how long it took then is no promise."""
    return replace(mention, hedged=True, role="past_result", note="tells of a failure")


def _by_id(hits: Iterable[Hit]) -> Iterator[tuple[str, list[Hit]]]:
    grouped: dict[str, list[Hit]] = {}
    for hit in hits:
        grouped.setdefault(hit.lexeme.id, []).append(hit)
    return iter(grouped.items())


def _not_taken_back(held: list[Hit], against: list[Hit]) -> list[Hit]:
    """`6,000 opted in, 2,000 never opted in`: words that take back what they lie over leave the rest standing.

    Words that lie over none of the signal's own take all of it back.
    """
    if any(not any(_overlap(one, hit) for hit in held) for one in against):
        return []
    return [hit for hit in held if not any(_overlap(one, hit) for one in against)]


def _overlap(one: Hit, other: Hit) -> bool:
    return one.first <= other.last and other.first <= one.last


def _mention(scan: NameScan, hit: Hit, signal: SignalWords) -> Mention:
    mention = scan.mention("signal", hit.first, hit.last, name=signal.id, value=signal.id)
    if signal.denies:
        mention = replace(mention, negated=False)
    if signal.people and scan.force.bars(hit.last):
        mention = replace(mention, negated=True)
    if scan.force.reports(hit.first) and not signal.past:
        mention = replace(mention, hedged=True, role="past_result", note="reports the past")
    return mention
