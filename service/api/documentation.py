"""`/docs` and `/openapi.json`: the API described by itself, with assets of its own and none of other hosts."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

from service.api.access import OPEN_FOLDERS, OPEN_PATHS, PROBED_PATH
from service.api.problems import MEDIA_TYPE
from service.api.repeating import HEADER, LONGEST

STATIC = Path(__file__).parent / "static"
_PROBLEM = {"$ref": "#/components/schemas/Problem"}
_FRAMEWORK = {"$ref": "#/components/schemas/HTTPValidationError"}
_SCHEMES: Final = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "A key of `liaison keys`, or LIAISON_API_KEY"},
    "basic": {"type": "http", "scheme": "basic", "description": "For browsers: the key as the password, any user"},
}
_REPEAT_KEY: Final = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST},
    "description": "A text of your own, such as a UUID. The same request with the same text is carried out once and"
    " answered alike for 24 hours (`Idempotency-Replayed: true`).",
}
_REPEATS: Final = {
    "400": "The Idempotency-Key cannot be used",
    "409": "A request with this Idempotency-Key is under way, or its answer held a secret and was not kept",
    "422": "The Idempotency-Key belongs to another request",
}
_REFUSALS: Final = {
    "401": "A key is required",
    "403": "The key does not allow this, or a page of another site sent it",
    "421": "A server without keys answers only to the names of its own machine",
    "429": "Too many requests, or too many wrong keys; see Retry-After",
    "503": "The database cannot be used, so that nobody can tell whose key this is",
}

router = APIRouter(include_in_schema=False)


@router.get("/docs")
async def docs() -> HTMLResponse:
    """Show the API with examples that can be tried."""
    return HTMLResponse((STATIC / "docs.html").read_bytes())


class DocumentedApp(FastAPI):
    """An application whose description names keys, every refusal, and the right media type for problems."""

    def openapi(self) -> dict[str, Any]:
        """Describe the API as OpenAPI 3.1."""
        return with_keys(with_repeats(with_problem_media_type(without_form_of_framework(super().openapi()))))


def install(app: FastAPI) -> None:
    """Serve the page and its assets."""
    app.include_router(router)
    app.mount("/docs/assets", StaticFiles(directory=STATIC), name="docs-assets")


def without_form_of_framework(description: dict[str, Any]) -> dict[str, Any]:
    """Leave out the errors of the framework, which it adds to every address with a parameter: ours are problems."""
    for _, operation in _operations(description):
        answers = operation["responses"]
        for status in [status for status, answer in answers.items() if _schema_of(answer) == _FRAMEWORK]:
            del answers[status]
    for name in ("HTTPValidationError", "ValidationError"):
        description["components"]["schemas"].pop(name, None)
    return description


def with_problem_media_type(description: dict[str, Any]) -> dict[str, Any]:
    """File every response that is a problem under `application/problem+json`; the framework files all under JSON."""
    for _, operation in _operations(description):
        for response in operation["responses"].values():
            if _schema_of(response) == _PROBLEM:
                response["content"] = {MEDIA_TYPE: response["content"]["application/json"]}
    return description


def with_repeats(description: dict[str, Any]) -> dict[str, Any]:
    """Say of every POST that it may come twice."""
    for methods in description["paths"].values():
        if operation := methods.get("post"):
            operation.setdefault("parameters", []).append(_REPEAT_KEY)
            _add_problems(operation, _REPEATS)
    return description


def with_keys(description: dict[str, Any]) -> dict[str, Any]:
    """Say which addresses need a key, and how they refuse."""
    description["components"]["securitySchemes"] = _SCHEMES
    for path, operation in _operations(description):
        if path in OPEN_PATHS or path.startswith(OPEN_FOLDERS):
            operation["security"] = []
            continue
        operation["security"] = [{name: []} for name in _SCHEMES] + [{}] * (path == PROBED_PATH)
        _add_problems(operation, _REFUSALS)
    return description


def _add_problems(operation: dict[str, Any], told: Mapping[str, str]) -> None:
    for status, words in told.items():
        problem = {"description": words, "content": {MEDIA_TYPE: {"schema": _PROBLEM}}}
        operation["responses"].setdefault(status, problem)


def _operations(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    return ((path, operation) for path, methods in description["paths"].items() for operation in methods.values())


def _schema_of(response: dict[str, Any]) -> object:
    return response.get("content", {}).get("application/json", {}).get("schema")
