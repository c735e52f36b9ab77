"""Questions to marketing, as data."""

from service.catalogue.loading import Entry, load_entries


class QuestionPattern(Entry):
    """One question with its reason. `blocks`: requirement pattern ids, or `category.`; `weight` ranks equals."""

    text: str
    why: str
    whom: str
    options: tuple[str, ...] = ()
    default: str | None = None
    blocks: tuple[str, ...] = ()
    weight: int


def question_patterns() -> dict[str, QuestionPattern]:
    """All questions by id."""
    return load_entries("questions", QuestionPattern)
