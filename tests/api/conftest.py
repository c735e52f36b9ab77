"""Tests that ask for a database run on both kinds."""

from tests.databases import address, database, postgres

__all__ = ["address", "database", "postgres"]
