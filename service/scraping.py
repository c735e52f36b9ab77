"""What a look at the figures shows (Prometheus text, or OpenMetrics): all that is counted, and what is read then."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.openmetrics import exposition as openmetrics

from service import measures
from service.errors import StoreError
from service.jobs.counting import Work, count_work
from service.jobs.desk import Jobs

FRESH_SECONDS: Final = 5.0
"""House default: several who look share one count of the tables."""
RESTS: Final = 20
"""House default: a count that took a second stands for so many; 100,000 jobs take a fifth of one."""


@dataclass
class Scrape:
    """The figures of one process and of the queue in its database. Blocks: call it in a thread.

    Without `jobs` there is no queue. `in_flight` tells how many requests a server is answering, `clock` gives seconds.
    """

    jobs: Jobs | None
    in_flight: Callable[[], int] | None = None
    clock: Callable[[], float] = time.monotonic
    _counting: Lock = field(default_factory=Lock)
    _due: float = float("-inf")
    _work: Work | None = None

    def page(self, accept: str = "") -> tuple[bytes, str]:
        """The figures and their media type; OpenMetrics for whoever says that they take it."""
        if "application/openmetrics-text" in accept:
            written: bytes = openmetrics.generate_latest(self)  # type: ignore[no-untyped-call]  # it has no types
            return written, openmetrics.CONTENT_TYPE_LATEST
        return generate_latest(self), CONTENT_TYPE_PLAIN_0_0_4

    def collect(self) -> Iterator[Metric]:
        """Every figure."""
        yield from measures.REGISTRY.collect()
        if self.in_flight is not None:
            yield GaugeMetricFamily("liaison_http_requests_in_flight", "Requests being answered", self.in_flight())
        if self.jobs is None:
            return
        work = self._fresh(self.jobs)
        yield GaugeMetricFamily("liaison_database_up", "Whether the queue could be counted", float(work is not None))
        if work is not None:
            yield from _figures(work)

    def _fresh(self, jobs: Jobs) -> Work | None:
        """What there is to do, counted anew now and then; nobody waits while another counts."""
        began = self.clock()
        if began >= self._due and self._counting.acquire(blocking=False):
            try:
                self._work = count_work(jobs.database)
            except StoreError:
                self._work = None
            finally:
                ended = self.clock()
                self._due = ended + max(FRESH_SECONDS, RESTS * (ended - began))
                self._counting.release()
        return self._work


def _figures(work: Work) -> Iterator[Metric]:
    jobs = GaugeMetricFamily("liaison_jobs", "Jobs that are kept", labels=["kind", "state"])
    for (kind, state), count in sorted(work.jobs.items()):
        jobs.add_metric([kind, state], count)
    lines = GaugeMetricFamily("liaison_batch_lines", "Lines of batches that are kept", labels=["state"])
    for state, count in sorted(work.lines.items()):
        lines.add_metric([state], count)
    yield from (jobs, lines)
    yield GaugeMetricFamily("liaison_queue_depth", "Jobs that nobody has begun", work.waiting)
    yield GaugeMetricFamily(
        "liaison_queue_oldest_seconds", "For how long the oldest of them has waited", work.oldest_waiting
    )
