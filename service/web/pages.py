"""The pages: what each template is given, and how it is rendered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Final

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape

from schemas.alignment import Alignment
from schemas.explanation import Explanation
from schemas.problem import Problem
from schemas.specification import Specification
from schemas.stored import ResultList, ResultSummary, Share, SharedResult
from service.callers import current_caller
from service.exporting import document
from service.exporting.document import ResultView, result_view
from service.exporting.limits_document import Beside, LimitsView, alignment_view, explanation_view
from service.exporting.outline import OUTCOME_WORDS
from service.oidc.people import WORDS
from service.runs import AnyResult
from service.web.batch_pages import BatchesPage, OneBatchPage
from service.web.engines import EngineOffer
from service.web.form import GUIDE, Ask, Entered, Fault
from service.web.limits_form import LimitsEntered
from service.web.shelf import Shelved
from service.web.sought import Sought


@dataclass(frozen=True, slots=True)
class Example:
    """A brief of an invented company, to try the page with."""

    name: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class LimitsExample:
    """What the IT of an invented company has to say, with the brief it says it to."""

    name: str
    title: str
    text: str
    brief: str


@dataclass(frozen=True, slots=True)
class FormPage:
    """Everything `web/form.html` shows."""

    entered: Entered
    faults: tuple[Fault, ...]
    examples: tuple[Example, ...]
    example: str | None
    limit: int
    keeps: bool
    engines: EngineOffer | None = None
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
        return wrong(self.faults, name)


@dataclass(frozen=True, slots=True)
class LimitsFormPage:
    """Everything `web/limits_form.html` shows; `against` is the title of the specification that stands for a brief."""

    entered: LimitsEntered
    faults: tuple[Fault, ...]
    examples: tuple[LimitsExample, ...]
    example: str | None
    limit: int
    against: str | None
    keeps: bool
    engines: EngineOffer | None = None
    current: str = "constraints"

    @property
    def title(self) -> str:
        """What the window is called; an error comes first, for whoever hears the page."""
        return "Error: give Liaison IT’s limits" if self.faults else "Give Liaison IT’s limits"

    @property
    def fresh(self) -> bool:
        """Whether nothing was typed yet: only then may the browser put back what it has kept."""
        return not self.faults and self.example is None

    def wrong(self, name: str) -> str | None:
        """What is wrong with a field, if something is."""
        return wrong(self.faults, name)


LINK_HOURS: Final[Mapping[str, int]] = {"a day": 24, "a week": 7 * 24, "a month": 30 * 24}
"""How long a link may be good for, as the page offers it."""
KIND_WORDS: Final[Mapping[str, str]] = {
    "specification": "What IT needs to know",
    "explanation": "IT’s constraints in plain words",
    "alignment": "Held against IT’s constraints",
}


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link that has just been made: it is shown this once."""

    address: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ResultPage:
    """Everything `web/result_page.html` shows: `body` is the template of its kind, `stem` what its files are called.

    `keeps`: there is a database; `kept` and `shares` say what is in it of this result.
    """

    title: str
    name: str
    stem: str
    body: str
    result: ResultView | LimitsView
    keeps: bool
    kept: ResultSummary | None = None
    shares: tuple[Share, ...] = ()
    link: NewLink | None = None
    beside: str | None = None
    worked_out: int = 0
    current: str = "result"


@dataclass(frozen=True, slots=True)
class SharedPage:
    """Everything `web/shared_page.html` shows: a result for whoever has the link."""

    title: str
    body: str
    result: ResultView | LimitsView
    shared: SharedResult
    current: str = "shared"


@dataclass(frozen=True, slots=True)
class ListPage:
    """Everything `web/results.html` shows; `has_keys`: only whoever has a key of the workspace sees it."""

    found: ResultList
    sought: Sought
    has_keys: bool
    title: str = "Results"
    current: str = "results"


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


@dataclass(frozen=True, slots=True)
class SignInPage:
    """Everything `web/sign_in.html` shows: the host of the identity provider, and where the button leads."""

    provider: str
    start: str
    title: str = "Sign in"
    current: str = "sign-in"


@dataclass(frozen=True, slots=True)
class SignedOutPage:
    """Everything `web/signed_out.html` shows; `there` ends the session at the identity provider, where that can be."""

    there: str | None
    title: str = "You are signed out"
    current: str = "sign-in"


