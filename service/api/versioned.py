"""What addresses share that list and change things one by one: cursors, versions, and how they refuse."""

from collections.abc import Callable
from typing import Annotated, Any, Protocol

from fastapi import Header, Query

from schemas.problem import InvalidParameter, Problem
from service.errors import ChangedMeanwhile, InvalidRequest, VersionNeeded
from service.store.ids import Prefix, is_id


def described(*descriptions: tuple[int, str]) -> dict[int | str, dict[str, Any]]:
    """Problems that an address may answer with, by status."""
    return {status: {"model": Problem, "description": told} for status, told in descriptions}


BODY = described(
    (400, "The body is not JSON"), (413, "The body is too large"), (415, "The body is not said to be JSON")
)
INVALID = described((422, "A field cannot be used"))
CHANGED = described((412, "It has been changed meanwhile"), (428, "The If-Match header is missing"))


class _Versioned(Protocol):
    @property
    def version(self) -> int: ...


def etag(one: _Versioned) -> str:
    """The tag of something at its version."""
    return f'"{one.version}"'


def version_named(
    if_match: Annotated[str | None, Header(description="The ETag of what is changed, as it was seen")] = None,
) -> int:
    """The version that an If-Match header names (RFC 9110, section 13.1.1).

    Raises:
        VersionNeeded: there is no such header.
        ChangedMeanwhile: it names none that anything can be at.
    """
    if if_match is None:
        raise VersionNeeded
    number = if_match.strip().removeprefix('"').removesuffix('"')
    if not number.isascii() or not number.isdigit() or len(number) > 9:
        raise ChangedMeanwhile
    return int(number)


def cursor_of(prefix: Prefix) -> Callable[[str | None], str | None]:
    """What reads the cursor of a page of things with such ids.

    Raises (when it reads):
        InvalidRequest: the cursor is none.
    """

    def read(
        cursor: Annotated[str | None, Query(description="`next_cursor` of the answer before")] = None,
    ) -> str | None:
        if cursor is not None and not is_id(prefix, cursor):
            message = "is none that was given out: send `next_cursor` as it came."
            raise InvalidRequest([InvalidParameter(location="cursor", message=message)])
        return cursor

    return read
