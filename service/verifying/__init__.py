"""Checks on every statement: evidence, numbers, form, wording, coverage."""
