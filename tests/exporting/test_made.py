"""Who found what, and what it took, in words."""

import re

import pytest

from schemas.base import Finding
from schemas.requirement import Requirement
from schemas.specification import Attempt, Provenance, Redacted, RedactedKind, Specification, SupportCheck, Tokens
from service.exporting import made, to_html, to_markdown
from tests.exporting.specimen import specification

RULE, PROMPT = "rule:data.personal_value", "prompt:needs@1:tester"


def found(*makers: str, statement: str = "The till shall know the code.") -> Requirement:
    base = specification().requirements[0]
    return base.model_copy(update={"produced_by": list(makers), "statement": statement})


def call(prompt: str = "needs@1", outcome: str = "ok", repair: int = 0, cost: float = 0.02) -> Attempt:
    tokens = Tokens(input=1200, output=80, cached=1000)
    return Attempt(
        prompt=prompt, outcome=outcome, repair=repair, tokens=tokens, seconds=1.25, cost=cost, currency="EUR"
    )


def asked(calls: list[Attempt], **more: object) -> Provenance:
    """The provenance of a hybrid run with these calls."""
    changed = {
        "engine": "hybrid",
        "model": "tester",
        "prompts": ["needs@1"],
        "attempts": calls,
        "tokens": Tokens(input=2400, output=160, cached=2000),
        "cost": 0.04,
        "currency": "EUR",
        "duration": 48.213,
        "first_requirement": 0.051,
        "support": SupportCheck(checked=31, refused=4),
    }
    return specification().provenance.model_copy(update={**changed, **more})


def result(calls: list[Attempt], requirements: list[Requirement] | None = None) -> Specification:
    changed: dict[str, object] = {"provenance": asked(calls)}
    if requirements is not None:
        changed["requirements"] = requirements
    return specification().model_copy(update=changed)


# --- who found it --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("makers", "words", "reading"),
    [
        ([RULE], "found by a rule", False),
        ([PROMPT], "found by the model alone", True),
        ([RULE, PROMPT], "found by a rule and by the model", False),
        ([], "found by a rule", False),
    ],
)
def test_who_found_a_requirement_is_said_in_words(makers: list[str], words: str, reading: bool) -> None:
    assert made.found_by(found(*makers)) == words
    assert made.is_reading(found(*makers)) == reading


def test_what_only_the_model_read_looks_different_everywhere() -> None:
    shown = result([call()], [found(RULE), found(RULE, PROMPT), found(PROMPT)])
    page, ticket = to_html(shown), to_markdown(shown)
    assert page.count('class="item need reading"') == 1
    assert page.count(made.READING) == 1
    assert "found by a rule and by the model; its sentences bear it out" in page
    assert ticket.count("The model’s reading: check it** (its sentences bear it out)") == 1
    assert ticket.count("  - Found by a rule and by the model") == 1
    for text in (page, ticket):
        assert "1 found by a rule; 1 by a rule and by the model; 1 by the model alone" in text


def test_without_a_model_nothing_is_said_of_one() -> None:
    page, ticket = to_html(specification()), to_markdown(specification())
    assert "the model" not in ticket
    assert "Calls to the model" not in page
    assert 'Made by <a href="#provenance">rules</a>' in page


def test_whose_words_a_constraint_is_in() -> None:
    assert made.worded_by(["plain:templates"]) == "our templates"
    assert made.worded_by(["plain:templates", "prompt:explanations@1:tester"]) == "the model, checked"


# --- what it took --------------------------------------------------------------------------------


def test_the_rows_name_model_prompts_tokens_cost_and_what_was_refused() -> None:
    rows = dict(made.rows(asked([call(), call(outcome="model_answer_unusable")]), "en", "1"))
    assert rows["Made by"] == "rules and model"
    assert (rows["Model"], rows["Prompts"]) == ("tester", "needs@1")
    assert rows["Calls"] == "2: 1 ok, 1 answer unusable"
    assert rows["Tokens"] == "2,400 in, 2,000 of them cached; 160 out"
    assert rows["Cost"] == "0.04 EUR"
    assert rows["Needs"] == "31 named by the model, 4 left out because their sentences do not bear them out"
    assert "Not sent" not in rows


def test_a_cost_without_a_price_is_not_nothing() -> None:
    rows = dict(made.rows(asked([call()], cost=0.0, currency=None), "en", "1"))
    assert rows["Cost"].startswith("not known")


