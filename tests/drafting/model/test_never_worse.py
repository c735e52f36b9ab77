"""Whatever a model answers beside the rules, what they found stays, and nothing ungrounded comes in."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import httpx2
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemas.specification import Specification
from service.llm.answers import ANSWERS
from service.llm.formats import schema_of
from service.llm.options import Skill
from tests import soundness
from tests.drafting.model.briefs import LINES
from tests.drafting.model.talking import ONE_TRY, answer_to, engine_of
from tests.drafting.model.test_engine import BOOKED, IMPLIED, SHOWN

BRIEF = "\n".join([*LINES, "The cards are kept in Larder by Quill & Hatch.", "The e-mails leave through Mailchimp."])
RULES = soundness.run(BRIEF)
WORDS = st.sampled_from(
    [
        "points",
        "balance",
        "4,000",
        "9",
        "2027",
        "May",
        "Tuesday",
        "two",
        "members",
        "e-mail",
        "12%",
        "S1",
        "kiosk",
        "app",
        "ticket",
        "shall",
        "Larder",
        "²",
        "R1",
        "N1",
        "“",
        "”",
        "#",
        "|",
    ]
)
PHRASES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
TEXTS = PHRASES | PHRASES.map("The points system shall supply {}.".format) | PHRASES.map("Who has the {}?".format)
IDS = st.integers(0, 9).map("S{}".format) | st.sampled_from(["", "S²", "[s2]"])


def values(schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    """What fits a schema as a weak model fills it: the bounds are not kept, the enums are."""
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    match schema.get("type"):
        case "object":
            return st.fixed_dictionaries({name: values(one) for name, one in schema["properties"].items()})
        case "array":
            return st.lists(values(schema["items"]), max_size=4)
    pattern = str(schema.get("pattern", ""))
    if pattern.startswith("^S"):
        return IDS
    if pattern.startswith(("^R", "^N")):
        return st.integers(0, 20).map(f"{pattern[1]}{{}}".format) | st.sampled_from(["R²", "9" * 5000, ""])
    return st.builds("{}: {}".format, st.sampled_from(["count", "system", "data", "x"]), PHRASES) if pattern else TEXTS


LISTS = {
    name: values(one)
    for answer in ANSWERS.values()
    for name, one in schema_of(answer, bounded=True)["properties"].items()
    if name not in ("forbidden", "target", "source", "texts")
}
ANSWERED = st.fixed_dictionaries({}, optional=LISTS)


def specified(said: Mapping[str, Any], ask: Skill) -> Specification:
    def answer(request: httpx2.Request) -> httpx2.Response:
        return answer_to(json.loads(request.content), dict(said))

    http_client = httpx2.AsyncClient(transport=httpx2.MockTransport(answer))
    return soundness.run(BRIEF, engine_of(http_client, "hybrid", replace(ONE_TRY, ask=ask)))


@pytest.mark.parametrize("ask", ["whole", "pieces"])
@settings(max_examples=25)
@given(said=ANSWERED)
@example(said={"needs": [SHOWN, BOOKED, IMPLIED], "verdicts": [{"statement": "N1", "verdict": "no"}]})
@example(said={"wrong": [{"requirement": f"R{at}", "sentences": [], "reason": "not_said"} for at in range(30)]})
@example(said={"notes": ["leave_out: e-mail"], "facts": ["system: Larder", "system: Mailchimp"]})
def test_nothing_of_the_rules_is_lost_and_nothing_ungrounded_comes_in(said: Mapping[str, Any], ask: Skill) -> None:
    found = specified(said, ask)
    assert {one.key for one in RULES.requirements} <= {one.key for one in found.requirements}
    assert {(one.kind, one.start, one.end, str(one.value)) for one in RULES.facts} <= {
        (one.kind, one.start, one.end, str(one.value)) for one in found.facts
    }
    assert [one.evidence for one in RULES.goals] == [one.evidence for one in found.goals[: len(RULES.goals)]]
    assert {one.text for one in RULES.questions} <= {one.text for one in found.questions}
    assert [one.text for one in RULES.contradictions] == [
        one.text for one in found.contradictions[: len(RULES.contradictions)]
    ]
    assert (found.scale, found.schedule, found.privacy) == (RULES.scale, RULES.schedule, RULES.privacy)
    faults = soundness.faults(found)
    faults.pop("unsupported", None)  # what is only implied says so, and stays
    assert faults == {}
    assert soundness.is_lossless(found)


@pytest.mark.parametrize("ask", ["whole", "pieces"])
def test_a_model_that_finds_nothing_changes_nothing(ask: Skill) -> None:
    found = specified({}, ask)
    assert found.requirements == RULES.requirements
    assert (found.facts, found.goals, found.questions) == (RULES.facts, RULES.goals, RULES.questions)
    assert (found.outcome, found.reason) == (RULES.outcome, RULES.reason)
