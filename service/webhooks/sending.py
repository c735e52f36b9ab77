"""One try: a request to an address that was judged, with the name of its URL, and little is read of the answer."""

import ssl
from asyncio import timeout
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from ipaddress import ip_address
from time import perf_counter
from typing import Final

import httpx2

from service.webhooks.addresses import Address, Addresses, AddressRefused, Destination, Place
from service.webhooks.dispatch import Outcome, Parcel
from service.webhooks.signing import signed

TRY_SECONDS: Final = 15.0
"""From the look-up of the name to the end of what is read of the answer. Standard Webhooks asks for 15 to 30."""
CONNECT_SECONDS: Final = 5.0
"""House default: for one of several addresses."""
READ_BYTES: Final = 1024
"""House default: what is read of an answer."""
SHOWN: Final = 200
"""House default, characters: what is kept of it, where it tells of a failure."""


@dataclass(frozen=True)
class Sender:
    """Sends events. `trusted` holds the authorities that the certificates of endpoints are checked against."""

    addresses: Addresses
    seconds: float = TRY_SECONDS
    trusted: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    async def send(self, parcel: Parcel) -> Outcome:
        """Send one event, and say how it went: whatever happens is an outcome.

        Raises:
            StoreError: whether the server is open cannot be told.
        """
        began, at = perf_counter(), datetime.now(UTC)
        try:
            async with timeout(self.seconds):
                status, answer = await self._answered(parcel, at)
        except (AddressRefused, TimeoutError, httpx2.HTTPError, httpx2.InvalidURL) as error:
            return Outcome(at, _since(began), error=_told(error, self.seconds))
        if 200 <= status < 300:
            return Outcome(at, _since(began), status)
        return Outcome(at, _since(began), status, _unwanted(status), _shown(answer))

    async def _answered(self, parcel: Parcel, at: datetime) -> tuple[int, bytes]:
        destination = await self.addresses.judged(parcel.url)
        headers = {
            "host": destination.place.authority,
            "content-type": "application/json",
            "user-agent": f"Liaison/{version('liaison')}",
            "accept": "*/*",
            "accept-encoding": "identity",
            "connection": "close",
            **signed(parcel.event_id, parcel.body, parcel.secrets, at),
        }
        return await self._first_that_answers(destination, headers, parcel.body)

    async def _first_that_answers(
        self, destination: Destination, headers: dict[str, str], body: str
    ) -> tuple[int, bytes]:
        """Try the addresses in turn; only one that cannot be connected to makes way for the next."""
        *others, last = destination.addresses
        # No connection is kept: the next one to this address may be for another name.
        limits = httpx2.Limits(max_keepalive_connections=0)
        waits = httpx2.Timeout(None, connect=CONNECT_SECONDS)
        async with httpx2.AsyncClient(
            verify=self.trusted, trust_env=False, follow_redirects=False, limits=limits, timeout=waits
        ) as client:
            for address in others:
                with suppress(httpx2.ConnectError, httpx2.ConnectTimeout):
                    return await _post(client, destination.place, address, headers, body)
            return await _post(client, destination.place, last, headers, body)


async def _post(
    client: httpx2.AsyncClient, place: Place, address: Address, headers: dict[str, str], body: str
) -> tuple[int, bytes]:
    host = f"[{address}]" if address.version == 6 else str(address)
    url = f"{place.scheme}://{host}:{place.port}{place.target}"
    extensions = {} if _is_address(place.host) else {"sni_hostname": place.host}
    async with client.stream("POST", url, content=body.encode(), headers=headers, extensions=extensions) as response:
        return response.status_code, await _beginning(response)


async def _beginning(response: httpx2.Response) -> bytes:
    read = b""
    async for chunk in response.aiter_raw(READ_BYTES):
        read += chunk
        if len(read) >= READ_BYTES:
            break
    return read[:READ_BYTES]


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _since(began: float) -> int:
    return round((perf_counter() - began) * 1000)


def _told(error: Exception, seconds: float) -> str:
    match error:
        case AddressRefused():
            return f"not sent: the URL {error}"[:SHOWN]
        case TimeoutError():
            return f"no whole answer within {seconds:g} seconds"
        case httpx2.ConnectTimeout():
            return f"no connection within {CONNECT_SECONDS:g} seconds"
        case httpx2.ConnectError():
            return f"no connection: {error}"[:SHOWN]
        case _:
            return f"the connection broke: {type(error).__name__}"


def _unwanted(status: int) -> str:
    if status == 410:
        return "the endpoint is gone (410)"
    if 300 <= status < 400:
        return f"answered with {status}; redirects are not followed"
    return f"answered with {status}"


def _shown(answer: bytes) -> str | None:
    """How an answer begins, without what could move a cursor or break a line."""
    text = "".join(one if one.isprintable() else " " for one in answer.decode("utf-8", "replace"))
    return " ".join(text.split())[:SHOWN] or None
