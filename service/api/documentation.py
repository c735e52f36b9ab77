"""`/docs` and `/openapi.json`: the API described by itself, with assets of its own and none of other hosts."""

from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

from service.api.problems import MEDIA_TYPE

STATIC = Path(__file__).parent / "static"
_PROBLEM = {"$ref": "#/components/schemas/Problem"}
_OWN_FAULT = {"$ref": "#/components/schemas/HTTPValidationError"}

router = APIRouter(include_in_schema=False)


@router.get("/docs")
async def docs() -> HTMLResponse:
    """Show the API with examples that can be tried."""
    return HTMLResponse((STATIC / "docs.html").read_bytes())


class DocumentedApp(FastAPI):
    """An application whose description names the right media type for problems."""

    def openapi(self) -> dict[str, Any]:
        """Describe the API as OpenAPI 3.1."""
        return with_problem_media_type(without_own_faults(super().openapi()))


def install(app: FastAPI) -> None:
    """Serve the page and its assets."""
    app.include_router(router)
    app.mount("/docs/assets", StaticFiles(directory=STATIC), name="docs-assets")


def without_own_faults(description: dict[str, Any]) -> dict[str, Any]:
    """Leave out the framework's own form of a fault, which it lists wherever a path holds a name; ours replaces it."""
    for methods in description["paths"].values():
        for operation in methods.values():
            schema = operation["responses"].get("422", {}).get("content", {}).get("application/json", {}).get("schema")
            if schema == _OWN_FAULT:
                del operation["responses"]["422"]
    for name in ("HTTPValidationError", "ValidationError"):
        description["components"]["schemas"].pop(name, None)
    return description


def with_problem_media_type(description: dict[str, Any]) -> dict[str, Any]:
    """File every response that is a problem under `application/problem+json`; the framework files all under JSON."""
    for methods in description["paths"].values():
        for operation in methods.values():
            for response in operation["responses"].values():
                content = response.get("content", {})
                if content.get("application/json", {}).get("schema") == _PROBLEM:
                    response["content"] = {MEDIA_TYPE: content["application/json"]}
    return description
