"""One self-contained page: everything inside, nothing of the brief acts."""

import re
from html.parser import HTMLParser

import pytest

from schemas.base import Finding
from schemas.brief import Brief, Sentence
from schemas.requirement import Coverage
from schemas.specification import Specification
from service.exporting import to_html
from service.exporting.document import STYLE_FILE, asset
from tests.exporting.specimen import specification

ATTACK = (
    "</bdi></textarea></script><script>alert(1)</script><img src=https://elsewhere.example/x onerror=alert(1)>"
    '" onmouseover="alert(1) \u202egnp.exe \x07 {{ 7*7 }} <svg/onload=alert(1)>'
)


class Elements(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def elements(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Elements()
    parser.feed(page)
    return parser.seen


def hostile() -> Specification:
    """A specification whose every text of the brief is an attack."""
    base = specification()
    sentence = Sentence(id="S1", start=0, end=len(ATTACK), text=ATTACK)
    brief = Brief(title=ATTACK, text=ATTACK, language="en", not_read=[ATTACK], sentences=[sentence])
    needs = [need.model_copy(update={"statement": ATTACK, "rationale": ATTACK}) for need in base.requirements]
    asked = [question.model_copy(update={"text": ATTACK, "options": [ATTACK]}) for question in base.questions]
    return base.model_copy(
        update={
            "brief": brief,
            "facts": [],
            "requirements": needs,
            "questions": asked,
            "findings": [Finding(code="x", message=ATTACK)],
            "coverage": [Coverage(sentence="S1", status="used", reason=ATTACK, refs=[ATTACK])],
        }
    )


def test_the_page_loads_nothing() -> None:
    loading = {"src", "srcset", "action", "data", "poster", "background"}
    for tag, attributes in elements(to_html(specification())):
        assert not loading & set(attributes), tag
        assert tag not in {"link", "iframe", "object", "embed", "img", "base"}
        assert (attributes.get("href") or "#").startswith("#")
    assert not re.search(r"@import|url\((?!\"#)", asset(STYLE_FILE))


def test_in_the_file_only_the_brief_is_folded() -> None:
    folds = [attributes for tag, attributes in elements(to_html(specification())) if tag == "details"]
    assert len(folds) > 20
    assert [fold.get("class") for fold in folds if "open" not in fold] == ["fold"]


def test_the_policy_in_the_page_allows_its_own_style_and_script_only() -> None:
    policy = next(a["content"] for tag, a in elements(to_html(specification())) if "http-equiv" in a)
    assert policy is not None
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; base-uri 'none'", policy
    )


def test_a_hostile_brief_adds_no_element_and_no_attribute() -> None:
    page = elements(to_html(hostile()))
    assert [tag for tag, _ in page].count("script") == 1
    assert "img" not in {tag for tag, _ in page}
    assert not [name for _, attributes in page for name in attributes if name.startswith("on")]
    assert "&lt;U+202E&gt;" in to_html(hostile())
    assert "{{ 7*7 }}" in to_html(hostile())


def test_ids_are_unique_and_every_link_arrives() -> None:
    page = elements(to_html(specification()))
    ids = [attributes["id"] for _, attributes in page if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = {str(attributes["href"]) for tag, attributes in page if tag == "a"}
    assert {link.removeprefix("#") for link in links} <= set(ids)


@pytest.mark.parametrize(
    "text",
    [
        "Who looks after the data of the app?",
        "members / window = 640,000 / 7,200 s",
        "Leave the kids variant for a second wave",
        "Two budgets are named.",
        "72 working days (30 to 90)",
        "GDPR, Art. 35(3)",
    ],
)
def test_every_part_is_on_the_page(text: str) -> None:
    assert text in to_html(specification())


def test_an_almost_empty_result_can_be_shown() -> None:
    base = specification()
    bare: dict[str, object] = {
        name: []
        for name in (
            "facts", "goals", "requirements", "data_sources", "ownership", "governance", "risks", "assumptions",
            "contradictions", "questions", "coverage",
        )
    }  # fmt: skip
    plan = base.schedule.model_copy(update={"launch": None, "lead_items": [], "buffer": None})
    bare |= {"schedule": plan, "scale": base.scale.model_copy(update={"workloads": []}), "outcome": "too_thin"}
    page = to_html(base.model_copy(update=bare))
    assert "too thin" in page
    assert "Nothing yet" in page
