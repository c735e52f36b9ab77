"""Judges: models that answer one narrow question about a result, and how far each is to be believed."""
