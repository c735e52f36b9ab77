"""Names of the attributes of a call to a model, as the conventions for generative AI have them; here and nowhere else.

All of them are still in development and may be renamed; none of those that hold content is here.
Source: https://github.com/open-telemetry/semantic-conventions-genai, docs/gen-ai/client-inference.md, November 2026.
"""

from typing import Final

OPERATION: Final = "gen_ai.operation.name"
PROVIDER: Final = "gen_ai.provider.name"
PROMPT: Final = "gen_ai.prompt.name"
PROMPT_VERSION: Final = "gen_ai.prompt.version"
REQUEST_MODEL: Final = "gen_ai.request.model"
REQUEST_STREAM: Final = "gen_ai.request.stream"
REQUEST_MAX_TOKENS: Final = "gen_ai.request.max_tokens"
REQUEST_TEMPERATURE: Final = "gen_ai.request.temperature"
FINISH_REASONS: Final = "gen_ai.response.finish_reasons"
INPUT_TOKENS: Final = "gen_ai.usage.input_tokens"
OUTPUT_TOKENS: Final = "gen_ai.usage.output_tokens"
CACHED_TOKENS: Final = "gen_ai.usage.cache_read.input_tokens"
SERVER_ADDRESS: Final = "server.address"
SERVER_PORT: Final = "server.port"

CHAT: Final = "chat"
"""The operation."""
OPENAI: Final = "openai"
"""The provider: the conventions know it by the form of the API, whoever answers."""
REPAIR: Final = "liaison.repair"
"""Ours: how often the question was asked before because of its answer."""
