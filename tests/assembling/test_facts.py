"""Mentions become facts: once each, the mention and no more."""

from schemas.brief import Fact
from service.assembling.facts import facts_of
from tests.drafting.invented import read


def facts(text: str) -> list[Fact]:
    return facts_of(read(text))


def texts(text: str, kind: str) -> list[str]:
    return [fact.text for fact in facts(text) if fact.kind == kind]


def test_a_fact_is_the_mention_and_no_more() -> None:
    text = "About 48,000 customers in Ireland get an e-mail on 4 May 2027."
    found = facts(text)
    assert [fact.id for fact in found] == [f"F{number}" for number in range(1, len(found) + 1)]
    assert all(text[fact.start : fact.end] == fact.text for fact in found)
    assert texts(text, "count") == ["48,000"]
    assert texts(text, "region") == ["Ireland"]
    assert texts(text, "date") == ["4 May 2027"]


def test_values_are_normalised() -> None:
    values = {fact.kind: fact.value for fact in facts("Some 1.2m customers in Ireland get an e-mail on 4 May 2027.")}
    assert values["count"] == 1_200_000
    assert values["region"] == "IE"
    assert values["date"] == "2027-05-04"
    assert values["channel"] == "email"


def test_a_name_that_is_repeated_stands_at_its_first_place() -> None:
    text = "Mailchimp sends the e-mail. The e-mail costs nothing, because Mailchimp is paid."
    [system] = [fact for fact in facts(text) if fact.kind == "system"]
    assert (system.text, system.start) == ("Mailchimp", 0)
    assert len(texts(text, "channel")) == 1


def test_the_same_number_for_two_things_is_two_facts() -> None:
    assert len(texts("We invite 300 members and 300 donors.", "count")) == 2


def test_the_same_figure_of_the_same_thing_is_one_fact() -> None:
    assert texts("We invite 300 members. The 300 members get a letter.", "count") == ["300"]


def test_signals_are_no_facts() -> None:
    kinds = {fact.kind for fact in facts("There is a change freeze. We e-mail 300 members.")}
    assert "signal" not in kinds


def test_what_the_brief_rules_out_is_a_fact_that_says_so() -> None:
    found = [fact for fact in facts("No text messages this time. We e-mail 300 members.") if fact.kind == "channel"]
    assert [(fact.text, fact.note) for fact in found] == [("text messages", "ruled out here"), ("e-mail", None)]


def test_what_is_ruled_out_in_one_place_and_wanted_in_another_is_wanted() -> None:
    text = "No text messages in June. In July 300 members get text messages."
    [channel] = [fact for fact in facts(text) if fact.kind == "channel"]
    assert (channel.note, channel.start) == (None, text.rindex("text messages"))


def test_names_in_code_say_nothing_about_the_campaign() -> None:
    text = "We e-mail 300 members.\n\n```\npush(4711, 'Facebook', '4 May 2027')\n```\n"
    assert [fact.text for fact in facts(text) if fact.kind in ("system", "date")] == []
    assert texts(text, "count") == ["300"]


def test_a_range_has_both_ends() -> None:
    [count] = [fact for fact in facts("We invite 300 to 400 members.") if fact.kind == "count"]
    assert (count.value, count.high) == (300, 400)
