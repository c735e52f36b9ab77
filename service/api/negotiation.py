"""Which form of the answer a caller wants, and whether the body is what it should be (RFC 9110, section 12)."""

from fastapi import Request
from fastapi.routing import APIRoute
from starlette.datastructures import Headers
from starlette.routing import Match
from starlette.types import Scope

from service.errors import NotAcceptable, UnsupportedMediaType

JSON = "application/json"
EVENTS = "text/event-stream"


def preferred(accept: str, offers: tuple[str, ...]) -> str | None:
    """Return the offer that suits an Accept header best, the first of equals, or None when none suits.

    The most specific range that covers an offer decides its quality; of equal qualities the more specific range wins.
    """
    ranges = [_range(part) for part in (accept or "*/*").split(",")]
    ranked = [(_rank(offer, ranges), -place, offer) for place, offer in enumerate(offers)]
    (quality, _), _, best = max(ranked)
    return best if quality > 0 else None


def _range(part: str) -> tuple[str, float]:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = next((value[2:] for value in parameters if value.startswith("q=")), "1")
    try:
        return media, float(quality)
    except ValueError:
        return media, 0.0


def _rank(offer: str, ranges: list[tuple[str, float]]) -> tuple[float, int]:
    """Quality and specificity (exact, type, anything) of the range that covers `offer`."""
    patterns = ("*/*", f"{offer.partition('/')[0]}/*", offer)
    covering = [(patterns.index(media), quality) for media, quality in ranges if media in patterns]
    specificity, quality = max(covering, default=(0, 0.0))
    return quality, specificity


def require_acceptable(request: Request) -> None:
    """Refuse a request that takes neither JSON nor events.

    Raises:
        NotAcceptable: as said.
    """
    if preferred(request.headers.get("accept", ""), (JSON, EVENTS)) is None:
        raise NotAcceptable("The Accept header allows neither JSON nor a stream of events.")


def require_json(request: Request) -> None:
    """Refuse a body that is not said to be JSON.

    Raises:
        UnsupportedMediaType: as said.
    """
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != JSON and not (media.startswith("application/") and media.endswith("+json")):
        raise UnsupportedMediaType("The Content-Type header does not say that the body is JSON.")


class EventStreamRoute(APIRoute):
    """A route for callers who prefer a stream of events; to all others it does not exist."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match path and method, and then the Accept header."""
        match, child = super().matches(scope)
        if match is Match.FULL and preferred(Headers(scope=scope).get("accept", ""), (JSON, EVENTS)) != EVENTS:
            return Match.NONE, {}
        return match, child
