"""The root of the tree, and what belongs to no part of the input: settings, runs, mistakes of our own."""

from typing import ClassVar

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


class ConfigurationError(LiaisonError):
    """A setting has a value that cannot be used, or the settings file has an unknown name."""

    code = "configuration"
    title = "The settings cannot be used"


class PromptError(ConfigurationError):
    """A prompt file does not hold, or it was filled with a missing or unknown variable. No call has been made."""

    code = "prompt"
    title = "A prompt cannot be used"


class RunFailed(LiaisonError):
    """A part outside this program failed during the run and nothing useful is left."""

    code = "run_failed"
    title = "The run failed"
    action = "Try again later, or ask for the `rules` engine, which needs no outside part."
    status = 502
    exit_code = 3


class NotReady(LiaisonError):
    """A part that every run needs cannot be used; `errors` names it."""

    code = "not_ready"
    title = "The server is not ready"
    action = "Run `liaison doctor` where the server runs."
    status = 503
    exit_code = 3

    def __init__(self, errors: list[InvalidParameter]) -> None:
        self.errors = errors
        named = "; ".join(f"{error.location}: {error.message}" for error in errors)
        super().__init__(named or "A part that every run needs cannot be used.")


class InternalError(LiaisonError):
    """A mistake of this program. The log of the server has the details under the id of the request."""

    code = "internal"
    title = "Something went wrong on our side"
    action = "Try again; if it happens again, give the request id to whoever runs the server."
    status = 500
    exit_code = 3

    def __init__(self) -> None:
        super().__init__("The request could not be finished because of a mistake in this program.")
