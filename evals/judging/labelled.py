"""Labels that readers gave, and the question that each puts to a judge.

Who labelled, and from what, stands in `labels/README.md`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, TypeVar

from pydantic import ValidationError

from evals.judging.asking import (
    NEED_COVERED,
    PLAINER,
    QUESTION_ASKED,
    Question,
    Verdict,
    compare_texts,
    look_up,
)
from evals.results import Record
from service.errors import UnusableFile


class LabelCandidate(Record):
    """One line of the list in which something is looked up. `quotes` is the brief's part of it: no judge sees that."""

    id: str
    text: str
    category: str | None = None
    quotes: str = ""


class ListLabel(Record):
    """Whether something is in a list, and `by` which of its lines; `sure` is false where the reader wavered."""

    case: str
    category: str | None = None
    text: str
    candidates: list[LabelCandidate]
    label: bool
    by: list[str]
    sure: bool


class PairLabel(Record):
    """Which of two texts for one constraint is better, and why."""

    case: str
    quote: str
    a: str
    b: str
    label: Literal["A", "B", "same"]
    why: str


LabelT = TypeVar("LabelT", ListLabel, PairLabel)


@dataclass(frozen=True)
class Labelled:
    """A question with the verdict that it should get."""

    question: Question
    label: Verdict


def load_needs() -> list[ListLabel]:
    """Needs that a list of requirements covers or does not."""
    return _load(ListLabel, "needs")


def load_questions() -> list[ListLabel]:
    """Things that a list of questions asks or does not."""
    return _load(ListLabel, "questions")


def load_pairs() -> list[PairLabel]:
    """Pairs of plain texts."""
    return _load(PairLabel, "plainer")


def _load(model: type[LabelT], name: str) -> list[LabelT]:
    """The labels of a file.

    Raises:
        UnusableFile: a line is no label.
    """
    lines = (files("evals.judging") / "labels" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    try:
        return [model.model_validate_json(line) for line in lines]
    except ValidationError as error:
        raise UnusableFile(f"{name}.jsonl holds something that is no label: {error}") from error


def labelled(rubric: str) -> list[Labelled]:
    """Everything that was labelled for a rubric, in the order of its file."""
    return _SOURCES[rubric]()


def _in_lists(rubric: str, labels: Sequence[ListLabel]) -> list[Labelled]:
    return [
        Labelled(
            look_up(rubric, one.case, one.text, [(candidate.id, candidate.text) for candidate in one.candidates]),
            "yes" if one.label else "no",
        )
        for one in labels
    ]


_SOURCES: Mapping[str, Callable[[], list[Labelled]]] = {
    NEED_COVERED: lambda: _in_lists(NEED_COVERED, load_needs()),
    QUESTION_ASKED: lambda: _in_lists(QUESTION_ASKED, load_questions()),
    PLAINER: lambda: [Labelled(compare_texts(one.case, one.quote, one.a, one.b), one.label) for one in load_pairs()],
}
