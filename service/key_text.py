"""The text of a key: easy to tell from other secrets, impossible to guess.

`lia_`, 8 characters that name the key, 32 that nobody can guess (190 bits), and 6 of a check sum, so that scanners for
leaked secrets can be sure of one without asking, and a mistyped one is refused without a look into the database.
"""

import hmac
import re
import secrets
import string
from hashlib import sha256
from typing import Final
from zlib import crc32

DIGITS: Final = string.digits + string.ascii_uppercase + string.ascii_lowercase
MARK: Final = "lia_"
NAMING: Final = 8
SECRET: Final = 32
CHECK: Final = 6
PREFIX: Final = len(MARK) + NAMING
_FORM: Final = re.compile(rf"{MARK}[0-9A-Za-z]{{{NAMING + SECRET + CHECK}}}", re.ASCII)


def new_key() -> str:
    """Make a key."""
    body = MARK + "".join(secrets.choice(DIGITS) for _ in range(NAMING + SECRET))
    return body + _check_sum(body)


def is_key(text: str) -> bool:
    """Whether this could be a key: its form and its check sum are right."""
    return _FORM.fullmatch(text) is not None and text[-CHECK:] == _check_sum(text[:-CHECK])


def prefix_of(key: str) -> str:
    """The part that names the key and may be shown."""
    return key[:PREFIX]


def digest_of(key: str) -> str:
    """What is kept of a key. A fast hash is right here: slow ones protect what people choose, and this is random."""
    return sha256(key.encode()).hexdigest()


def _check_sum(body: str) -> str:
    number = crc32(body.encode())
    return "".join(DIGITS[number // len(DIGITS) ** place % len(DIGITS)] for place in reversed(range(CHECK)))


def is_secret(shown: str | None, secret: str | None) -> bool:
    """Whether what is shown is the secret, told in the same time whatever it is; where there is none, nothing is."""
    if shown is None or secret is None:
        return False
    one, other = (sha256(text).digest() for text in (shown.encode("latin-1", "replace"), secret.encode()))
    return hmac.compare_digest(one, other)
