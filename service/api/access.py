"""Who may send a request: the names this server goes by, its key, and pages of other sites.

Without a key the server is for its own machine; a Host header of any other name would be a web page that had its name
pointed here (DNS rebinding). With a key, every request must carry it but the health check and those for what a link
shares.
"""

import base64
import binascii
import hmac
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

from service.errors import ForeignPage, KeyRequired, RequestError, UnknownHost

OPEN_PATHS = frozenset({"/healthz"})
SHARED_PATHS = ("/shared/", "/v1/shared/")
"""The token in the path is the key to what is there."""
OPEN_FOLDERS = (*SHARED_PATHS, "/static/")
"""For those who may read only; the assets of our own pages tell nothing."""
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def refusal(scope: Scope, api_key: str | None) -> RequestError | None:
    """Return why a request is refused, or None."""
    headers = Headers(scope=scope)
    if api_key is None and host_name(headers.get("host", "")) not in LOOPBACK_NAMES:
        return UnknownHost("Without a key this server answers only to the names of its own machine.")
    if api_key is not None and not is_open(scope) and not _has_key(headers, api_key):
        return KeyRequired("This server asks for a key, and the request has none or a wrong one.")
    if scope["method"] not in SAFE_METHODS and _is_foreign(headers):
        return ForeignPage("The request comes from a page of another site.")
    return None


def is_open(scope: Scope) -> bool:
    """Whether a request needs no key."""
    path: str = scope["path"]
    return path in OPEN_PATHS or (scope["method"] in SAFE_METHODS and path.startswith(OPEN_FOLDERS))


def host_name(host: str) -> str:
    """The name in a Host header without its port; of `[::1]:8000` it is `::1`. Empty when it is malformed."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _has_key(headers: Headers, api_key: str) -> bool:
    """Compare in constant time. A browser, which cannot send a bearer token by itself, sends the key as a password."""
    scheme, _, credentials = headers.get("authorization", "").partition(" ")
    given = credentials.strip().encode("latin-1", "replace")
    if scheme.lower() == "basic":
        given = _password(given)
    elif scheme.lower() != "bearer":
        return False
    return hmac.compare_digest(given, api_key.encode())


def _password(credentials: bytes) -> bytes:
    try:
        return base64.b64decode(credentials, validate=True).partition(b":")[2]
    except binascii.Error:
        return b""


def _is_foreign(headers: Headers) -> bool:
    """Whether a browser says that a page of another site sent this.

    `Sec-Fetch-Site` decides; a browser without it sends `Origin`, and a program neither.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
