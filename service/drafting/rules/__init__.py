"""The rules engine: deterministic, offline, in milliseconds."""
