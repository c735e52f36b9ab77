"""What follows from the computed parts, whichever engine drafted: further needs and questions."""

from dataclasses import dataclass, replace

from service.campaign import Campaign
from service.computed import Computed
from service.drafting.rules.patterns import derive_needs
from service.drafting.rules.questions import computed_asks, is_too_thin
from service.needs import Ask, Need


@dataclass(frozen=True)
class Derived:
    """Needs and questions that rest on calculations; nothing is derived from a text that is too thin."""

    needs: tuple[Need, ...]
    asks: tuple[Ask, ...]
    too_thin: bool


def workable(campaign: Campaign) -> Campaign:
    """The campaign to compute from: of a text that is too thin, nothing but its reading."""
    if not is_too_thin(campaign):
        return campaign
    return Campaign(reading=replace(campaign.reading, mentions=()), today=campaign.today)


def derive(campaign: Campaign, computed: Computed) -> Derived:
    """Derive needs and questions from the computed parts."""
    if is_too_thin(campaign):
        return Derived(needs=(), asks=(), too_thin=True)
    return Derived(
        needs=tuple(derive_needs(campaign, computed)),
        asks=tuple(computed_asks(campaign, computed)),
        too_thin=False,
    )
