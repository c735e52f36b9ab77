"""Evidence must stand in the brief, word for word."""

from schemas.base import Evidence


def resolves(evidence: Evidence, text: str) -> bool:
    """Tell whether the quote stands at its place."""
    return text[evidence.start : evidence.end] == evidence.quote and bool(evidence.quote)
