"""Every error as RFC 9457 problem details, and a page for each kind under `/problems/`."""

from collections.abc import Callable
from http import HTTPStatus

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse, Response
from starlette.exceptions import HTTPException

from schemas.problem import Problem
from service import tracing
from service.api.rates import note_refusal
from service.api.validation import explain_validation
from service.errors import (
    InternalError,
    InvalidJson,
    LiaisonError,
    MethodNotAllowed,
    NotFound,
    RequestError,
    TooLarge,
    all_errors,
)
from service.errors.described import problem_of, problem_of_kind

MEDIA_TYPE = "application/problem+json"
ErrorPage = Callable[[Request, Problem], Response | None]

router = APIRouter(include_in_schema=False)


def response_of(problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """Return the problem as a response with its own status and media type."""
    return Response(traced(problem).model_dump_json(), problem.status, headers, MEDIA_TYPE)


def traced(problem: Problem) -> Problem:
    """The problem with the trace of the request it happened in."""
    return problem.model_copy(update={"trace_id": tracing.trace_id()})


def advice_of(error: LiaisonError) -> dict[str, str]:
    """What is said of an error in headers: how long to wait before it is worth to come again."""
    seconds = getattr(error, "seconds", None)
    return {} if seconds is None else {"Retry-After": str(seconds)}


def instance_of(request: Request) -> str:
    """The address and id of one request, as a URI reference."""
    path = request.scope.get("raw_path", b"").decode("ascii", "replace") or request.url.path
    return f"{path}#{request.scope.get('request_id', '')}"


def problem_of_http(error: HTTPException, instance: str, body_limit: int | None) -> Problem:
    """Turn an error of the framework into problem details; none of its own words are kept."""
    match error.status_code:
        case 400:
            return problem_of_kind(InvalidJson, "The body cannot be read as JSON in UTF-8.", instance)
        case 404:
            return problem_of_kind(NotFound, "There is nothing at this address.", instance)
        case 405:
            return problem_of_kind(MethodNotAllowed, "The address exists, but not for this method.", instance)
        case 413:
            return problem_of_kind(TooLarge, f"The body has more than {body_limit or 0:,} bytes.", instance)
        case status:
            phrase = HTTPStatus(status).phrase
            problem = problem_of_kind(RequestError, f"{phrase}.", instance)
            return problem.model_copy(update={"status": status, "title": phrase})


def install(app: FastAPI, page: ErrorPage) -> None:
    """Make every error of the application a problem.

    `page` may show it as a page instead, for a person at a browser; it returns None for everybody else.
    """

    def answer(request: Request, problem: Problem, headers: dict[str, str] | None = None) -> Response:
        return page(request, problem) or response_of(problem, headers)

    async def known(request: Request, error: LiaisonError) -> Response:
        note_refusal(error)
        return answer(request, problem_of(error, instance_of(request)), advice_of(error))

    async def invalid(request: Request, error: RequestValidationError) -> Response:
        path = getattr(request.scope.get("route"), "path", request.url.path)
        return answer(request, problem_of(explain_validation(error, path), instance_of(request)))

    async def framework(request: Request, error: HTTPException) -> Response:
        problem = problem_of_http(error, instance_of(request), app.max_body_size)
        return answer(request, problem, dict(error.headers or {}))

    async def mistake(request: Request, _error: Exception) -> Response:
        return answer(request, problem_of(InternalError(), instance_of(request)))

    app.exception_handler(LiaisonError)(known)
    app.exception_handler(RequestValidationError)(invalid)
    app.exception_handler(HTTPException)(framework)
    app.exception_handler(Exception)(mistake)


@router.get("/problems/{slug}")
async def describe(slug: str) -> PlainTextResponse:
    """Say in plain text what a problem type means and what to do about it."""
    kind = next((kind for kind in all_errors() if kind.slug() == slug), None)
    if kind is None:
        raise NotFound("There is no problem of this name.")
    lines = [kind.title, "", f"HTTP status {kind.status}.", " ".join((kind.__doc__ or "").split())]
    return PlainTextResponse("\n".join([*lines, *([kind.action] if kind.action else [])]) + "\n")
