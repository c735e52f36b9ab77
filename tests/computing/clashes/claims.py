"""What the rules claim to disagree in a text, by the whole way from reading on."""

from datetime import date

from schemas.parts import Contradiction
from service.computing.contradictions import find_contradictions
from service.drafting.rules.understanding import understand
from service.reading.reader import read_brief

TODAY = date(2026, 11, 21)


def claims(text: str) -> list[Contradiction]:
    """The contradictions of a text, each with evidence that stands in it."""
    found = find_contradictions(understand(read_brief(text, None, None, TODAY), TODAY))
    for claim in found:
        assert all(text[place.start : place.end] == place.quote for place in claim.evidence)
    return found
