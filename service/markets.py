"""Whether a place that a brief names is one where the people addressed are."""

import re

_SEATED = re.compile(
    r"(?:[- ]based)?\s(?:tool|platform|vendor|supplier|agency|provider|company|software|saas|service|system"
    r"|start-?up|app|partner|printer|host|server|cloud)s?\b",
    re.IGNORECASE,
)
"""What a country before it is the seat of: "a US tool" is no market."""
_SEAT = re.compile(
    r"\b(?:host(?:ed|ing)|servers?|stored|based|located|headquarter\w*|supplier|vendor|agency|provider|"
    r"data cent(?:re|er)s?|office|born|called|made|fly|travel\w*)\b[^,;]*$",
    re.IGNORECASE,
)
"""Words before a place that make it the seat of a supplier or a server and no market."""
_REACH = 60
"""Characters in front of a place that are looked at."""


def is_market(text: str, start: int, end: int) -> bool:
    """Tell whether the place at `start` to `end` is more than the seat of a supplier or a server."""
    before = text[max(0, start - _REACH) : start]
    return not _SEATED.match(text, end) and not _SEAT.search(before.rpartition(". ")[2])
