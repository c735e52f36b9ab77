"""What can go wrong, as one tree.

```
LiaisonError                   anything this program raises on purpose; `code` names it for machines
├── InputError                 what the caller sent cannot be used; the caller can mend it
│   ├── ReadingError           the text itself cannot be read
│   │   ├── EmptyBrief         nothing but blanks
│   │   ├── EmptyConstraints   nothing but blanks where constraints should be
│   │   ├── NotText            not text: an image, an office document, an archive
│   │   └── TooLarge           over the limit for its size
│   ├── RefusedBrief           the run refused it
│   ├── UnusableFile           a file named on the command cannot be opened
│   ├── InvalidProfile         the organisation profile does not hold
│   ├── InvalidJson            the body of the request is no JSON
│   ├── InvalidRequest         the body has a wrong or unknown field
│   └── EngineNotConfigured    the engine asked for is not set up here
├── ConfigurationError         the settings cannot be used
│   └── PromptError            a prompt file does not hold, or a variable is missing or unknown
├── RequestError               the request itself cannot be served
│   ├── KeyRequired            no key, or a wrong one
│   ├── ForeignPage            sent by a page of another site
│   ├── UnknownHost            the Host header names no address of this machine
│   ├── NotFound               nothing is there
│   ├── MethodNotAllowed       the address does not take this method
│   ├── NotAcceptable          no form of the answer suits the Accept header
│   └── UnsupportedMediaType   the body is not said to be JSON
├── RunFailed                  an outside part failed and nothing useful is left
├── ModelError                 the model gave nothing that can be used; the run goes on with the rules
│   ├── ModelUnreachable       no connection, or it broke (tried again)
│   ├── ModelBusy              its rate limit is reached (tried again)
│   ├── ModelUnavailable       the endpoint failed (tried again)
│   ├── ModelTooSlow           the time for all calls is over
│   ├── ModelQuotaSpent        the account has nothing left
│   ├── ModelRequestRefused    the endpoint will not take the request
│   │   ├── ModelKeyRefused    wrong key, or no right to the model
│   │   ├── ModelNotFound      wrong address or model name
│   │   ├── ModelOverfilled    more text than the model can read
│   │   └── FormatNotTaken     the endpoint does not know the way an answer is asked for
│   ├── ModelDeclined          the model said no
│   ├── ModelFiltered          a content filter of the provider stopped it
│   └── AnswerUnusable         an answer came and cannot be used
│       ├── NotACompletion     a page, nothing, or something else than a completion
│       ├── AnswerEmpty        a completion without a text
│       ├── AnswerCutShort     it was not written to its end
│       ├── AnswerNotJson      the text is not the JSON that was asked for
│       └── AnswerOffSchema    JSON of another shape
├── NotReady                   a part that every run needs cannot be used
└── InternalError              a mistake of this program
```

Messages are for the person who sent the input: they say what to do next and quote none of the input.
Every class that can be raised has a page under `/problems/` (made from its docstring) and a section in docs/errors.md.
"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import ClassVar, Literal

from schemas.problem import InvalidParameter


class LiaisonError(Exception):
    """Anything this program raises on purpose."""

    code: ClassVar[str] = "failed"
    title: ClassVar[str] = "Liaison could not do this"
    action: ClassVar[str | None] = None
    """What the caller can do."""
    status: ClassVar[int] = 500
    """HTTP status."""
    exit_code: ClassVar[int] = 2
    """Exit code of the command."""

    @property
    def message(self) -> str:
        """What happened and what to do, in one sentence or two."""
        return str(self)

    @classmethod
    def slug(cls) -> str:
        """The last part of its address under `/problems/`."""
        return cls.code.replace("_", "-")


class InputError(LiaisonError):
    """What the caller sent cannot be used, and the caller can mend it."""

    code = "bad_input"
    title = "The input cannot be used"
    status = 422


class ReadingError(InputError):
    """The text itself, a brief or constraints, cannot be read."""

    code = "unreadable_brief"
    title = "The text cannot be read"
    action = "Send it as plain text or Markdown."


class EmptyBrief(ReadingError):
    """The brief holds nothing but blanks."""

    code = "empty_brief"
    title = "The brief is empty"
    action = "Send a text, or at least one filled field."

    def __init__(self) -> None:
        super().__init__("The brief is empty. Paste its text, or fill at least one field of the form.")


class EmptyConstraints(ReadingError):
    """The constraints hold nothing but blanks; of a list, every single text does."""

    code = "empty_constraints"
    title = "The constraints are empty"
    action = "Send a text with at least one constraint, or a list of such texts."

    def __init__(self) -> None:
        super().__init__(
            "The constraints are empty. Send at least one sentence that limits, demands or permits something."
        )


class NotText(ReadingError):
    """The bytes are no text. `looks_like` names what they seem to be, when that can be told."""

    code = "not_text"
    title = "This is not text"
    action = "Save it as a .txt or .md file, or paste its words."
    status = 415

    def __init__(self, looks_like: str | None = None) -> None:
        self.looks_like = looks_like
        what = f"This looks like {looks_like}, not like text." if looks_like else "This is not text."
        super().__init__(f"{what} Save it as a .txt or .md file, or paste its words.")


class TooLarge(ReadingError):
    """The brief, or the constraints together, are larger than the limit. `size` and `limit` are in bytes."""

    code = "too_large"
    title = "The text is too large"
    action = "Send the pages that matter, or ask the operator to raise LIAISON_MAX_BRIEF_BYTES."
    status = 413

    def __init__(self, size: int, limit: int, what: Literal["brief", "constraints"] = "brief") -> None:
        self.size = size
        self.limit = limit
        subject = "The constraints have" if what == "constraints" else "The brief has"
        super().__init__(f"{subject} {size:,} bytes; the limit is {limit:,}. Send the pages that matter.")


class RefusedBrief(InputError):
    """The run refused the text, over a limit or as forbidden; the detail gives its reason."""

    code = "refused_brief"
    title = "The text was refused"
    action = "Change the text as the reason says, and send it again."


class UnusableFile(InputError):
    """A file named on the command is missing, a folder, may not be read, or does not hold what it should."""

    code = "unusable_file"
    title = "The file cannot be used"


class InvalidProfile(InputError):
    """The organisation profile is no YAML, or a field of it is unknown or has a wrong value."""

    code = "invalid_profile"
    title = "The organisation profile does not hold"
    action = "Correct the field that is named."


class InvalidJson(InputError):
    """The body of the request is no JSON. The detail gives line and column of the first fault."""

    code = "invalid_json"
    title = "The body is not valid JSON"
    action = "Mend the JSON at that place; it must be UTF-8."
    status = 400


class InvalidRequest(InputError):
    """A field of the request is missing, unknown or has a wrong value. `errors` names each."""

    code = "invalid_request"
    title = "The request has fields that cannot be used"
    action = "Correct the fields listed in `errors`; the API documentation at /docs shows requests that work."

    def __init__(self, errors: list[InvalidParameter]) -> None:
        self.errors = errors
        first = f"{errors[0].location}: {errors[0].message}" if errors else "the request cannot be used."
        super().__init__(f"{first} ({len(errors) - 1} more)" if len(errors) > 1 else first)


class EngineNotConfigured(InputError):
    """The engine that was asked for is not set up on this installation."""

    code = "engine_not_configured"
    title = "This engine is not set up"
    action = (
        "Ask for the `rules` engine, or set LIAISON_LLM_BASE_URL and LIAISON_LLM_MODEL "
        "(and LIAISON_LLM_API_KEY where the endpoint wants one)."
    )


class ConfigurationError(LiaisonError):
    """A setting has a value that cannot be used, or the settings file has an unknown name."""

    code = "configuration"
    title = "The settings cannot be used"


class PromptError(ConfigurationError):
    """A prompt file does not hold, or it was filled with a missing or unknown variable. No call has been made."""

    code = "prompt"
    title = "A prompt cannot be used"


class RequestError(LiaisonError):
    """The request cannot be served, whatever its body."""

    code = "request"
    title = "The request cannot be served"
    status = 400


class KeyRequired(RequestError):
    """The server asks for a key, and the request has none or a wrong one."""

    code = "key_required"
    title = "A key is required"
    action = "Send `Authorization: Bearer` with the key of this server; a browser may enter it as the password."
    status = 401


class ForeignPage(RequestError):
    """A page of another site sent the request through somebody's browser."""

    code = "foreign_page"
    title = "Requests from pages of other sites are refused"
    action = "Send the request from a page of this server, or from a program."
    status = 403


