"""What every readable form of a specification shows: the line on top, the groups, the names of things."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from schemas.base import Citation, Evidence
from schemas.parts import Assumption, DpiaOutcome, LeadItem, SixAnswers
from schemas.requirement import CATEGORY_PREFIX, Category, Coverage, Owner, Question, Requirement
from schemas.specification import Outcome, Specification
from service.exporting import amounts

CATEGORY_TITLES: Final[dict[Category, str]] = {
    "data": "Data",
    "privacy": "Privacy and consent",
    "scale": "Scale",
    "integration": "Integration",
    "security": "Security",
    "availability": "Availability",
    "time": "Time",
    "measurement": "Measurement",
    "governance": "Governance",
}
OUTCOME_WORDS: Final[dict[Outcome, str]] = {
    "complete": "complete",
    "partial": "partial",
    "too_thin": "too thin",
    "refused": "refused",
    "failed": "failed",
}
DPIA_WORDS: Final[dict[DpiaOutcome, str]] = {
    "required": "required",
    "presumed": "presumed needed",
    "recommended": "recommended",
    "not_indicated": "not indicated",
    "undetermined": "cannot be told yet",
}
ANSWER_NAMES: Final[tuple[tuple[str, str], ...]] = (
    ("location", "Where it is"),
    ("privacy_protection", "How it is protected"),
    ("integration", "How it connects"),
    ("integrity", "How sound it is"),
    ("format", "In what form"),
    ("timing", "When it is ready"),
)
ANSWER_WORDS: Final = {
    "location": "place",
    "privacy_protection": "protection",
    "integration": "links",
    "integrity": "soundness",
    "format": "form",
    "timing": "timing",
}
STATUS_ORDER: Final = ("late", "tight", "ok", "unknown")
STATUS_WORDS: Final = {"late": "late", "tight": "tight", "ok": "ok", "unknown": "no date yet"}
COVERAGE_WORDS: Final = {"used": "used", "asked": "asked", "not_a_requirement": "set aside"}
VERDICT_WORDS: Final = {
    "fits": "fits within the known limit",
    "depends": "fits, unless it comes high",
    "exceeds": "over the known limit",
}
PRIORITY_WORDS: Final = {"must": "must", "should": "should", "could": "could", "wont": "not this time"}

QUOTE_LIMIT: Final = 240
"""Characters of a quote that are shown."""


@dataclass(frozen=True, slots=True)
class Group:
    """The requirements of one category, in their order."""

    category: Category
    title: str
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of the line on top."""

    label: str
    value: str
    href: str | None = None
    tone: str = "plain"


def groups(specification: Specification) -> tuple[Group, ...]:
    """Requirements by category, in the order of the categories; empty ones are left out."""
    found = (
        Group(
            category, CATEGORY_TITLES[category], tuple(r for r in specification.requirements if r.category == category)
        )
        for category in CATEGORY_PREFIX
    )
    return tuple(group for group in found if group.requirements)


def lead_counts(items: Sequence[LeadItem]) -> str:
    """How the lead items stand: `3 late, 2 tight, 9 ok`."""
    seen = Counter(item.status for item in items)
    words = [f"{seen[status]} {STATUS_WORDS[status]}" for status in STATUS_ORDER if seen[status]]
    return ", ".join(words) or "nothing to plan"


def held_up(questions: Sequence[Question]) -> int:
    """How many different requirements wait for an answer."""
    return len({blocked for question in questions for blocked in question.blocks})


def questions_line(asked: Sequence[Question]) -> str:
    """`7 questions hold up 19 requirements`."""
    if not asked:
        return "no open question"
    waiting = held_up(asked)
    verb = "holds" if len(asked) == 1 else "hold"
    tail = f" {verb} up {amounts.count(waiting, 'requirement')}" if waiting else ""
    return amounts.count(len(asked), "question") + tail


def summary(specification: Specification) -> tuple[Figure, ...]:
    """The line on top: outcome, launch, how the dates stand, the screening, what is open."""
    schedule = specification.schedule
    late = any(item.status == "late" for item in schedule.lead_items)
    dpia = specification.privacy.dpia.outcome
    open_questions = len(specification.questions)
    return (
        Figure("Outcome", OUTCOME_WORDS[specification.outcome], tone=specification.outcome),
        Figure("Launch", amounts.day(schedule.launch), "#when"),
        Figure("Preparation", lead_counts(schedule.lead_items), "#when", "bad" if late else "plain"),
        Figure("DPIA", DPIA_WORDS[dpia], "#privacy", "bad" if dpia in {"required", "presumed"} else "plain"),
        Figure("Open questions", f"{open_questions}", "#questions", "warn" if open_questions else "plain"),
        Figure("Requirements", f"{len(specification.requirements)}", "#requirements"),
    )


