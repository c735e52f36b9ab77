"""From a model's answer to needs, goals and disagreements: what holds is taken over, what does not is reported.

Nothing of an answer gets lost without a word: an id that does not exist, a statement that says more than its sentences,
an item that rests on ad copy alone each leave a finding.
"""

from collections.abc import Sequence

from schemas.brief import Goal
from service.campaign import Reading
from service.drafting.engine import Disagreement
from service.drafting.model.asks import new_ask
from service.drafting.model.checks import statement_faults, text_faults
from service.drafting.model.findings import replaced_rationale, unknown_sentences, withheld
from service.drafting.model.obeying import obedience_faults
from service.drafting.model.parts import Part
from service.drafting.model.pointing import Pointing, held_by, point, standing_faults
from service.drafting.model.relating import copy_faults, relation_faults
from service.drafting.model.texts import digest, noun, sentence_of
from service.drafting.model.wording import OWN_RATIONALE, SHOWN_BY
from service.drafting.rules.ears import ears_pattern
from service.llm.answers import ContradictionAnswer, GoalAnswer, NeedAnswer, QuestionAnswer
from service.needs import Need
from service.verifying.support import term_support


def take_need(reading: Reading, item: NeedAnswer, maker: str, secrets: Sequence[str] = ()) -> Part:
    """Judge one need; `maker` names prompt and model in `produced_by`, `secrets` may not come back from the model."""
    pointing, statement = point(reading, item.sentences), sentence_of(item.statement)
    findings = unknown_sentences("need", statement, pointing)
    held = held_by(reading, pointing)
    related = (statement, item.object, item.rationale)
    unrelated = relation_faults(reading, pointing, related)
    faults = standing_faults(reading, pointing) or (
        *statement_faults(statement, held),
        *unrelated,
        *obedience_faults(reading, (statement, item.object), secrets),
    )
    if faults:
        findings.append(withheld("need", statement, faults, pointing))
        return Part(findings=tuple(findings), refused=int(bool(unrelated)))
    rationale = sentence_of(item.rationale)
    unreasoned = (*text_faults(item.rationale, held), *obedience_faults(reading, [item.rationale], secrets))
    if unreasoned:
        findings.append(replaced_rationale(rationale, unreasoned, pointing))
        rationale = OWN_RATIONALE
    need = _need(reading, item, statement, rationale, pointing, maker)
    return Part(needs=(need,), findings=tuple(findings))


def _need(reading: Reading, item: NeedAnswer, statement: str, rationale: str, pointing: Pointing, maker: str) -> Need:
    shown_by = SHOWN_BY[item.category]
    quotes = [place.quote for place in pointing.evidence]
    return Need(
        category=item.category,
        object=noun(item.object),
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
        support=term_support(statement, quotes) if reading.language.startswith("en") else "unchecked",
    )


def take_goal(reading: Reading, item: GoalAnswer, secrets: Sequence[str] = ()) -> Part:
    """Judge one goal."""
    pointing, statement = point(reading, item.sentences), sentence_of(item.statement)
    findings = unknown_sentences("goal", statement, pointing)
    faults = standing_faults(reading, pointing) or (
        *text_faults(statement, held_by(reading, pointing)),
        *relation_faults(reading, pointing, [statement]),
        *copy_faults(pointing, statement),
        *obedience_faults(reading, [statement], secrets),
    )
    if faults:
        return Part(findings=(*findings, withheld("goal", statement, faults, pointing)))
    return Part(goals=(Goal(id="", statement=statement, evidence=list(pointing.evidence)),), findings=tuple(findings))


def take_contradiction(reading: Reading, item: ContradictionAnswer, secrets: Sequence[str] = ()) -> Part:
    """Judge one disagreement of the brief with itself; the question that settles it goes along."""
    pointing, text = point(reading, item.sentences), sentence_of(item.what)
    findings = unknown_sentences("contradiction", text, pointing)
    faults = (*_disagreement_faults(reading, pointing, text), *obedience_faults(reading, [text], secrets))
    if faults:
        return Part(findings=(*findings, withheld("contradiction", text, faults, pointing)))
    question = QuestionAnswer(sentences=list(pointing.ids), text=item.question, why=text, whom=item.whom)
    asked = new_ask(reading, question, secrets)
    disagreement = Disagreement(text, pointing.evidence)
    return Part(disagreements=(disagreement,), findings=tuple(findings)) + asked


def _disagreement_faults(reading: Reading, pointing: Pointing, text: str) -> tuple[str, ...]:
    if len(pointing.ids) < 2:
        return ("it points at fewer than two sentences",)
    apart = (Pointing((place,), ()) for place in pointing.evidence)
    unrelated = {fault for one in apart for fault in relation_faults(reading, one, [text])}
    return (*text_faults(text, held_by(reading, pointing)), *sorted(unrelated))
