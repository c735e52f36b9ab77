"""What goes to the endpoint is the request as it was made, though the SDK is not shown all of it."""

from typing import Any

import httpx2
import pytest

from service.llm.sending import open_sdk, send
from tests.llm.provider import NOTHING, OPTIONS, completion, scripted

REQUEST = {
    "model": "tester",
    "messages": [{"role": "system", "content": "Read."}, {"role": "user", "content": "What?"}],
    "response_format": {"type": "json_object"},
}


@pytest.mark.parametrize(
    "more", [{}, {"temperature": 0.0}, {"stream": True, "stream_options": {"include_usage": True}}]
)
async def test_the_request_on_the_wire_is_the_one_that_was_made(more: dict[str, Any]) -> None:
    http_client, sent = scripted(httpx2.Response(200, json=completion(NOTHING)))
    sdk = open_sdk(OPTIONS, http_client)
    assert await send(sdk, REQUEST | more, lambda _headers: None, 1.0) == completion(NOTHING)
    assert sent == [REQUEST | more]
