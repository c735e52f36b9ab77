"""Tests of the store run on both kinds of database."""

from tests.databases import address, database, postgres, with_programs

__all__ = ["address", "database", "postgres", "with_programs"]
