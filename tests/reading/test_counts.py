"""What a number counts, and the part it plays."""

import pytest

from tests.reading.quantity_reading import only, read

NOUNS = [
    ("There are 6,500 contacts.", "contact", "person"),
    ("There are 1,000 new monthly donors.", "donor", "person"),
    ("There are 12,400 e-mail addresses.", "address", "record"),
    ("There are 15,000 gifts.", "gift", "gift"),
    ("There are 25k visits.", "visit", "visit"),
    ("We send 45,000 emails.", "email", "message"),
    ("We want 400 qualified leads.", "lead", "lead"),
    ("There are 64 shops.", "shop", "item"),
    ("Up to 30 characters fit.", "character", "character"),
    ("A 5-email campaign.", "email", "message"),
    ("The register lists 4.2 million school-age children.", "child", "person"),
]


@pytest.mark.parametrize(("text", "noun", "unit"), NOUNS)
def test_says_what_is_counted(text: str, noun: str, unit: str) -> None:
    count = only(text, "count")
    assert (count.of, count.unit) == (noun, unit)


def test_of_them_takes_the_noun_before() -> None:
    found = read("We have 340k members, of whom 60k opted in; 5,000 of them pay monthly.")
    assert [(mention.value, mention.of) for mention in found if mention.kind == "count"] == [
        (340_000, "member"),
        (60_000, "member"),
        (5_000, "member"),
    ]


@pytest.mark.parametrize(
    ("text", "span", "value", "unit"),
    [
        ("Conversion rose by 4x.", "4x", 4, "ratio"),
        ("Files have up to 400 KB.", "400 KB", 400, "kilobyte"),
        ("It has 2GB of photos.", "2GB", 2, "gigabyte"),
    ],
)
def test_multiples_and_sizes(text: str, span: str, value: float, unit: str) -> None:
    count = only(text, "count")
    assert (count.text, count.value, count.unit) == (span, value, unit)


def test_ages_of_an_audience() -> None:
    count = only("It is for walkers aged 30–45.", "count")
    assert (count.value, count.high, count.unit, count.of) == (30, 45, "year", "age")


@pytest.mark.parametrize(
    "text",
    [
        "One of them is 16.",
        "It is for children under the age of six.",
        "That is the one.",
        "Two-factor login is on.",
        "It is for Year 11 pupils.",
    ],
)
def test_counts_nothing(text: str) -> None:
    assert [mention.text for mention in read(text) if mention.kind == "count"] == []


ROLES = [
    ("The programme has 2.4 million members.", "audience"),
    ("Our goal is to bring 60,000 members back by June.", "target"),
    ("Target: 2,500 walkers", "target"),
    ("We need at least 15,000 gifts.", "target"),
    ("Last year 11,400 gifts came in.", "past_result"),
    ("Send it to no more than 5,000 people.", "limit"),
    ("We expect 25k visits on the page.", "volume"),
    ("Each customer gets three emails.", "volume"),
]


@pytest.mark.parametrize(("text", "role"), ROLES)
def test_role_of_a_count(text: str, role: str) -> None:
    counts = [mention for mention in read(text) if mention.kind == "count"]
    assert counts[0].role == role


def test_the_column_of_a_table_gives_the_role() -> None:
    row = "| Sign-ups | 1,800 | 1,140 |"
    context = ["Metric: Sign-ups", "Target: 1,800", "Last year: 1,140"]
    assert [mention.role for mention in read(row, kind="row", context=context)] == ["target", "past_result"]


def test_a_bare_cell_counts_when_its_column_says_so() -> None:
    context = ["Field: Subtitle", "Limit: 30"]
    assert [(m.text, m.role) for m in read("| Subtitle | 30 |", kind="row", context=context)] == [("30", "limit")]
    context = ["Step: 30", "What: Subtitle"]
    assert read("| 30 | Subtitle |", kind="row", context=context) == []


def test_the_heading_gives_the_role() -> None:
    found = read("- 1,800 trial starts", kind="item", context=["Goals"])
    assert [mention.role for mention in found] == ["target"]


def test_a_number_in_brackets_counts_the_noun_before_them() -> None:
    assert [
        (m.text, m.unit) for m in read("Club members (3,100, kept in a list) get a text.") if m.kind == "count"
    ] == [("3,100", "person")]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("6,000 members by March.", "target"),
        ("6,000 members by the eve of the fair.", "target"),
        ("6,000 members written to by the agency.", None),
        ("12,000 brochures posted by Marta.", None),
        ("300 leaflets handed out by Monica.", None),
        ("Members (2025: 40,000) are on file.", "baseline"),
        ("Members (2029: 40,000) are on file.", None),
    ],
)
def test_a_name_is_no_month_and_a_year_ahead_no_past(text: str, role: str | None) -> None:
    roles = {mention.role for mention in read(text) if mention.kind == "count"}
    assert roles == {role} if role else roles.isdisjoint({"target", "baseline", "past_result"})


def test_a_paragraph_number_counts_nothing() -> None:
    text = "4.1 a leaflet for the river club\n4.2 letters to 5,200 members\n"
    assert [mention.text for mention in read(text) if mention.kind == "count"] == ["5,200"]
    assert [mention.text for mention in read("4.2 million letters") if mention.kind == "count"] == ["4.2 million"]


def test_of_them_does_not_reach_past_others_who_are_named_meanwhile() -> None:
    text = "We have 4,100 members. Half the treasurers use no e-mail, we have telephone numbers for 310 of them."
    assert [mention.of for mention in read(text) if mention.text == "310"] == [None]


def test_what_has_fallen_is_no_target() -> None:
    roles = {mention.text: mention.role for mention in read("Gifts have slipped from 9,400 to 8,100 in two years.")}
    assert "target" not in roles.values()


def test_numbers_by_place_behind_a_group_count_its_people() -> None:
    text = "An e-mail to everybody who sailed with us and said yes to offers: 162,000 in the UK, 38,500 in Norway."
    counts = [m for m in read(text) if m.kind == "count"]
    assert [(m.value, m.unit, m.role) for m in counts] == [
        (162_000, "person", "audience"),
        (38_500, "person", "audience"),
    ]
    assert all(m.unit is None for m in read("The film: 162,000 in the UK.") if m.kind == "count")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("We ask donors of the last two years with an e-mail (31k).", 31_000),
        ("We ask the ones who stopped their direct debit, around 2,700, by phone.", 2_700),
    ],
)
def test_a_number_behind_a_group_is_that_of_its_people(text: str, value: int) -> None:
    [count] = [m for m in read(text) if m.kind == "count"]
    assert (count.value, count.unit, count.role) == (value, "person", "audience")
