"""The result as HTML: what the templates are given, and the self-contained page."""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from jinja2 import Environment, PackageLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from schemas.specification import Specification
from service.exporting import amounts, limits, made, outline
from service.exporting.escaping import anchor, visible
from service.exporting.loads import LoadCard, load_cards
from service.exporting.marking import MarkedText, anchors, marked
from service.exporting.outline import Figure, Group
from service.exporting.pictures import Timeline, timeline

STYLE_FILE: Final = "liaison.css"
LINKING_FILE: Final = "linking.js"


@dataclass(frozen=True, slots=True)
class ResultView:
    """Everything `exporting/result.html` shows."""

    specification: Specification
    figures: tuple[Figure, ...]
    text: MarkedText
    groups: tuple[Group, ...]
    loads: tuple[LoadCard, ...]
    timeline: Timeline | None
    places: Mapping[str, str]
    labels: Mapping[str, str]
    questions_line: str
    lead_line: str
    incomplete: Mapping[str, str]
    unfolded: bool


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Everything `exporting/document.html` shows: `body` is the template of what it holds, `first` its first part."""

    title: str
    kind: str
    body: str
    first: str
    result: object
    style: Markup
    script: Markup
    policy: str


def result_view(specification: Specification, *, unfolded: bool = False) -> ResultView:
    """Work out what the page shows, everything `unfolded` or not; nothing here reads a clock or a file."""
    places = anchors(specification)
    return ResultView(
        specification=specification,
        figures=outline.summary(specification),
        text=marked(specification, places),
        groups=outline.groups(specification),
        loads=load_cards(specification.scale.workloads),
        timeline=timeline(specification.schedule, specification.provenance.today),
        places=places,
        labels=outline.labels(specification),
        questions_line=outline.questions_line(specification.questions),
        lead_line=outline.lead_counts(specification.schedule.lead_items),
        incomplete=outline.incomplete(specification),
        unfolded=unfolded,
    )


def to_html(specification: Specification) -> str:
    """One page with its style and script inside; a policy in it lets nothing else run or load."""
    title = specification.brief.title or "Untitled brief"
    view = result_view(specification, unfolded=True)
    return document_page(title, "specification", "exporting/result.html", "requirements", view)


def document_page(title: str, kind: str, body: str, first: str, result: object) -> str:
    """The self-contained page around one result."""
    style, script = asset(STYLE_FILE), asset(LINKING_FILE)
    page = DocumentPage(
        title=title,
        kind=kind,
        body=body,
        first=first,
        result=result,
        style=Markup(style),  # noqa: S704  # our own file, never text from outside
        script=Markup(script),  # noqa: S704  # our own file, never text from outside
        policy=f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; base-uri 'none'",
    )
    return _own_environment().get_template("exporting/document.html").render(page=page)


@cache
def _own_environment() -> Environment:
    """Compiled templates are kept: compiling costs twenty times what rendering does."""
    return environment()


@cache
def asset(name: str) -> str:
    """One of the two files that the page and the exported document share."""
    return (files("service.exporting") / "assets" / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _shown(value: object) -> object:
    """What is printed by a template: text with nothing hidden in it, and a word where there is no value."""
    if value is None:
        return "not known"
    return visible(value) if type(value) is str else value


def loaders() -> dict[str, PackageLoader]:
    """Where templates come from, by the first part of their name."""
    return {"exporting": PackageLoader("service.exporting")}


def environment(more: Mapping[str, PackageLoader] | None = None) -> Environment:
    """The one way templates are rendered: escaped always, and an undefined name is an error."""
    built = Environment(
        loader=PrefixLoader({**loaders(), **(more or {})}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    built.globals.update(outline=outline, limits=limits, amounts=amounts, made=made, anchor=anchor)
    return built
