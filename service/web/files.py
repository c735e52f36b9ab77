"""Results as files to take along."""

from typing import Final

from schemas.alignment import Alignment
from schemas.explanation import Explanation
from schemas.specification import Specification
from service.exporting import (
    alignment_to_html,
    alignment_to_markdown,
    explanation_to_html,
    explanation_to_markdown,
    to_html,
    to_json,
    to_markdown,
)
from service.runs import AnyResult

MEDIA: Final = {"md": "text/markdown", "json": "application/json", "html": "text/html"}


def written(result: AnyResult, suffix: str) -> str:
    """The content of the file; `suffix` is one of MEDIA."""
    if suffix == "json":
        return to_json(result)
    match result:
        case Specification():
            return to_markdown(result) if suffix == "md" else to_html(result)
        case Explanation():
            return explanation_to_markdown(result) if suffix == "md" else explanation_to_html(result)
        case Alignment():
            return alignment_to_markdown(result) if suffix == "md" else alignment_to_html(result)
