"""What somebody looks for on the page of results: the fields of its form, as they stand in the address."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from urllib.parse import urlencode

from schemas.stored import ResultsQuery

_FIELDS: Final = ("title", "kind", "since", "until")
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Sought:
    """The fields as they were sent; what cannot be used is looked for by nobody, and a day is one of UTC."""

    title: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""
    cursor: str | None = None

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> "Sought":
        """The fields in an address."""
        title = "".join(letter for letter in sent.get("title", "") if letter.isprintable()).strip()[:_LONGEST]
        kind = sent.get("kind", "")
        return cls(
            title=title,
            kind=kind if kind in ("specification", "explanation", "alignment") else "",
            since=_day(sent.get("since", "")),
            until=_day(sent.get("until", "")),
            cursor=sent.get("cursor"),
        )

    def query(self) -> ResultsQuery:
        """What to list.

        Raises:
            ValidationError: the cursor is longer than any.
        """
        wanted: dict[str, object] = {"title": self.title or None, "kind": self.kind or None, "cursor": self.cursor}
        if self.since:
            # What is listed was made after this moment, and a day begins with its first.
            wanted["created_after"] = _begin(self.since) - timedelta(microseconds=1)
        if self.until:
            wanted["created_before"] = _begin(self.until) + timedelta(days=1)
        return ResultsQuery.model_validate(wanted)

    @property
    def is_filtered(self) -> bool:
        """Whether anything is looked for."""
        return bool(self._fields)

    @property
    def _fields(self) -> dict[str, str]:
        return {name: value for name in _FIELDS if (value := getattr(self, name))}

    def address(self, cursor: str | None = None) -> str:
        """The address of the page that begins at this cursor."""
        fields = self._fields | ({"cursor": cursor} if cursor else {})
        return f"/results?{urlencode(fields)}" if fields else "/results"


def _day(text: str) -> str:
    """A day that can be used, as the browser writes it; empty otherwise."""
    with suppress(ValueError):
        if date(1970, 1, 2) <= date.fromisoformat(text) < date(9999, 1, 1):
            return date.fromisoformat(text).isoformat()
    return ""


def _begin(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time.min, UTC)
