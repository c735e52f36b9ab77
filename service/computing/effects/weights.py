"""The weight that a page may have, held against the parts that the brief puts on it, and the traffic that they make."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from schemas.base import Evidence, Quantity
from schemas.brief import Fact
from schemas.explanation import Bar, Effect, WayOut
from service.computing.effects.plan import Plan, from_brief, from_constraint, sentences_of
from service.computing.effects.stated import facts, number_of, number_said, place, sentence_of, value_of, words_of
from service.computing.effects.telling import number, share
from service.computing.effects.worked import Worked
from service.computing.sums.exact import exact
from service.constraint import Bounded, Constraint

_KB = {"byte": Fraction(1, 1000), "kilobyte": Fraction(1), "megabyte": Fraction(1000), "gigabyte": Fraction(10**6),
       "terabyte": Fraction(10**9)}  # fmt: skip
_PAGE = re.compile(
    r"\b(?:(?:web |landing |home ?|start |first )?pages?|(?:first|initial) load|page weight|sites?|websites?)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:(?:queue|error|waiting|maintenance) page|e-?mails?|mails?|newsletters?|attachments?|uploads?|files?"
    r"|exports?|mailbox\w*|storage|per (?:picture|image|photo)"
    r"|each (?:picture|image|photo)|traffic|bandwidth|transfer|PDFs?)\b",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"\b(?:weight|at most|max\w*|limit\w*|budget|no (?:more|heavier|larger)|under|below|refus\w+|reject\w+"
    r"|allow\w*|may|must|cap"
    r"|capped|heavier|larger)\b",
    re.IGNORECASE,
)
_TRAFFIC = re.compile(r"\b(?:traffic|bandwidth|data transfer|transfer volume|egress)\b", re.IGNORECASE)
_MONTH = re.compile(r"\b(?:per|a|each|every) (?:calendar )?month\b|\bmonthly\b", re.IGNORECASE)
_LATER = re.compile(
    r"\b(?:stream\w*|download\w*|only loads?|loads? (?:only )?(?:when|on|after)|on (?:click|demand)|attach\w*"
    r"|e-?mail\w*"
    r"|lazy|PDFs?)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:page|site|it|start page|landing page) (?:weighs?|has|is|comes to|loads)\b|\bin all\b|\baltogether\b"
    r"|\btotal\b",
    re.I,
)
_COUNT = re.compile(
    r"\b(?P<n>\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+"
    r"(?:(?!and\b|[kmg]b\b|bytes?\b)[a-z-]+\s+){1,4}?(?:of|at|with|à|,)?\s*(?:about |around |up to )?$",
    re.IGNORECASE,
)
_EACH = re.compile(r"^\s*(?:each|apiece|a piece|per )", re.IGNORECASE)
_TWELVE = 12


@dataclass(frozen=True)
class _Part:
    """So many things of a size each, in KB."""

    count: int
    each: Fraction
    fact: Fact

    @property
    def weight(self) -> Fraction:
        """All of them."""
        return self.count * self.each

    @property
    def told(self) -> str:
        """As it is added up: "4 × 180"."""
        return f"{number(self.count)} × {number(self.each)}" if self.count > 1 else number(self.each)


def hold_weight(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold a limit on the weight of a page, or on the traffic of a month, against what the brief names."""
    parts = _parts(plan)
    if not parts:
        return None
    words = words_of(constraint)
    for item in constraint.of_kind("count"):
        if item.mention.unit not in _KB or not value_of(item):
            continue
        if _TRAFFIC.search(words):
            return _traffic(constraint, item, parts, plan) if _MONTH.search(words) else None
        limits = item.bound == "at_most" or (item.bound is None and _LIMIT.search(words))
        if limits and _PAGE.search(words) and not _OTHER.search(words):
            return _page(constraint, item, parts, plan)
    return None


def _parts(plan: Plan) -> list[_Part]:
    """What the brief puts on the page; what only loads later, or goes by mail, is left out."""
    found: list[_Part] = []
    for fact in facts(plan, "count", *_KB):
        sentence, value = sentence_of(plan, fact), number_of(fact)
        at = fact.start - next(
            (s.start for s in plan.specification.brief.sentences if s.id == fact.sentence), fact.start
        )
        if not value or _LATER.search(sentence):
            continue
        each = exact(value) * _KB[fact.unit or "kilobyte"]
        if _WHOLE.search(sentence[:at]) and _PAGE.search(sentence):
            return [_Part(1, each, fact)]
        found.append(_Part(_how_many(sentence[:at], sentence[at + len(fact.text) :]), each, fact))
    return found


def _how_many(before: str, after: str) -> int:
    match = _COUNT.search(before.rpartition(",")[2] if "," in before[-4:] else before)
    if match is None or not (_EACH.match(after) or re.search(r"\b(?:of|at|with)\s*(?:\w+ )?$", before)):
        return 1
    return _TWELVE if match["n"].lower() == "twelve" else number_said(match["n"]) or 1


