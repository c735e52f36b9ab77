"""Explanations and alignments as tickets."""

import re

import pytest
from markdown_it import MarkdownIt

from schemas.base import Finding
from schemas.explanation import Meaning
from service.exporting import alignment_to_markdown, explanation_to_markdown
from tests.exporting.limits_specimen import alignment, explanation, gateway
from tests.exporting.test_escaping import ATTACKS

RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


@pytest.fixture(scope="module")
def explained() -> str:
    return explanation_to_markdown(explanation())


@pytest.fixture(scope="module")
def aligned() -> str:
    return alignment_to_markdown(alignment())


def test_the_summary_comes_first(explained: str) -> None:
    title, _, summary = explained.split("\n")[:3]
    assert title == "# IT’s constraints, and what they mean for Tideline Club spring wake-up"
    assert summary.startswith("Outcome: **partial** · Constraints: **5** · Collisions: **1**")


@pytest.mark.parametrize(
    "part",
    [
        "### C1 At most 40 e-mails a second",
        "IT’s words: “The mail gateway must not send more than 40 messages per second across all brands,",
        "Kind: rate limit · firmness: what the system can take",
        "(computed, timing, **does not fit**) The morning send takes 4 h 27",
        "By 2 h 27. \\[SCALE-001, S4\\]",
        "Compared: Window you planned 2 h; Time it takes 4 h 27",
        "(in general, reach) Sends of other brands",
        "You give up: two weeks of waiting for an answer; you gain: the planned window holds",
        "Words explained: mail gateway: the system that hands e-mails",
        "Left out: “burst capacity excluded”: It does not say",
        "### ~~C4 Exports for 30 days~~ (replaced by C5)",
        "Source: GDPR, Art. 5(1)(e).",
        "\\[T6\\] “Thanks for your patience!”: courtesy",
    ],
)
def test_an_explanation_says_it(explained: str, part: str) -> None:
    assert part in explained


def test_computed_effects_stand_before_general_ones(explained: str) -> None:
    assert explained.index("(computed, timing") < explained.index("(in general, reach)")


@pytest.mark.parametrize(
    "part",
    [
        "## The launch: Wed 14 Apr 2027",
        "- **late**: The send does not fit its window. \\[C1, SCALE-001\\]",
        "| A wider window or a higher ceiling \\[X1\\] | Campaign manager | Wed 24 Mar 2027 | The send takes 4 h 27. |",
        "### X1 (C1, timing, by 2 h 27)",
        "Cannot be told yet: **C3** A way back for whatever goes live.",
        "- At stake: 40,000 members",
    ],
)
def test_an_alignment_says_it(aligned: str, part: str) -> None:
    assert part in aligned


def test_sections_of_an_alignment_stand_in_the_order_of_the_decision(aligned: str) -> None:
    titles = re.findall(r"^## (.+)", aligned, flags=re.MULTILINE)
    assert [title.split()[0] for title in titles] == ["What", "What", "The", "The", "Questions:", "How"]
    assert titles[0] == "What collides: 1 collision"


def test_what_a_model_says_it_means_stands_behind_the_plain_words_and_is_marked() -> None:
    means = Meaning(text="Most members read it late.", produced_by="prompt:explanations@2:tester")
    told = explanation_to_markdown(
        explanation().model_copy(update={"constraints": [gateway().model_copy(update={"means": means})]})
    )
    behind = told[told.index("**All brands together") :].split("\n\n")[1]
    assert (
        behind
        == "What it means (the model’s words, checked against the effects and ways out): Most members read it late."
    )
    assert "What it means (" not in explanation_to_markdown(explanation())


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_words_stay_words(attack: str) -> None:
    item = gateway()
    odd = item.model_copy(
        update={
            "title": attack,
            "plain": attack,
            "means": Meaning(text=attack, produced_by=attack),
            "kept": [],
            "source": item.source.model_copy(update={"text": attack}),
            "next_step": attack,
            "firmness_why": attack,
            "binds": attack,
            "options": [option.model_copy(update={"text": attack, "gains": attack}) for option in item.options],
            "glossary": [entry.model_copy(update={"term": attack}) for entry in item.glossary],
            "findings": [Finding(code="x", message=attack)],
            "overridden_by": attack,
        }
    )
    hostile = explanation().model_copy(update={"constraints": [odd], "reason": attack, "campaign": attack})
    held = alignment().model_copy(update={"constraints": [odd], "campaign": attack, "reason": attack})
    collision = held.collisions[0].model_copy(update={"effect": attack, "calculation": attack, "options": odd.options})
    decision = held.launch_view.decisions[0].model_copy(update={"what": attack, "why": attack})
    view = held.launch_view.model_copy(update={"decisions": [decision]})
    held = held.model_copy(update={"collisions": [collision], "launch_view": view})
    allowed = ["h1", "h2", "h3", "p", "ul", "ol", "li", "strong", "s", "table", "thead", "tbody", "tr", "th", "td"]
    for document in (explanation_to_markdown(hostile), alignment_to_markdown(held)):
        assert set(re.findall(r"<(\w+)", RENDERER.render(document))) <= set(allowed)
