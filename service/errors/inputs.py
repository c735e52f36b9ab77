"""What the caller sent cannot be used, and the caller can mend it."""

from typing import Literal

from schemas.problem import InvalidParameter
from service.errors.base import LiaisonError


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
    """The brief, the constraints together, or a file are larger than the limit. `size` and `limit` are in bytes."""

    code = "too_large"
    title = "The text is too large"
    action = "Send the pages that matter, or ask the operator to raise LIAISON_MAX_BRIEF_BYTES."
    status = 413

    def __init__(self, size: int, limit: int, what: Literal["brief", "constraints", "file"] = "brief") -> None:
        self.size = size
        self.limit = limit
        subject = "The constraints have" if what == "constraints" else f"The {what} has"
        advice = "Send it in several files." if what == "file" else "Send the pages that matter."
        super().__init__(f"{subject} {size:,} bytes; the limit is {limit:,}. {advice}")


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
