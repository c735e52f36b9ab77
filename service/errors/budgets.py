"""What a key may use, and what happens when it is used up."""

from service.errors.requests import RequestError


class RateExceeded(RequestError):
    """The key has sent as many requests as it may in a minute."""

    code = "rate_exceeded"
    title = "Too many requests"
    action = "Wait as long as the Retry-After header says."
    status = 429

    def __init__(self, limit: int, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"This key may send {limit:,} requests a minute. It is heard again in {seconds} seconds.")


class TokensSpent(RequestError):
    """The key has used the tokens of models that it may use in a day (UTC)."""

    code = "tokens_spent"
    title = "The tokens of this key are used up for today"
    action = "Ask for the `rules` engine, which needs none, or wait as long as the Retry-After header says."
    status = 429

    def __init__(self, limit: int, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"This key may use {limit:,} tokens of models a day (UTC), and has used them.")
