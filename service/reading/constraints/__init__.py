"""The reading of constraints: one text of IT into single constraints, each with its force, bounds and exceptions."""
