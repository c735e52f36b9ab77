"""Checks on every statement: evidence, numbers, form and wording."""
