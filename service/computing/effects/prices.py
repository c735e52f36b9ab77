"""A price held against what the campaign wants to send, with what a contract includes already."""

import re
from dataclasses import dataclass
from fractions import Fraction

from schemas.base import Evidence, Quantity
from schemas.explanation import Bar, Effect, WayOut
from service.computing.effects.plan import Plan, from_brief, from_constraint, sentences_of
from service.computing.effects.rates import channels_of, sends_of
from service.computing.effects.stated import around, facts, in_sentence, number_of, place, saying, whole
from service.computing.effects.telling import number, share
from service.computing.effects.worked import Worked
from service.computing.sums.exact import exact
from service.computing.sums.resources import Overage, overage
from service.constraint import Bounded, Constraint

_THINGS = r"messages?|texts?|sms|parts?|segments?|e-?mails?|mails?|sends?|push(?:es)?|letters?"
_THING = rf"(?:(?P<block>1,?000|100|thousand)\b(?: (?P<of>{_THINGS})\b)?|(?P<thing>{_THINGS})\b)"
"""A price `per thousand` without a thing is that of the messages which its constraint is about."""
_AFTER = re.compile(
    rf"^\s*(?:per|a|an|for each|for every|each|/)\s*(?:additional |extra |further )?{_THING}", re.IGNORECASE
)
_BEFORE = re.compile(rf"\b(?:every|each|per|any) (?:additional |extra |further )?{_THING}[^.;]*?[:\s]*$", re.IGNORECASE)
_EACH = re.compile(rf"\b{_THING}(?:\s(?:costs?|are|come at|at|is))?[:\s]*$", re.IGNORECASE)
_APIECE = re.compile(r"\s*(?:each|apiece|a piece|per piece)\b", re.IGNORECASE)
"""`letters 62p each`."""
_BEYOND = re.compile(r"\b(?:over|beyond|above|exceed\w*|additional|extra|further|on top|more than)\b", re.IGNORECASE)
_INCLUDED = re.compile(r"\b(?:includ\w+|bundle|free|prepaid|covers?|covered|allowance)\b", re.IGNORECASE)
_USED = re.compile(r"\b(?:used|spent|gone|sent already)\b", re.IGNORECASE)
_NO_MONEY = re.compile(r"\bno (?:extra |more |additional )?(?:money|budget)\b|\bno budget\b", re.IGNORECASE)
_BLOCKS = {"thousand": 1000, "1000": 1000, "100": 100}


@dataclass(frozen=True)
class _Price:
    """A price for so many messages (`block`); `included`: what costs nothing, None where the text does not say it."""

    constraint: Constraint
    money: Fraction
    currency: str
    block: int
    parts: bool
    beyond: bool
    included: int | None


def hold_price(constraint: Constraint, plan: Plan) -> Worked | None:
    """Work out what the messages of the plan cost, or those beyond what is included."""
    price = _price(constraint, plan)
    # What costs something only beyond a bundle costs nobody knows what where the bundle is not told.
    if price is None or (price.beyond and price.included is None):
        return None
    concerned = sends_of(constraint, plan) or ([] if channels_of(constraint) else plan.sends)
    sends = [send for send in concerned if send.messages]
    if len({send.channel for send in sends}) != 1:
        return None
    if constraint.of_kind("rate") and len({(send.on.year, send.on.month) for send in sends if send.on}) > 1:
        return None  # what is included is told for each month, and the sends are of several
    volume = sum(_volume(send.id, round(send.messages.value), price, plan) for send in sends if send.messages)
    evidence = [one for send in sends for one in send.evidence]
    found = overage(volume, price.included or 0, price.money, price.block)
    effect = _effect(price, volume, found, evidence, plan)
    return Worked((effect,), _options(price, volume, found) if effect.collides else ())


def _volume(key: str, messages: int, price: _Price, plan: Plan) -> int:
    """Messages of a send, or the parts into which long ones are cut."""
    for load in plan.specification.scale.workloads:
        if price.parts and load.id == f"segments.{key}":
            return round(load.mid)
    return messages


def _price(constraint: Constraint, plan: Plan) -> _Price | None:
    found = [(item, match) for item in constraint.of_kind("money") if (match := _unit(constraint, item))]
    if len(found) > 1:
        found = [(item, match) for item, match in found if _region_of(constraint, item) in plan.regions]
    if len(found) != 1:
        return None
    item, match = found[0]
    value = item.mention.value
    if not isinstance(value, int | float) or value <= 0 or not item.mention.unit:
        return None
    beyond = bool(_BEYOND.search(constraint.source.text))
    thing = (match["of"] or match["thing"] or "").lower()
    return _Price(
        constraint, exact(value), item.mention.unit, _BLOCKS.get((match["block"] or "").replace(",", "").lower(), 1),
        thing.startswith(("part", "segment")), beyond, _included(constraint),
    )  # fmt: skip


