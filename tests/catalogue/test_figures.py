"""Figures, formulas, ceilings and lead times: they load, they are sourced, they hang together."""

import string
from datetime import date

import pytest
from pydantic import ValidationError

from service.catalogue.figures import (
    Ceiling,
    Figure,
    Formula,
    LeadTimeEntry,
    ceilings,
    cite,
    figure,
    formula,
    lead_times,
)
from service.catalogue.loading import CatalogueError, Entry, load_entries

SOURCE = {"title": "A survey", "status": "V", "as_of": date(2026, 1, 1)}
FILES: list[tuple[str, type[Entry]]] = [
    ("benchmarks", Figure),
    ("scale", Formula),
    ("ceilings", Ceiling),
    ("lead_times", LeadTimeEntry),
]


@pytest.mark.parametrize(("name", "model"), FILES)
def test_nothing_recalled_decides_anything(name: str, model: type[Entry]) -> None:
    entries: dict[str, Figure] = load_entries(name, model)
    assert [entry.id for entry in entries.values() if entry.source.status == "R"] == []


@pytest.mark.parametrize(("name", "model"), FILES)
def test_facts_that_age_say_when_to_look_again(name: str, model: type[Entry]) -> None:
    entries: dict[str, Figure] = load_entries(name, model)
    aging = [entry for entry in entries.values() if entry.source.status in ("V", "V2", "H") and name != "scale"]
    assert [entry.id for entry in aging if entry.source.review_by is None] == []


def test_a_single_value_stands_for_all_three() -> None:
    assert figure("headroom").range == (2, 2, 2)
    assert figure("session_seconds").range == (75, 127, 210)


@pytest.mark.parametrize("values", [{}, {"low": 1, "mid": 2}, {"value": 1, "low": 1, "mid": 2, "high": 3}])
def test_a_figure_needs_one_value_or_three(values: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        Figure.model_validate({"id": "a", "name": "a", "unit": "ratio", "source": SOURCE, **values})


def test_a_figure_rises_from_low_to_high() -> None:
    with pytest.raises(ValidationError):
        Figure.model_validate(
            {"id": "a", "name": "a", "unit": "ratio", "source": SOURCE, "low": 3, "mid": 2, "high": 4}
        )


def test_unknown_ids_are_named() -> None:
    with pytest.raises(CatalogueError, match="no_such_rate"):
        figure("no_such_rate")
    with pytest.raises(CatalogueError, match="no_such_load"):
        formula("no_such_load")


def test_lead_times_form_no_circle() -> None:
    entries = lead_times()

    def depth(item: str, seen: tuple[str, ...] = ()) -> int:
        assert item not in seen, f"{item} waits for itself"
        return 1 + max((depth(earlier, (*seen, item)) for earlier in entries[item].after), default=0)

    assert max(depth(item) for item in entries) > 3


def test_ceilings_name_known_shares() -> None:
    assert [figure(entry.share).unit for entry in ceilings().values() if entry.share] == ["ratio"]


def test_formulas_name_their_inputs_in_braces() -> None:
    entries: dict[str, Formula] = load_entries("scale", Formula)
    for entry in entries.values():
        names = [name for _, name, _, _ in string.Formatter().parse(entry.formula) if name is not None]
        assert all(name.isidentifier() for name in names), entry.id


def test_a_citation_carries_the_source() -> None:
    cited = cite(lead_times()["warm_up"])
    assert (cited.fact, cited.status) == ("warm_up", "V")
    assert "Amazon SES" in cited.title
