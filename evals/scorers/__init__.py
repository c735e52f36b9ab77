"""Scorers: each compares a specification with the gold of its case."""
