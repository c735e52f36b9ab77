"""Constraints in plain words, offline: templates over what was read."""
