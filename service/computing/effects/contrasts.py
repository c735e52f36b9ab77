"""Contrast that is demanded, held against the colours that the brief names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schemas.base import Quantity
from schemas.brief import Sentence
from schemas.explanation import Bar, Effect, WayOut
from service.computing.effects.plan import Plan
from service.computing.effects.stated import words_of
from service.computing.effects.telling import number
from service.computing.effects.worked import Worked
from service.computing.sums.contrast import BLACK, NEAR_BLACK, WHITE, Colour, contrast, darkened
from service.constraint import Constraint

_RATIO = re.compile(r"\b(\d{1,2}(?:[.,]\d{1,2})?)\s*(?::|to)\s*1\b", re.IGNORECASE)
_LARGE = re.compile(r"\b(?:large|big|headlines?|headings?|titles?|display)\b", re.IGNORECASE)
_SMALL = re.compile(
    r"\b(?:normal|small|body|buttons?|paragraphs?|labels?|captions?|copy|links?|running text)\b", re.IGNORECASE
)
_CONTRAST = re.compile(r"\bcontrast\b", re.IGNORECASE)
_LEVEL = re.compile(r"\bWCAG\b[^.;]{0,20}?\b(?P<level>AAA|AA)\b|\b(?:level )?(?P<level2>AAA|AA)\b")
_BY_LEVEL = {"AA": (4.5, 3.0), "AAA": (7.0, 4.5)}
_COLOUR = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})\b|\b(?:white|black)\b(?!\s*\(?,?\s*#)", re.IGNORECASE)
_ON = re.compile(r"\b(?:on|against|over)\b|\b(?:text|type|lettering|font|ground|background)\b", re.IGNORECASE)
_REACH = 80
_NEAR_LARGE = 30


@dataclass(frozen=True)
class _Pair:
    """Text and ground in a sentence of the brief."""

    text: Colour
    ground: Colour
    sentence: Sentence

    @property
    def ratio(self) -> float:
        """Their contrast."""
        return contrast(self.text, self.ground)


def hold_contrast(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold a contrast, told as a ratio or by the level of WCAG, against every pair of colours in the brief."""
    least = _least(constraint)
    if least is None:
        return None
    effects: list[Effect] = []
    options: list[WayOut] = []
    for pair in _pairs(plan):
        wanted = _wanted(pair, *least)
        effects.append(_effect(pair, wanted, plan))
        options += _options(pair, wanted) if effects[-1].collides else []
    return Worked(tuple(effects), tuple(options)) if effects else None


def _least(constraint: Constraint) -> tuple[float, float] | None:
    """What text and what large text needs at least."""
    text = words_of(constraint)
    if not _CONTRAST.search(text):
        return None
    found = [(float(match[1].replace(",", ".")), match) for match in _RATIO.finditer(text)]
    if found:
        large = [
            value for value, m in found if _LARGE.search(text[max(0, m.start() - _NEAR_LARGE) : m.end() + _NEAR_LARGE])
        ]
        normal = max(value for value, _ in found)
        return normal, min(large) if large and len(found) > 1 else normal
    level = _LEVEL.search(text)
    return _BY_LEVEL[level["level"] or level["level2"]] if level else None


def _pairs(plan: Plan) -> Iterator[_Pair]:
    """Colours in twos as a sentence names them, the text first: "white, #FFFFFF, on orange, #F28C28"."""
    for sentence in plan.specification.brief.sentences:
        found = list(_COLOUR.finditer(sentence.text))
        for one, other in zip(found[::2], found[1::2], strict=False):
            between = sentence.text[one.end() : other.start()]
            hexes = one.group().startswith("#") or other.group().startswith("#")
            if (
                hexes
                and len(between) <= _REACH
                and _ON.search(sentence.text[max(0, one.start() - _REACH) : other.start()])
            ):
                yield _Pair(_colour(one.group()), _colour(other.group()), sentence)


def _colour(written: str) -> Colour:
    return {"white": WHITE, "black": BLACK}.get(written.lower()) or Colour.of(written)


def _wanted(pair: _Pair, normal: float, large: float) -> list[tuple[str, float]]:
    """What the sentence is about, with the contrast that it needs; text of no told size is taken as normal."""
    text = pair.sentence.text
    wanted = [("large type", large)] if _LARGE.search(text) else []
    return (
        [("normal text", normal)]
        if not wanted
        else [*wanted, *([("normal text", normal)] if _SMALL.search(text) else [])]
    )


def _effect(pair: _Pair, wanted: list[tuple[str, float]], plan: Plan) -> Effect:
    ratio, needed = pair.ratio, max(value for _, value in wanted)
    failing = [(what, value) for what, value in wanted if ratio < value]
    told = f"{pair.text} on {pair.ground} has a contrast of {number(ratio)}:1."
    for what, value in wanted:
        verdict = f"{number(value - round(ratio, 2))} are missing" if ratio < value else "it fits"
        told += f" {what[0].upper()}{what[1:]} needs {number(value)}:1: {verdict}."
    return Effect(
        area="customer_experience",
        text=told,
        basis="computed",
        collides=bool(failing),
        size=Quantity(value=round(needed - ratio, 2), unit="ratio") if failing else None,
        calculation=_sums(pair),
        requirements=plan.speaking_of(["contrast", "accessib"]),
        sentences=[pair.sentence.id],
        bars=[
            Bar(label="contrast planned", value=round(ratio, 2), unit="ratio"),
            Bar(label="contrast needed", value=needed, unit="ratio"),
        ],
    )


def _sums(pair: _Pair) -> str:
    high, low = sorted((pair.text.luminance, pair.ground.luminance), reverse=True)
    return f"relative luminance by WCAG 2: ({high:.3f} + 0.05) ÷ ({low:.3f} + 0.05) = {number(pair.ratio)}"


def _options(pair: _Pair, wanted: list[tuple[str, float]]) -> Iterator[WayOut]:
    needed = max(value for _, value in wanted)
    other = NEAR_BLACK if pair.text.luminance > pair.ground.luminance else WHITE
    turned = contrast(other, pair.ground)
    if turned >= needed:
        yield _way(
            f"Keep the ground {pair.ground} and set the text in {other}: {number(turned)}:1.",
            "The colour of the text.",
            f"contrast of {other} on {pair.ground} = {number(turned)}",
        )
    light = pair.text.luminance > pair.ground.luminance
    shade = darkened(pair.ground, pair.text, needed) if light else darkened(pair.text, pair.ground, needed)
    if shade:
        fixed = pair.text if light else pair.ground
        what = f"the ground to {shade}" if light else f"the text to {shade}"
        ratio = contrast(shade, fixed)
        yield _way(
            f"Darken {what}: {number(ratio)}:1.",
            f"The shade {pair.ground if light else pair.text} in that place.",
            f"contrast of {fixed} and {shade} = {number(ratio)}",
        )


def _way(text: str, gives_up: str, calculation: str) -> WayOut:
    return WayOut(
        text=text,
        basis="computed",
        gives_up=gives_up,
        gains="People who see less can read it, and the rule is kept.",
        who_decides="campaign owner, with whoever keeps the brand",
        takes="A change in the design before it is built.",
        calculation=calculation,
    )