def _unit(constraint: Constraint, item: Bounded) -> re.Match[str] | None:
    before, after = around(constraint, item, 60)
    nearest = re.split(r"[.;]\s", before)[-1]
    match = _AFTER.search(after) or _BEFORE.search(nearest)
    if match is None and _APIECE.match(after):
        match = _EACH.search(nearest)
    if match or len(constraint.of_kind("money")) == 1:
        return match
    # A list of prices tells its unit once, before the first.
    return _BEFORE.search(constraint.source.text[: constraint.source.text.find(":") + 1])


def _region_of(constraint: Constraint, item: Bounded) -> str | None:
    before = [name for name in constraint.names if name.kind == "region" and name.end <= item.mention.start]
    near = [name for name in before if item.mention.start - name.end <= 3]
    return str(near[-1].value) if near else None


def _included(constraint: Constraint) -> int | None:
    included, used = None, 0
    for item in (*constraint.of_kind("count"), *constraint.of_kind("rate")):
        count = whole(item)
        before, after = around(constraint, item, 50)
        before, after = re.split(r"[.;]\s", before)[-1], re.split(r"[.;](?:\s|$)", after)[0]
        if count and item.mention.unit in (None, "message", "item", "send", "send/month", "message/month"):
            if _USED.search(after):
                used += count
            elif _INCLUDED.search(before) or _INCLUDED.search(after):
                included = count
    return None if included is None else max(0, included - used)


# --- what it does -------------------------------------------------------------------------------


def _effect(price: _Price, volume: int, found: Overage, evidence: list[Evidence], plan: Plan) -> Effect:
    budget, poor = _budget(price, plan), saying(plan, _NO_MONEY)
    above = budget is not None and found.cost > budget[0]
    collides = found.cost > 0 and (bool(poor) or above or price.included is not None)
    places = [*evidence, *(in_sentence(s) for s in poor), *([budget[1]] if budget else [])]
    return Effect(
        area="cost",
        text=_text(price, volume, found) + _against(found, budget, poor=bool(poor)),
        basis="computed",
        collides=collides,
        size=Quantity(value=round(float(found.cost), 2), unit=price.currency) if collides else None,
        calculation=_sums(price, volume, found),
        inputs=[
            from_brief("messages", volume, "message", evidence),
            from_constraint("price", float(price.money), f"{price.currency}/message", price.constraint),
            *([from_constraint("included", price.included, "message", price.constraint)] if price.included else []),
        ],
        requirements=plan.touching(evidence, "scale", "time", "governance"),
        sentences=sentences_of(places),
        bars=[
            Bar(label="included and left", value=price.included, unit="message"),
            Bar(label="planned", value=volume, unit="message"),
        ]
        if price.included is not None
        else [],
    )


def _budget(price: _Price, plan: Plan) -> tuple[Fraction, Evidence] | None:
    found = [f for f in facts(plan, "money", price.currency) if f.role == "budget" and number_of(f)]
    return (exact(number_of(found[0]) or 0), place(found[0])) if found else None


def _money(price: _Price, value: Fraction) -> str:
    return f"{price.currency} {number(value)}"


def _text(price: _Price, volume: int, found: Overage) -> str:
    cost = _money(price, found.cost)
    if price.included is not None:
        if not found.over:
            return (
                f"{number(volume)} messages fit the {number(price.included)} that are included and left. No extra cost."
            )
        return (
            f"{number(volume)} messages are planned, and {number(price.included)} are included and left. "
            f"{number(found.over)} come on top and cost {cost}."
        )
    return f"{number(volume)} messages cost {cost}."


def _against(found: Overage, budget: tuple[Fraction, Evidence] | None, *, poor: bool) -> str:
    if poor and found.cost:
        return " The brief says that there is no money for it."
    if budget and found.cost:
        return f" That is {share(found.cost, budget[0])} of the budget of the brief."
    return ""


def _sums(price: _Price, volume: int, found: Overage) -> str:
    count = volume if price.included is None else found.over
    over = (
        f"{number(volume)} - {number(price.included)} = {number(volume - price.included)}; " if price.included else ""
    )
    each = f"{price.currency} {float(price.money):g}"
    if price.block > 1:
        blocks = f"{number(count)} ÷ {number(price.block)}, rounded up = {number(found.blocks)}"
        return f"{over}{blocks}; {number(found.blocks)} × {each} = {_money(price, found.cost)}"
    return f"{over}{number(count)} × {each} = {_money(price, found.cost)}"


def _options(price: _Price, volume: int, found: Overage) -> tuple[WayOut, ...]:
    pay = WayOut(
        text=f"Find {_money(price, found.cost)} for it.",
        basis="computed",
        gives_up=f"{_money(price, found.cost)}.",
        gains=f"All {number(volume)} messages go out.",
        who_decides="whoever holds the budget",
        takes="A budget, before the send is set up.",
        calculation=_sums(price, volume, found),
    )
    if not price.included:
        return (pay,)
    fewer = WayOut(
        text=f"Send {number(price.included)} messages only ({share(price.included, volume)}).",
        basis="computed",
        gives_up=f"{number(found.over)} people do not get it this way.",
        gains="Nothing extra has to be paid.",
        who_decides="campaign owner",
        takes="A rule that says whom you leave out.",
        calculation=f"{number(volume)} - {number(found.over)} = {number(price.included)}",
    )
    return (pay, fewer)
