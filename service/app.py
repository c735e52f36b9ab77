"""The server: one application from its parts, and the rules under which it may start."""

import logging
import signal
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from datetime import timedelta
from functools import cache, partial
from importlib.metadata import version
from threading import Thread
from typing import TYPE_CHECKING, NoReturn

import uvicorn
from anyio import CancelScope, create_task_group, sleep, sleep_forever, to_thread
from fastapi import FastAPI

from service.addresses import is_loopback
from service.api import (
    alignments,
    audit,
    batches,
    deferring,
    documentation,
    explanations,
    health,
    jobs,
    keys,
    metrics,
    problems,
    requirements,
    results,
    webhooks,
)
from service.api.access import Access
from service.api.edge import Edge
from service.api.rates import Rates
from service.api.repeating import Repeating
from service.errors import ConfigurationError, StoreError
from service.jobs.desk import Jobs
from service.logs import LogOptions, start_logging
from service.metrics_port import MetricsAddress, serving_metrics
from service.services import Services
from service.store.peeking import has_keys
from service.tracing.sending import sending_spans
from service.web.pages import problem_page
from service.web.routes import build_router

if TYPE_CHECKING:
    from service.jobs.worker import Worker
    from service.scraping import Scrape
    from service.sweeping import Sweeper

LARGEST_ESCAPE = 6
r"""Bytes of JSON that one byte of text can take, as in `\u0007`."""
ROOM_FOR_THE_REST = 10_000_000
"""House default, bytes: organisation profile, punctuation, and a specification.

A specification has some 50 times the bytes of its brief: this and the room for a text hold that of 70,000 words.
"""
GRACE = 10
"""House default, seconds: how long open answers may take once the server has been told to stop."""
WARM_UP_AFTER = 0.25
"""House default, seconds: whoever waits for the server to be up is answered first."""
WORK_AFTER = 1.0
"""House default, seconds: jobs wait until the server has warmed up."""
FIRST_KEY = "make the first key with `liaison keys create admin --scopes admin`"
SIGN_IN = "let people sign in (LIAISON_OIDC_ISSUER and LIAISON_OIDC_CLIENT_ID)"
BACKLOG = 2048
"""Connections that may wait to be accepted; the server framework's own default."""

logger = logging.getLogger("liaison")


