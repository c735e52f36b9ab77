"""The figures on a port of their own: for workers, which have no other, and for scrapers beside a server with keys.

By default only this machine reaches it, and no key is asked for. At any other address the token must be shown.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import AF_INET6
from threading import Thread
from typing import TYPE_CHECKING, Final

from service.addresses import LOOPBACK_NAMES, host_name, is_loopback
from service.errors import ConfigurationError
from service.key_text import is_secret

if TYPE_CHECKING:
    from service.scraping import Scrape

logger = logging.getLogger("liaison")

PATH: Final = "/metrics"
PATIENCE: Final = 30
"""House default, seconds: whoever connects and says nothing is let go after that."""


@dataclass(frozen=True)
class MetricsAddress:
    """Where figures are served; port 0: any that is free."""

    port: int
    host: str = "127.0.0.1"


@contextmanager
def serving_metrics(scrape: "Callable[[], Scrape]", at: MetricsAddress, token: str | None) -> Iterator[int]:
    """While this is open, figures are served; yields the port, which the system chooses for 0.

    Raises:
        ConfigurationError: others can reach the address and there is no token, or it cannot be used.
    """
    host = at.host
    if token is None and not is_loopback(host):
        raise ConfigurationError(
            f"{host} can be reached by other machines: set LIAISON_METRICS_TOKEN to a long random text, or leave"
            " --metrics-host at 127.0.0.1."
        )
    try:
        server = _server_for(host)((host.strip("[]"), at.port), _handler(scrape, None if is_loopback(host) else token))
    except OSError as error:
        reason = error.strerror or "not possible"
        raise ConfigurationError(
            f"Cannot listen on {host}, port {at.port}: {reason}. Stop what uses it, or choose another --metrics-port."
        ) from None
    thread = Thread(target=server.serve_forever, name="metrics", daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _server_for(host: str) -> type[ThreadingHTTPServer]:
    return _SixServer if ":" in host else _Server


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, *_where: object) -> None:
        """Say in our log that an answer broke off; the base class would write the exception with its text."""
        logger.warning("figures could not be shown", exc_info=True)


class _SixServer(_Server):
    address_family = AF_INET6


def _handler(scrape: "Callable[[], Scrape]", token: str | None) -> type[BaseHTTPRequestHandler]:
    """What answers each request; without a token only those that name this machine, and not another by its DNS."""

    class Handler(BaseHTTPRequestHandler):
        timeout = PATIENCE

        def version_string(self) -> str:
            """What the Server header says: not which Python this is."""
            return "liaison"

        def do_GET(self) -> None:  # the name is the base class's
            if not self._is_allowed():
                self.send_error(HTTPStatus.UNAUTHORIZED if token else HTTPStatus.MISDIRECTED_REQUEST)
            elif self.path.partition("?")[0] != PATH:
                self.send_error(HTTPStatus.NOT_FOUND)
            else:
                self._answer(*scrape().page(self.headers.get("Accept", "")))

        def _is_allowed(self) -> bool:
            if token is None:
                return host_name(self.headers.get("Host", "")) in LOOPBACK_NAMES
            return is_secret(self.headers.get("Authorization", "").removeprefix("Bearer "), token)

        def _answer(self, body: bytes, media_type: str) -> None:
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing: it would be a line every few seconds, past our log."""

    return Handler
