"""Rows of a table of constraints: the rule without its number, and why it is there."""

from tests.reading.constraints.constraint_reading import read

TABLE = """| # | Constraint | Reason |
|---|---|---|
| 1 | The gateway sends at most 300 texts a minute | provider contract |
| 2 | Exports must be encrypted | - |
"""


def test_the_rule_is_what_stands_in_its_column() -> None:
    first, second = read(TABLE).constraints
    assert first.source.text == "The gateway sends at most 300 texts a minute"
    assert first.cells == (("", "The gateway sends at most 300 texts a minute"),)
    assert [span.text for span in first.reasons] == ["provider contract"]
    assert (first.kind, second.strength) == ("rate_limit", "must")
    assert second.reasons == ()


def test_a_reason_tells_no_kind() -> None:
    told = TABLE.replace("provider contract", "the licence costs too much")
    assert read(told).constraints[0].kind == "rate_limit"


def test_what_else_a_row_names_stays_with_its_rule() -> None:
    table = "| System | Limit | Why |\n|---|---|---|\n| Gateway | at most 300 texts a minute | contract |\n"
    [rule] = read(table).constraints
    assert rule.cells == (("System", "Gateway"), ("Limit", "at most 300 texts a minute"))


def test_a_table_without_a_column_of_rules_is_read_row_by_row() -> None:
    table = "| Day | Volume |\n|---|---|\n| 1 | at most 300 texts a minute |\n"
    [rule] = read(table).constraints
    assert rule.source.text.strip("| ") == "1 | at most 300 texts a minute"
