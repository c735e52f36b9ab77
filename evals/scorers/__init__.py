"""Scorers: each holds one result against the gold of its case and returns scores by the name of their metric."""
