"""How to reach a model: plain values, so that nothing below knows of settings."""

from dataclasses import dataclass, field

from service.llm.prices import Price


@dataclass(frozen=True)
class ModelOptions:
    """One endpoint and one model.

    `deadline_seconds` bounds all calls of one run together. `max_attempts` counts every try of one call, the first
    included; between two of them pass about `backoff_seconds`, twice as long each time. `temperature` is left to the
    endpoint when None: some models take no other than their own.

    With `stream` answers are asked for as events, and one that stops coming for `stall_seconds` once its text has begun
    is asked for anew. An endpoint that sends events, or sends none, without being asked is understood either way.

    `concurrency` bounds the calls at once of all runs (None: no bound), `budget_tokens` the tokens of one run (None: no
    bound). After `breaker_failures` faults of the endpoint in a row (0: never) it is left alone for
    `breaker_rest_seconds`. `price` is None where it is not known. With `redact` whatever is personal in a text is
    replaced before it is sent.
    """

    base_url: str
    model: str
    api_key: str | None = field(default=None, repr=False)
    deadline_seconds: float = 120.0
    max_attempts: int = 4
    backoff_seconds: float = 0.5
    temperature: float | None = None
    stream: bool = False
    stall_seconds: float = 30.0
    concurrency: int | None = None
    budget_tokens: int | None = None
    breaker_failures: int = 0
    breaker_rest_seconds: float = 30.0
    price: Price | None = None
    redact: bool = False
