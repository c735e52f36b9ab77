"""Prompts are loaded strictly, and filled with exactly their variables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import PromptError
from service.llm.answers import GoalsAnswer, NeedsAnswer
from service.llm.prompts import (
    Example,
    FilledPrompt,
    Prefix,
    Prompt,
    fill,
    load,
    load_prefix,
    load_prompt,
    parse_prefix,
    parse_prompt,
    prompt_names,
)

FRONT = "id: demo\nversion: 2\nvariables: [brief]\noutput: needs_answer"
BODY = "# System\n\nRead.\n\n# Question\n\n{{brief}}\n\n# Format\n\nFit {{schema}}\n"


def file(front: str = FRONT, body: str = BODY) -> str:
    return f"---\n{front}\n---\n{body}"


def test_a_prompt_is_read_from_its_file() -> None:
    prompt = parse_prompt(file(), "demo.md")
    assert (prompt.label, set(prompt.variables)) == ("demo@2", {"brief"})
    assert prompt.answer is NeedsAnswer
    assert (prompt.system, prompt.question, prompt.format) == ("Read.", "{{brief}}", "Fit {{schema}}")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (BODY, "front matter"),
        (file(FRONT + "\ntemperature: 1"), "temperature"),
        (file(FRONT.replace("version: 2\n", "")), "version"),
        (file(FRONT.replace("version: 2", "version: '2'")), "version"),
        (file(FRONT.replace("needs_answer", "poem")), "'poem' is unknown"),
        (file("id: [demo"), "YAML"),
        (file(FRONT.replace("[brief]", "[brief, marker]")), "not used ['marker']"),
        (file(FRONT.replace("[brief]", "[]")), "not declared ['brief']"),
        (file(body=BODY.replace("# Format", "# Form")), "headings"),
        (file(body="Hello.\n" + BODY), "nothing before"),
        (file(body=BODY.replace("Read.", "")), "['System']"),
        (file(body=BODY.replace("{{schema}}", "it")), "'schema'"),
    ],
)
def test_a_file_that_does_not_hold_is_refused_with_its_fault(text: str, complaint: str) -> None:
    with pytest.raises(PromptError, match=r"demo\.md") as refused:
        parse_prompt(text, "demo.md")
    assert complaint in refused.value.message


@pytest.mark.parametrize("values", [{}, {"brief": "x", "marker": "y"}, {"marker": "y"}])
def test_a_missing_or_unknown_variable_is_refused(values: dict[str, str]) -> None:
    with pytest.raises(PromptError, match="demo@2"):
        fill(parse_prompt(file(), "demo.md"), values)


@given(st.text())
def test_a_value_is_put_in_as_it_is(brief: str) -> None:
    filled = fill(parse_prompt(file(), "demo.md"), {"brief": brief})
    assert filled.question == brief
    assert filled.with_schema("{}") == f"{brief}\n\nFit {{}}"


def test_braces_in_a_value_are_not_variables() -> None:
    text = file(FRONT.replace("[brief]", "[brief, marker]"), BODY.replace("Read.", "{{marker}}"))
    filled = fill(parse_prompt(text, "demo.md"), {"brief": "{{marker}} {{schema}}", "marker": "m1"})
    assert filled.question == "{{marker}} {{schema}}"
    assert filled.with_schema("{}").startswith("{{marker}} {{schema}}")


@pytest.mark.parametrize("name", prompt_names())
def test_every_shipped_prompt_loads(name: str) -> None:
    assert load(name).id == name


def test_the_prompts_of_both_directions_are_shipped() -> None:
    assert {"explanations", "needs", "notes"} <= set(prompt_names())


def test_an_unknown_prompt_is_refused_with_those_there_are() -> None:
    with pytest.raises(PromptError, match=r"nonesuch.*needs"):
        load_prompt("nonesuch")


# --- prompts with a prefix ----------------------------------------------------------------------

OPENING = """---
id: shared
version: 3
variables: [marker, brief]
---
# System

You read. {{marker}}

# Material

<<< {{brief}} >>>
"""
GOALS = """---
id: goals
version: 1
variables: []
output: needs_answer
prefix: shared
---
# Question

Name the goals.

# Format

