"""The facts with langextract: chunks of its default size, one example that shows every kind, its own alignment."""

import logging
from typing import Any

import langextract as lx
import openai
from langextract.core.exceptions import LangExtractError
from langextract.factory import ModelConfig

from benchmarks.same_model.peers.telling import Task, given_task, tell, telling_client
from benchmarks.same_model.peers.whole import EXAMPLE, MARKS, kinds

CHUNK_CHARACTERS = 1000
CONSTRAINED = True
"""The answer is held to a schema that it makes of the example, as the server can hold it to one."""
PROMPT = f"""Extract every fact from this part of a marketing campaign brief, in order of appearance.
Use the exact words of the text, as few as possible. Do not paraphrase, do not overlap, do not repeat.
{kinds()}"""


def run(task: Task) -> None:
    """Extract from the brief."""
    # The provider makes its client itself and takes none: it is given one that tells of its calls.
    openai.__dict__["OpenAI"] = lambda **_: telling_client(task)
    example = lx.data.ExampleData(
        text=EXAMPLE,
        extractions=[lx.data.Extraction(extraction_class=kind, extraction_text=text) for kind, text in MARKS],
    )
    settings: dict[str, Any] = {
        "base_url": task.base_url,
        "api_key": task.api_key,
        "temperature": task.temperature,
        "max_output_tokens": task.max_tokens,
        "max_workers": 1,
    }
    result = lx.extract(
        task.text,
        prompt_description=PROMPT,
        examples=[example],
        config=ModelConfig(model_id=task.model, provider="openai", provider_kwargs=settings),
        max_char_buffer=CHUNK_CHARACTERS,
        use_schema_constraints=CONSTRAINED,
        show_progress=False,
    )
    tell(said=[_told(one) for one in result.extractions or []])


def _told(one: Any) -> dict[str, Any]:
    place = one.char_interval
    return {
        "kind": one.extraction_class,
        "quote": one.extraction_text,
        "start": place.start_pos if place else None,
        "end": place.end_pos if place else None,
    }


if __name__ == "__main__":
    logging.disable()
    try:
        run(given_task())
    except (LangExtractError, ValueError) as error:
        tell(failure=f"{type(error).__name__}: {error}")
