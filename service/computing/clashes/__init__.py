"""Statements of a brief that cannot both hold, one module for each kind of disagreement."""
