"""Evidence is whole sentences that exist."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.drafting.model.pointing import held_by, point, standing_faults
from tests.drafting.model.briefs import lantern


def test_ids_become_whole_sentences_in_order_of_the_brief() -> None:
    pointing = point(lantern(), ["S4", "S1", "S4"])
    assert pointing.ids == ("S1", "S4")
    assert pointing.evidence[1].quote == "Nobody knows who keeps the points."
    assert pointing.unknown == ()


@pytest.mark.parametrize("written", ["s4", "[S4]", "S04", "4", " S4 "])
def test_ids_in_another_dress_are_known(written: str) -> None:
    assert point(lantern(), [written]).ids == ("S4",)


def test_ids_that_do_not_exist_are_named() -> None:
    pointing = point(lantern(), ["S99", "S1", "the third"])
    assert (pointing.ids, pointing.unknown) == (("S1",), ("S99", "the third"))


IDS = st.sampled_from(["S1", "S2", "S3", "S4", "s4", "[S1]", " S2 "])


@given(IDS, st.lists(IDS | st.text(max_size=40), max_size=6))
def test_whatever_is_pointed_at_the_evidence_stands_in_the_brief(known: str, others: list[str]) -> None:
    reading = lantern()
    found = point(reading, [*others, known]).evidence
    assert found
    for place in found:
        assert reading.text[place.start : place.end] == place.quote


def test_a_date_lends_the_names_of_its_day_and_month() -> None:
    reading = lantern()
    assert "Tuesday May" in held_by(reading, point(reading, ["S2"]))
    assert "Tuesday" not in " ".join(held_by(reading, point(reading, ["S1"])))


def test_nothing_rests_on_no_sentence_or_on_a_slogan_alone() -> None:
    reading = lantern()
    assert standing_faults(reading, point(reading, ["S99"])) == ("it points at no sentence of the brief",)
    assert standing_faults(reading, point(reading, ["S3"])) != ()
    assert standing_faults(reading, point(reading, ["S3", "S4"])) == ()
