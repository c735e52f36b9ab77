"""One prompt for the whole schema, over the bare SDK; streamed, so that what came within the limits is not lost."""

import time
from typing import Any

import openai

from benchmarks.same_model.peers.telling import Task, given_task, tell, telling_client
from benchmarks.same_model.peers.whole import Whole, messages


def run(task: Task) -> None:
    """Ask once; what came is told as it came, cut off or not."""
    started, call = time.monotonic(), {"input": 0, "output": 0, "finish": "time", "text": ""}
    schema = {"name": "brief", "strict": True, "schema": Whole.model_json_schema()}
    asked: Any = {
        "model": task.model,
        "messages": messages(task.text),
        "temperature": task.temperature,
        "max_tokens": task.max_tokens,
        "response_format": {"type": "json_schema", "json_schema": schema},
    }
    stream = telling_client(task).chat.completions.create(**asked, stream=True, stream_options={"include_usage": True})
    for chunk in stream:
        _add(call, chunk)
        if time.monotonic() - started > task.call_seconds:
            break
    tell(call=call | {"seconds": round(time.monotonic() - started, 2)})
    if call["finish"] != "stop":
        tell(failure=f"cut off: {call['finish']}")


def _add(call: dict[str, Any], chunk: Any) -> None:
    """Take a chunk in; tokens are counted by chunks until the usage comes, which is the last one."""
    for choice in chunk.choices[:1]:
        call["text"] += choice.delta.content or ""
        call["output"] += bool(choice.delta.content)
        call["finish"] = choice.finish_reason or call["finish"]
    if chunk.usage:
        call |= {"input": chunk.usage.prompt_tokens, "output": chunk.usage.completion_tokens}


if __name__ == "__main__":
    try:
        run(given_task())
    except openai.OpenAIError as error:
        tell(failure=f"{type(error).__name__}: {error}")
