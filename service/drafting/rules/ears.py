"""Which EARS pattern a statement follows (Mavin et al., RE'09)."""

from schemas.requirement import EarsPattern

_OPENINGS: dict[str, EarsPattern] = {"where": "optional", "while": "state", "when": "event", "if": "unwanted"}


def ears_pattern(statement: str) -> EarsPattern:
    """Tell the pattern by the opening words; two conditions in a row make it complex."""
    first = _OPENINGS.get(_opening(statement))
    if first is None:
        return "ubiquitous"
    clauses = statement.split(", ", 2)
    return "complex" if len(clauses) > 2 and _opening(clauses[1]) in _OPENINGS else first


def _opening(clause: str) -> str:
    """The first word, where another follows it."""
    word, space, _ = clause.partition(" ")
    return word.lower() if space else ""
