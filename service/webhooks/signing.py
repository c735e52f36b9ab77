"""Secrets and signatures of Standard Webhooks 1.0.0: HMAC-SHA256 over id, time and body."""

import base64
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from standardwebhooks import Webhook

MARK: Final = "whsec_"
SECRET_BYTES: Final = 32
"""The specification asks for 24 to 64."""


def new_secret() -> str:
    """Make a secret, in the form that libraries of receivers take."""
    return MARK + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def signed(event_id: str, body: str, good: Sequence[str], now: datetime) -> dict[str, str]:
    """The headers of one try. While a secret is being exchanged there is a signature with the old one, too."""
    return {
        "webhook-id": event_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(Webhook(secret).sign(event_id, now, body) for secret in good),
    }
