"""What can go wrong with a model and its endpoint. A run goes on with the rules."""

from collections.abc import Sequence
from typing import ClassVar

from service.errors.base import LiaisonError


class ModelError(LiaisonError):
    """The model gave nothing that can be used. Never seen by a caller as long as the rules have a result.

    Messages quote nothing of the provider: its words may hold parts of a key or of the brief. `retry_after` is the
    number of seconds it asked to wait, where it did.
    """

    code = "model_failed"
    title = "The model gave no answer that can be used"
    action = "Try again later, or ask for the `rules` engine, which needs no model."
    status = 502
    exit_code = 3
    retryable: ClassVar[bool] = False
    """Whether the same request may succeed a moment later."""

    def __init__(self, detail: str | None = None, retry_after: float | None = None) -> None:
        self.retry_after = retry_after
        super().__init__(detail or f"{self.title}.")


class ModelUnreachable(ModelError):
    """There is no connection to the model endpoint, or it broke before the answer was complete."""

    code = "model_unreachable"
    title = "The model endpoint cannot be reached, or the connection broke"
    retryable = True


class ModelBusy(ModelError):
    """The endpoint takes no more requests for now."""

    code = "model_busy"
    title = "The model endpoint is at its rate limit"
    retryable = True


class ModelUnavailable(ModelError):
    """The endpoint failed on its own side."""

    code = "model_unavailable"
    title = "The model endpoint failed"
    retryable = True


class ModelPaused(ModelError):
    """The endpoint failed several times in a row (LIAISON_LLM_BREAKER_FAILURES) and is not asked for half a minute."""

    code = "model_paused"
    title = "The model endpoint failed several times in a row and is left alone for a while"


class ModelTooSlow(ModelError):
    """The time for all model calls of one run (LIAISON_LLM_DEADLINE) was over before the answer was there."""

    code = "model_too_slow"
    title = "The model did not answer in the time it was given"


class ModelBudgetSpent(ModelError):
    """The run has used the tokens that one run may use (LIAISON_LLM_BUDGET_TOKENS); no further call is made."""

    code = "model_budget_spent"
    title = "The run has used the tokens it may use"


class ModelQuotaSpent(ModelError):
    """The account at the provider has no quota or credit left; waiting does not help."""

    code = "model_quota_spent"
    title = "The account at the model provider has nothing left to spend"


class ModelRequestRefused(ModelError):
    """The endpoint will not take this request, now or later."""

    code = "model_request_refused"
    title = "The model endpoint did not accept the request"


class ModelKeyRefused(ModelRequestRefused):
    """The endpoint does not know the key (LIAISON_LLM_API_KEY), or the key has no right to the model."""

    code = "model_key_refused"
    title = "The model endpoint did not accept the key"


class ModelNotFound(ModelRequestRefused):
    """The endpoint has no such model or address (LIAISON_LLM_MODEL, LIAISON_LLM_BASE_URL)."""

    code = "model_not_found"
    title = "The model endpoint does not know the model or the address"


class ModelOverfilled(ModelRequestRefused):
    """The brief is longer than the model can read at once."""

    code = "model_overfilled"
    title = "The brief is longer than the model can read at once"


class FormatNotTaken(ModelRequestRefused):
    """The endpoint does not know the way in which the form of the answer is asked for."""

    code = "model_format_not_taken"
    title = "The model endpoint does not take a form for the answer"


class LimitNotTaken(ModelRequestRefused):
    """The endpoint does not know the name under which the length of the answer is bounded."""

    code = "model_limit_not_taken"
    title = "The model endpoint does not take a bound on the length of the answer"


class ModelDeclined(ModelError):
    """The model refused to answer. The same question is not put again."""

    code = "model_declined"
    title = "The model declined to answer"


class ModelFiltered(ModelError):
    """A content filter of the provider stopped the question or the answer."""

    code = "model_filtered"
    title = "A content filter of the model provider stopped the answer"


class AnswerUnusable(ModelError):
    """An answer came, was paid for, and cannot be used."""

    code = "model_answer_unusable"
    title = "The answer of the model cannot be used"

    def __init__(self, detail: str | None = None, *, text: str = "", reasons: Sequence[str] = ()) -> None:
        super().__init__(detail)
        self.text = text
        """What the model wrote; never part of the message."""
        self.reasons = tuple(reasons)
        """Place and fault of what does not fit, for whoever asks again."""


class NotACompletion(AnswerUnusable):
    """The endpoint answered with a page, with nothing, or with something else than a completion."""

    code = "model_no_completion"
    title = "What came from the model endpoint is no answer of a model"


class AnswerEmpty(AnswerUnusable):
    """The completion holds no text and gives no reason."""

    code = "model_answer_empty"
    title = "The answer of the model is empty"


class AnswerCutShort(AnswerUnusable):
    """The answer was not written to its end: a length limit was reached, or nothing says that it is complete."""

    code = "model_answer_cut"
    title = "The answer of the model was cut short"


class AnswerNotJson(AnswerUnusable):
    """The text of the answer is not the JSON that was asked for."""

    code = "model_answer_not_json"
    title = "The answer of the model is not the JSON that was asked for"


class AnswerOffSchema(AnswerUnusable):
    """The answer is JSON of another shape than was asked for."""

    code = "model_answer_off_schema"
    title = "The answer of the model does not have the shape that was asked for"
