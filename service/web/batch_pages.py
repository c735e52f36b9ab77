"""What the pages about many briefs show: every batch and single job in the words of people who plan campaigns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from schemas.batches import Batch, BatchFault, BatchPage, BatchState
from schemas.jobs import Job, JobKind, JobPage, JobState
from schemas.problem import Problem
from service.exporting.amounts import count
from service.exporting.escaping import visible
from service.jobs.states import BATCH_OPEN, LineState
from service.web.batch_form import BRIEFS, BatchEntered
from service.web.engines import EngineOffer
from service.web.form import Fault

LINES_SHOWN: Final = 50
"""House default: lines on one page."""
STATE_WORDS: Final[Mapping[BatchState, str]] = {
    "validating": "Being looked through",
    "failed": "Cannot be used",
    "in_progress": "Being read",
    "finalizing": "Being read",
    "completed": "All done",
    "expired": "Ran out of time",
    "cancelling": "Being stopped",
    "cancelled": "Stopped",
}
JOB_WORDS: Final[Mapping[JobState, str]] = {
    "queued": "Waits",
    "running": "Being read",
    "succeeded": "Done",
    "failed": "No result",
    "cancelled": "Stopped",
}
KINDS: Final[Mapping[JobKind, str]] = {
    "requirements": "A brief",
    "explanations": "IT’s constraints",
    "alignments": "A plan held against IT’s constraints",
}


@dataclass(frozen=True, slots=True)
class LineView:
    """One line of a batch as a page shows it."""

    number: int
    name: str
    state: JobState
    words: str
    address: str | None
    title: str | None
    why: str | None


@dataclass(frozen=True, slots=True)
class BatchView:
    """One batch as pages show it."""

    batch: Batch

    @property
    def name(self) -> str:
        """What its sender called it."""
        return self.batch.metadata.get("name") or "Sent by a program"

    @property
    def address(self) -> str:
        """Where its page is."""
        return f"/batches/{self.batch.id}"

    @property
    def created_at(self) -> datetime:
        """When it was sent."""
        return datetime.fromtimestamp(self.batch.created_at, UTC)

    @property
    def is_open(self) -> bool:
        """Whether more may happen."""
        return self.batch.status in BATCH_OPEN

    @property
    def words(self) -> str:
        """Its state in words."""
        return STATE_WORDS[self.batch.status]

    @property
    def noun(self) -> str:
        """What its lines are."""
        return "brief" if self.batch.endpoint == BRIEFS else "request"

    @property
    def ended(self) -> int:
        """Lines that have ended, with a result or without one."""
        return self.batch.request_counts.completed + self.batch.request_counts.failed

    @property
    def told(self) -> str:
        """How far it is, in a sentence."""
        counts = self.batch.request_counts
        if not counts.total:
            return "The file is being looked through." if self.is_open else "Nothing of it was read."
        without = f", {counts.failed} of them without a result" if counts.failed else ""
        return f"{self.ended} of {count(counts.total, self.noun)} done{without}."

    @property
    def faults(self) -> list[str]:
        """Why the file cannot be a batch."""
        found = self.batch.errors.data if self.batch.errors else []
        return [": ".join(filter(None, [_place(fault), fault.message])) for fault in found]


def _place(fault: BatchFault) -> str:
    return ", ".join(filter(None, [f"Line {fault.line}" if fault.line else "", fault.param]))


@dataclass(frozen=True, slots=True)
class JobView:
    """One single job as the list shows it."""

    job: Job

    @property
    def kind(self) -> str:
        """What was asked."""
        return KINDS[self.job.kind]

    @property
    def words(self) -> str:
        """Its state in words."""
        return JOB_WORDS[self.job.state]


@dataclass(frozen=True, slots=True)
class BatchesPage:
    """Everything `web/batches.html` shows: the form, what was sent, single jobs; `first`: nothing newer was sent."""

    entered: BatchEntered
    faults: tuple[Fault, ...]
    found: BatchPage
    jobs: JobPage
    first: bool
    engines: EngineOffer | None = None
    current: str = "batches"

    @property
    def title(self) -> str:
        """What the window is called; an error comes first, for whoever hears the page."""
        return "Error: many briefs at once" if self.faults else "Many briefs at once"

    @property
    def batches(self) -> list[BatchView]:
        """What was sent, newest first."""
        return [BatchView(batch) for batch in self.found.data]

    @property
    def single(self) -> list[JobView]:
        """Single jobs, newest first."""
        return [JobView(job) for job in self.jobs.jobs]

    def wrong(self, name: str) -> str | None:
        """What is wrong with a field, if something is."""
        return next((fault.message for fault in self.faults if fault.field == name), None)


@dataclass(frozen=True, slots=True)
class OneBatchPage:
    """Everything `web/batch.html` shows; `after` is the number of the last line before those that are shown."""

    view: BatchView
    lines: tuple[LineView, ...]
    after: int = 0
    current: str = "batches"

    @property
    def title(self) -> str:
        """What the window is called."""
        return self.view.name

    @property
    def next(self) -> int | None:
        """The number after which the next page begins."""
        last = self.lines[-1].number if len(self.lines) == LINES_SHOWN else self.view.batch.request_counts.total
        return last if last < self.view.batch.request_counts.total else None

    @property
    def watched(self) -> str:
        """Where a script asks how far these lines are."""
        return f"{self.view.address}/progress?after={self.after}"


def lines_shown(lines: Sequence[LineState]) -> tuple[LineView, ...]:
    """The lines of a batch as a page shows them."""
    return tuple(_line(one) for one in lines)


def _line(one: LineState) -> LineView:
    problem = Problem.model_validate_json(one.problem) if one.problem else None
    return LineView(
        number=one.line,
        name=one.custom_id,
        state=one.state,
        words=JOB_WORDS[one.state],
        address=f"/results/{one.result}" if one.result else None,
        title=one.title,
        why=f"{problem.detail} {problem.action or ''}".strip() if problem else None,
    )


def progress_of(page: OneBatchPage) -> dict[str, Any]:
    """What the script of a page is told: words that it sets as text."""
    view = page.view
    return {
        "open": view.is_open,
        "state": view.words,
        "told": view.told,
        "ended": view.ended,
        "total": view.batch.request_counts.total,
        "lines": [
            {
                "number": line.number,
                "words": line.words,
                "address": line.address,
                "title": visible(line.title) if line.title else None,
                "why": line.why,
            }
            for line in page.lines
        ],
    }