def _added(parts: list[_Part]) -> str:
    return " + ".join(part.told for part in parts)


def _page(constraint: Constraint, item: Bounded, parts: list[_Part], plan: Plan) -> Worked:
    most = exact(value_of(item) or 0) * _KB[item.mention.unit or "kilobyte"]
    weight = sum((part.weight for part in parts), Fraction(0))
    over = weight - most
    evidence = [place(part.fact) for part in parts]
    times = f", {number(round(float(weight / most), 1))} times what is allowed" if over > 0 else ""
    text = f"What the brief puts on the page weighs {number(weight)} KB, and {number(most)} KB are allowed. "
    text += f"{number(over)} KB are too many{times}." if over > 0 else f"It fits, and {number(-over)} KB stay free."
    effect = Effect(
        area="customer_experience",
        text=f"{text} Parts whose weight the brief does not give come on top.",
        basis="computed",
        collides=over > 0,
        size=Quantity(value=float(over), unit="kilobyte") if over > 0 else None,
        calculation=f"{_added(parts)} = {number(weight)} KB; {number(weight)} - {number(most)} = {number(over)} KB; "
        f"{number(weight)} ÷ {number(most)} = {number(weight / most)}",
        inputs=[
            *(from_brief("weight", float(part.each), "kilobyte", [place(part.fact)]) for part in parts),
            from_constraint("limit", float(most), "kilobyte", constraint),
        ],
        requirements=plan.touching(evidence),
        sentences=sentences_of(evidence),
        bars=[
            Bar(label="planned", value=float(weight), unit="kilobyte"),
            Bar(label="allowed", value=float(most), unit="kilobyte"),
        ],
    )
    return Worked((effect,), tuple(_options(parts, weight, most)) if over > 0 else ())


def _options(parts: list[_Part], weight: Fraction, most: Fraction) -> Iterator[WayOut]:
    heavy = max(parts, key=lambda part: part.weight)
    rest = weight - heavy.weight
    if rest < most:
        yield _way(
            f"Load the heaviest part ({heavy.fact.text}) only on a click, or from a service for films: the rest weighs "
            f"{number(rest)} KB, which leaves {number(most - rest)} KB for something in its place, such as a still "
            f"picture.",
            "What people see at once without a click.",
            f"{number(weight)} - {number(heavy.weight)} = {number(rest)}; {number(most)} - {number(rest)} = "
            f"{number(most - rest)}",
        )
    yield _way(
        f"Make all parts lighter, to {share(most, weight)} of their weight taken together.",
        "Some of the quality of pictures and films.",
        f"{number(most)} ÷ {number(weight)} = {share(most, weight)}",
    )


def _way(text: str, gives_up: str, calculation: str) -> WayOut:
    return WayOut(
        text=text,
        basis="computed",
        gives_up=gives_up,
        gains="The page is accepted, and opens fast on a phone.",
        who_decides="campaign owner, with the owner of the website",
        takes="New files from whoever makes them, before the page is built.",
        calculation=calculation,
    )


# --- traffic ------------------------------------------------------------------------------------


def _traffic(constraint: Constraint, item: Bounded, parts: list[_Part], plan: Plan) -> Worked | None:
    visits = [
        (number_of(fact) or 0, fact) for fact in facts(plan, "count", "visit", "session") if fact.role != "past_result"
    ]
    if not visits:
        return None
    count, fact = max(visits, key=lambda one: one[0])
    weight = sum((part.weight for part in parts), Fraction(0))
    most = exact(value_of(item) or 0) * _KB[item.mention.unit or "gigabyte"] / 10**6
    needed = exact(count) * weight / 10**6
    over = needed - most
    places: list[Evidence] = [place(fact), *(place(part.fact) for part in parts)]
    said = f"{number(over)} GB are too many." if over > 0 else f"It fits: {share(needed, most)} of the allowance."
    effect = Effect(
        area="cost",
        text=f"{number(count)} visits of {number(weight)} KB each make {number(needed)} GB of traffic, and "
        f"{number(most)} GB "
        f"a month are included. {said} All visits are taken to fall into one month.",
        basis="computed",
        collides=over > 0,
        size=Quantity(value=float(over), unit="gigabyte") if over > 0 else None,
        calculation=f"{number(count)} × {number(weight)} KB = {number(needed)} GB; {number(needed)} - {number(most)} = "
        f"{number(over)}",
        inputs=[
            from_brief("visits", count, "visit", [place(fact)]),
            from_constraint("traffic", float(most), "gigabyte", constraint),
        ],
        requirements=plan.touching(places, "scale"),
        sentences=sentences_of(places),
    )
    return Worked((effect,))
