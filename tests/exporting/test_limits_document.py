"""Explanations and alignments as pages: everything on them, everything linked, nothing acts."""

import re
from collections.abc import Callable

import pytest

from schemas.alignment import Alignment
from schemas.base import Finding
from schemas.brief import Sentence
from schemas.explanation import ConstraintText, ExplainedConstraint, Explanation, Kept, LeftOut, Meaning, Passage
from service.exporting import alignment_to_html, explanation_to_html, to_json
from service.exporting.limits_document import Beside, explanation_view
from tests.exporting.limits_specimen import alignment, alone, explanation, gateway
from tests.exporting.specimen import specification
from tests.exporting.test_document import ATTACK, elements

PAGES: list[Callable[[], str]] = [
    lambda: explanation_to_html(explanation()),
    lambda: explanation_to_html(alone()),
    lambda: alignment_to_html(alignment()),
]


def hostile_constraint() -> ExplainedConstraint:
    item, whole = gateway(), Passage(start=0, end=len(ATTACK), text=ATTACK)
    places = {"start": 2, "end": 30}
    return item.model_copy(
        update={
            "id": "C1",
            "source": whole,
            "context": [whole],
            "title": ATTACK,
            "plain": ATTACK,
            "means": Meaning(text=ATTACK, produced_by=ATTACK),
            "firmness_why": ATTACK,
            "binds": ATTACK,
            "overridden_by": ATTACK,
            "conditions": [whole],
            "kept": [Kept(what="name", text=ATTACK, plain_start=1, plain_end=40, **places)],
            "left_out": [LeftOut(text=ATTACK, start=60, end=80, reason=ATTACK)],
            "effects": [
                effect.model_copy(update={"text": ATTACK, "requirements": [ATTACK]}) for effect in item.effects
            ],
            "options": [option.model_copy(update={"text": ATTACK, "takes": ATTACK}) for option in item.options],
            "glossary": [entry.model_copy(update={"term": ATTACK, "plain": ATTACK}) for entry in item.glossary],
            "findings": [Finding(code="x", message=ATTACK)],
        }
    )


def hostile_text() -> ConstraintText:
    sentence = Sentence(id="T1", start=0, end=len(ATTACK), text=ATTACK)
    return ConstraintText(text=ATTACK, language="en", not_read=[ATTACK], sentences=[sentence])


def hostile() -> Explanation:
    """An explanation whose every text is an attack."""
    questions = [item.model_copy(update={"text": ATTACK, "why": ATTACK}) for item in explanation().questions]
    changes = {"text": hostile_text(), "campaign": ATTACK, "reason": ATTACK, "questions": questions}
    return explanation().model_copy(update={**changes, "constraints": [hostile_constraint()]})


def hostile_alignment() -> Alignment:
    held = alignment()
    view = held.launch_view
    changes = {
        "decisions": [item.model_copy(update={"what": ATTACK, "refs": [ATTACK]}) for item in view.decisions],
        "readiness": [item.model_copy(update={"text": ATTACK}) for item in view.readiness],
    }
    collisions = [item.model_copy(update={"effect": ATTACK, "calculation": ATTACK}) for item in held.collisions]
    return held.model_copy(
        update={
            "text": hostile_text(),
            "campaign": ATTACK,
            "constraints": [hostile_constraint()],
            "collisions": collisions,
            "launch_view": view.model_copy(update=changes),
        }
    )


