"""What became of every sentence."""

import pytest

from schemas.requirement import Coverage
from tests.drafting.invented import read, sentence
from tests.soundness import specify


def became(text: str, words: str) -> Coverage:
    wanted = sentence(read(text), words).id
    [entry] = [entry for entry in specify(text).coverage if entry.sentence == wanted]
    return entry


BRIEF = """# Lantern Card

We want to win back 4,000 lapsed members by 30 June 2027. On 4 May 2027 at 7am we e-mail 48,000 members in Ireland.
The weather was lovely. The prize is not decided yet. The stand costs 400 euros.

Headline: "Come home to the big screen!"

Kind regards
"""


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("win back", "used"),
        ("at 7am", "used"),
        ("weather", "not_a_requirement"),
        ("not decided", "asked"),
        ("400 euros", "used"),
        ("big screen", "not_a_requirement"),
        ("Lantern Card", "not_a_requirement"),
        ("Kind regards", "not_a_requirement"),
    ],
)
def test_a_sentence_is_used_asked_or_set_aside(words: str, status: str) -> None:
    assert became(BRIEF, words).status == status


def test_a_used_sentence_names_what_rests_on_it() -> None:
    spec = specify(BRIEF)
    refs = became(BRIEF, "win back").refs
    assert spec.goals[0].id in refs
    assert {item.id for item in spec.requirements} & set(refs)


def test_an_asked_sentence_names_its_question() -> None:
    [ref] = became(BRIEF, "not decided").refs
    [question] = [question for question in specify(BRIEF).questions if question.id == ref]
    assert "not decided" in question.text


def test_what_only_holds_facts_names_them() -> None:
    entry = became(BRIEF, "400 euros")
    assert {fact.id for fact in specify(BRIEF).facts if fact.text == "400 euros"} == set(entry.refs)


def test_every_reason_is_a_reason() -> None:
    assert all(entry.reason for entry in specify(BRIEF).coverage)
    assert len({became(BRIEF, "weather").reason, became(BRIEF, "big screen").reason}) == 2


def test_the_entries_are_in_the_order_of_the_sentences() -> None:
    spec = specify(BRIEF)
    assert [entry.sentence for entry in spec.coverage] == [found.id for found in spec.brief.sentences]
