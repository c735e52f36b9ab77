"""Results as JSON, Markdown or one self-contained HTML page: specifications, explanations and alignments."""

from schemas.alignment import Alignment
from schemas.base import Model
from schemas.explanation import Explanation
from schemas.specification import Specification
from service.exporting.limits_markdown import alignment_to_markdown, explanation_to_markdown
from service.exporting.markdown import to_markdown

__all__ = [
    "alignment_to_html",
    "alignment_to_markdown",
    "explanation_to_html",
    "explanation_to_markdown",
    "to_html",
    "to_json",
    "to_markdown",
]


def to_json(result: Model) -> str:
    """The whole result; equal results give equal bytes."""
    return result.model_dump_json(indent=2) + "\n"


# Imported when asked for: the template engine would slow down every command that needs no page.


def to_html(specification: Specification) -> str:
    """One page that needs nothing else: it opens offline, prints, and runs nothing that the brief holds."""
    from service.exporting.document import to_html as render

    return render(specification)


def explanation_to_html(explanation: Explanation) -> str:
    """An explanation as such a page."""
    from service.exporting.limits_document import explanation_to_html as render

    return render(explanation)


def alignment_to_html(alignment: Alignment) -> str:
    """An alignment as such a page."""
    from service.exporting.limits_document import alignment_to_html as render

    return render(alignment)
