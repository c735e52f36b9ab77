"""How to reach a model: plain values, so that nothing below knows of settings."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from service.llm.prices import Price

Skill = Literal["whole", "pieces"]
"""Whether a model is asked about a whole brief at once, or about a few sentences at a time."""


@dataclass(frozen=True)
class CacheOptions:
    """A file of answers: about so many megabytes at most, no answer older than so many days."""

    path: Path
    megabytes: float = 100.0
    days: float = 30.0


@dataclass(frozen=True)
class ModelOptions:
    """One endpoint and one model.

    `deadline_seconds` bounds all calls of one run together. `max_attempts` counts every try of one call, the first
    included; between two of them pass about `backoff_seconds`, twice as long each time. `temperature` is left to the
    endpoint when None: some models take no other than their own.

    An answer that cannot be used is asked for again at most `repairs` times, each of them with tries of its own. `ask`
    says how questions are cut; with `auto` the model shows what it can do. With `second_look` a model that is asked
    about a whole brief is asked once more whether the sentences bear out what they share few words with.

    With `stream` answers are asked for as events, and one that stops coming for `stall_seconds` once its text has begun
    is asked for anew. An endpoint that sends events, or sends none, without being asked is understood either way.

    `concurrency` bounds the calls at once of all runs (None: no bound), `budget_tokens` the tokens of one run (None: no
    bound). After `breaker_failures` faults of the endpoint in a row (0: never) it is left alone for
    `breaker_rest_seconds`. `price` is None where it is not known. Whole answers are kept in `cache` (None: nowhere) and
    given again to the same question of the same `workspace`. With `redact` whatever is personal in a text is replaced
    before it is sent.
    """

    base_url: str
    model: str
    api_key: str | None = field(default=None, repr=False)
    deadline_seconds: float = 120.0
    max_attempts: int = 4
    backoff_seconds: float = 0.5
    repairs: int = 2
    temperature: float | None = None
    ask: Literal["auto"] | Skill = "auto"
    second_look: bool = True
    stream: bool = False
    stall_seconds: float = 30.0
    concurrency: int | None = None
    budget_tokens: int | None = None
    breaker_failures: int = 0
    breaker_rest_seconds: float = 30.0
    price: Price | None = None
    cache: CacheOptions | None = None
    workspace: str = "default"
    redact: bool = False
