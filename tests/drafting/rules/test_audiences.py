"""Who is counted, how many they are, and how they stand to the sender."""

import pytest

from service.campaign import Audience
from service.drafting.rules.audiences import find_audiences, relation_of
from tests.drafting.invented import read


def audiences(text: str) -> list[tuple[str, float]]:
    return [(found.name, found.size.value) for found in find(text) if found.size]


def find(text: str) -> tuple[Audience, ...]:
    return find_audiences(read(text))


def test_groups_are_found_with_their_size_largest_first() -> None:
    found = find("We write to 6,500 contacts from the trade fair and to 48,000 customers in Ireland.")
    assert [audience.size.value for audience in found if audience.size] == [48_000, 6_500]
    assert [audience.relation for audience in found] == ["existing", "prospect"]


def test_the_number_is_the_evidence() -> None:
    [audience] = find("We write to 48,000 customers in Ireland.")
    assert [place.quote for place in audience.evidence] == ["48,000"]


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("A letter goes to 3,200 lapsed donors.", "existing"),
        ("A letter goes to 3,200 employees.", "employee"),
        ("A letter goes to 3,200 households in the valley.", "prospect"),
        ("A letter goes to 3,200 people.", "unknown"),
    ],
)
def test_the_relation_is_told_by_the_name(text: str, relation: str) -> None:
    assert [audience.relation for audience in find(text)] == [relation]


def test_the_name_decides_before_the_words_around_it() -> None:
    assert relation_of("trade fair contacts", "as our customers know, we e-mail the trade fair contacts") == "prospect"


def test_those_who_listen_to_a_broadcast_are_not_written_to() -> None:
    assert audiences("The interview has 140,000 listeners; we e-mail 31,000 donors.") == [("donors", 31_000.0)]


def test_people_who_are_counted_by_what_they_have_are_called_so() -> None:
    assert audiences("An e-mail to all 23,400 family memberships.") == [("family memberships", 23_400.0)]


def test_a_clause_after_the_number_says_who_they_are() -> None:
    [*_, lapsed] = find("The club has 2,400,000 members, of whom 900,000 have not bought since Christmas.")
    assert lapsed.size is not None
    assert lapsed.size.value == 900_000
    assert "not bought" in lapsed.name


@pytest.mark.parametrize(
    "text",
    [
        "We run 212 coffee bars and 14 vans.",
        "Last year 1,900 members opened the mail.",
        "We want to win 500 new members by May 2027.",
        "The page had 12,000 visits.",
        "The budget is 30,000 euros.",
        "No more than 20 people fit into the room.",
    ],
)
def test_what_is_no_audience(text: str) -> None:
    assert audiences(text) == []


def test_a_group_told_twice_is_one_group() -> None:
    assert len(audiences("We mail 48,000 customers on 4 May 2027. The 48,000 customers get a text as well.")) == 1


def test_a_range_keeps_both_ends() -> None:
    [audience] = find("We invite 300 to 400 members to the evening.")
    assert audience.size is not None
    assert (audience.size.value, audience.size.high) == (300, 400)


def test_a_part_of_the_whole_is_named_by_the_whole_and_what_is_told_of_it() -> None:
    [readers] = find("About 12,600 of our subscribers have given us a mobile number, the rest have not.")
    assert readers.size is not None
    assert (readers.name, readers.size.value) == (
        "subscribers who have given us a mobile number, the rest have not",
        12_600,
    )
    assert [audience.name for audience in find("We write to 900 of these donors in May.")] == ["donors"]
