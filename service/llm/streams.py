"""An answer that comes as server-sent events, put together to the completion it would have been in one piece.

A stream that ends proves nothing: only a finish reason says that the answer is whole, and none is ever made up.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from service.errors import ModelUnreachable
from service.llm.envelope import read_envelope
from service.llm.faults import fault_in_answer

EVENTS = "text/event-stream"
"""Media type of a stream, https://html.spec.whatwg.org/multipage/server-sent-events.html."""


class StreamedCompletion:
    """Takes the bytes of one stream as they come. `done` when its end mark came, `begun` when text did."""

    def __init__(self) -> None:
        self.done = False
        self._line = bytearray()
        self._data: list[bytes] = []
        self._event = b""
        self._parts: dict[str, list[str]] = {"content": [], "refusal": []}
        self._arguments: list[str] = []
        self._answered = False
        self._finish: object = None
        self._usage: object = None

    @property
    def begun(self) -> bool:
        """Whether some of the text is there, or of the arguments of a function."""
        return bool(self._arguments) or any(self._parts.values())

    def feed(self, chunk: bytes) -> None:
        """Read on.

        Raises:
            NotACompletion: an event is no JSON object.
            ModelError: an event says that the endpoint failed.
        """
        *lines, rest = chunk.split(b"\n")
        for line in lines:
            self._line += line
            self._read(bytes(self._line).removesuffix(b"\r"))
            self._line.clear()
        self._line += rest

    def envelope(self) -> dict[str, Any]:
        """The completion, once no more bytes come.

        Raises:
            ModelUnreachable: the stream broke off: neither a finish reason nor the end mark came.
        """
        if not self.done and not self._finish:
            raise ModelUnreachable("The answer of the model broke off before its end.")
        message: dict[str, Any] = {name: "".join(parts) or None for name, parts in self._parts.items()}
        if self._arguments:
            message["tool_calls"] = [{"function": {"arguments": "".join(self._arguments)}}]
        choice = {"finish_reason": self._finish, "message": message}
        return {"choices": [choice] if self._answered else [], "usage": self._usage}

    def _read(self, line: bytes) -> None:
        name, _, value = line.partition(b":")
        if not line:
            self._dispatch()
        elif name == b"data":
            self._data.append(value.removeprefix(b" "))
        elif name == b"event":
            self._event = value.strip()

    def _dispatch(self) -> None:
        data, event = b"\n".join(self._data), self._event
        self._data, self._event = [], b""
        if data.strip() == b"[DONE]":
            self.done = True
        elif data:
            self._take(read_envelope(data), failed=event == b"error")

    def _take(self, event: Mapping[str, Any], *, failed: bool) -> None:
        if failed or event.get("error"):
            raise fault_in_answer(event.get("error") or event, datetime.now(UTC))
        self._usage = event.get("usage") or self._usage
        choices = event.get("choices")
        choice = choices[0] if isinstance(choices, list) and choices else None
        if isinstance(choice, dict) and not choice.get("index"):
            self._answered = True
            self._finish = choice.get("finish_reason") or self._finish
            self._add(choice.get("delta"))

    def _add(self, delta: object) -> None:
        said = delta if isinstance(delta, dict) else {}
        pieces = [(parts, said.get(name)) for name, parts in self._parts.items()]
        for parts, piece in [*pieces, (self._arguments, _arguments_in(said.get("tool_calls")))]:
            if isinstance(piece, str) and piece:
                parts.append(piece)


def _arguments_in(calls: object) -> object:
    """A piece of the arguments of the first function that is called."""
    call = calls[0] if isinstance(calls, list) and calls else None
    function = call.get("function") if isinstance(call, dict) and not call.get("index") else None
    return function.get("arguments") if isinstance(function, dict) else None
