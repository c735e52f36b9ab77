"""The pages: what each template is given, and how it is rendered."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape

from schemas.problem import Problem
from schemas.specification import Specification
from service.exporting import document
from service.exporting.document import ResultView, result_view
from service.web.form import GUIDE, Ask, Entered, Fault


@dataclass(frozen=True, slots=True)
class Example:
    """A brief of an invented company, to try the page with."""

    name: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class FormPage:
    """Everything `web/form.html` shows."""

    entered: Entered
    faults: tuple[Fault, ...]
    examples: tuple[Example, ...]
    example: str | None
    limit: int
    guide: tuple[Ask, ...] = GUIDE
    current: str = "brief"

    @property
    def title(self) -> str:
        """What the window is called; an error comes first, for whoever hears the page."""
        return "Error: give Liaison your brief" if self.faults else "Give Liaison your brief"

    @property
    def fresh(self) -> bool:
        """Whether nothing was typed yet: only then may the browser put back what it has kept."""
        return not self.faults and self.example is None

    def wrong(self, name: str) -> str | None:
        """What is wrong with a field, if something is."""
        return next((fault.message for fault in self.faults if fault.field == name), None)


@dataclass(frozen=True, slots=True)
class ResultPage:
    """Everything `web/result_page.html` shows."""

    title: str
    name: str
    result: ResultView
    current: str = "result"


@dataclass(frozen=True, slots=True)
class HowPage:
    """Everything `web/how.html` shows."""

    title: str = "How Liaison works"
    current: str = "how"


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """Everything `web/problem.html` shows."""

    title: str
    detail: str
    action: str | None
    current: str = "problem"


Page = FormPage | ResultPage | HowPage | ProblemPage
TEMPLATES: Final[dict[type[Page], str]] = {
    FormPage: "web/form.html",
    ResultPage: "web/result_page.html",
    HowPage: "web/how.html",
    ProblemPage: "web/problem.html",
}
GONE = ProblemPage(
    title="This result is not kept any more",
    detail="Results live in the memory of the server for some hours and are written nowhere.",
    action="Go to the brief and send it again: what you typed is still in your browser, unless you cleared it.",
)


@cache
def environment() -> Environment:
    """Templates of the pages and of the shared result."""
    built = document.environment({"web": PackageLoader("service.web")})
    built.filters["as_typed"] = as_typed
    return built


def as_typed(text: str) -> Markup:
    """Text of a form field, escaped and otherwise exactly as it was typed: it will be sent again."""
    return escape(text)


def render(page: Page) -> str:
    """The page as HTML."""
    return environment().get_template(TEMPLATES[type(page)]).render(page=page)


@cache
def examples() -> tuple[Example, ...]:
    """The briefs in the folder `examples`, by name; the first line of each is its title."""
    found = sorted((files("service.web") / "examples").iterdir(), key=lambda entry: entry.name)
    texts = ((entry.name.removesuffix(".txt"), entry.read_text(encoding="utf-8")) for entry in found)
    return tuple(Example(name, text.partition("\n")[0].strip(), text) for name, text in texts)


def result_page(name: str, specification: Specification) -> str:
    """The page of one result."""
    title = specification.brief.title or "Untitled brief"
    return render(ResultPage(title=title, name=name, result=result_view(specification)))


def problem_page(request: Request, problem: Problem) -> Response | None:
    """A problem as a page for a person at a browser, on the addresses of pages; None for everybody else."""
    wants_page = "text/html" in request.headers.get("accept", "")
    if not wants_page or request.url.path.startswith(("/v1/", "/docs")):
        return None
    page = ProblemPage(title=problem.title, detail=problem.detail, action=problem.action)
    return HTMLResponse(render(page), problem.status)
