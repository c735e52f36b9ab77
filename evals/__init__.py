"""Measures the pipeline against briefs with known answers and gates a change on the result."""