def create_app(services: Services, works: bool = False) -> Edge:
    """Build the application: the API, its documentation and the pages; one that `works` does jobs, too."""
    max_body = LARGEST_ESCAPE * services.max_brief_bytes + ROOM_FOR_THE_REST
    app = documentation.DocumentedApp(
        title="Liaison",
        version=version("liaison"),
        summary="Turns a marketing brief into requirements IT can act on, and the constraints of IT into plain terms.",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        max_body_size=max_body,
        # Its log records carry the text of exceptions, its spans paths and queries: `Edge` makes spans that do not.
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.services = services
    app.state.works = works
    app.state.glance = health.Glance(services)
    problems.install(app, problem_page)
    app.include_router(deferring.router)
    app.include_router(batches.router)
    for door in (requirements, explanations, alignments, jobs):
        app.include_router(door.stream_router)
        app.include_router(door.router)
    for part in (results, keys, webhooks, audit, health, metrics, problems):
        app.include_router(part.router)
    documentation.install(app)
    app.include_router(build_router(services))
    access = Access(
        services.api_key,
        services.database,
        services.bounds,
        metrics_token=services.metrics_token,
        sign_in=services.sign_in,
    )
    others = {batches.UPLOADS: batches.MOST_UPLOADED}
    edge = Edge(
        Repeating(app, services.database, max_body), access, Rates(services.database), max_body, others, problem_page
    )
    app.state.scrape = cache(partial(_make_scrape, services, edge))
    return edge


def _make_scrape(services: Services, edge: Edge) -> "Scrape":
    from service.scraping import Scrape  # the library for figures, at the first look

    return Scrape(services.jobs, lambda: edge.in_flight)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Warm up while the server already answers, so that the first brief need not wait for catalogue and word lists."""
    services: Services = app.state.services
    # Here and not around the server: told to stop by a signal, that ends with its last line, and nothing comes after.
    with sending_spans():
        async with create_task_group() as group:
            group.start_soon(_open_database, services)
            group.start_soon(_warm_up, services)
            if services.jobs is not None:
                group.start_soon(_sweep, services, services.jobs)
            if services.jobs is not None and app.state.works:
                group.start_soon(_work, services)
            yield
            group.cancel_scope.cancel()
        await services.close()


async def _open_database(services: Services) -> None:
    """Bring a file of SQLite up to date, and say in the log where results are kept, or why they are not."""
    await sleep(WARM_UP_AFTER)
    for check in await services.check_database():
        if check.ok and not check.warnings:
            logger.info("Results are kept in %s%s.", check.detail, _how_long(services.lasts))
        else:
            logger.error("Results are not kept. %s", " ".join(check.warnings or [check.detail]))


def _how_long(lasts: timedelta | None) -> str:
    return f", for {lasts.days} days" if lasts else " until they are deleted"


async def _sweep(services: Services, jobs: Jobs) -> None:
    """Delete what is kept too long in a thread of its own until the server stops."""
    await sleep(WORK_AFTER)
    sweeper = await to_thread.run_sync(make_sweeper, jobs, services.lasts)
    await _until_stopped(Thread(target=sweeper.work, name="sweeper"), sweeper.stopping.set)


async def _until_stopped(thread: Thread, stop: Callable[[], None]) -> None:
    """Have a thread work until the server stops, and wait for its end then."""
    thread.start()
    try:
        await sleep_forever()
    finally:
        stop()
        with CancelScope(shield=True):
            await to_thread.run_sync(thread.join)


async def _work(services: Services) -> None:
    """Do jobs in a thread of their own until the server stops; then those that run have a little time to end."""
    await sleep(WORK_AFTER)
    worker = await to_thread.run_sync(_make_worker, services)
    await _until_stopped(Thread(target=worker.work, name="jobs"), worker.stop)


def make_sweeper(jobs: Jobs, lasts: timedelta | None) -> "Sweeper":
    """Make what deletes what is kept too long. Its libraries take half a second to import: call it in a thread."""
    from service.sweeping import Sweeper

    return Sweeper(jobs.database, lasts)


def _make_worker(services: Services) -> "Worker":
    from service.working import make_worker  # the queue and its libraries, which nobody waits for at the start

    return make_worker(services)


async def _warm_up(services: Services) -> None:
    await sleep(WARM_UP_AFTER)
    try:
        await services.warm_up()
    except Exception:
        # Whoever sends a brief will be told; until then the server can say what is wrong with it under /readyz.
        logger.exception("warming up failed: `liaison doctor` says more")


def check_exposure(host: str, services: Services) -> str:
    """Return what to tell whoever starts the server about who may use it.

    Raises:
        ConfigurationError: the address can be reached by others and there is no key.
        StoreError: it can, and whether there is a key cannot be told.
    """
    if services.sign_in is not None:
        return f"People sign in at {services.sign_in.issuer}; programs must send a key."
    if services.api_key is not None:
        return "Callers must send the key in LIAISON_API_KEY, or one of `liaison keys`; a browser asks for it."
    is_local = is_loopback(host)
    try:
        asks_for_key = services.database is not None and has_keys(services.database.address)
    except StoreError as error:
        if not is_local:
            raise
        return f"{error.message} Whether there are keys is in there: until it answers, every request is refused."
    if asks_for_key:
        return "Callers must send a key of `liaison keys`: `Authorization: Bearer ...`; a browser asks for it."
    if not is_local:
        ways = [FIRST_KEY] * (services.database is not None) + ["set LIAISON_API_KEY to a long random key", SIGN_IN]
        raise ConfigurationError(
            f"{host} can be reached by other machines: {', or '.join(ways)}, or use --host 127.0.0.1."
        )
    return "No key is set: everybody on this machine may use it, nobody else."


def serve(
    services: Services,
    host: str,
    port: int,
    log: LogOptions,
    works: bool = True,
    metrics_at: MetricsAddress | None = None,
) -> None:
    """Serve until told to stop; a server that `works` does jobs, too. Figures may have a port of their own.

    Raises:
        ConfigurationError: an address may not or cannot be used.
        StoreError: whether it may cannot be told.
    """
    exposure = check_exposure(host, services)
    listener = listen(host, port)
    start_logging(log)
    shown = f"[{host}]" if ":" in host else host
    logger.info("Liaison serves on http://%s:%d. %s", shown, listener.getsockname()[1], exposure)
    app = create_app(services, works)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    signal.signal(signal.SIGTERM, _ended)
    with ExitStack() as stack:
        if metrics_at is not None:
            scrape = cache(partial(_make_scrape, services, app))
            stack.enter_context(serving_metrics(scrape, metrics_at, services.metrics_token))
        uvicorn.Server(config).run(sockets=[listener])


def _ended(*_: object) -> NoReturn:
    """Told to stop, and done: the server below ends what runs, and then sends the signal on to us."""
    raise SystemExit(0)


def listen(host: str, port: int) -> socket.socket:
    """Open the listening socket; port 0 lets the system choose one.

    Raises:
        ConfigurationError: the address is taken, not of this machine, or no address.
    """
    try:
        return _bound(host.strip("[]"), port)
    except OSError as error:
        reason = error.strerror or "not possible"
        raise ConfigurationError(
            f"Cannot listen on {host}, port {port}: {reason}. Stop what uses it, or choose another --host or --port."
        ) from None


def _bound(host: str, port: int) -> socket.socket:
    family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    # The protocol has to be named: only then does the event loop switch Nagle's algorithm off on what it accepts,
    # and without that every answer on a kept connection waits 40 ms for an acknowledgement.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener
