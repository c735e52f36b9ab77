"""What the rules have found, as a list that a model can point at: it is asked for what is missing and what is wrong."""

import re
from collections.abc import Collection, Iterator, Sequence

from schemas.base import Evidence, Finding
from service.campaign import Reading
from service.drafting.engine import Draft
from service.drafting.model.numbering import plain_line
from service.drafting.model.parts import Part
from service.drafting.model.pointing import point
from service.llm.answers import ReviewAnswer
from service.needs import Need

NOTHING = "(nothing yet)"
_NUMBER = re.compile(r"\W*R?([0-9]{1,4})\W*")
_REASONS = {
    "not_said": "no sentence asks for it",
    "past_result": "it speaks of what is over",
    "words_of_an_advert": "the words are for the audience",
    "ruled_out": "the brief rules it out",
    "another_project": "it belongs to another project",
    "said_twice": "another requirement says the same",
}


def known_list(draft: Draft | None, within: Collection[str]) -> str:
    """One line for each goal, requirement and question of the draft that has to do with these sentences."""
    return "\n".join(_lines(draft, within) if draft else ()) or NOTHING


def _lines(draft: Draft, within: Collection[str]) -> Iterator[str]:
    for goal in draft.campaign.goals:
        if _touches(goal.evidence, within):
            yield f"{goal.id} goal: {plain_line(goal.statement)}{_ids(goal.evidence)}"
    for number, need in enumerate(draft.needs, 1):
        if _touches(need.evidence, within):
            yield f"R{number} {need.category}: {plain_line(need.statement)}{_ids(need.evidence)}"
    for number, ask in enumerate(draft.asks, 1):
        if not ask.evidence or _touches(ask.evidence, within):
            yield f"Q{number} question: {plain_line(ask.text)}{_ids(ask.evidence)}"


def _touches(evidence: Sequence[Evidence], within: Collection[str]) -> bool:
    return any(place.sentence in within for place in evidence)


def _ids(evidence: Sequence[Evidence]) -> str:
    ids = dict.fromkeys(place.sentence for place in evidence)
    return f" [{', '.join(ids)}]" if ids else ""


def take_review(reading: Reading, needs: Sequence[Need], item: ReviewAnswer) -> Part:
    """A doubt about a requirement of the rules: it is told, and the requirement stays."""
    shown = _NUMBER.fullmatch(item.requirement)
    number = int(shown[1]) if shown else 0
    pointing = point(reading, item.sentences)
    if not 0 < number <= len(needs):
        return Part()
    need = needs[number - 1]
    if need.origin == "derived" and item.reason == "not_said":
        return Part()  # what follows from a law or a figure is not for a sentence to say
    message = f'The model doubts "{need.statement}": {_REASONS[item.reason]}.'
    evidence = list(pointing.evidence or need.evidence)
    return Part(findings=(Finding(code="model_doubts", message=message, severity="info", evidence=evidence),))