Page = (
    FormPage
    | LimitsFormPage
    | BatchesPage
    | OneBatchPage
    | ResultPage
    | SharedPage
    | ListPage
    | HowPage
    | ProblemPage
    | SignInPage
    | SignedOutPage
)
TEMPLATES: Final[dict[type[Page], str]] = {
    FormPage: "web/form.html",
    LimitsFormPage: "web/limits_form.html",
    BatchesPage: "web/batches.html",
    OneBatchPage: "web/batch.html",
    ResultPage: "web/result_page.html",
    SharedPage: "web/shared_page.html",
    ListPage: "web/results.html",
    HowPage: "web/how.html",
    ProblemPage: "web/problem.html",
    SignInPage: "web/sign_in.html",
    SignedOutPage: "web/signed_out.html",
}
GONE = ProblemPage(
    title="This result is not here, or not any more",
    detail="It was deleted, or it was not to be kept: such results live in the memory of the server for some hours.",
    action="Go to the brief and send it again: what you typed is still in your browser, unless you cleared it.",
)

NOTHING_KEPT = ProblemPage(
    title="Nothing is kept here",
    detail="This server has no database: a result lives in its memory for some hours, at its own address.",
    action=None,
)


@cache
def environment() -> Environment:
    """Templates of the pages and of the shared result."""
    built = document.environment({"web": PackageLoader("service.web")})
    built.filters["as_typed"] = as_typed
    built.filters["moment"] = moment
    built.globals.update(kind_words=KIND_WORDS, outcome_words=OUTCOME_WORDS, link_hours=LINK_HOURS)
    built.globals.update(role_words=WORDS, asking=current_caller.get)
    return built


def as_typed(text: str) -> Markup:
    """Text of a form field, escaped and otherwise exactly as it was typed: it will be sent again."""
    return escape(text)


def moment(at: datetime) -> Markup:
    """A moment for people, and for machines in the element around it."""
    at = at.astimezone(UTC)
    return Markup('<time datetime="{}">{} {}, {} UTC</time>').format(
        at.isoformat(timespec="minutes"), at.day, at.strftime("%b %Y"), at.strftime("%H:%M")
    )


def render(page: Page) -> str:
    """The page as HTML."""
    return environment().get_template(TEMPLATES[type(page)]).render(page=page)


def wrong(faults: tuple[Fault, ...], name: str) -> str | None:
    """What is wrong with a field, if something is."""
    return next((fault.message for fault in faults if fault.field == name), None)


@cache
def examples() -> tuple[Example, ...]:
    """The briefs in the folder `examples`, by name; the first line of each is its title."""
    return tuple(Example(name, _first_line(text), text) for name, text in _texts("examples"))


@cache
def limits_examples() -> tuple[LimitsExample, ...]:
    """The constraints in the folder `examples/constraints`, each called as the brief of the same name."""
    briefs = {example.name: example for example in examples()}
    return tuple(
        LimitsExample(name, briefs[name].title, text, briefs[name].text)
        for name, text in _texts("examples", "constraints")
    )


def _texts(*folder: str) -> list[tuple[str, str]]:
    found = files("service.web").joinpath(*folder).iterdir()
    texts = sorted((entry for entry in found if entry.name.endswith(".txt")), key=lambda entry: entry.name)
    return [(entry.name.removesuffix(".txt"), entry.read_text(encoding="utf-8")) for entry in texts]


def _first_line(text: str) -> str:
    return text.partition("\n")[0].strip()


def result_page(found: Shelved, keeps: bool, link: NewLink | None = None) -> str:
    """The page of one result on a server that `keeps` results; `link` has just been made."""
    body, title, view = _shown(found.result, found.beside)
    return render(
        ResultPage(
            title=title,
            name=found.name,
            stem=stem_of(found.result),
            body=body,
            result=view,
            keeps=keeps,
            kept=found.kept,
            shares=found.shares,
            link=link,
            beside=found.beside.address if found.beside else None,
            worked_out=found.worked_out,
        )
    )


def shared_page(found: SharedResult) -> str:
    """The page of one result for whoever has a link to it."""
    body, title, view = _shown(found.document)
    return render(SharedPage(title, body, view, found))


def _shown(result: AnyResult, beside: Beside | None = None) -> tuple[str, str, ResultView | LimitsView]:
    """The template of a result, its title, and what the template is given."""
    match result:
        case Specification():
            return "exporting/result.html", result.brief.title or "Untitled brief", result_view(result)
        case Explanation():
            view = explanation_view(result, beside=beside)
            return "exporting/explanation.html", view.title, view
        case Alignment():
            view = alignment_view(result, beside=beside)
            return "exporting/alignment.html", view.title, view


def stem_of(result: AnyResult) -> str:
    """What the files of a result are called."""
    return type(result).__name__.lower()


def problem_page(request: Request, problem: Problem) -> Response | None:
    """A problem as a page for a person at a browser, on the addresses of pages; None for everybody else."""
    wants_page = "text/html" in request.headers.get("accept", "")
    if not wants_page or request.url.path.startswith(("/v1/", "/docs")):
        return None
    page = ProblemPage(title=problem.title, detail=problem.detail, action=problem.action)
    return HTMLResponse(render(page), problem.status)
