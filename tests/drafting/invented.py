"""Short invented texts, taken through the real steps: read, understood, drafted, computed."""

from datetime import date

from schemas.brief import Sentence
from service.campaign import Campaign, Reading
from service.computed import Computed
from service.computing.compute import compute
from service.drafting.derive import Derived, derive
from service.drafting.engine import Draft, DraftRequest
from service.drafting.rules.engine import draft_by_rules
from service.drafting.rules.understanding import understand
from service.needs import Ask, Need
from service.reading.reader import read_brief

TODAY = date(2026, 11, 23)
"""A Monday."""


def read(text: str, today: date = TODAY) -> Reading:
    """The text as the reading step gives it."""
    return read_brief(text, None, None, today)


def understood(text: str, today: date = TODAY) -> Campaign:
    """The campaign the rules see in the text."""
    return understand(read(text, today), today)


def drafted(text: str, today: date = TODAY) -> Draft:
    """What the rules engine drafts from the text."""
    return draft_by_rules(DraftRequest(reading=read(text, today), today=today, organisation=None))


def worked_out(text: str, today: date = TODAY) -> tuple[Campaign, Computed, Derived]:
    """The campaign, what is computed from it, and what is derived from that."""
    campaign = understood(text, today)
    computed = compute(campaign, None)
    return campaign, computed, derive(campaign, computed)


def sentence(reading: Reading, words: str) -> Sentence:
    """The first sentence that holds these words."""
    return next(found for found in reading.sentences if words in found.text)


def need(needs: tuple[Need, ...] | list[Need], name: str) -> Need:
    """The one need of this pattern."""
    [found] = [need for need in needs if need.need == name]
    return found


def names(needs: tuple[Need, ...] | list[Need]) -> set[str]:
    """The patterns of the needs."""
    return {found.need for found in needs}


def topics(asks: tuple[Ask, ...] | list[Ask]) -> set[str]:
    """What the questions are about, without what fills them."""
    return {found.topic.partition(":")[0] for found in asks}


def question(asks: tuple[Ask, ...] | list[Ask], topic: str) -> Ask:
    """The one question on this topic."""
    [found] = [ask for ask in asks if ask.topic.partition(":")[0] == topic]
    return found
