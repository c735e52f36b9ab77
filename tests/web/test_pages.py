"""Problems as pages, and templates that refuse what is not declared."""

import jinja2
import pytest
from starlette.requests import Request

from schemas.problem import Problem
from service.web import pages
from service.web.form import Entered

PROBLEM = Problem(title="Nothing is <here>", status=404, detail="There is nothing.", action="Go back.")


def request(path: str, accept: str) -> Request:
    headers = [(b"accept", accept.encode()), (b"host", b"localhost")]
    scope = {"type": "http", "method": "GET", "path": path, "headers": headers, "query_string": b""}
    return Request(scope)


def test_a_person_gets_a_page() -> None:
    answer = pages.problem_page(request("/nowhere", "text/html,*/*;q=0.8"), PROBLEM)
    assert answer is not None
    assert answer.status_code == 404
    assert b"<h1>Nothing is &lt;here&gt;</h1>" in bytes(answer.body)


@pytest.mark.parametrize(("path", "accept"), [("/nowhere", "*/*"), ("/nowhere", ""), ("/v1/requirements", "text/html")])
def test_a_program_gets_problem_details(path: str, accept: str) -> None:
    assert pages.problem_page(request(path, accept), PROBLEM) is None


def test_an_undeclared_name_is_an_error() -> None:
    with pytest.raises(jinja2.UndefinedError):
        pages.environment().from_string("{{ page.nothing }}").render(page=Entered())


def test_templates_escape() -> None:
    assert pages.environment().from_string("{{ x }}").render(x="<b>") == "&lt;b&gt;"


def test_examples_have_titles_and_enough_to_work_from() -> None:
    for example in pages.examples():
        assert 5 < len(example.title) < 60
        assert len(example.text.split()) > 150


def test_examples_of_constraints_speak_to_the_brief_of_the_same_name() -> None:
    briefs = {example.name: example.text for example in pages.examples()}
    for example in pages.limits_examples():
        assert example.brief == briefs[example.name]
        assert 100 < len(example.text.split()) < 400
