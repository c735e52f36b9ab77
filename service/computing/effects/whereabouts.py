"""Where data may be, held against where the tools of the brief keep them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from schemas.base import Evidence
from schemas.brief import Fact, Sentence
from schemas.explanation import Effect, WayOut
from service.catalogue.figures import lead_times
from service.catalogue.vocabulary import regions
from service.computing.effects.plan import Plan, from_brief, sentences_of
from service.computing.effects.stated import day_of, facts, number_of, place, value_of
from service.computing.effects.telling import named, number
from service.computing.effects.worked import Worked
from service.computing.wording import counted, listed, long_date
from service.constraint import Constraint
from service.organisation.systems import find_system

_ONLY = re.compile(
    r"\bonly\b|\bexclusively\b|\bstays?\b|\bremains?\b|\bnot leave\b"
    r"|\bnot (?:be )?(?:transferred|moved|taken|stored|processed|kept|held)\b"
    r"|\b(?:shall|must) be (?:held|stored|kept|processed)\b",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(r"\boutside(?: of)?\b|\bbeyond\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|no|nothing|neither|prohibited|forbidden)\b", re.IGNORECASE)
_UNDER_CONDITIONS = re.compile(r"\bonly (?:once|if|when|after|with)\b|\bunless\b", re.IGNORECASE)
_ADVERTISING = re.compile(r"\badvertis\w+|\bad platforms?\b|\bsocial platforms?\b", re.IGNORECASE)
HANDED_OVER = re.compile(
    r"\bupload\w*|\bhand(?:ed|s)? over\b|\bshare[ds]?\b|\bmatch\w*|\blook-?alike\w*", re.IGNORECASE
)
_NAMED_BEFORE = re.compile(r"([A-Z][\w&.'’-]*(?: [A-Z][\w&.'’-]*){0,2}) \(([^()]{2,80})\)")
HOSTED = re.compile(
    r"\b(?:host(?:s|ed|ing)|servers?|data cent(?:re|er)s?|stor(?:es|ed)|kept|processed|runs?|based)\b[^.;()]{0,25}$",
    re.IGNORECASE,
)
_NEAR = 80


@dataclass(frozen=True)
class _Area:
    """Countries that are allowed, or that are not, and how the constraint names them."""

    codes: frozenset[str]
    allowed: bool
    said: str


@dataclass(frozen=True)
class _Tool:
    """A tool and the countries in which it keeps data, as the brief or the organisation's profile says."""

    name: str
    codes: frozenset[str]
    where: str
    evidence: tuple[Evidence, ...]


def hold_location(constraint: Constraint, plan: Plan) -> Worked | None:
    """Hold a rule on the place of data against every tool whose place is known."""
    area = _area(constraint)
    if area is None:
        return None
    tools = [tool for tool in _tools(plan) if _concerned(constraint, tool, plan)]
    outside = [tool for tool in tools if not _inside(area, tool)]
    effects = [_breaks(constraint, area, tool, plan) for tool in outside]
    options = [option for tool in outside for option in _options(constraint, area, tool, plan)]
    if inside := [tool for tool in tools if _inside(area, tool)]:
        effects.append(_fits(area, inside, plan))
    return Worked(tuple(effects), tuple(options)) if effects else None


# --- the rule -----------------------------------------------------------------------------------


def _area(constraint: Constraint) -> _Area | None:
    places = [name for name in constraint.names if name.kind == "region" and name.value]
    text = constraint.source.text
    if not places or constraint.strength == "may" or _UNDER_CONDITIONS.search(text):
        return None
    said = listed(list(dict.fromkeys(shown(name.text) for name in places)))
    codes = frozenset[str]().union(*(codes_of(str(name.value)) for name in places))
    first = places[0].start - constraint.source.start
    before = text[:first] if 0 <= first <= len(text) else text
    if _OUTSIDE.search(before) and _NOT.search(text):
        return _Area(codes, allowed=True, said=said)
    if _NOT.search(before) and not re.search(r"\bleave\b", before, re.IGNORECASE):
        return _Area(codes, allowed=False, said=said)
    return _Area(codes, allowed=True, said=said) if _ONLY.search(text) else None


def shown(name: str) -> str:
    """The name of a place inside a sentence: "Germany", "the UK"."""
    return name if name.lower().startswith("the ") or not _group(name) else f"the {name}"