class UnknownHost(RequestError):
    """A server without a key answers only to names of its own machine, so that no web page can reach it by renaming."""

    code = "unknown_host"
    title = "This server does not go by that name"
    action = "Use localhost, 127.0.0.1 or [::1]; to serve other machines, set LIAISON_API_KEY and --host."
    status = 421


class NotFound(RequestError):
    """There is nothing at this address."""

    code = "not_found"
    title = "Nothing is here"
    action = "See /docs for what there is."
    status = 404


class MethodNotAllowed(RequestError):
    """The address exists, and takes other methods; the Allow header names them."""

    code = "method_not_allowed"
    title = "This address does not take that method"
    action = "Use a method that the Allow header names."
    status = 405


class NotAcceptable(RequestError):
    """The answer exists as JSON or as a stream of events, and the Accept header allows neither."""

    code = "not_acceptable"
    title = "No form of the answer suits the Accept header"
    action = "Accept application/json or text/event-stream."
    status = 406


class UnsupportedMediaType(RequestError):
    """The Content-Type header does not say that the body is JSON."""

    code = "unsupported_media_type"
    title = "The body must be JSON"
    action = "Send JSON, with `Content-Type: application/json`."
    status = 415


class RunFailed(LiaisonError):
    """A part outside this program failed during the run and nothing useful is left."""

    code = "run_failed"
    title = "The run failed"
    action = "Try again later, or ask for the `rules` engine, which needs no outside part."
    status = 502
    exit_code = 3


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


class ModelTooSlow(ModelError):
    """The time for all model calls of one run (LIAISON_LLM_DEADLINE) was over before the answer was there."""

    code = "model_too_slow"
    title = "The model did not answer in the time it was given"


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


class NotReady(LiaisonError):
    """A part that every run needs cannot be used; `errors` names it."""

    code = "not_ready"
    title = "The server is not ready"
    action = "Run `liaison doctor` where the server runs."
    status = 503
    exit_code = 3

    def __init__(self, errors: list[InvalidParameter]) -> None:
        self.errors = errors
        super().__init__("; ".join(f"{error.location}: {error.message}" for error in errors))


class InternalError(LiaisonError):
    """A mistake of this program. The log of the server has the details under the id of the request."""

    code = "internal"
    title = "Something went wrong on our side"
    action = "Try again; if it happens again, give the request id to whoever runs the server."
    status = 500
    exit_code = 3

    def __init__(self) -> None:
        super().__init__("The request could not be finished because of a mistake in this program.")


def all_errors(parent: type[LiaisonError] = LiaisonError) -> Iterator[type[LiaisonError]]:
    """Every class below `parent`, from the top of the tree down."""
    for child in parent.__subclasses__():
        yield child
        yield from all_errors(child)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean X?` for the known name nearest to `word`, or nothing when none is near."""
    nearest = get_close_matches(word, list(known), n=1)
    return f"; did you mean {nearest[0]}?" if nearest else ""
