"""How to reach a model: plain values, so that nothing below knows of settings."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class ModelOptions:
    """One endpoint and one model.

    `deadline_seconds` bounds all calls of one run together. `max_attempts` counts every try of one call, the first
    included. `temperature` is left to the endpoint when None: some models take no other than their own.
    """

    base_url: str
    model: str
    api_key: str | None = field(default=None, repr=False)
    deadline_seconds: float = 120.0
    max_attempts: int = 4
    temperature: float | None = None
