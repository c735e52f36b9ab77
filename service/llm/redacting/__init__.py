"""What is personal in a text is replaced before it is sent, and put back into the answer."""

from service.llm.redacting.redaction import NOTHING_HIDDEN, Redacted, Redaction, redaction_of, restored

__all__ = ["NOTHING_HIDDEN", "Redacted", "Redaction", "redaction_of", "restored"]