def labels(specification: Specification) -> dict[str, str]:
    """What to call a load or a piece of work where only its id is given; other ids speak for themselves."""
    loads = {load.id: load.name for load in specification.scale.workloads}
    return loads | {item.id: item.name for item in specification.schedule.lead_items}


def runs(ids: Sequence[str]) -> list[tuple[str, ...]]:
    """Ids in order, with three or more that follow one another taken together: DATA-001 to DATA-004."""
    found: list[list[str]] = []
    for name in ids:
        if found and _follows(found[-1][-1], name):
            found[-1].append(name)
        else:
            found.append([name])
    return [part for run in found for part in ([tuple(run)] if len(run) > 2 else [(name,) for name in run])]


def _follows(before: str, after: str) -> bool:
    one, _, number = before.rpartition("-")
    other, _, following = after.rpartition("-")
    if one != other or not (number.isdecimal() and following.isdecimal()):
        return False
    return int(following) == int(number) + 1


def listed(ids: Sequence[str]) -> str:
    """Ids as text, runs taken together."""
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 1 else run[0] for run in runs(ids))


def shortened(quote: str) -> str:
    """A quote cut at a word; the whole sentence stands beside, or in the JSON."""
    text = " ".join(quote.split())
    return text if len(text) <= QUOTE_LIMIT else f"{text[:QUOTE_LIMIT].rsplit(' ', 1)[0]} …"


def quoted(evidence: Iterable[Evidence]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each sentence once, with the words quoted from it, each once."""
    found: dict[str, dict[str, None]] = {}
    for item in evidence:
        found.setdefault(item.sentence, {})[shortened(item.quote)] = None
    return tuple((sentence, tuple(quotes)) for sentence, quotes in found.items())


def incomplete(specification: Specification) -> dict[str, str]:
    """What is missing in a figure, by the id of its load."""
    return {load.id: load.incomplete for load in specification.scale.workloads if load.incomplete}


def missing(need: Requirement, lacking: Mapping[str, str]) -> tuple[str, ...]:
    """What is missing in the figures a need is built on, each said once; `lacking` is from `incomplete`."""
    return tuple(dict.fromkeys(lacking[load] for load in need.calculations if load in lacking))


def tally(statuses: Sequence[str]) -> str:
    """`5 claimed, 4 candidate`, in the order of their first."""
    return ", ".join(f"{many} {status}" for status, many in Counter(statuses).items())


def assumption_groups(specification: Specification) -> tuple[tuple[str, tuple[Assumption, ...]], ...]:
    """Assumptions by what they carry: the loads, the working days, or something else."""
    loads = {load.id for load in specification.scale.workloads}
    leads = {item.id for item in specification.schedule.lead_items}
    found: dict[str, list[Assumption]] = {"In the loads": [], "In the working days": [], "Elsewhere": []}
    for item in specification.assumptions:
        used = set(item.used_by)
        found["In the loads" if used & loads else "In the working days" if used & leads else "Elsewhere"].append(item)
    return tuple((title, tuple(items)) for title, items in found.items() if items)


def sentences_of(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """Sentence ids, each once, in order."""
    return tuple(dict.fromkeys(item.sentence for item in evidence))


def set_aside(specification: Specification) -> tuple[Coverage, ...]:
    """What became of no requirement, with the reason."""
    return tuple(item for item in specification.coverage if item.status == "not_a_requirement")


def owner(who: Owner) -> str:
    """`CRM team`, `CRM team (assumed)` or `nobody named yet`."""
    if not who.name:
        return "nobody named yet"
    return who.name if who.status == "known" else f"{who.name} ({who.status})"


def citation(source: Citation) -> str:
    """Title and place within it; what was not read at the source says so."""
    place = f", {source.locator}" if source.locator else ""
    standing = {"H": " (house default)", "R": " (not checked at the source)", "V2": " (second-hand)"}.get(
        source.status, ""
    )
    return f"{source.title}{place}{'' if 'house default' in source.title.lower() else standing}"


def sentence_case(text: str) -> str:
    """The text with a capital at its start; the rest, names included, stays as it is."""
    return text[:1].upper() + text[1:]


def known_answers(answers: SixAnswers) -> int:
    """How many of the six data answers are known."""
    return sum(getattr(answers, name).status == "known" for name, _ in ANSWER_NAMES)
