"""From what was read to the campaign as the rules understand it."""

from datetime import date

from service.campaign import Amount, Campaign, Mention, Reading
from service.drafting.rules.audiences import find_audiences
from service.drafting.rules.goals import find_goals
from service.drafting.rules.moments import amount_of, find_dates, find_feeds, find_journeys, find_launch, find_rushes
from service.drafting.rules.parties import find_parties
from service.drafting.rules.sends import find_sends
from service.drafting.rules.things import find_data_uses, find_systems
from service.markets import is_market
from service.reading.reasons import HEADING


def understand(reading: Reading, today: date) -> Campaign:
    """Return the campaign that the reading supports, and nothing that it does not."""
    audiences = find_audiences(reading)
    sends = find_sends(reading, audiences)
    dates = find_dates(reading, sends)
    return Campaign(
        reading=reading,
        today=today,
        goals=find_goals(reading),
        audiences=audiences,
        sends=sends,
        rushes=find_rushes(reading),
        journeys=find_journeys(reading),
        feeds=find_feeds(reading),
        data_uses=find_data_uses(reading),
        systems=find_systems(reading),
        parties=find_parties(reading),
        dates=dates,
        launch=find_launch(dates, today),
        past_visits=_past_visits(reading),
        regions=_regions(reading),
    )


def _past_visits(reading: Reading) -> Amount | None:
    """The most visits the brief reports from an earlier occasion."""
    seen = [
        m for m in reading.of_kind("count")
        if m.unit in ("visit", "view", "session") and m.role in ("past_result", "baseline") and not m.negated
    ]  # fmt: skip
    return max((amount for amount in map(amount_of, seen) if amount), key=lambda a: a.value, default=None)


def _regions(reading: Reading) -> tuple[str, ...]:
    """Where the people addressed are; the country of a supplier's server is no market."""
    codes = (m.value or m.name for m in reading.of_kind("region") if _is_market(reading, m))
    return tuple(dict.fromkeys(str(code) for code in codes if code))


def _is_market(reading: Reading, mention: Mention) -> bool:
    if mention.negated or mention.role == "example":
        return False
    if reading.set_aside.get(mention.sentence, HEADING) != HEADING:
        return False
    return is_market(reading.text, mention.start, mention.end)
