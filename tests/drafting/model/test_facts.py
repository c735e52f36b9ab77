"""Facts that a model lists: found in the sentences word for word, and typed by the rules where they can."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.campaign import Mention
from service.drafting.model.facts import figures_of, is_new_name, take_facts
from service.drafting.model.parts import Part
from tests.drafting.model.briefs import lantern, reading_of

FERRY = "Quill & Hatch hands 300 cards to Bo on Monday, and Bo keeps 40 cards for Larder."


def listed(text: str, *facts: str, mentions: tuple[Mention, ...] = ()) -> Part:
    reading = reading_of(text, mentions=mentions)
    return take_facts(reading, reading.sentences, facts)


def found(text: str, *facts: str) -> list[tuple[str, int]]:
    return [(fact.text, fact.start) for fact in listed(text, *facts).facts]


def test_facts_are_found_in_their_order_and_repeated_words_at_later_places() -> None:
    places = found(FERRY, "person_role: Bo", "person_role: Bo", "system: Larder")
    assert places == [("Bo", FERRY.index("Bo")), ("Bo", FERRY.rindex("Bo")), ("Larder", FERRY.index("Larder"))]


def test_a_fact_out_of_order_is_found_where_it_first_stands() -> None:
    assert found(FERRY, "system: Larder", "organisation: Quill & Hatch") == [
        ("Larder", FERRY.index("Larder")),
        ("Quill & Hatch", 0),
    ]


def test_a_fact_is_looked_for_in_all_the_sentences_that_were_asked_about() -> None:
    reading = reading_of("Bo owns the boat.", "Bo sails it.")
    part = take_facts(reading, reading.sentences, ["person_role: Bo", "person_role: Bo"])
    assert [fact.sentence for fact in part.facts] == ["S1", "S2"]


def test_the_case_of_letters_is_that_of_the_sentence() -> None:
    [fact] = listed(FERRY, "system: LARDER").facts
    assert (fact.text, fact.value) == ("Larder", "Larder")


def test_figures_are_read_by_their_form_and_not_asked_for() -> None:
    reading = lantern()
    part = take_facts(reading, reading.sentences, ["count: 4,000", "date: 4 May 2027", "data: 4,000 lapsed"])
    assert part.facts == ()
    assert [(fact.kind, fact.value) for fact in figures_of(reading)] == [("count", 4000), ("date", "2027-05-04")]


def test_words_that_the_rules_read_are_what_they_read() -> None:
    at = FERRY.index("Larder")
    read = Mention(kind="organisation", text="Larder", start=at, end=at + 6, sentence="S1", value="Larder")
    assert listed(FERRY, "system: Larder", mentions=(read,)).facts == (read,)


def test_words_of_which_the_rules_read_most_are_what_they_read() -> None:
    at = FERRY.index("Larder")
    read = Mention(kind="system", text="Larder", start=at, end=at + 6, sentence="S1", value="Larder")
    assert listed(FERRY, "data: for Larder", mentions=(read,)).facts == (read,)
    assert [fact.kind for fact in listed(FERRY, "data: 40 cards for Larder", mentions=(read,)).facts] == ["data"]


@pytest.mark.parametrize("item", ["system: cards", "region: for", "law: Quill", "data: cards", "system: 300"])
def test_what_does_not_look_like_a_name_is_none(item: str) -> None:
    assert listed(FERRY, item).facts == ()


@pytest.mark.parametrize("item", ["data: cards for Larder from Bo", "system: Lard", "count: ", "boat: Bo", "Bo", ""])
def test_what_does_not_stand_there_as_words_is_no_fact(item: str) -> None:
    assert listed(FERRY, item).facts == ()


def test_what_is_not_verbatim_is_told_and_costs_nothing_else() -> None:
    part = listed(FERRY, "system: Pantry", "system: Larder")
    assert [fact.text for fact in part.facts] == ["Larder"]
    [finding] = part.findings
    assert '"Pantry"' in finding.message


@pytest.mark.parametrize("words", ["Our boat", "Bo keeps 40 cards for Larder on Monday morning at home"])
def test_ordinary_and_long_words_name_nothing(words: str) -> None:
    assert listed(f"{words}.", f"organisation: {words}").facts == ()


# --- beside the rules ---------------------------------------------------------------------------


def named(text: str, item: str, **changes: Any) -> bool:
    reading = replace(reading_of(text), **changes)
    return any(is_new_name(reading, fact) for fact in take_facts(reading, reading.sentences, [item]).facts)


@pytest.mark.parametrize(
    ("text", "item", "new"),
    [
        (FERRY, "system: Larder", True),
        (FERRY, "data: cards for Larder", False),
        ("Cards come from the pantry.", "system: pantry", False),
        ("Cards come from Quill.", "system: Cards", False),
        ("Quill & Hatch sends cards.", "organisation: Quill & Hatch", True),
        ("Cards are kept in Big larder.", "system: Big larder", False),
    ],
)
def test_what_looks_like_a_name_is_new(text: str, item: str, new: bool) -> None:
    assert named(text, item) == new


def test_nothing_is_new_where_the_rules_read_something_or_nothing_counts() -> None:
    at = FERRY.index("Larder")
    read = Mention(kind="system", text="Larder", start=at, end=at + 6, sentence="S1")
    assert not named(FERRY, "system: Larder", mentions=(read,))
    assert named(FERRY, "system: Larder", mentions=(replace(read, kind="signal"),))
    assert not named(FERRY, "system: Larder", set_aside={"S1": "slogan"})


ITEMS = st.lists(
    st.builds(
        "{}: {}".format,
        st.sampled_from(["count", "system", "data", "date", "x"]),
        st.sampled_from([*FERRY.split(), "?"]),
    )
    | st.text(max_size=12)
)


@given(ITEMS)
def test_every_fact_stands_where_it_says(items: list[str]) -> None:
    text = lantern().text
    reading = lantern()
    for fact in take_facts(reading, reading.sentences, [*items, "channel: e-mail", "data: balance"]).facts:
        assert text[fact.start : fact.end] == fact.text
        sentence = reading.sentence_by_id[fact.sentence]
        assert sentence.start <= fact.start < fact.end <= sentence.end
