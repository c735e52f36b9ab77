"""Everything that is counted, in one list: names, units and labels as in docs/operating.md (Prometheus).

Labels take few values: kinds, engines, outcomes, routes as they are described. No id, no name of a key, no workspace.
Times are seconds. What is read off at each look, such as the queue, is in `service.scraping`.

The library takes a moment to import. What starts with the server imports this module where it first counts.
"""

from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)

if TYPE_CHECKING:
    from sqlalchemy import Engine

QUICK: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 120.0)
"""Seconds: most requests are answered at once, those that wait for a model after minutes."""
LONG: Final = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0)
"""Seconds: what rules compute, and what models are waited for."""
WAITS: Final = (0.001, 0.005, 0.025, 0.1, 0.5, 1.0, 5.0, 30.0)
"""Seconds: up to the bounds in `service.store.engines`."""

# Else every counter and histogram comes with a second figure that tells when it was made.
disable_created_metrics()  # type: ignore[no-untyped-call]  # it has no types
REGISTRY: Final = CollectorRegistry()
"""Of our own: what libraries count by themselves stays out."""


def _counter(name: str, told: str, *labels: str) -> Counter:
    return Counter(f"liaison_{name}", told, labels, registry=REGISTRY)


def _histogram(name: str, told: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
    return Histogram(f"liaison_{name}", told, labels, buckets=buckets, registry=REGISTRY)


# --- requests -----------------------------------------------------------------------------------

HTTP_REQUESTS = _counter("http_requests", "Requests answered", "method", "route", "status")
HTTP_SECONDS = _histogram("http_request_duration_seconds", "From request to end of answer", QUICK, "method", "route")
HTTP_RATE_LIMITED = _counter("http_rate_limited", "Requests refused with 429, by what was used up", "reason")

# --- runs ---------------------------------------------------------------------------------------

RUNS = _counter("runs", "Runs that ended", "kind", "engine", "outcome")
RUN_SECONDS = _histogram("run_duration_seconds", "From start to result of a run", LONG, "kind", "engine")
FIRST_SECONDS = _histogram("run_first_requirement_seconds", "From start to first requirement of a run", LONG, "engine")
SECTIONS = _counter("run_sections", "Sections drafted and checked; one may come in parts", "engine", "section")

# --- models -------------------------------------------------------------------------------------

MODEL_CALLS = _counter("model_calls", "Questions to the model, answers from the cache too", "prompt", "outcome")
MODEL_SECONDS = _histogram("model_call_duration_seconds", "From request to whole answer of the model", LONG, "prompt")
MODEL_TOKENS = _counter("model_tokens", "Tokens; cached ones are counted as input, too", "direction")
MODEL_COST = _counter("model_cost", "Money, by the table of prices", "currency")
MODEL_RETRIES = _counter("model_retries", "Requests sent again because of a fault of the endpoint", "reason")
MODEL_REPAIRS = _counter("model_repairs", "Questions asked again because of their answer", "prompt")
MODEL_CACHE = _counter("model_cache_lookups", "Questions looked up in the cache of answers", "result")
MODEL_BREAKER = Gauge(
    "liaison_model_breaker_state", "1 for the state of the breaker of the endpoint", ["state"], registry=REGISTRY
)
BREAKER_STATES: Final = ("closed", "open", "half_open")


def watch_breaker(state: Callable[[], str]) -> None:
    """Read the state of this breaker at each look; a process has one endpoint."""
    for one in BREAKER_STATES:
        MODEL_BREAKER.labels(one).set_function(partial(_is, one, state))


def _is(wanted: str, state: Callable[[], str]) -> float:
    return float(state() == wanted)


# --- jobs ---------------------------------------------------------------------------------------

JOBS_ENDED = _counter("jobs_ended", "Jobs that ended here", "kind", "state")
JOB_SECONDS = _histogram("job_duration_seconds", "From the start to the end of a job, here", LONG, "kind")
JOBS_RESTARTED = _counter("jobs_restarted", "Jobs begun anew, because whoever did them died")
JOBS_TAKEN_BACK = _counter("jobs_taken_back", "Jobs of dead workers queued again by this one")
WORKER_LEASE = Gauge("liaison_worker_lease", "1 while this process does jobs", registry=REGISTRY)

# --- the database -------------------------------------------------------------------------------

DATABASE_WAIT = _histogram(
    "database_wait_seconds", "Wait for a connection, or for the lock to write in SQLite", WAITS, "pool", "wanted"
)
DATABASE_CONNECTIONS = Gauge(
    "liaison_database_connections", "Connections that are open", ["pool", "state"], registry=REGISTRY
)


def watch_connections(pool: str, engine: "Engine") -> None:
    """Count the connections of this engine at each look; a process has one of a name."""
    from sqlalchemy.pool import QueuePool

    def count(state: str) -> float:
        found = engine.pool
        assert isinstance(found, QueuePool)
        return found.checkedout() if state == "in_use" else found.checkedin()

    for state in ("in_use", "idle"):
        DATABASE_CONNECTIONS.labels(pool, state).set_function(partial(count, state))


# --- the process --------------------------------------------------------------------------------

Gauge("liaison_build_info", "Version of the program", ["version"], registry=REGISTRY).labels(version("liaison")).set(1)
ProcessCollector(registry=REGISTRY)
GCCollector(registry=REGISTRY)