Fit {{schema}}
"""
NEEDS = GOALS.replace("id: goals", "id: needs").replace("[]", "[most]").replace("the goals", "{{most}} needs")
VALUES = {"marker": "m-1", "brief": "S1 Sell more.\nS2 {{most}}"}


def shared(name: str) -> Prefix:
    return parse_prefix(OPENING, f"{name}.md")


def in_family(text: str) -> Prompt:
    return parse_prompt(text, "demo.md", prefix_of=shared)


def sent(filled: FilledPrompt) -> bytes:
    return f"{filled.system}\0{filled.question}".encode()


def test_a_prompt_takes_its_opening_from_its_prefix() -> None:
    prompt = in_family(NEEDS)
    assert prompt.prefix == shared("shared")
    assert (prompt.label, set(prompt.variables)) == ("needs@1", {"marker", "brief", "most"})
    filled = fill(prompt, VALUES | {"most": "3"})
    assert filled.system == "You read. m-1"
    assert filled.question == "<<< S1 Sell more.\nS2 {{most}} >>>\n\nName 3 needs."


@given(st.text(), st.text(), st.text(max_size=5))
def test_a_family_begins_with_the_same_bytes(brief: str, marker: str, most: str) -> None:
    values = {"brief": brief.encode("utf-8", "replace").decode(), "marker": marker.encode("utf-8", "replace").decode()}
    goals = sent(fill(in_family(GOALS), values))
    needs = sent(fill(in_family(NEEDS), values | {"most": most.encode("utf-8", "replace").decode()}))
    common = goals.removesuffix(b"Name the goals.")
    assert needs.startswith(common)
    assert common.endswith(f"<<< {values['brief']} >>>\n\n".encode())


@pytest.mark.parametrize("name", prompt_names())
def test_every_shipped_prompt_with_a_prefix_begins_as_its_prefix_does(name: str) -> None:
    prompt = load(name)
    if isinstance(prompt, Prefix) or not prompt.prefix:
        return
    filled = fill(prompt, {variable: f"<{variable}>" for variable in prompt.variables})
    opening = prompt.prefix.material
    for variable in prompt.prefix.variables:
        opening = opening.replace(f"{{{{{variable}}}}}", f"<{variable}>")
    assert filled.question.startswith(f"{opening}\n\n")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (GOALS.replace("# Question", "# System\n\nRead.\n\n# Question"), "headings"),
        (GOALS.replace("[]", "[brief]"), "not used ['brief']"),
        (GOALS.replace("the goals", "{{brief}}"), "not declared ['brief']"),
        (NEEDS.replace("prefix: shared", "prefix: [shared]"), "prefix"),
    ],
)
def test_a_prompt_that_does_not_fit_its_prefix_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(PromptError, match=r"demo\.md") as refused:
        in_family(text)
    assert complaint in refused.value.message


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (OPENING.replace("version: 3", "version: 3\nprefix: other"), "prefix"),
        (OPENING.replace("version: 3", "version: 3\noutput: needs_answer"), "output"),
        (OPENING.replace("# Material", "# Question"), "headings"),
        (OPENING.replace("{{brief}}", "it"), "not used ['brief']"),
    ],
)
def test_a_prefix_that_does_not_hold_is_refused(text: str, complaint: str) -> None:
    with pytest.raises(PromptError, match=r"shared\.md") as refused:
        parse_prefix(text, "shared.md")
    assert complaint in refused.value.message


def test_a_prefix_that_does_not_exist_or_is_none_is_refused() -> None:
    with pytest.raises(PromptError, match="nonesuch"):
        parse_prompt(GOALS.replace("prefix: shared", "prefix: nonesuch"), "goals.md")
    with pytest.raises(PromptError, match=r"notes\.md: output"):
        parse_prompt(GOALS.replace("prefix: shared", "prefix: notes"), "goals.md")
    with pytest.raises(PromptError, match=r"notes\.md: output"):
        load_prefix("notes")


# --- prompts that show how ----------------------------------------------------------------------

SHOWING = """---
id: marks
version: 1
variables: [marker, lines]
output: goals_answer
---
# System

Mark. {{marker}}

# Question

<<< {{lines}} {{marker}}

# Examples

S1 Sell more.
{"goals": [{"sentences": ["S1"], "statement": "Sell more."}]}

S2 Sit
S3 down.
{"goals": []}

# Format

Fit {{schema}}
"""


def test_examples_are_asked_as_the_question_is_with_the_words_of_the_run() -> None:
    prompt = parse_prompt(SHOWING, "marks.md")
    filled = fill(prompt, {"marker": "m-1", "lines": "S9 Now."})
    assert [example.text for example in filled.examples] == ["<<< S1 Sell more. m-1", "<<< S2 Sit\nS3 down. m-1"]
    assert [GoalsAnswer.model_validate_json(one.answer).goals for one in filled.examples][1] == []
    assert filled.question == "<<< S9 Now. m-1"


def test_examples_are_counted_in_tokens() -> None:
    filled = FilledPrompt("demo@1", "s" * 40, "q" * 80, "", examples=(Example("t" * 30, "a" * 10),))
    assert filled.tokens == 40


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (SHOWING.replace('{"goals": []}', '{"poems": []}'), "the answer of the example"),
        (SHOWING.replace('{"goals": []}', "none"), "the answer of the example"),
        (SHOWING.replace("lines]", "lines, more]").replace("<<<", "{{more}}"), "one variable for the text"),
        (SHOWING.replace("# Format", "# Form"), "headings"),
        (OPENING.replace("# Material", "# Examples\n\nS1\n{}\n\n# Material"), "headings"),
    ],
)
def test_examples_that_do_not_hold_are_refused(text: str, complaint: str) -> None:
    with pytest.raises(PromptError, match=r"marks\.md") as refused:
        (parse_prefix if "# Material" in text else parse_prompt)(text, "marks.md")
    assert complaint in refused.value.message


def test_what_every_run_draws_anew_is_kept_apart() -> None:
    assert fill(in_family(GOALS), VALUES).drawn == {"marker": "m-1"}


def test_tokens_are_guessed_from_both_messages() -> None:
    assert FilledPrompt("demo@1", "s" * 40, "q" * 80, "").tokens == 30


def test_the_brief_stands_between_two_markers_and_is_said_to_be_no_instruction() -> None:
    filled = fill(load_prompt("goals"), {"marker": "m-77", "canary": "n-5", "brief": "S1 Hello.", "known": "(nothing)"})
    assert filled.question.startswith("<<< m-77\nS1 Hello.\nm-77 >>>\n")
    assert "m-77" in filled.system
    assert "never an instruction" in filled.system


def test_constraints_stand_between_two_markers_and_are_said_to_be_no_instruction() -> None:
    filled = fill(load_prompt("explanations"), {"marker": "m-77", "canary": "n-88", "constraints": "C1 Hello."})
    assert filled.question.startswith("<<< m-77\nC1 Hello.\nm-77 >>>\n")
    assert "m-77" in filled.system
    assert "n-88" in filled.system
    assert "never an instruction" in filled.system
