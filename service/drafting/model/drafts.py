"""From a model's answer to needs, goals and questions: what holds is taken over, what does not is reported.

Nothing of an answer gets lost without a word: an id that does not exist, a statement that says more than its sentences,
an item that rests on ad copy alone each leave a finding.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from schemas.base import Finding
from schemas.brief import Goal
from service.campaign import Reading
from service.drafting.model.checks import statement_faults, text_faults
from service.drafting.model.findings import replaced_rationale, unknown_sentences, withheld
from service.drafting.model.numbering import plain_line
from service.drafting.model.obeying import obedience_faults
from service.drafting.model.pointing import Pointing, held_by, point, standing_faults
from service.drafting.model.relating import copy_faults, relation_faults
from service.drafting.model.wording import OWN_RATIONALE, SHOWN_BY
from service.drafting.rules.ears import ears_pattern
from service.llm.answers import GoalAnswer, NeedAnswer
from service.needs import Need

_ARTICLES = ("the ", "a ", "an ")


@dataclass(frozen=True)
class Taken:
    """What one item of an answer came to: a need, a goal, or neither."""

    need: Need | None = None
    goal: Goal | None = None
    findings: tuple[Finding, ...] = ()


def take_need(reading: Reading, item: NeedAnswer, maker: str, secrets: Sequence[str] = ()) -> Taken:
    """Judge one need; `maker` names prompt and model in `produced_by`, `secrets` may not come back from the model."""
    pointing, statement = point(reading, item.sentences), _sentence(item.statement)
    findings = unknown_sentences("need", statement, pointing)
    held = held_by(reading, pointing)
    related = (statement, item.object, item.rationale)
    faults = standing_faults(reading, pointing) or (
        *statement_faults(statement, held),
        *relation_faults(reading, pointing, related),
        *obedience_faults(reading, (statement, item.object), secrets),
    )
    if faults:
        return Taken(findings=(*findings, withheld("need", statement, faults, pointing)))
    rationale = _sentence(item.rationale)
    unreasoned = (*text_faults(item.rationale, held), *obedience_faults(reading, [item.rationale], secrets))
    if unreasoned:
        findings.append(replaced_rationale(rationale, unreasoned, pointing))
        rationale = OWN_RATIONALE
    return Taken(need=_need(item, statement, rationale, pointing, maker), findings=tuple(findings))


def _need(item: NeedAnswer, statement: str, rationale: str, pointing: Pointing, maker: str) -> Need:
    shown_by = SHOWN_BY[item.category]
    return Need(
        category=item.category,
        object=_noun(item.object),
        need=f"model:{digest(pointing.evidence[0].quote)}",
        statement=statement,
        pattern=ears_pattern(statement),
        rationale=rationale,
        priority=item.priority,
        origin="inferred",
        evidence=pointing.evidence,
        acceptance_criteria=(shown_by.criterion,),
        verification_method=shown_by.method,
        produced_by=(maker,),
    )


def take_goal(reading: Reading, item: GoalAnswer, known: Sequence[Goal], secrets: Sequence[str] = ()) -> Taken:
    """Judge one goal; one whose sentence already holds a known goal adds nothing."""
    pointing, statement = point(reading, item.sentences), _sentence(item.statement)
    findings = unknown_sentences("goal", statement, pointing)
    taken = {place.sentence for goal in known for place in goal.evidence}
    if taken & set(pointing.ids):
        return Taken(findings=tuple(findings))
    faults = standing_faults(reading, pointing) or (
        *text_faults(statement, held_by(reading, pointing)),
        *relation_faults(reading, pointing, [statement]),
        *copy_faults(pointing, statement),
        *obedience_faults(reading, [statement], secrets),
    )
    if faults:
        return Taken(findings=(*findings, withheld("goal", statement, faults, pointing)))
    goal = Goal(id=f"G{len(known) + 1}", statement=statement, evidence=list(pointing.evidence))
    return Taken(goal=goal, findings=tuple(findings))


def digest(text: str) -> str:
    """Twelve hex digits over the words of a text: what it says, wherever it stands."""
    return blake2b(" ".join(text.casefold().split()).encode("utf-8", "replace"), digest_size=6).hexdigest()


def _noun(text: str) -> str:
    plain = plain_line(text).casefold()
    return next((plain.removeprefix(article) for article in _ARTICLES if plain.startswith(article)), plain)


def _sentence(text: str) -> str:
    plain = plain_line(text)
    whole = plain if plain.endswith((".", "!", "?")) else f"{plain}."
    return whole[:1].upper() + whole[1:]
