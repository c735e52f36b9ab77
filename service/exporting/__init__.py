"""A specification as JSON, Markdown or one self-contained HTML page."""

from schemas.specification import Specification
from service.exporting.markdown import to_markdown

__all__ = ["to_html", "to_json", "to_markdown"]


def to_json(specification: Specification) -> str:
    """The whole specification; equal specifications give equal bytes."""
    return specification.model_dump_json(indent=2) + "\n"


def to_html(specification: Specification) -> str:
    """One page that needs nothing else: it opens offline, prints, and runs nothing that the brief holds."""
    # Imported when asked for: the template engine would slow down every command that needs no page.
    from service.exporting.document import to_html as render

    return render(specification)
