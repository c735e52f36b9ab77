"""The whole schema at once with instructor: its retries, and quotes held against the brief as its documentation shows.

Mode JSON_SCHEMA is the one that its guide for llama.cpp uses: the server then keeps to the schema.
"""

from typing import Any

import instructor
from instructor.core import IncompleteOutputException, InstructorRetryException
from pydantic import ValidationInfo, field_validator

from benchmarks.same_model.peers.telling import Task, given_task, tell, telling_client
from benchmarks.same_model.peers.whole import Whole, messages

RETRIES = 2


class Checked(Whole):
    """The whole answer, refused when a quote does not stand in the brief: instructor then asks again and says why."""

    @field_validator("goals", "needs", "questions", "facts")
    @classmethod
    def _stands_in_the_brief(cls, items: list[Any], info: ValidationInfo) -> list[Any]:
        text = (info.context or {}).get("text", "")
        quotes = [quote for item in items for quote in getattr(item, "quotes", None) or [item.quote]]
        missing = [quote for quote in quotes if quote not in text]
        if missing:
            raise ValueError(f"not in the brief, copy exactly or leave out: {missing[:10]}")
        return items


def run(task: Task) -> None:
    """Ask, at most twice more."""
    client = instructor.from_openai(telling_client(task), mode=instructor.Mode.JSON_SCHEMA)
    client.create(
        response_model=Checked,
        messages=messages(task.text),
        model=task.model,
        temperature=task.temperature,
        max_tokens=task.max_tokens,
        max_retries=RETRIES,
        context={"text": task.text},
    )


if __name__ == "__main__":
    try:
        run(given_task())
    except IncompleteOutputException:
        tell(failure="cut off")
    except InstructorRetryException as error:
        tell(failure=f"gave up after {error.n_attempts} attempts: {' '.join(str(error).split())[:160]}")
