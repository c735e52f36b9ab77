"""Which EARS pattern a statement follows (Mavin et al., RE'09)."""

from schemas.requirement import EarsPattern

_OPENINGS: tuple[tuple[str, EarsPattern], ...] = (
    ("where ", "optional"),
    ("while ", "state"),
    ("when ", "event"),
    ("if ", "unwanted"),
)


def ears_pattern(statement: str) -> EarsPattern:
    """Tell the pattern by the opening words; two conditions in a row make it complex."""
    lowered = statement.lower()
    first: EarsPattern = next((pattern for opening, pattern in _OPENINGS if lowered.startswith(opening)), "ubiquitous")
    if first == "ubiquitous":
        return first
    clauses = lowered.split(", ")
    if len(clauses) > 2 and clauses[1].startswith(tuple(opening for opening, _ in _OPENINGS)):
        return "complex"
    return first
