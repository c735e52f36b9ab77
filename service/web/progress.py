"""What the page is told while a run goes on: one line of JSON for each step, then one that ends it."""

import json
from typing import assert_never

from schemas.events import (
    AlignmentDoneEvent,
    AlignmentEvent,
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
from service.exporting.amounts import count
from service.exporting.outline import CATEGORY_TITLES

PROGRESS = "application/x-ndjson"


def line(**values: str) -> str:
    """One line of the stream."""
    return json.dumps(values) + "\n"


def step(event: RunEvent | ExplanationEvent | AlignmentEvent) -> str:
    """One step of a run in words."""
    match event:
        case ReadEvent():
            return f"Read {count(event.sentences, 'sentence')}, found {count(event.facts, 'fact')}"
        case DraftedEvent():
            return f"Drafted {CATEGORY_TITLES[event.section].lower()}: {count(len(event.requirements), 'requirement')}"
        case ComputedEvent():
            loads, items, laws = event.workloads, event.lead_items, event.regulations
            return f"Computed {count(loads, 'load')}, {count(items, 'lead time')}, {count(laws, 'law')}"
        case VerifiedEvent():
            return f"Checked {count(event.checked, 'statement')} against the text"
        case ExplainedEvent():
            return f"Explained {event.constraint.title}"
        case DoneEvent() | ExplanationDoneEvent() | AlignmentDoneEvent():
            return "Done"
        case _:
            assert_never(event)
