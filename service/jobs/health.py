"""A worker says over HTTP whether it works: `/healthz` whether it goes on, `/readyz` whether it does jobs."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Final

from service.errors import ConfigurationError

EVERYWHERE: Final = "0.0.0.0"  # noqa: S104  # whoever probes a container comes from outside; the answer tells nothing
READING_SECONDS: Final = 5
"""House default: for a request that does not come to its end."""

Checks = Mapping[str, Callable[[], bool]]
logger = logging.getLogger("liaison.jobs")


@contextmanager
def answering(port: int, checks: Checks) -> Iterator[int]:
    """Answer at this port with 200 or 503, by what the check of a path says; port 0: a free one, which is given.

    Raises:
        ConfigurationError: the port is taken.
    """
    try:
        server = ThreadingHTTPServer((EVERYWHERE, port), _handler(checks))
    except OSError as error:
        raise ConfigurationError(
            f"Cannot listen on port {port}: {error.strerror}. Choose another --health-port."
        ) from None
    server.daemon_threads = True
    Thread(target=server.serve_forever, name="health", daemon=True).start()
    try:
        logger.info("Health is told on port %d.", server.server_port)
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


def _handler(checks: Checks) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = READING_SECONDS

        def do_GET(self) -> None:
            check = checks.get(self.path)
            status = 404 if check is None else 200 if check() else 503
            body = b'{"status": "%s"}\n' % {200: b"ok", 503: b"unavailable"}.get(status, b"unknown")
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Probes come every few seconds and are no news."""

    return Handler
