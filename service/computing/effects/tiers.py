"""A price that changes with the number: `letters 62p each up to 80,000, above that 55p`."""

import re
from fractions import Fraction

from schemas.explanation import Effect
from service.computing.effects.plan import Plan, from_brief, from_constraint, sentences_of
from service.computing.effects.rates import sends_of
from service.computing.effects.stated import around, whole
from service.computing.effects.telling import number
from service.computing.effects.worked import Worked
from service.computing.sums.exact import exact
from service.constraint import Bounded, Constraint

_UP_TO = re.compile(r"\b(?:up to|for the first|the first|until|to)\s*$", re.IGNORECASE)
_ABOVE = re.compile(
    r"\b(?:(?:above|beyond|after|more than) (?:that|this|it)|thereafter|from then on|the rest"
    r"|(?:over|above|beyond|from) [\d,.]+)\b[^.;]{0,20}$",
    re.IGNORECASE,
)


def hold_tiers(constraint: Constraint, plan: Plan) -> Worked | None:
    """Work out what the messages of the plan cost at two prices, the second from a number on."""
    prices = [item for item in constraint.of_kind("money") if isinstance(item.mention.value, int | float)]
    counts = [
        item for item in constraint.of_kind("count") if whole(item) and _UP_TO.search(around(constraint, item)[0])
    ]
    if len(prices) != 2 or len(counts) != 1 or not _ABOVE.search(around(constraint, prices[1])[0]):
        return None
    sends = [send for send in sends_of(constraint, plan) if send.messages]
    if len({send.channel for send in sends}) != 1:
        return None
    volume = sum(round(send.messages.value) for send in sends if send.messages)
    evidence = [one for send in sends for one in send.evidence]
    most = whole(counts[0]) or 0
    first, then = min(volume, most), max(0, volume - most)
    low, high = (_price(item) for item in prices)
    unit = prices[0].mention.unit or ""
    cost = first * low + then * high
    parts = f"{number(first)} × {unit} {number(low)}" + (f" + {number(then)} × {unit} {number(high)}" if then else "")
    effect = Effect(
        area="cost",
        text=f"The {number(volume)} that you plan cost {unit} {number(cost)}: {parts.replace('×', 'at')}.",
        basis="computed",
        calculation=f"{parts} = {unit} {number(cost)}",
        inputs=[
            from_brief("messages", volume, "message", evidence),
            from_constraint("first price", float(low), f"{unit}/message", constraint),
            from_constraint("second price", float(high), f"{unit}/message", constraint),
            from_constraint("up to", most, "message", constraint),
        ],
        requirements=plan.touching(evidence, "scale", "time", "governance"),
        sentences=sentences_of(evidence),
    )
    return Worked((effect,))


def _price(item: Bounded) -> Fraction:
    value = item.mention.value
    return exact(value) if isinstance(value, int | float) else Fraction(0)
