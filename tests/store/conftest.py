"""Tests of the store run on both kinds of database."""

from tests.databases import address, database, postgres

__all__ = ["address", "database", "postgres"]
