"""How far a run is, as a line for a terminal."""

from schemas.events import AskedEvent, ComputedEvent, DraftedEvent, ExplainedEvent, ReadEvent, VerifiedEvent
from service.runs import AnyEvent, result_in


def progress_line(event: AnyEvent) -> str:
    """Say in one short line what an event of a run means."""
    if result := result_in(event):
        return f"{result.outcome}: {result.reason}"
    match event:
        case ReadEvent():
            return f"read {event.sentences} sentences and {event.facts} facts, language {event.language}"
        case DraftedEvent():
            many = len(event.requirements)
            return f"drafted {many} requirement{'' if many == 1 else 's'} on {event.section}"
        case AskedEvent():
            return f"asked {event.answered} of {event.of}"
        case ComputedEvent():
            return f"computed {event.workloads} loads, {event.lead_items} lead items, {event.regulations} laws"
        case VerifiedEvent():
            return f"checked {event.checked} statements: {event.supported} supported, {event.findings} findings"
        case ExplainedEvent():
            return _explained_line(event)
    return event.type


def _explained_line(event: ExplainedEvent) -> str:
    one = event.constraint
    colliding = sum(effect.collides for effect in one.effects)
    return (
        f"explained {one.id}: {one.title[:1].lower()}{one.title[1:]}{', collides with the plan' if colliding else ''}"
    )
