"""Both kinds of database, and an endpoint."""

from tests.databases import address, postgres
from tests.webhooks.kept import kept, kept_file
from tests.webhooks.receiver import receiver

__all__ = ["address", "kept", "kept_file", "postgres", "receiver"]
