"""The server: one application from its parts, and the rules under which it may start."""

import ipaddress
import logging
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from threading import Thread
from typing import TYPE_CHECKING, NoReturn

import uvicorn
from anyio import CancelScope, create_task_group, sleep, sleep_forever, to_thread
from fastapi import FastAPI
from starlette.types import ASGIApp

from service.api import (
    alignments,
    batches,
    deferring,
    documentation,
    explanations,
    health,
    jobs,
    keys,
    problems,
    requirements,
    results,
)
from service.api.access import Access
from service.api.edge import Edge
from service.api.journal import start_logging
from service.api.repeating import Repeating
from service.errors import ConfigurationError, StoreError
from service.services import Services
from service.store.peeking import has_keys
from service.web.pages import problem_page
from service.web.routes import build_router

if TYPE_CHECKING:
    from service.jobs.worker import Worker

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
BACKLOG = 2048
"""Connections that may wait to be accepted; the server framework's own default."""

logger = logging.getLogger("liaison")


def create_app(services: Services, works: bool = False) -> ASGIApp:
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
        # Its log records carry the text of exceptions, which may quote a brief.
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
    for part in (results.router, keys.router, health.router, problems.router):
        app.include_router(part)
    documentation.install(app)
    app.include_router(build_router(services))
    access = Access(services.api_key, services.database, services.bounds)
    others = {batches.UPLOADS: batches.MOST_UPLOADED}
    return Edge(Repeating(app, services.database, max_body), access, max_body, others)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Warm up while the server already answers, so that the first brief need not wait for catalogue and word lists."""
    services: Services = app.state.services
    async with create_task_group() as group:
        group.start_soon(_open_database, services)
        group.start_soon(_warm_up, services)
        if services.jobs is not None and app.state.works:
            group.start_soon(_work, services)
        yield
        group.cancel_scope.cancel()
    if services.database is not None:
        await services.database.close()


async def _open_database(services: Services) -> None:
    """Bring a file of SQLite up to date, and say in the log where results are kept, or why they are not."""
    await sleep(WARM_UP_AFTER)
    for check in await services.check_database():
        if check.ok and not check.warnings:
            logger.info("Results are kept in %s.", check.detail)
            await _purge(services)
        else:
            logger.error("Results are not kept. %s", " ".join(check.warnings or [check.detail]))


async def _purge(services: Services) -> None:
    try:
        await services.archive.purge_shares()
    except StoreError as error:
        logger.error("Links that have expired could not be deleted: %s", error.message)


async def _work(services: Services) -> None:
    """Do jobs in a thread of their own until the server stops; then those that run have a little time to end."""
    await sleep(WORK_AFTER)
    worker = await to_thread.run_sync(_make_worker, services)
    thread = Thread(target=worker.work, name="jobs")
    thread.start()
    try:
        await sleep_forever()
    finally:
        worker.stop()
        with CancelScope(shield=True):
            await to_thread.run_sync(thread.join)


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


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def check_exposure(host: str, services: Services) -> str:
    """Return what to tell whoever starts the server about who may use it.

    Raises:
        ConfigurationError: the address can be reached by others and there is no key.
        StoreError: it can, and whether there is a key cannot be told.
    """
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
        ways = [FIRST_KEY] * (services.database is not None) + ["set LIAISON_API_KEY to a long random key"]
        raise ConfigurationError(
            f"{host} can be reached by other machines: {', or '.join(ways)}, or use --host 127.0.0.1."
        )
    return "No key is set: everybody on this machine may use it, nobody else."


def serve(services: Services, host: str, port: int, log_level: str, works: bool = True) -> None:
    """Serve until told to stop; a server that `works` does jobs, too.

    Raises:
        ConfigurationError: the address may not or cannot be used.
        StoreError: whether it may cannot be told.
    """
    exposure = check_exposure(host, services)
    listener = listen(host, port)
    start_logging(log_level)
    shown = f"[{host}]" if ":" in host else host
    logger.info("Liaison serves on http://%s:%d. %s", shown, listener.getsockname()[1], exposure)
    config = uvicorn.Config(
        create_app(services, works),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    signal.signal(signal.SIGTERM, _ended)
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
