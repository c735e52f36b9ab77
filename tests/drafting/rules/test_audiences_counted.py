"""People that are counted behind their description: in brackets, behind a dash or a comma."""

import pytest

from service.drafting.rules.audiences import find_audiences
from tests.drafting.invented import read


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "3. Who should it go to?\nRegular givers who have not given more since 2023 (c. 41,000) and lapsed givers (c. 67,500).",
            [("lapsed givers", 67_500), ("regular givers who have not given more since 2023", 41_000)],
        ),
        (
            "Audience: newsletter subscribers who never stayed (about 48,000).",
            [("newsletter subscribers who never stayed", 48_000)],
        ),
        (
            "| Field | Entry |\n|---|---|\n| Audience | Members who row (est. 410,000); members who left (est. 22,000) |",
            [("members who row", 410_000), ("members who left", 22_000)],
        ),
        ("The text goes to everyone we have a mobile for (11,800).", [("everyone we have a mobile for", 11_800)]),
        (
            "Audience: Green Card holders who row (about 118,000).",
            [("Green Card holders who row", 118_000)],
        ),
        ("The letter goes to all members (some read large print, 400 or so).", []),
        ("We have nine boats (12).", []),
    ],
)
def test_people_before_their_number_are_an_audience(text: str, found: list[tuple[str, int]]) -> None:
    told = find_audiences(read(f"Larkspur Rowing plans its spring letter.\n\n{text}"))
    assert [(one.name, one.size.value) for one in told if one.size] == found
