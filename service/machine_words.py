"""Marks by which a text speaks to a machine: tokens of chat templates, and long runs of encoded bytes."""

import re

CHAT_TOKENS = re.compile(
    r"<\|[a-z_]{2,24}\|>|\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>|\[(?:SYSTEM|ASSISTANT)\]"
    r"|^\s*#{2,4} ?(?:system|instruction|assistant|response)s?:?\s*$|</?(?:system|assistant)[ _-]?(?:prompt|message)?>"
    r"|\[\[/?(?:SYSTEM|INST)\]\]",
    re.IGNORECASE | re.MULTILINE,
)
"""What separates turns and roles in the templates of language models; people write none of it to people."""
ENCODED = re.compile(r"(?<![A-Za-z0-9+/_-])(?=[A-Za-z/+_-]*\d|[a-z]*[A-Z])[A-Za-z0-9+/_-]{24,4000}={0,2}")
"""Bytes as base64 or hex, long enough to hold a sentence."""
