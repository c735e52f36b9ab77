"""How a run goes on, as the terminal shows it: lines for steps, and one line for how far a model is."""

import io
from collections.abc import Sequence

from schemas.events import AskedEvent, ComputedEvent, DraftedEvent, RunEvent
from service.commands import Progress

COMPUTED = ComputedEvent(workloads=1, lead_items=2, regulations=3)
DATA = DraftedEvent(section="data", requirements=[])


class Terminal(io.StringIO):
    """A stream that is looked at by a person."""

    def isatty(self) -> bool:
        return True


def asked(answered: int, of: int = 4) -> AskedEvent:
    return AskedEvent(answered=answered, of=of)


def told(stream: io.StringIO, *events: tuple[float, RunEvent] | RunEvent) -> str:
    """What stands in the stream after these events, each at its second."""
    times = [event[0] if isinstance(event, tuple) else 0.0 for event in events]
    remaining = iter([time for time, event in zip(times, events, strict=True) if _counts(event)])
    progress = Progress(stream, clock=lambda: next(remaining))
    for event in events:
        progress.tell(event[1] if isinstance(event, tuple) else event)
    return stream.getvalue()


def _counts(event: tuple[float, RunEvent] | RunEvent) -> bool:
    return isinstance(event[1] if isinstance(event, tuple) else event, AskedEvent)


def seen(text: str) -> Sequence[str]:
    """The lines as a terminal shows them in the end: what stands before a return to the first column is gone."""
    return [line.split("\r\x1b[K")[-1] for line in text.split("\n")]


def test_on_a_terminal_the_count_is_one_line_that_is_rewritten() -> None:
    text = told(Terminal(), asked(0), asked(1), DATA, asked(3), asked(4), COMPUTED)
    assert seen(text) == [
        "drafted 0 requirements on data",
        "asked 4 of 4",
        "computed 1 loads, 2 lead items, 3 laws",
        "",
    ]


def test_a_count_that_never_ends_leaves_nothing_behind() -> None:
    assert seen(told(Terminal(), asked(0), asked(1), COMPUTED)) == ["computed 1 loads, 2 lead items, 3 laws", ""]


def test_elsewhere_the_count_comes_once_a_second_at_the_most_and_at_the_end() -> None:
    times = [(0.0, asked(0)), (0.4, asked(1)), (1.1, asked(2)), (1.2, asked(3)), (1.3, asked(4))]
    assert told(io.StringIO(), *times) == "asked 0 of 4\nasked 2 of 4\nasked 4 of 4\n"


def test_elsewhere_no_line_is_ever_rewritten() -> None:
    text = told(io.StringIO(), asked(0), DATA, (5.0, asked(3)), COMPUTED)
    assert "\r" not in text
    assert text.splitlines() == [
        "asked 0 of 4",
        "drafted 0 requirements on data",
        "asked 3 of 4",
        "computed 1 loads, 2 lead items, 3 laws",
    ]
