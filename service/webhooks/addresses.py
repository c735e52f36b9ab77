"""Where a webhook may lead: to addresses of the open internet, and to those that the operator has named.

Whoever may register an endpoint has this server send requests for them, from inside its network. So a URL is taken
apart strictly, its name is looked up once, every address that comes back is judged, and the request goes to one of
those (see `sending`): a name that is looked up twice can lead elsewhere the second time.
"""

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from threading import BoundedSemaphore, Thread
from typing import Final
from urllib.parse import SplitResult, urlsplit

from schemas.webhooks import URL_MAX
from service.errors import ConfigurationError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
LookUp = Callable[[str, int], Awaitable[Sequence[str]]]
"""The addresses of a name, as text. Raises OSError where there are none."""

LOOK_UP_SECONDS: Final = 5.0
"""House default: for the servers of names."""
LOOK_UPS: Final = 64
"""House default: threads that wait for the servers of names, those that nobody waits for any more too."""
LONGEST_NAME: Final = 253
"""Characters. Source: RFC 1035, section 2.3.4, without lengths and root."""
PORTS: Final = {"https": 443, "http": 80}

_NAME: Final = re.compile(r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*")
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")
_OPEN_V6: Final = IPv6Network("2000::/3")
_NAT64: Final = IPv6Network("64:ff9b::/96")
_CLOSED: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("of no host", ("0.0.0.0/8", "::/128")),
    ("of this machine", ("127.0.0.0/8", "::1/128")),
    ("of a private network", ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fec0::/10")),
    ("of a network between providers and their customers", ("100.64.0.0/10",)),
    ("of the local link", ("169.254.0.0/16", "fe80::/10")),
    ("of many hosts", ("224.0.0.0/4", "ff00::/8")),
    ("of a tunnel", ("192.88.99.0/24", "2001::/32", "2002::/16", "::/96", "64:ff9b:1::/48")),
    (
        "that is reserved",
        (
            *("192.0.0.0/24", "192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4"),
            *("100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16"),
        ),
    ),
)
"""Addresses that nobody on the open internet has. Source: IANA's registries of special-purpose addresses."""
_JUDGED: Final = tuple((ip_network(text), what) for what, texts in _CLOSED for text in texts)


class AddressRefused(Exception):  # noqa: N818  # says it all
    """No request is sent there; the text says why and what to do."""


@dataclass(frozen=True)
class Place:
    """A URL taken apart: its host in small letters, without a dot at its end and without brackets."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """Host and port, as the Host header says them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if PORTS[self.scheme] == self.port else f"{host}:{self.port}"


@dataclass(frozen=True)
class Destination:
    """A place with the addresses that were judged and may be connected to, in the order of preference."""

    place: Place
    addresses: tuple[Address, ...]


@dataclass(frozen=True)
class Allowed:
    """What the operator permits beside the open internet, without TLS too."""

    hosts: frozenset[str] = frozenset()
    networks: tuple[Network, ...] = ()

    def permits(self, host: str, address: Address) -> bool:
        """Whether this is permitted."""
        return host in self.hosts or any(address in network for network in self.networks)


NOTHING_MORE: Final = Allowed()


def parse_allowed(text: str | None) -> Allowed:
    """Read a list of hosts, addresses and networks, with commas between them.

    Raises:
        ConfigurationError: something in it is neither.
    """
    hosts: set[str] = set()
    networks: list[Network] = []
    for one in filter(None, (part.strip().lower() for part in (text or "").split(","))):
        try:
            networks.append(ip_network(one))
        except ValueError:
            if not _NAME.fullmatch(one) or _ends_in_number(one):
                raise ConfigurationError(
                    f"LIAISON_WEBHOOK_ALLOW: {one} is no host, address or network; write it like hooks.example.com,"
                    " 10.1.2.3 or 10.0.0.0/8, with commas between them."
                ) from None
            hosts.add(one)
    return Allowed(frozenset(hosts), tuple(networks))


def place_of(url: str) -> Place:
    """Take a URL apart.

    Raises:
        AddressRefused: it is not one that a request can be sent to without doubt about where it goes.
    """
    if len(url) > URL_MAX or not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        raise AddressRefused("has characters that no address has; write names of other letters as xn--...")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressRefused("is no address; write it like https://hooks.example.com/liaison") from None
    if parts.scheme not in PORTS:
        raise AddressRefused("has to begin with https://")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise AddressRefused("has a user name, a password or a fragment; leave it out")
    if port == 0:
        raise AddressRefused("has a port that nothing listens on")
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    return Place(parts.scheme, _host_of(parts), port or PORTS[parts.scheme], target)


def _host_of(parts: SplitResult) -> str:
    host = (parts.hostname or "").removesuffix(".")
    try:
        if ":" in host and "%" not in host:
            return str(IPv6Address(host))
        if _ends_in_number(host):
            return str(IPv4Address(host))
    except ValueError:
        raise AddressRefused(
            "has an address in a form that cannot be told for sure; write four decimal numbers"
        ) from None
    if not _NAME.fullmatch(host) or len(host) > LONGEST_NAME:
        raise AddressRefused("names no host; write it like https://hooks.example.com/liaison")
    return host


def _ends_in_number(host: str) -> bool:
    """Whether systems would read the name as an address: `127.1`, `0x7f000001`. Source: WHATWG URL, section 3.5."""
    return _NUMBER.fullmatch(host.rpartition(".")[2]) is not None


def plain(address: Address) -> Address:
    """The address itself, where it is an IPv4 address written as one of IPv6."""
    return getattr(address, "ipv4_mapped", None) or address


def fault_of(address: Address) -> str | None:
    """Why nobody on the open internet has this address; None: somebody may have."""
    if isinstance(address, IPv6Address) and address in _NAT64:
        return fault_of(IPv4Address(int(address) & 0xFFFFFFFF))
    for network, what in _JUDGED:
        if address in network:
            return what
    is_open = address in _OPEN_V6 if isinstance(address, IPv6Address) else address.is_global
    return None if is_open else "that is reserved"


def never() -> bool:
    """A server that is not open to its own machine alone."""
    return False


def ask_system(host: str, port: int) -> list[str]:
    """The addresses of a name, as the system finds them.

    Raises:
        OSError, UnicodeError: there are none; the name cannot be asked for.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return [str(entry[4][0]) for entry in found]


class SystemNames:
    """Looks names up with `ask`, in threads that nobody waits for longer than so many seconds, nor at the end."""

    def __init__(
        self, ask: Callable[[str, int], list[str]] = ask_system, seconds: float = LOOK_UP_SECONDS, most: int = LOOK_UPS
    ) -> None:
        self._ask = ask
        self._seconds = seconds
        self._room = BoundedSemaphore(most)

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a name.

        Raises:
            OSError, UnicodeError: as `ask` does; or no answer has come, or too many are waited for.
        """
        if not self._room.acquire(blocking=False):
            raise OSError("too many names are being looked up")
        answer: Future[list[str]] = Future()
        Thread(target=self._work, args=(answer, host, port), name="names", daemon=True).start()
        try:
            return await asyncio.wait_for(asyncio.wrap_future(answer), self._seconds)
        except TimeoutError:
            raise OSError("no server of names has answered") from None

    def _work(self, answer: "Future[list[str]]", host: str, port: int) -> None:
        try:
            found, error = self._ask(host, port), None
        except (OSError, UnicodeError) as failed:
            found, error = [], failed
        finally:
            self._room.release()
        if not answer.set_running_or_notify_cancel():
            return
        if error is None:
            answer.set_result(found)
        else:
            answer.set_exception(error)


@dataclass(frozen=True)
class Addresses:
    """Judges where webhooks lead. `is_open` tells whether the server is for its own machine alone, without keys.

    An open server may tell programs of its own machine, without TLS: whoever can reach it can reach those anyway.
    """

    allowed: Allowed = NOTHING_MORE
    is_open: Callable[[], bool] = never
    look_up: LookUp = field(default_factory=SystemNames)

    async def judged(self, url: str) -> Destination:
        """Where a request to this URL may go.

        Raises:
            AddressRefused: nowhere.
            StoreError: whether the server is open cannot be told.
        """
        place = place_of(url)
        found = tuple(plain(address) for address in await self._found(place))
        is_open = any(address.is_loopback for address in found) and await asyncio.to_thread(self.is_open)
        inside = [self._is_inside(place, address, is_open) for address in found]
        if place.scheme == "http" and not all(inside):
            raise AddressRefused("has to begin with https://; others could read and change what is sent")
        return Destination(place, found)

    def _is_inside(self, place: Place, address: Address, is_open: bool) -> bool:
        """Whether an address is one of those that are permitted beside the open internet.

        Raises:
            AddressRefused: it is of neither.
        """
        if self.allowed.permits(place.host, address) or (is_open and address.is_loopback):
            return True
        if fault := fault_of(address):
            raise AddressRefused(
                f"leads to an address {fault}; whoever runs the server may permit it with LIAISON_WEBHOOK_ALLOW"
            )
        return False

    async def _found(self, place: Place) -> list[Address]:
        try:
            return [ip_address(place.host)]
        except ValueError:
            pass
        try:
            texts = await self.look_up(place.host, place.port)
        except (OSError, UnicodeError):
            texts = ()
        if not texts:
            raise AddressRefused(f"names {place.host}, which cannot be found; mend the name, or try again later")
        return list(dict.fromkeys(ip_address(text) for text in texts))
