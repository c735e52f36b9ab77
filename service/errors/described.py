"""Any error as RFC 9457 problem details."""

from schemas.problem import InvalidParameter, Problem
from service.errors.base import LiaisonError, NotReady
from service.errors.inputs import InvalidRequest


def problem_of(error: LiaisonError, instance: str | None = None) -> Problem:
    """Turn an error into problem details; `instance` names the one request or job it happened in."""
    listed: list[InvalidParameter] = error.errors if isinstance(error, InvalidRequest | NotReady) else []
    return problem_of_kind(type(error), error.message, instance, listed)


def problem_of_kind(
    kind: type[LiaisonError], detail: str, instance: str | None, errors: list[InvalidParameter] | None = None
) -> Problem:
    """Problem details of a kind of error; `detail` says what happened this time."""
    return Problem(
        type=f"/problems/{kind.slug()}",
        title=kind.title,
        status=kind.status,
        detail=detail,
        instance=instance,
        action=kind.action,
        errors=errors or [],
    )
