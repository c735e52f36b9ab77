"""Defects seeded into results that were right: each is one fault of one kind, where an expert would see it.

They are made from the results and the texts alone and know nothing of the scorers that are to catch them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from evals.gold.briefs import Case, GoldFact, marked_span
from evals.gold.constraints import ConstraintCase
from evals.selftest.edits import rewritten, with_constraint, with_one, with_requirements, with_workloads
from schemas.base import Quantity
from schemas.brief import Fact
from schemas.explanation import ExplainedConstraint, Explanation
from schemas.specification import Specification
from service.catalogue.constraints import GlossaryTerm, glossary

DROPPED, CHANGED, INVENTED, SOFTENED, JARGON = (
    "dropped fact", "changed number", "invented", "softened obligation", "leaked jargon"
)  # fmt: skip
FACTORS = (1.1, 0.5, 2, 10, 0.1)
NUMBERS = ("37", "99.9", "15", "48", "250", "7,400", "72", "12,800")
"""Numbers that sound as if somebody had said them."""


@dataclass(frozen=True)
class Defect:
    """A result with one fault: its kind, and where it is."""

    kind: str
    place: str
    result: Any


Seeder = Callable[[Any, Any, Random], Iterator[Defect]]


def in_brief(case: Case, given: Specification, random: Random) -> Iterator[Defect]:
    """One defect of each sort that the specification of a brief has room for, some of them twice."""
    for seed in (_dropped_fact, _dropped_fact, _changed_value, _changed_value, _changed_load, _changed_load):
        yield from seed(case, given, random)
    for seed in (_made_up_requirement, _unfounded_requirement):
        yield from seed(case, given, random)


def in_text(case: ConstraintCase, given: Explanation, random: Random) -> Iterator[Defect]:
    """The same for the explanation of a constraint text."""
    for seed in (_dropped_constraint, _dropped_number, _changed_plain, _changed_plain, _changed_quantity):
        yield from seed(case, given, random)
    for seed in (_made_up_constraint, _unfounded_constraint, _softened, _softened, _softened, _leaked, _leaked):
        yield from seed(case, given, random)


# --- dropped facts ------------------------------------------------------------------------------


def _dropped_fact(case: Case, given: Specification, random: Random) -> Iterator[Defect]:
    """A fact that any expert marks and that is said once is gone."""
    once = [fact for fact in given.facts if _is_said_once(fact, given.facts) and _is_marked(case, fact)]
    if once:
        lost = random.choice(once)
        facts = [fact for fact in given.facts if fact is not lost]
        yield Defect(DROPPED, "a fact of a brief", given.model_copy(update={"facts": facts}))


def _is_said_once(fact: Fact, facts: Sequence[Fact]) -> bool:
    return sum(one.kind == fact.kind and one.text == fact.text for one in facts) == 1


def _is_marked(case: Case, fact: Fact) -> bool:
    return any(gold.must and gold.kind == fact.kind and _covers(case, gold, fact) for gold in case.facts)


def _covers(case: Case, gold: GoldFact, fact: Fact) -> bool:
    return marked_span(case, gold).overlaps(fact.start, fact.end)


def _dropped_constraint(case: ConstraintCase, given: Explanation, random: Random) -> Iterator[Defect]:
    """A constraint that an expert names is gone."""
    named = [at for at, one in enumerate(given.constraints) if _is_named(case, one)]
    if named:
        lost = random.choice(named)
        kept = [one for at, one in enumerate(given.constraints) if at != lost]
        yield Defect(DROPPED, "a constraint", given.model_copy(update={"constraints": kept}))


def _is_named(case: ConstraintCase, one: ExplainedConstraint) -> bool:
    return any(gold.quote in one.source.text for gold in case.constraints)


def _dropped_number(_case: ConstraintCase, given: Explanation, random: Random) -> Iterator[Defect]:
    """A number of the source is no longer in the plain text."""
    for at, one, match in _somewhere(given, _SOME_NUMBER, random):
        yield Defect(DROPPED, "a number of a plain text", with_constraint(given, at, _written(one, match, "some")))


# --- changed numbers ----------------------------------------------------------------------------


def _changed_value(_case: Case, given: Specification, random: Random) -> Iterator[Defect]:
    numbers = [at for at, fact in enumerate(given.facts) if isinstance(fact.value, int | float) and fact.value]
    if numbers:
        at = random.choice(numbers)
        value = float(given.facts[at].value or 0) * random.choice(FACTORS)
        facts = with_one(given.facts, at, value=round(value, 6))
        yield Defect(CHANGED, "the value of a fact", given.model_copy(update={"facts": facts}))


def _changed_load(_case: Case, given: Specification, random: Random) -> Iterator[Defect]:
    """A result or an input, the rest left as it is."""
    loads = [at for at, load in enumerate(given.scale.workloads) if load.result.value]
    if not loads:
        return
    at, factor = random.choice(loads), random.choice(FACTORS)
    load = given.scale.workloads[at]
    inputs = [place for place, one in enumerate(load.inputs) if one.value]
    if inputs and random.random() < 0.5:
        place = random.choice(inputs)
        values: dict[str, object] = {
            "inputs": with_one(load.inputs, place, value=float(load.inputs[place].value) * factor)
        }
    else:
        values = {"result": Quantity(value=float(load.result.value) * factor, unit=load.result.unit)}
    changed = with_workloads(given, with_one(given.scale.workloads, at, **values))
    yield Defect(CHANGED, f"the {next(iter(values))} of a load", changed)


def _changed_plain(_case: ConstraintCase, given: Explanation, random: Random) -> Iterator[Defect]:
    for at, one, match in _somewhere(given, _SOME_NUMBER, random):
        place = random.randrange(len(match[0]))
        digit = str((int(match[0][place]) + random.randint(1, 8)) % 10) if match[0][place].isdecimal() else ""
        changed = f"{match[0][:place]}{digit}{match[0][place + 1 :]}"
        if _bare(changed) != _bare(match[0]):
            yield Defect(CHANGED, "a number of a plain text", with_constraint(given, at, _written(one, match, changed)))


def _bare(number: str) -> str:
    return number.replace(",", "")


def _changed_quantity(_case: ConstraintCase, given: Explanation, random: Random) -> Iterator[Defect]:
    having = [
        (at, place)
        for at, one in enumerate(given.constraints)
        for place, quantity in enumerate(one.quantities)
        if isinstance(quantity.value, int | float) and quantity.value
    ]
    if having:
        at, place = random.choice(having)
        one = given.constraints[at]
        value = float(one.quantities[place].value or 0) * random.choice(FACTORS)
        quantities = with_one(one.quantities, place, value=round(value, 6))
        changed = one.model_copy(update={"quantities": quantities})
        yield Defect(CHANGED, "the value of a limit", with_constraint(given, at, changed))


# --- inventions ---------------------------------------------------------------------------------


def _number_not_in(text: str, random: Random) -> str:
    return random.choice([number for number in NUMBERS if number not in text] or ["8,613"])


def _made_up_requirement(_case: Case, given: Specification, random: Random) -> Iterator[Defect]:
    """A requirement with evidence that holds, and a number that nobody wrote."""
    if given.requirements:
        model, number = random.choice(given.requirements), _number_not_in(given.brief.text, random)
        said = f"The campaign platform shall answer {number} people at a time."
        values = {"id": "NEW-001", "key": "invented", "statement": said, "pattern": "ubiquitous", "calculations": []}
        added = [*given.requirements, model.model_copy(update=values)]
        yield Defect(INVENTED, "a requirement with a made-up number", with_requirements(given, added))


def _unfounded_requirement(_case: Case, given: Specification, random: Random) -> Iterator[Defect]:
    """A requirement whose evidence stands nowhere, elsewhere, or in a sentence that does not exist."""
    if given.requirements:
        model = random.choice(given.requirements)
        place = model.evidence[0]
        faults: list[dict[str, object]] = [
            {"quote": "the platform answers everybody at once"},
            {"start": place.start + 1, "end": place.end + 1},
            {"sentence": "S9999"},
        ]
        wrong = random.choice(faults)
        values = {"id": "NEW-001", "key": "invented", "evidence": [place.model_copy(update=wrong)]}
        added = [*given.requirements, model.model_copy(update=values)]
        yield Defect(INVENTED, "a requirement with evidence that does not hold", with_requirements(given, added))


def _made_up_constraint(case: ConstraintCase, given: Explanation, random: Random) -> Iterator[Defect]:
    if given.constraints:
        model = random.choice(given.constraints)
        said = f"You must not send more than {_number_not_in(case.text, random)} messages per hour."
        added = model.model_copy(update={"id": "C999", "plain": said, "strength": "must_not", "kept": []})
        constraints = [*given.constraints, added]
        yield Defect(INVENTED, "a constraint with a made-up number", _with(given, constraints))


def _unfounded_constraint(case: ConstraintCase, given: Explanation, random: Random) -> Iterator[Defect]:
    if given.constraints:
        model = random.choice(given.constraints)
        said = "Every message must be read by two people before it is sent."
        start = random.randrange(max(1, len(case.text) - len(said)))
        place = model.source.model_copy(update={"text": said, "start": start, "end": start + len(said)})
        values = {"id": "C999", "source": place, "plain": said, "strength": "must", "kept": [], "quantities": []}
        constraints = [*given.constraints, model.model_copy(update=values)]
        yield Defect(INVENTED, "a constraint that stands nowhere", _with(given, constraints))


def _with(given: Explanation, constraints: Sequence[ExplainedConstraint]) -> Explanation:
    return given.model_copy(update={"constraints": list(constraints)})


# --- plain texts --------------------------------------------------------------------------------

_SOME_NUMBER = re.compile(r"(?<![\w.,:/])\d+(?:[.,:]\d+)*(?![\w:/])(?![.,]\d)")
_DUTY = re.compile(r"\b(?:must not|must|has to|have to|cannot|may not)\b", re.IGNORECASE)
_SOFTER = {
    "must not": ("may", "should not", "could"),
    "may not": ("may",),
    "cannot": ("can",),
    "must": ("should", "could"),
    "has to": ("should", "could"),
    "have to": ("should", "could"),
}


def _somewhere(
    given: Explanation, pattern: re.Pattern[str], random: Random, strengths: Sequence[str] = ()
) -> Iterator[tuple[int, ExplainedConstraint, re.Match[str]]]:
    """One place of a plain text that matches, rare words as likely as those of every closing sentence."""
    places = [
        (at, one, match)
        for at, one in enumerate(given.constraints)
        if not strengths or one.strength in strengths
        for match in pattern.finditer(one.plain)
    ]
    if places:
        words = random.choice(sorted({match[0].lower() for _, _, match in places}))
        yield random.choice([place for place in places if place[2][0].lower() == words])


def _written(one: ExplainedConstraint, match: re.Match[str], words: str) -> ExplainedConstraint:
    return rewritten(one, *match.span(), words)


def _softened(_case: ConstraintCase, given: Explanation, random: Random) -> Iterator[Defect]:
    for at, one, match in _somewhere(given, _DUTY, random, ("must", "must_not")):
        words = random.choice(_SOFTER[match[0].lower()])
        changed = with_constraint(given, at, _written(one, match, words))
        yield Defect(SOFTENED, f"{match[0].lower()} becomes {words}", changed)


def _leaked(_case: ConstraintCase, given: Explanation, random: Random) -> Iterator[Defect]:
    """A term of art at the end of a plain text, beside the word that tells it from an ordinary one."""
    if given.constraints:
        at = random.randrange(len(given.constraints))
        one = given.constraints[at]
        explained = {entry.term.casefold() for entry in one.glossary}
        terms = [term for term in glossary().values() if term.term.casefold() not in explained]
        said = f" Mind the {_in_use(random.choice(terms))}."
        end = len(one.plain)
        yield Defect(JARGON, "a term of art", with_constraint(given, at, rewritten(one, end, end, said)))


def _in_use(term: GlossaryTerm) -> str:
    return f"{term.term} of the {term.near[0]}" if term.near else term.term


__all__ = ["CHANGED", "DROPPED", "INVENTED", "JARGON", "SOFTENED", "Defect", "in_brief", "in_text"]
