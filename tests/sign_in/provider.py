"""A real identity provider for the tests: Canaille, as a process, behind a relay that can be told to lie.

Its packages do not get along with ours in one environment, so it has one of its own, which the first test that needs it
makes from `requirements/oidc-provider.txt` and leaves in the cache folder of whoever runs the tests.
"""

import fcntl
import http.client
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urljoin, urlsplit

import httpx

PINNED = Path(__file__).parents[2] / "requirements" / "oidc-provider.txt"
PROGRAM = Path(__file__).with_name("program.py")
PASSWORD = "correct horse battery"
PEOPLE = {
    "ada": "Ada Lovelace",
    "mona": "Mona Marker",
    "olga": "Olga Owner",
    "nora": "Nora Newcomer",
    "vera": "Vera Visitor",
}
GROUPS = {
    "liaison-it": ["ada", "vera"],
    "liaison-marketing": ["mona", "vera"],
    "liaison-admin": ["olga"],
    "choir": ["nora"],
}
CLIENTS = {"liaison": "s3cret/with:signs", "liaison-public": ""}

Lie = Callable[[dict[str, Any]], dict[str, Any]]


def environment() -> Path:
    """The Python of the environment that the provider runs in; the first to come makes it, and others wait."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "liaison-tests"
    cache.mkdir(parents=True, exist_ok=True)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    folder = cache / f"oidc-provider-{version}-{sha256(PINNED.read_bytes()).hexdigest()[:16]}"
    python = folder / "bin" / "python"
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "complete").exists():
            venv.create(folder, clear=True, with_pip=True)
            command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            subprocess.run(
                [*command, "--require-hashes", "-r", str(PINNED)], check=True, timeout=280, stderr=subprocess.DEVNULL
            )
            (folder / "complete").touch()
    return python


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class IdentityProvider:
    """Canaille and the relay before it. `lies` change the JSON of answers by the end of their address."""

    def __init__(self, process: "subprocess.Popen[str]", relay: ThreadingHTTPServer) -> None:
        self._process = process
        self._relay = relay
        self.lies: dict[str, Lie] = {}
        self.is_down = False
        self.asked: list[str] = []
        self._at_home: dict[str, httpx.Cookies] = {}

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self._relay.server_address[1]}"

    def let_in(self, browser: httpx.Client, address: str, login: str) -> str:
        """Where somebody is sent back to who is already logged in at the provider; the first time logs them in."""
        if login not in self._at_home:
            with httpx.Client(timeout=30) as first:
                back = log_in(first, address, login)
                self._at_home[login] = first.cookies
            return back
        answer = browser.get(address, headers={"Cookie": _as_header(self._at_home[login])})
        assert urlsplit(answer.headers.get("location", "")).path == "/sign-in/callback", answer.text[:2000]
        return str(answer.headers["location"])

    def rotate_keys(self) -> None:
        """Sign with a new key from now on."""
        before = self.keys()
        self._process.send_signal(signal.SIGHUP)
        for _ in range(200):
            if self.keys() != before:
                return
            time.sleep(0.05)
        raise AssertionError("the provider has made no new key")

    def keys(self) -> Any:
        return httpx.get(f"{self.issuer}/oauth/jwks.json").json()

    def tell_the_truth(self) -> None:
        self.lies, self.is_down, self.asked = {}, False, []


@contextmanager
def serving_provider(liaison: str) -> Iterator[IdentityProvider]:
    """Start a provider that knows Liaison at this address, and end it."""
    python, port = environment(), free_port()
    relay = _Before(("127.0.0.1", 0), type("Relay", (_Relay,), {"port": port}))
    name = f"127.0.0.1:{relay.server_address[1]}"
    folder = tempfile.TemporaryDirectory(prefix="liaison-provider-")
    wanted = {
        "folder": folder.name,
        "port": port,
        "name": name,
        "liaison": liaison,
        "people": PEOPLE,
        "groups": GROUPS,
        "clients": CLIENTS,
        "password": PASSWORD,
        "secret_key": secrets.token_hex(16),
    }
    command = [str(python), str(PROGRAM)]
    log = Path(folder.name) / "log"
    with log.open("w") as told:
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": told, "stderr": told}
        process = subprocess.Popen(command, text=True, env={"PATH": os.defpath}, **pipes)
    thread = threading.Thread(target=relay.serve_forever, daemon=True)
    try:
        assert process.stdin is not None
        process.stdin.write(json.dumps(wanted))
        process.stdin.close()
        provider = IdentityProvider(process, relay)
        relay.provider = provider
        thread.start()
        _wait_for(provider, process, log)
        yield provider
    finally:
        process.terminate()
        process.wait(timeout=20)
        relay.shutdown()
        relay.server_close()
        folder.cleanup()


def _wait_for(provider: IdentityProvider, process: "subprocess.Popen[str]", log: Path) -> None:
    for _ in range(600):
        assert process.poll() is None, log.read_text(errors="replace")
        if httpx.get(f"{provider.issuer}/.well-known/openid-configuration", timeout=20).status_code == 200:
            return
        time.sleep(0.05)
    raise AssertionError("the identity provider was not up within 30 seconds")


class _Before(ThreadingHTTPServer):
    """Stands before the provider."""

    provider: IdentityProvider


class _Relay(BaseHTTPRequestHandler):
    """Hands requests on to the provider, and its answers back, changed where a test says so."""

    port: ClassVar[int]
    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        self._relay()

    def do_POST(self) -> None:
        self._relay()

    def _relay(self) -> None:
        assert isinstance(self.server, _Before)
        provider = self.server.provider
        path = self.path.partition("?")[0]
        provider.asked.append(path)
        if provider.is_down:
            self.send_error(502)
            return
        status, headers, body = self._asked()
        for end, lie in provider.lies.items():
            if path.endswith(end) and status == 200:
                body = json.dumps(lie(json.loads(body))).encode()
        self.send_response(status)
        for name, value in headers:
            if name.lower() not in {"content-length", "connection", "date", "server", "transfer-encoding"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _asked(self) -> tuple[int, list[tuple[str, str]], bytes]:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(self.command, self.path, body, dict(self.headers))
            answer = connection.getresponse()
            return answer.status, answer.getheaders(), answer.read()
        except OSError:
            return 502, [], b""
        finally:
            connection.close()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name that the library gives it
        """Say nothing."""


def _as_header(cookies: httpx.Cookies) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


# --- what a person does there ---------------------------------------------------------------------


def log_in(browser: httpx.Client, address: str, login: str) -> str:
    """Give name and password at the provider, and consent where it asks; return where it sends the browser back to.

    `address` is where Liaison has sent the browser.
    """
    answer = browser.get(address)
    for _ in range(12):
        if answer.has_redirect_location:
            address = urljoin(str(answer.url), answer.headers["location"])
            if urlsplit(address).path == "/sign-in/callback":
                return address
            answer = browser.get(address)
        else:
            answer = _filled_in(browser, answer, login)
    raise AssertionError(f"the provider shows {answer.url}: {answer.text[:2000]}")


def _filled_in(browser: httpx.Client, page: httpx.Response, login: str) -> httpx.Response:
    assert page.status_code == 200, page.text[:2000]
    fields = {}
    for tag in re.findall(r"<input[^>]*>", page.text):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if "name" in attributes and attributes.get("type") != "submit":
            fields[attributes["name"]] = unescape(attributes.get("value", ""))
    given = {"login": login, "password": PASSWORD}
    data = {name: given.get(name, value) for name, value in fields.items()}
    if "/oauth/authorize" in str(page.url):
        data["answer"] = "accept"
    return browser.post(str(page.url), data=data)