@pytest.mark.parametrize("page", PAGES)
def test_ids_are_unique_and_every_link_arrives(page: Callable[[], str]) -> None:
    found = elements(page())
    ids = [attributes["id"] for _, attributes in found if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = {str(attributes["href"]) for tag, attributes in found if tag == "a"}
    assert {link.removeprefix("#") for link in links} <= set(ids)
    tied = {place for _, attributes in found for place in str(attributes.get("data-to") or "").split()}
    assert tied <= set(ids)
    assert tied


@pytest.mark.parametrize("page", PAGES)
def test_in_the_file_only_the_source_is_folded_and_nothing_is_loaded(page: Callable[[], str]) -> None:
    found = elements(page())
    folds = [attributes for tag, attributes in found if tag == "details"]
    assert [fold.get("class") for fold in folds if "open" not in fold] == ["fold"]
    assert not {"src", "srcset", "action", "data", "poster"} & {name for _, attributes in found for name in attributes}


@pytest.mark.parametrize(
    "write", [lambda: explanation_to_html(hostile()), lambda: alignment_to_html(hostile_alignment())]
)
def test_hostile_text_adds_no_element_and_no_attribute(write: Callable[[], str]) -> None:
    page = write()
    found = elements(page)
    assert [tag for tag, _ in found].count("script") == 1
    assert "img" not in {tag for tag, _ in found}
    assert not [name for _, attributes in found for name in attributes if name.startswith("on")]
    assert "&lt;U+202E&gt;" in page
    assert "\u202e" not in page


@pytest.mark.parametrize(
    "text",
    [
        "At most 40 e-mails a second",
        "does not fit",
        "in general",
        "Window you planned: 2 h; Time it takes: 4 h 27",
        "640,000 messages / 40 per second",
        "the system that hands e-mails to the mail providers",
        "see the question",
        "No longer holds: replaced by",
        "GDPR, Art. 5(1)(e)",
        "When is the old consent service switched off?",
        "courtesy",
    ],
)
def test_every_part_of_an_explanation_is_on_the_page(text: str) -> None:
    assert text in explanation_to_html(explanation())


@pytest.mark.parametrize(
    "text",
    [
        "The launch: Wed 14 Apr 2027",
        "! late",
        "Wed 24 Mar 2027",
        "Faults stay on the page",
        "40,000 members back",
        "What does not collide, and why",
        "The brief says nothing about going back.",
    ],
)
def test_every_part_of_an_alignment_is_on_the_page(text: str) -> None:
    assert text in alignment_to_html(alignment())


def test_ways_out_of_a_collision_are_told_once() -> None:
    page = alignment_to_html(alignment())
    assert page.count("Have the ceiling raised for one morning") == 1
    assert explanation_to_html(explanation()).count("Have the ceiling raised for one morning") == 1


def test_what_a_model_says_it_means_stands_behind_the_plain_words_and_is_marked() -> None:
    means = Meaning(text="Most members read it late.", produced_by="prompt:explanations@2:tester")
    told = explanation().model_copy(update={"constraints": [gateway().model_copy(update={"means": means})]})
    page = explanation_to_html(told)
    behind = page[page.index('<p class="plain">') : page.index("Why it exists")]
    assert '<p class="means">Most members read it late. <span class="tag vague"' in behind
    assert "the model’s words, checked against the effects and ways out" in behind
    assert 'class="means"' not in explanation_to_html(explanation())


def test_a_replaced_constraint_is_struck_and_leads_to_the_new_one() -> None:
    page = explanation_to_html(explanation())
    card = page[page.index('id="constraint-C4"') : page.index('id="constraint-C5"')]
    assert "<s>Exports for 30 days</s>" in card
    assert 'href="#constraint-C5"' in card


def test_names_of_the_specification_lead_to_its_page_where_it_has_one() -> None:
    view = explanation_view(explanation(), beside=Beside("/results/abc", specification()))
    places = view.places
    assert view.labels["dpia"] == "DPIA"
    assert places["G1"] == "/results/abc#g-G1"
    assert places["SCALE-001"] == "/results/abc#r-SCALE-001"
    assert places["S4"] == "/results/abc#s-S4"
    assert places["Q1"] == "#q-Q1"
    assert places["W1"] == "/results/abc#w-W1"
    assert "SCALE-001" not in explanation_view(explanation()).places


def test_nothing_found_can_be_shown() -> None:
    bare = explanation().model_copy(update={"constraints": [], "questions": [], "coverage": [], "outcome": "too_thin"})
    page = explanation_to_html(bare)
    assert "too thin" in page
    assert "No constraint was found" in page
    held = alignment().model_copy(update={"constraints": [], "collisions": [], "no_collision": []})
    assert "Nothing that can be told" in alignment_to_html(held)


def test_json_and_pages_are_the_same_each_time() -> None:
    assert Explanation.model_validate_json(to_json(explanation())) == explanation()
    assert Alignment.model_validate_json(to_json(alignment())) == alignment()
    assert re.sub(r"\s", "", alignment_to_html(alignment())) == re.sub(r"\s", "", alignment_to_html(alignment()))
