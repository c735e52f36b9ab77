"""What a judge is asked: rubrics, the answers they take, and the two orders of every question.

Whatever is judged was written by others. It stands between lines with a marker that is a hash of the material itself,
so that no text can hold its own, and the same question is the same bytes at every run.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field

from service.errors import PromptError
from service.llm.answers import Answer
from service.llm.prompts import FilledPrompt, Prompt, fill, parse_prompt

NEED_COVERED, QUESTION_ASKED, PLAINER = "need_covered", "question_asked", "plainer"
RUBRICS = (NEED_COVERED, QUESTION_ASKED, PLAINER)
_WHY_MAX = 240

Verdict = Literal["yes", "no", "A", "B", "same"]
_EXCHANGED: Mapping[str, Verdict] = {"A": "B", "B": "A", "same": "same"}


class FoundAnswer(Answer):
    """Whether something is in a list; the reason comes first, so that the verdict follows from it."""

    why: Annotated[str, Field(json_schema_extra={"maxLength": _WHY_MAX})]
    by: Annotated[str, Field(json_schema_extra={"maxLength": 12})]
    found: Literal["yes", "no"]


class PlainerAnswer(Answer):
    """Which of two texts is better."""

    why: Annotated[str, Field(json_schema_extra={"maxLength": _WHY_MAX})]
    better: Literal["A", "B", "same"]


ANSWERS: Mapping[str, type[Answer]] = {"found_answer": FoundAnswer, "plainer_answer": PlainerAnswer}


@cache
def load_rubric(name: str) -> Prompt:
    """The rubric of this name.

    Raises:
        PromptError: there is none, or it does not hold.
    """
    if name not in RUBRICS:
        raise PromptError(f"There is no rubric {name!r}; there are {', '.join(RUBRICS)}.")
    text = (files("evals.judging") / "rubrics" / f"{name}.md").read_text(encoding="utf-8")
    return parse_prompt(text, f"{name}.md", ANSWERS)


@dataclass(frozen=True)
class Question:
    """One question to a judge. `orders` are its words as given and with the order turned round."""

    case: str
    text: str
    rubric: Prompt
    orders: tuple[FilledPrompt, FilledPrompt]
    ids: frozenset[str] = frozenset()

    def verdict(self, answer: Answer, *, turned: bool) -> Verdict | None:
        """What an answer says, the order undone; None for a yes that names nothing of what is there."""
        if isinstance(answer, PlainerAnswer):
            return _EXCHANGED[answer.better] if turned else answer.better
        assert isinstance(answer, FoundAnswer)
        return answer.found if answer.found == "no" or answer.by in self.ids else None


def look_up(rubric: str, case: str, wanted: str, given: Sequence[tuple[str, str]]) -> Question:
    """Ask whether something is in a list of ids and texts; the other order is the list from its end."""
    prompt = load_rubric(rubric)
    lines = [f"{name}: {_one_line(text)}" for name, text in given]
    marker = _marker([wanted, *lines])
    forward, backward = (
        fill(prompt, {"marker": marker, "wanted": _one_line(wanted), "given": "\n".join(order) or "(nothing)"})
        for order in (lines, lines[::-1])
    )
    return Question(case, wanted, prompt, (forward, backward), frozenset(name for name, _ in given))


def compare_texts(case: str, constraint: str, a: str, b: str) -> Question:
    """Ask which of two texts says a constraint more plainly; the other order exchanges them."""
    prompt = load_rubric(PLAINER)
    marker = _marker([constraint, a, b])
    forward, backward = (
        fill(
            prompt,
            {
                "marker": marker,
                "constraint": _one_line(constraint),
                "a": _one_line(first),
                "b": _one_line(second),
            },
        )
        for first, second in ((a, b), (b, a))
    )
    return Question(case, constraint, prompt, (forward, backward))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _marker(parts: Sequence[str]) -> str:
    return "text-" + hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]
