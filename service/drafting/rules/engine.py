"""The rules engine behind the `Engine` protocol."""

from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Literal, get_args

from schemas.requirement import Category
from service.drafting.engine import Draft, DraftRequest, Section
from service.drafting.rules.other_texts import is_job_advert
from service.drafting.rules.patterns import draft_needs
from service.drafting.rules.questions import find_asks, is_too_thin
from service.drafting.rules.stated import stated_needs
from service.drafting.rules.understanding import understand
from service.needs import Need


class RulesEngine:
    """Drafts from patterns over what was read; pure and quick, so that it can be the stand-in of any other engine."""

    name: Literal["rules"] = "rules"

    async def draft(self, request: DraftRequest) -> AsyncGenerator[Section | Draft, None]:
        """Yield one section per category that has needs, then the whole draft."""
        draft = draft_by_rules(request)
        for section in sections_of(draft.needs):
            yield section
        yield draft


_RESTATING = ("time.", "integration.quick_reply", "integration.recurring_feed", "measurement.report")
"""Patterns that say what their sentence says; the others say what follows from it, and the obligation stays."""
_QUOTING = ("data.exclusion", "privacy.data_ban", "integration.stop_when_done")
"""Patterns that hold the words of their sentence."""
_TIMED = ("date", "window", "duration", "rate")


def draft_by_rules(request: DraftRequest) -> Draft:
    """The draft of the rules in one call."""
    campaign = understand(request.reading, request.today)
    if is_job_advert(request.reading.text):
        campaign = replace(campaign, goals=())  # what somebody is to be employed for
    needs = [] if is_too_thin(campaign) else draft_needs(campaign)
    restated = {place.sentence for need in needs if need.need.startswith(_RESTATING) for place in need.evidence}
    timed = {m.sentence for m in request.reading.mentions if m.kind in _TIMED}
    quoted = {place.sentence for need in needs if need.need in _QUOTING for place in need.evidence}
    needs.extend(stated_needs(request.reading, (restated & timed) | quoted))
    return Draft(campaign=campaign, needs=tuple(needs), asks=tuple(find_asks(campaign)))


def sections_of(needs: tuple[Need, ...]) -> list[Section]:
    """The needs by category, in the order of the categories."""
    by_category: dict[Category, list[Need]] = {category: [] for category in get_args(Category)}
    for need in needs:
        by_category[need.category].append(need)
    return [Section(category=category, needs=tuple(some)) for category, some in by_category.items() if some]
