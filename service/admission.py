"""What is let into a run: texts with words in them and within the limit, and a day that can be planned around."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from schemas.brief import BriefInput
from schemas.organisation import Organisation
from schemas.problem import InvalidParameter
from service.errors import EmptyBrief, EmptyConstraints, InvalidRequest, TooLarge


def check_brief(brief: BriefInput, limit: int) -> None:
    """Refuse a brief with more than `limit` bytes of UTF-8, or without a word.

    Raises:
        TooLarge, EmptyBrief: as said.
    """
    parts = [brief.text or "", brief.title or "", *(brief.fields.model_dump().values() if brief.fields else ())]
    size = _size_of(parts)
    if size > limit:
        raise TooLarge(size, limit)
    if not any(part.strip() for part in [parts[0], *parts[2:]]):
        raise EmptyBrief


def check_constraints(constraints: str | Sequence[str], limit: int) -> None:
    """Refuse constraints with more than `limit` bytes of UTF-8 together, or without a word.

    Raises:
        TooLarge, EmptyConstraints: as said.
    """
    texts = [constraints] if isinstance(constraints, str) else constraints
    size = _size_of(texts)
    if size > limit:
        raise TooLarge(size, limit, "constraints")
    if not any(text.strip() for text in texts):
        raise EmptyConstraints


def _size_of(texts: Sequence[str]) -> int:
    """Bytes of UTF-8; half of a surrogate pair counts as what it is."""
    return sum(len(text.encode("utf-8", "surrogatepass")) for text in texts)


def check_day(today: date) -> date:
    """Refuse days so far away that planning around them would leave the calendar.

    Raises:
        InvalidRequest: as said.
    """
    if not 1970 <= today.year <= 2200:
        raise InvalidRequest([InvalidParameter(location="today", message="must lie between 1970 and 2200.")])
    return today


def today_in(organisation: Organisation | None) -> date:
    """Today where the organisation is, or on this machine where its time zone is not given or not known."""
    try:
        zone = ZoneInfo(organisation.time_zone) if organisation and organisation.time_zone else None
    except (ZoneInfoNotFoundError, ValueError):
        zone = None
    return datetime.now(zone).astimezone(zone).date()
