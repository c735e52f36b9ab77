"""All names of a brief together."""

from hypothesis import given
from hypothesis import strategies as st

from schemas.brief import Sentence
from service.reading.names import read_names
from tests.reading.name_reading import read, texts_of

BRIEF = (
    "Marlow Vale: winter box.",
    "We e-mail 40,000 customers in Wales through Pigeonpost and show each their points balance.",
    "Our agency, Brightwater, needs the list; Legal has not looked at it.",
)


def test_each_kind_is_read() -> None:
    found = read(*BRIEF)
    assert texts_of(found, "organisation") == ["Marlow Vale", "Brightwater"]
    assert texts_of(found, "channel") == ["e-mail"]
    assert texts_of(found, "system") == ["Pigeonpost"]
    assert texts_of(found, "region") == ["Wales"]
    assert texts_of(found, "data") == ["points balance", "list"]
    assert texts_of(found, "person_role") == ["Legal"]


def test_mentions_are_verbatim_and_in_order() -> None:
    text = " ".join(BRIEF)
    found = read(*BRIEF)
    assert all(mention.text == text[mention.start : mention.end] for mention in found)
    assert [mention.start for mention in found] == sorted(mention.start for mention in found)


def test_repeated_names_stay_repeated() -> None:
    assert texts_of(read("One SMS today.", "Another SMS tomorrow."), "channel") == ["SMS", "SMS"]


def test_nothing_in_nothing() -> None:
    assert read_names([], "", "en", None) == []
    assert [m.kind for m in read("Cream the butter and the sugar, then add two eggs.") if m.kind != "signal"] == []


def test_an_unknown_language_is_read_as_english() -> None:
    assert texts_of(read("One SMS today.", language="und"), "channel") == ["SMS"]


@given(st.text(max_size=300), st.sampled_from(["en", "de", "es", "fr", "pt", "und"]))
def test_any_text_gives_verbatim_mentions(text: str, language: str) -> None:
    whole = Sentence(id="S1", start=0, end=len(text), text=text)
    for mention in read_names([whole], text, language, None):
        assert mention.text == text[mention.start : mention.end]
        assert mention.text
