"""Ids: a prefix that names the kind, then 26 characters that sort by the time at which they were made.

The form is that of a ULID (https://github.com/ulid/spec): 48 bits of milliseconds since 1970 and 80 random bits, in
Crockford's base 32. Nobody can guess one, and no counter tells how many there are.
"""

import re
import secrets
from datetime import datetime
from hashlib import sha256
from typing import Literal

Prefix = Literal["res", "shr", "job", "batch", "file", "key", "wsp", "aud", "whk", "dlv", "evt", "per", "ses"]
"""`res`: a result; `shr`: a share of one; `job`, `batch`, `file`: work and what it is done on; `key`, `wsp`: keys and
their workspaces; `aud`: an entry of the audit log; `whk`, `dlv`, `evt`: a webhook, a delivery to one, and what it
tells of; `per`, `ses`: people who sign in and their sessions."""

DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 26


def new_id(prefix: Prefix, now: datetime) -> str:
    """Make an id of this moment; ids of one millisecond stand in no order."""
    return _written(prefix, int(now.timestamp() * 1000) << 80 | secrets.randbits(80))


def lasting_id(prefix: Prefix, text: str) -> str:
    """The id that belongs to this text and to no other: 130 bits of its SHA-256, without a time."""
    return _written(prefix, int.from_bytes(sha256(text.encode()).digest()))


def _written(prefix: Prefix, number: int) -> str:
    return f"{prefix}_" + "".join(DIGITS[number >> 5 * place & 31] for place in reversed(range(LENGTH)))


def is_id(prefix: Prefix, text: str) -> bool:
    """Whether this could be an id of that kind; anything else need not be looked for."""
    return re.fullmatch(rf"{prefix}_[{DIGITS}]{{{LENGTH}}}", text) is not None
