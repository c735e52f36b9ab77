"""What the page is told while a run goes on: one line of JSON for each step, then one that ends it."""

import json
from typing import Any, Final, assert_never

from schemas.events import (
    AlignmentDoneEvent,
    AlignmentEvent,
    AskedEvent,
    ComputedEvent,
    DoneEvent,
    DraftedEvent,
    ExplainedEvent,
    ExplanationDoneEvent,
    ExplanationEvent,
    ReadEvent,
    RunEvent,
    VerifiedEvent,
)
from schemas.explanation import ExplainedConstraint
from schemas.requirement import Requirement
from service.exporting import limits, made, outline
from service.exporting.amounts import count
from service.exporting.escaping import visible

PROGRESS = "application/x-ndjson"
SHOWN: Final = 40
"""House default: requirements of one part of a section that are shown while the run goes on."""
CONSTRAINTS: Final = "The constraints in plain words"
"""The section in which constraints are shown."""


def line(**values: Any) -> str:
    """One line of the stream."""
    return json.dumps(values) + "\n"


def told(event: RunEvent | ExplanationEvent | AlignmentEvent) -> str:
    """The line for one step of a run."""
    match event:
        case AskedEvent():
            return line(asked=_asked(event), answered=event.answered, of=event.of)
        case DraftedEvent():
            return line(
                section=outline.CATEGORY_TITLES[event.section],
                needs=[_need(requirement) for requirement in event.requirements[:SHOWN]],
                more=max(len(event.requirements) - SHOWN, 0),
            )
        case ExplainedEvent():
            return line(section=CONSTRAINTS, needs=[_constraint(event.constraint)], more=0)
        case _:
            return line(step=_step(event))


def _asked(event: AskedEvent) -> str:
    questions = count(event.of, "question")
    done = f"answered {event.answered} of {questions}" if event.answered else f"been asked {questions}"
    return f"The rules have read it; the model has {done}"


def _need(requirement: Requirement) -> dict[str, Any]:
    """What is shown of a requirement before the result is there. Its id is left out: it may change."""
    return {
        "priority": outline.PRIORITY_WORDS[requirement.priority],
        "statement": visible(requirement.statement),
        "said": [
            [sentence, " … ".join(map(visible, quotes))] for sentence, quotes in outline.quoted(requirement.evidence)
        ],
        "reading": made.READING if made.is_reading(requirement) else None,
    }


def _constraint(one: ExplainedConstraint) -> dict[str, Any]:
    """What is shown of a constraint before the result is there, in the form in which requirements are."""
    return {
        "priority": limits.STRENGTH_WORDS[one.strength],
        "statement": visible(one.plain),
        "means": one.means and visible(one.means.text),
        "said": [[one.id, visible(one.source.text)]],
        "reading": made.MODEL_WORDS if one.means else None,
    }


def _step(
    event: ReadEvent | ComputedEvent | VerifiedEvent | DoneEvent | ExplanationDoneEvent | AlignmentDoneEvent,
) -> str:
    """One step of a run in words."""
    match event:
        case ReadEvent():
            return f"Read {count(event.sentences, 'sentence')}, found {count(event.facts, 'fact')}"
        case ComputedEvent():
            loads, items, laws = event.workloads, event.lead_items, event.regulations
            return f"Computed {count(loads, 'load')}, {count(items, 'lead time')}, {count(laws, 'law')}"
        case VerifiedEvent():
            return f"Checked {count(event.checked, 'statement')} against the text"
        case DoneEvent() | ExplanationDoneEvent() | AlignmentDoneEvent():
            return "Done"
        case _:
            assert_never(event)
