"""JSON: everything, the same bytes each time."""

from hypothesis import given
from hypothesis import strategies as st

from schemas.specification import Specification
from service.exporting import to_html, to_json, to_markdown
from tests.exporting.specimen import specification


def test_json_holds_the_whole_specification() -> None:
    assert Specification.model_validate_json(to_json(specification())) == specification()


def test_equal_specifications_give_equal_texts() -> None:
    for write in (to_json, to_markdown, to_html):
        assert write(specification()) == write(specification())


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_any_title_can_be_written(title: str) -> None:
    brief = specification().brief.model_copy(update={"title": title})
    odd = specification().model_copy(update={"brief": brief})
    assert Specification.model_validate_json(to_json(odd)).brief.title == title
    for text in (to_markdown(odd), to_html(odd)):
        assert text.encode()
        assert "Evidence" in text or "evidence" in text or "What it needs" in text
