"""Places of one brief that disagree with each other."""

from schemas.parts import Contradiction
from service.campaign import Campaign
from service.computing.amount_contradictions import amount_contradictions
from service.computing.date_contradictions import date_contradictions
from service.computing.promise_contradictions import promise_contradictions


def find_contradictions(campaign: Campaign) -> list[Contradiction]:
    """Find statements that cannot all hold, in the order of the brief.

    Only where the same thing is clearly meant: a missed contradiction is a question less, a false one makes
    the reader doubt everything else.
    """
    every = (*date_contradictions(campaign), *amount_contradictions(campaign), *promise_contradictions(campaign))
    found = {item.id: item for item in every}
    ordered = sorted(found.values(), key=lambda item: item.evidence[0].start)
    return [item.model_copy(update={"id": f"X{number}"}) for number, item in enumerate(ordered, 1)]
