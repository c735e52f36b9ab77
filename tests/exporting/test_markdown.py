"""The specification as a ticket: what stands first, and that nothing of the brief acts as markup."""

import re

import pytest

from schemas.base import Evidence, Quantity
from schemas.parts import Retention, Scale
from schemas.requirement import Status
from service.exporting import to_markdown
from tests.exporting.specimen import specification


@pytest.fixture(scope="module")
def ticket() -> str:
    return to_markdown(specification())


def section(text: str, title: str) -> str:
    """The text of one `##` section."""
    return next(part for part in re.split(r"^## ", text, flags=re.MULTILINE) if part.startswith(title))


def test_the_summary_comes_first(ticket: str) -> None:
    title, _, summary = ticket.split("\n")[:3]
    assert title == "# Tideline Club spring wake-up"
    assert summary == (
        "Outcome: **partial** · Launch: **Wed 14 Apr 2027** · Preparation: **1 late, 1 tight, 1 ok, 1 no date yet**"
        " · DPIA: **presumed needed** · Open questions: **2** · Requirements: **7**"
    )


def test_sections_stand_in_the_order_a_reader_needs(ticket: str) -> None:
    titles = re.findall(r"^## (\w+)", ticket, flags=re.MULTILINE)
    assert titles == [
        "What", "First", "What", "The", "How", "Privacy", "When", "Who", "Tools", "Risks", "What", "Set", "How",
    ]  # fmt: skip


def test_a_requirement_carries_everything_an_analyst_asks_for(ticket: str) -> None:
    needs = section(ticket, "What it needs")
    first = needs[needs.index("**DATA-001**") : needs.index("**DATA-002**")]
    for part in (
        "(must, stated) When the e-mail is prepared",
        "Why: What differs",
        "Evidence: \\[S4\\] “own stamp balance”",
        "A sample of twenty members",
        "Verified by test",
        "Owner: CRM team (assumed)",
    ):
        assert part in first


def test_questions_say_whom_they_are_for_and_what_waits(ticket: str) -> None:
    asked = section(ticket, "First: 2 questions hold up 4 requirements")
    assert "1. **Who looks after the data of the app?** (Q1) → Head of digital" in asked
    assert "Holds up: DATA-001, DATA-002, INTG-001" in asked


def test_the_load_shows_its_arithmetic_and_where_inputs_come_from(ticket: str) -> None:
    load = section(ticket, "How much")
    assert "Arithmetic: members / window = 640,000 / 7,200 s" in load
    assert "| members | 640,000 people | – | sentence S2 |" in load
    assert "Low 4.4 · mid 17.6 · high 31 visits/s" in load


def test_what_a_figure_lacks_stands_with_the_figure() -> None:
    base = specification()
    loads = [
        load.model_copy(update={"incomplete": "nobody said how many see the poster"})
        for load in base.scale.workloads[:1]
    ]
    text = to_markdown(base.model_copy(update={"scale": Scale(workloads=loads)}))
    assert "- **Not the whole figure:** nobody said how many see the poster" in section(text, "How much")


def test_the_screening_and_its_reasons_are_there(ticket: str) -> None:
    screening = section(ticket, "Privacy: DPIA presumed needed (3 of 5 criteria met)")
    assert "c7 Vulnerable people: **met**. Children. \\[S8\\]" in screening
    assert "Scoring: **unknown**" in screening


def test_what_was_set_aside_is_listed_with_its_reason(ticket: str) -> None:
    aside = section(ticket, "Set aside (2 of 11 sentences)")
    assert "\\[S10\\] “Tide's out, savings are in!”: slogan" in aside


def test_hostile_evidence_stays_inside_its_line() -> None:
    attack = "a\n\n# owned\n| x |\n<img src=x onerror=alert(1)> [go](https://elsewhere.example)"
    base = specification()
    need = base.requirements[0]
    odd = need.model_copy(update={"evidence": [Evidence(sentence="S4", start=0, end=1, quote=attack)]})
    text = to_markdown(base.model_copy(update={"requirements": [odd]}))
    line = next(line for line in text.splitlines() if "owned" in line)
    assert line.startswith("  - Evidence: ")
    assert "\\<img" in line
    assert "\\[go\\](https\\://" in line


def test_a_long_quote_is_cut_at_a_word() -> None:
    base = specification()
    long = "word " * 200
    need = base.requirements[0].model_copy(
        update={"evidence": [Evidence(sentence="S4", start=0, end=len(long), quote=long)]}
    )
    text = to_markdown(base.model_copy(update={"requirements": [need]}))
    line = next(line for line in text.splitlines() if line.startswith("  - Evidence"))
    assert line.endswith("word …”")
    assert len(line) < 300


@pytest.mark.parametrize(
    ("period", "status", "line"),
    [
        (Quantity(value=0, unit="day"), "known", "- Not kept: card numbers (known)."),
        (Quantity(value=30, unit="day"), "assumed", "- Kept: card numbers for 30 days (assumed)."),
        (None, "known", "- Kept: card numbers without an end (known)."),
        (None, "unknown", "- Kept: card numbers for a time not known (unknown)."),
    ],
)
def test_how_long_something_is_kept_is_said_in_words(period: Quantity | None, status: Status, line: str) -> None:
    made = specification()
    kept = [Retention(what="card numbers", period=period, status=status, why="So it is.")]
    made = made.model_copy(update={"privacy": made.privacy.model_copy(update={"retention": kept})})
    assert f"{line} So it is." in to_markdown(made)
