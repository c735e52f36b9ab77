"""A provider that other processes and threads can ask: it counts what it was asked and what it answered."""

import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from evals.selftest.provider import SKILLED
from tests.drafting.model.talking import answer_to

HTML = b"<!doctype html><title>Sign in</title>"


class Provider:
    """Reads well and finds nothing, whatever is asked; after `most` answers it holds its tongue."""

    def __init__(self, *, html: bool = False, most: int | None = None) -> None:
        self.html, self.most = html, most
        self.asked: Counter[bytes] = Counter()
        self.answered: Counter[bytes] = Counter()
        self._lock, self._over = threading.Lock(), threading.Event()

    @contextmanager
    def listening(self) -> Iterator[str]:
        """Serve on a free port of the loopback address; yields the base URL."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1"
        finally:
            self._over.set()
            server.shutdown()
            thread.join()
            server.server_close()

    def body_for(self, request: bytes) -> bytes | None:
        """What to answer; nothing to be held."""
        with self._lock:
            self.asked[request] += 1
            if self.most is not None and sum(self.answered.values()) >= self.most:
                return None
            self.answered[request] += 1
        return HTML if self.html else answer_to(json.loads(request), SKILLED).content

    def wait(self) -> None:
        """Hold a question until the provider goes away."""
        self._over.wait(60)


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the name is that of the base class
            length = int(self.headers["content-length"])
            request = self.rfile.read(length)
            if len(request) < length:
                return  # whoever asked was killed while asking
            body = provider.body_for(request)
            if body is None:
                provider.wait()
                return
            self.send_response(200)
            self.send_header("content-type", "text/html" if provider.html else "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_given: object) -> None:
            """Say nothing."""

    return Handler