@pytest.mark.parametrize(
    ("value", "words"), [(0.0, "0 EUR"), (0.00001, "less than 0.0001 EUR"), (0.5, "0.5 EUR"), (1234.5, "1,234.5 EUR")]
)
def test_small_costs_stay_visible(value: float, words: str) -> None:
    assert made.cost(value, "EUR") == words


def test_seconds_are_told_to_the_hundredth() -> None:
    assert made.took(asked([])) == "48.2 s, the first requirement after 0.05 s"
    assert made.took(asked([], first_requirement=None, duration=0.002)) == "less than 0.01 s"


def test_calls_are_summed_by_prompt_with_a_last_row_for_all() -> None:
    rows = made.sums([call(), call("goals@2"), call(repair=1, outcome="model_answer_unusable")])
    assert rows == [
        ("needs@1", "2", "1 ok, 1 answer unusable", "1", "2,400", "2,000", "160", "2.5", "0.04 EUR"),
        ("goals@2", "1", "1 ok", "", "1,200", "1,000", "80", "1.2", "0.02 EUR"),
        ("all", "3", "2 ok, 1 answer unusable", "1", "3,600", "3,000", "240", "3.8", "0.06 EUR"),
    ]
    assert [len(row) for row in rows] == [len(made.SUMS)] * 3
    assert len(made.sums([call(), call()])) == 1


def test_one_call_is_one_row() -> None:
    [row] = made.calls([call(repair=2, outcome="model_too_slow")])
    assert row == ("needs@1", "too slow", "2", "1,200", "1,000", "80", "1.2", "0.02 EUR")
    assert len(row) == len(made.CALLS)


@pytest.mark.parametrize(
    ("many", "folded", "listed"), [(made.FEW, False, True), (made.FEW + 1, True, True), (61, False, False)]
)
def test_many_calls_are_folded_and_very_many_left_to_the_json(many: int, folded: bool, listed: bool) -> None:
    shown = result([call()] * many)
    page, ticket = to_html(shown), to_markdown(shown)
    assert ("<details>" in ticket) == folded
    assert (f"All {many} calls, one by one" in ticket) == listed
    assert ("the JSON" in ticket) == (not listed)
    each = re.search(r"<details( open)?>\s*<summary id=\"each-title\">", page)
    assert bool(each) == listed
    assert each is None or bool(each[1]) == (not folded)


def test_a_hostile_name_of_a_model_stays_text() -> None:
    hostile = asked([call()], model="<img src=x onerror=alert(1)>|x")
    shown = specification().model_copy(update={"provenance": hostile})
    assert "<img" not in to_html(shown)
    assert "- Model: \\<img src=x onerror=alert(1)>\\|x" in to_markdown(shown)


# --- what was not sent, what was not taken over --------------------------------------------------


def test_what_was_not_sent_is_told_by_kind() -> None:
    def told(*kinds: RedactedKind) -> str:
        return made.replaced(Redacted(kind=kind, placeholder=f"[{kind}]", count=3) for kind in kinds)

    assert told("person", "email", "person") == ("2 names and 1 e-mail address were replaced before the text was sent")
    assert told("person", "email", "ip") == (
        "1 name, 1 e-mail address and 1 network address were replaced before the text was sent"
    )
    assert told("secret") == "1 key or password was replaced before the text was sent"


def test_every_readable_form_says_what_was_not_sent() -> None:
    told = Redacted(kind="phone", placeholder="[PHONE-1]", count=1)
    changed = specification().provenance.model_copy(update={"redactions": [told, told]})
    shown = specification().model_copy(update={"provenance": changed})
    for text in (to_markdown(shown), to_html(shown)):
        assert "2 phone numbers were replaced before the text was sent" in text


def test_notes_on_the_answers_of_a_model_stand_apart_from_those_on_the_text() -> None:
    findings = [
        Finding(code="instruction", message="A sentence speaks to a machine."),
        Finding(code="model_withheld", message="A need was left out."),
        Finding(code="model_doubts", message="It doubts one.", severity="info"),
    ]
    shown = specification().model_copy(update={"findings": findings})
    title = "What was not taken over from the model, and what it doubts: 2 notes"
    ticket = to_markdown(shown)
    head, notes = ticket.split(f"## {title}")
    assert "A sentence speaks to a machine." in head
    assert "A need was left out." not in head
    assert "A need was left out." in notes
    assert f"<summary>{title}</summary>" in to_html(shown)
