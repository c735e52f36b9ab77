"""Whether a model's words for what a constraint means say no more than was worked out: effects and ways out.

Like `reworded`, it errs on one side: a faithful text may be refused, for the effects and ways out stand beside it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from schemas.explanation import Effect, Strength, WayOut
from service.catalogue.person_names import first_names
from service.catalogue.vocabulary import systems
from service.verifying.numbers import unfounded_numbers
from service.verifying.reworded import NEGATION, OPEN, SHUT
from service.verifying.strays import holds_markup, unfounded_words
from service.verifying.support import telling_stems

LONGEST = 600
"""House default, in characters: two sentences and a half."""
MUCH_OF_IT = 0.6
"""House default: share of all their telling words that two sentences have in common when they say the same."""
ENOUGH = 0.5
"""House default: share of the telling words that the effects, ways out and the constraint hold at least."""
_AFTER = 4
"""Words behind a number among which its unit stands."""
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[\W\d_]*[A-Z])")
_WORDS = re.compile(r"[\w’'-]+")
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_UNIT = re.compile(
    r"(?:milli)?second|minute|hour|day|week|fortnight|month|quarter|year|percent|per cent|%|euro|pound|dollar|[kmgt]b\b"
    r"|january|february|march|april|may\b|june|july|august|september|october|november|december",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"\s?(?:%|per ?cent)")
_BEFORE = re.compile(
    r"([€$£]|\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\.?\s*(\d+)"
)
_WEEKDAYS = {day[:3]: day for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")}
_NAME = re.compile(r"(?<=[\w,;(“\"'’)] )[“\"'(]?([A-Z][\w-]*)|\b([A-Z]+[\w-]*[A-Z\d][\w-]*)")
_FIRST = re.compile(r"(?:^|[.!?:] )[“\"'(]?([A-Z][\w-]*)")
_ALONE = re.compile(r"(?:^|[.!?:] )[“\"'(]?([A-Z][\w-]*)\W*(?=[.!?] |$)")
_OURS = frozenset({"it", "i", "you", "your"})
_FREES = re.compile(
    r"\b(?:no need|need(?:s)? not|needn['’]t|(?:do|does|did) ?(?:not|n['’]t) (?:have|need) to|not (?:binding|mandatory)"
    r"|optional|ignor\w*|disregard\w*|overlook\w*|bypass\w*|work around|get around|free to|waive\w*)\b",
    re.IGNORECASE,
)
_FITS = re.compile(r"\b(?:fits?|in (?:good )?time|on time|enough|fine|compl(?:y|ies)|safe|safely)\b", re.IGNORECASE)
_EASY = re.compile(
    r"\b(?:no(?: \w+)? (?:problems?|effect|impact|influence|change|issues?|trouble)|nothing (?:has|needs|changes)"
    r"|(?:does|do|is|are) ?(?:not|n['’]t) (?:matter|affect\w*|touch\w*|concern\w*|bother\w*|a problem))\b",
    re.IGNORECASE,
)
"""Denials that say that something fits."""
_MISSES = re.compile(
    r"\b(?:too (?:\w+ )?(?:late|many|much|long|big|slow|early|short|few)|late|miss(?:es|ed)?|exceed\w*|collid\w*"
    r"|collision|clash\w*|conflict\w*|violat\w*|breach\w*|break\w*|fails?|left out|not enough|impossible)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"(?:\b(?:not|never|cannot)|n['’]t)\b(?P<between>[^.;,:\d]{0,30}?)\b(?P<figure>\d[\d.,]*)", re.IGNORECASE
)
_BOUND = re.compile(
    r"\b(?:more|less|fewer|over|above|below|under|exceed\w*|beyond|than|later|earlier|before|after|until|till|longer|only"
    r"|just|between|from|on|by|fit|reach|in|within|for|at)\b",
    re.IGNORECASE,
)
_BARRED = re.compile(r"\b(?:exceed\w*|outside|avoid\w*|out of|without)\b", re.IGNORECASE)
"""Of what shuts something out: what may also be permitted ("you may exceed it")."""


@dataclass(frozen=True)
class Told:
    """What was worked out for a constraint, as it stands in the result; a model may say no more than this.

    `collides`: what is planned does not fit.
    """

    effects: tuple[str, ...] = ()
    ways_out: tuple[str, ...] = ()
    collides: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """Effects and ways out, each a text."""
        return self.effects + self.ways_out


NOTHING_TOLD = Told()
"""Of a constraint whose effects are only general."""


def told_by(effects: Sequence[Effect], options: Sequence[WayOut]) -> Told:
    """What a model is given: the computed effects and ways out; the usual ways out too where a plan does not fit.

    Where no effect was computed there is nothing: what such constraints usually do is no news of this campaign.
    """
    computed = [effect for effect in effects if effect.basis == "computed"]
    if not computed:
        return NOTHING_TOLD
    collides = any(effect.collides for effect in computed)
    ways = [option for option in options if collides or option.basis == "computed"]
    return Told(tuple(map(_effect_text, computed)), tuple(map(_way_text, ways)), collides)


def _effect_text(effect: Effect) -> str:
    return f"{effect.text} Not known: {effect.open_point}." if effect.open_point else effect.text


def _way_text(option: WayOut) -> str:
    return f"{option.text} Given up: {option.gives_up} Who decides: {option.who_decides}."


def is_copy(text: str, told: Told) -> bool:
    """Tell whether every sentence of the text stands in an effect or a way out as it is: it adds nothing to them."""
    known = [f" {_bare(one)} " for one in told.texts]
    return all(any(f" {_bare(part)} " in one for one in known) for part in _SENTENCES.split(text))


def meaning_faults(text: str, strength: Strength, source: str, told: Told) -> tuple[str, ...]:
    """Why a model's words for what a constraint means may not stand, for the reader; empty when they may.

    `source` are all words of the constraint itself: its numbers, days and names may stand in the text too.
    """
    if not told.texts:
        return ("nothing was worked out that it could tell",)
    held = _spelled_out(" ".join([*told.texts, source]))
    faults = (
        *([f"it has more than {LONGEST} characters"] if len(text) > LONGEST else ()),
        *(["it holds a link, an address or markup"] if holds_markup(text) else ()),
        *_strays(text, held),
        *_turned(text, strength, source, told),
        *_denials(text, told),
        *_denied_numbers(text, held),
        *_verdict(text, told),
        *_relation(text, held, told),
    )
    return tuple(dict.fromkeys(faults))


def _spelled_out(held: str) -> str:
    """With the whole name of each day of the week behind its short one: "Fri 5 March" holds "Friday"."""
    return re.sub(r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b", lambda day: f"{day[0]} {_WEEKDAYS[day[0]]}", held)


# --- numbers, days, names -----------------------------------------------------------------------


def _strays(text: str, held: str) -> Iterator[str]:
    strays = [
        *sorted(unfounded_numbers(text, [held], ())),
        *unfounded_words(text, held),
        *(sign for sign in text if sign.isnumeric() and not sign.isdecimal() and sign not in held),
        *_names(text, held),
    ]
    if strays:
        yield f"neither the effects and ways out nor the constraint hold {', '.join(dict.fromkeys(strays))}"
    known = set(_measured(held))
    other = [f"{number} {unit}" for number, unit in _first_units(text) if (number, unit) not in known]
    other += [f"{sign} {number}" for sign, number in _signed(text) - _signed(held)]
    other += [f"{number} without a percent sign" for number in _bare_figures(text) & _percentages(held)]
    if other and not strays:
        yield f"its numbers count something else there: {', '.join(dict.fromkeys(other))}"


def _names(text: str, held: str) -> list[str]:
    """Names that `held` does not hold: capitals within a sentence or alone; at its beginning known names only."""
    known = {word.casefold() for word in re.findall(r"[\w-]+", held)} | _OURS
    inside = [name for pair in _NAME.findall(text) for name in pair if name]
    opening = [word for word in _FIRST.findall(text) if word.casefold() in first_names() and word not in _OPENERS]
    said, lowered = text.casefold(), held.casefold()
    products = [name for name in _products() if name in said and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said)]
    return [
        *(word for word in (*inside, *opening, *_ALONE.findall(text)) if word.casefold() not in known),
        *(name for name in sorted(products) if name not in lowered),
    ]


_OPENERS = frozenset({"Will", "May", "Mark", "Grant", "Bill", "Drew", "Chase", "Rich", "Frank", "Page", "Art", "So"})
"""Names that open a sentence as words."""


@cache
def _products() -> frozenset[str]:
    """Names of products on the market, in lower case, but for those that are words as well."""
    return frozenset(
        name.casefold()
        for system in systems().values()
        if not (system.generic or system.ambiguous)
        for name in (system.name, *system.aliases)
    )


def _measured(text: str) -> Iterator[tuple[str, str]]:
    """Each number with each unit among the words right behind it."""
    for match in _FIGURE.finditer(text):
        yield from ((match[0], unit) for unit in _units_behind(text, match.end()))


def _first_units(text: str) -> Iterator[tuple[str, str]]:
    for match in _FIGURE.finditer(text):
        yield from ((match[0], unit) for unit in _units_behind(text, match.end())[:1])


def _units_behind(text: str, end: int) -> list[str]:
    """The units among the next few words, up to the next number or the end of the sentence."""
    behind = re.split(r"\d|[.;](?:\s|$)", text[end : end + 60], maxsplit=1)[0]
    near = re.match(rf"(?:\W*[^\W\d]+){{0,{_AFTER}}}\W?", behind)
    return [unit[0].lower() for unit in _UNIT.finditer(near[0] if near else "")]


def _percentages(text: str) -> set[str]:
    """Numbers that stand as percentages and nowhere as anything else."""
    return {match[0] for match in _FIGURE.finditer(text)} - _bare_figures(text)


def _bare_figures(text: str) -> set[str]:
    return {match[0] for match in _FIGURE.finditer(text) if not _PERCENT.match(text, match.end())}


def _signed(text: str) -> set[tuple[str, str]]:
    """Each number with the sign of a currency, the day of the week or the month before it."""
    return {(before[:3], number) for before, number in _BEFORE.findall(text)}


# --- what it says -------------------------------------------------------------------------------


def _turned(text: str, strength: Strength, source: str, told: Told) -> Iterator[str]:
    """A duty is not lifted and a ban is no permission; what an effect denies is not granted."""
    if strength in ("must", "must_not", "fact") and _new(_FREES, text, " ".join([*told.texts, source])):
        yield "it makes less of an obligation"
    ways, others = _parts(told.ways_out), [*_SENTENCES.split(source), *_parts(told.effects)]
    for sentence in _SENTENCES.split(text):
        near = _nearest(sentence, [*others, *ways])
        if not OPEN.search(sentence) or _denies(sentence) or near in ways:
            continue
        if _denies(near) or (strength in ("must_not", "should_not") and not OPEN.search(near)):
            yield "it tells as permitted what is not"


def _denials(text: str, told: Told) -> Iterator[str]:
    """What says the same as a sentence with a denial has one too, or another word for it."""
    parts = [(part, telling_stems([part])) for part in _parts(told.texts)]
    for sentence in _SENTENCES.split(text):
        said = telling_stems([sentence])
        likeness, near = max((len(said & stems) / (len(said | stems) or 1), part) for part, stems in parts)
        if likeness > MUCH_OF_IT and NEGATION.search(near) and not (_denies(sentence) or _MISSES.search(sentence)):
            yield "it loses a denial"


def _denied_numbers(text: str, held: str) -> Iterator[str]:
    """A limit is told as what it lets through: "is not sending 40,000 an hour" for "sends 40,000 an hour"."""
    denied = _denied_figures(text) - _denied_figures(held)
    if denied:
        yield f"it denies what is a number there: {', '.join(sorted(denied))}"


def _denied_figures(text: str) -> set[str]:
    """The numbers right behind a denial, where no "more than" or the like makes a bound of it."""
    return {found["figure"].rstrip(".,") for found in _DENIED.finditer(text) if not _BOUND.search(found["between"])}


def _denies(text: str) -> bool:
    shut = {match[0].lower() for match in SHUT.finditer(text)} - {match[0].lower() for match in _BARRED.finditer(text)}
    return bool(shut) or NEGATION.search(text) is not None


def _verdict(text: str, told: Told) -> Iterator[str]:
    """What does not fit is not told as fitting, nor what fits as a collision, unless the nearest text says so."""
    parts = _parts(told.texts)
    for sentence in _SENTENCES.split(text):
        near = _nearest(sentence, parts)
        if told.collides and _says_it_fits(sentence) and not _says_it_fits(near):
            yield "it says that it fits, which it does not"
        if not told.collides and _says_it_does_not(sentence) and not _says_it_does_not(near):
            yield "it says that it does not fit, which was not found"


def _says_it_fits(sentence: str) -> bool:
    rest, easy = _EASY.subn("", sentence)
    return easy > 0 or (_FITS.search(rest) is not None and not (NEGATION.search(rest) or _MISSES.search(rest)))


def _says_it_does_not(sentence: str) -> bool:
    rest = _EASY.sub("", sentence)
    denied = NEGATION.search(rest) is not None
    return (denied and _FITS.search(rest) is not None) or (not denied and _MISSES.search(rest) is not None)


def _relation(text: str, held: str, told: Told) -> Iterator[str]:
    """It is made of what was given: of effects and ways out, and most of its words of all that is known."""
    said = telling_stems([text])
    if not said & telling_stems(told.texts) or len(said & telling_stems([held])) < ENOUGH * len(said):
        yield "it is not made of the effects and ways out"


def _nearest(sentence: str, parts: Sequence[str]) -> str:
    """The part that holds most of the sentence's telling words; of equal ones the first."""
    said = telling_stems([sentence])
    return max(parts, key=lambda part: len(said & telling_stems([part])), default="")


def _parts(texts: Iterable[str]) -> list[str]:
    return [part for text in texts for part in _SENTENCES.split(text)]


def _new(pattern: re.Pattern[str], text: str, held: str) -> set[str]:
    return {match[0].lower() for match in pattern.finditer(text)} - {m[0].lower() for m in pattern.finditer(held)}


def _bare(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))