def _group(name: str) -> bool:
    return name.upper() in ("EU", "EEA", "UK", "US", "USA") or name.split()[0] in ("European", "United")


def codes_of(name: str) -> frozenset[str]:
    """The countries of a place: those of a group, the country of a part of one."""
    entry = regions().get(name) or regions().get(name.lower())
    if entry is not None and entry.codes:
        return frozenset(code.partition("-")[0] for code in entry.codes)
    return frozenset({name.partition("-")[0].upper()})


def _inside(area: _Area, tool: _Tool) -> bool:
    return tool.codes <= area.codes if area.allowed else not tool.codes & area.codes


def _concerned(constraint: Constraint, tool: _Tool, plan: Plan) -> bool:
    """A rule for advertising platforms is for the tools to which the brief hands something over."""
    if not _ADVERTISING.search(constraint.source.text):
        return True
    return any(HANDED_OVER.search(s.text) for s in _sentences(tool, plan))


def _sentences(tool: _Tool, plan: Plan) -> list[Sentence]:
    wanted = {one.sentence for one in tool.evidence}
    return [s for s in plan.specification.brief.sentences if s.id in wanted]


# --- the tools ----------------------------------------------------------------------------------


def _tools(plan: Plan) -> list[_Tool]:
    found: dict[str, _Tool] = {}
    for tool in [*_in_brackets(plan), *_hosted(plan), *_in_profile(plan)]:
        found.setdefault(tool.name.casefold(), tool)
    return list(found.values())


def _regions_between(plan: Plan, sentence: str, start: int, end: int) -> list[Fact]:
    return [
        f for f in facts(plan, "region") if f.value and f.sentence == sentence and start <= f.start and f.end <= end
    ]


def _in_brackets(plan: Plan) -> Iterator[_Tool]:
    """A name with its place in brackets: "Brightform (data centre in Oregon, USA)"."""
    for sentence in plan.specification.brief.sentences:
        if sentence.kind == "heading":
            continue
        for match in _NAMED_BEFORE.finditer(sentence.text):
            start, end = sentence.start + match.start(2), sentence.start + match.end(2)
            inside = _regions_between(plan, sentence.id, start, end)
            if inside and _names_a_tool(plan, sentence, match):
                yield _tool(match[1], inside)


def _names_a_tool(plan: Plan, sentence: Sentence, match: re.Match[str]) -> bool:
    start = sentence.start + match.start(1)
    known = any(f.start <= start < f.end for f in [*facts(plan, "system"), *facts(plan, "organisation")])
    return known or bool(re.search(r"\b(?:server|data cent|host|stor|cloud)", match[2], re.IGNORECASE))


def _hosted(plan: Plan) -> Iterator[_Tool]:
    """A system whose sentence goes on to say where it is hosted."""
    sentences = {s.id: s for s in plan.specification.brief.sentences}
    for fact in [*facts(plan, "system"), *facts(plan, "organisation")]:
        sentence = sentences[fact.sentence]
        near = _regions_between(plan, fact.sentence, fact.end, fact.end + _NEAR)
        said = [f for f in near if HOSTED.search(sentence.text[fact.end - sentence.start : f.start - sentence.start])]
        if said:
            yield _tool(fact.text, said[:1])


def _tool(name: str, where: list[Fact]) -> _Tool:
    codes = frozenset[str]().union(*(codes_of(str(f.value)) for f in where))
    return _Tool(name, codes, ", ".join(f.text for f in where), tuple(place(f) for f in where))


def _in_profile(plan: Plan) -> Iterator[_Tool]:
    for fact in facts(plan, "system"):
        listed_system = find_system(plan.organisation, fact.text)
        word = (listed_system.location or "").split()[:1] if listed_system else []
        if listed_system and word and (word[0] in regions() or word[0].lower() in regions()):
            yield _Tool(fact.text, codes_of(word[0]), f"{listed_system.location} (by your profile)", (place(fact),))


# --- what it does -------------------------------------------------------------------------------


def _rule(area: _Area) -> str:
    return f"these data may only be in {area.said}" if area.allowed else f"these data must not be in {area.said}"


