"""Places of one brief that disagree with each other."""

from collections.abc import Callable, Iterator

from schemas.parts import Contradiction
from service.campaign import Campaign
from service.computing.amount_contradictions import amount_contradictions
from service.computing.clashes.arithmetic import wrong_arithmetic
from service.computing.clashes.bans import banned_and_planned
from service.computing.clashes.capacity import over_capacity
from service.computing.clashes.closed import into_closures
from service.computing.clashes.hours import quiet_hours
from service.computing.clashes.order import wrong_order
from service.computing.clashes.shares import two_rewards
from service.computing.clashes.spans import wrong_lengths
from service.computing.clashes.told import told_twice
from service.computing.clashes.totals import wrong_totals
from service.computing.date_contradictions import date_contradictions
from service.computing.promise_contradictions import promise_contradictions

# The surest first: of two that point at the same sentences the earlier one is told.
CHECKS: tuple[Callable[[Campaign], Iterator[Contradiction]], ...] = (
    date_contradictions,
    wrong_order,
    wrong_totals,
    wrong_arithmetic,
    wrong_lengths,
    amount_contradictions,
    into_closures,
    over_capacity,
    quiet_hours,
    two_rewards,
    banned_and_planned,
    promise_contradictions,
    told_twice,
)


def find_contradictions(campaign: Campaign) -> list[Contradiction]:
    """Find statements that cannot all hold, in the order of the brief.

    Only where the same thing is clearly meant: a missed contradiction is a question less, a false one makes
    the reader doubt everything else.
    """
    found: dict[frozenset[str], Contradiction] = {}
    for check in CHECKS:
        for item in check(campaign):
            found.setdefault(_places(item), item)
    ordered = sorted(found.values(), key=lambda item: item.evidence[0].start)
    return [item.model_copy(update={"id": f"X{number}"}) for number, item in enumerate(ordered, 1)]


def _places(item: Contradiction) -> frozenset[str]:
    """The sentences that disagree; within one sentence there may be several disagreements."""
    sentences = frozenset(evidence.sentence for evidence in item.evidence)
    return sentences if len(sentences) > 1 else frozenset({item.id})