def _breaks(constraint: Constraint, area: _Area, tool: _Tool, plan: Plan) -> Effect:
    people = _people(tool, plan)
    count = number_of(people) if people else None
    how_many = f" This is about the data of {number(count)} people." if count else ""
    evidence = [*tool.evidence, *([place(people)] if people else [])]
    days, _ = _check(constraint)
    return Effect(
        area="risk",
        text=f"The brief places {tool.name} in {tool.where}, and {_rule(area)}. As planned it must not be used "
        f"for them.{how_many}",
        basis="computed",
        collides=True,
        decide_by=_decide_by(tool, days, plan),
        calculation=f"found in both texts: {tool.name} in {tool.where}; the rule names {area.said}",
        inputs=[from_brief("people", count, "person", [place(people)])] if people and count else [],
        requirements=_requirements([tool], evidence, plan),
        sentences=sentences_of(evidence),
    )


def _fits(area: _Area, tools: list[_Tool], plan: Plan) -> Effect:
    places = named([f"{tool.name} ({tool.where})" for tool in tools])
    evidence = [one for tool in tools for one in tool.evidence]
    return Effect(
        area="risk",
        text=f"{places} {'fits' if len(tools) == 1 else 'fit'}: {_rule(area)}, and that is where the brief "
        f"places {'it' if len(tools) == 1 else 'them'}."
        if area.allowed
        else f"{places} {'fits' if len(tools) == 1 else 'fit'}: {_rule(area)}, and the brief places nothing there.",
        basis="computed",
        calculation=f"found in both texts: {places}; the rule names {area.said}",
        requirements=_requirements(tools, evidence, plan),
        sentences=sentences_of(evidence),
    )


def _requirements(tools: list[_Tool], evidence: list[Evidence], plan: Plan) -> list[str]:
    names = [tool.name for tool in tools]
    touched = plan.speaking_of(names) or plan.touching(evidence, "privacy", "governance", "security", "data")
    return touched or plan.speaking_of(["transfer", "processing agreement", "outside partner"], "privacy", "governance")


def _people(tool: _Tool, plan: Plan) -> Fact | None:
    """A number of people in the sentence of the tool."""
    wanted = {one.sentence for one in tool.evidence}
    counts = [f for f in facts(plan, "count", "person") if f.sentence in wanted]
    loose = [f for f in facts(plan, "count") if f.sentence in wanted and f.unit is None and f.role != "example"]
    return next(iter([*counts, *loose]), None)


def _check(constraint: Constraint) -> tuple[int, str]:
    """Working days that a new supplier takes: as the constraint says, else as the catalogue does."""
    for item in constraint.of_kind("duration"):
        value = value_of(item)
        if item.mention.unit == "working_day" and value:
            return int(value), "as the text says"
    return lead_times()["vendor_review"].typical, "as a rule"


def _first_use(tool: _Tool, plan: Plan) -> date | None:
    wanted = {one.sentence for one in tool.evidence}
    days = [day for f in facts(plan, "date") if f.sentence in wanted and (day := day_of(f)) and day >= plan.today]
    return min(days) if days else plan.launch


def _decide_by(tool: _Tool, days: int, plan: Plan) -> date | None:
    first = _first_use(tool, plan)
    if first is None:
        return None
    return plan.calendar.open.before(first, days)


def _options(constraint: Constraint, area: _Area, tool: _Tool, plan: Plan) -> Iterator[WayOut]:
    days, source = _check(constraint)
    first = _first_use(tool, plan)
    where = f"in {area.said}" if area.allowed else f"outside {area.said}"
    left = plan.calendar.open.between(plan.today, first) if first else None
    until = f"; you have {counted(left, 'working day')} until {long_date(first)}" if first and left is not None else ""
    yield WayOut(
        text=f"In place of {tool.name}, use a tool that keeps the data {where}. Checking a new supplier takes "
        f"{counted(days, 'working day')} {source}{until}.",
        basis="computed",
        gives_up=f"{tool.name}, and what people know about working with it.",
        gains="The data stay where they must be.",
        who_decides="campaign owner, with the privacy officer",
        takes="Another tool; one that is approved already needs no check.",
        calculation=f"{counted(days, 'working day')} for the check {source}{until}",
    )
    yield WayOut(
        text=f"Ask the maker of {tool.name} whether it can keep the data {where}, and have it in the contract.",
        basis="computed",
        gives_up="Time for the answer and the contract.",
        gains=f"{tool.name} can stay.",
        who_decides="privacy officer, with the owner of the tool",
        takes="A written answer that covers support and copies as well.",
        calculation=f"{tool.name} keeps data in {tool.where} as planned",
    )
