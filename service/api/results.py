"""`/v1/results`: what is kept is listed, read again, deleted, and shared by links that expire."""

from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Body, Depends, Header, Query, Response

from schemas import SCHEMA_VERSION
from schemas.base import Model
from schemas.problem import Problem
from schemas.stored import (
    NewShare,
    ResultList,
    ResultsQuery,
    ResultSummary,
    SharedResult,
    ShareList,
    ShareRequest,
    StoredResult,
)
from service.api.conditions import names
from service.api.examples import SHARES
from service.api.negotiation import JSON, require_json
from service.api.repeating import shown_once
from service.api.runs import services_of
from service.services import Services

if TYPE_CHECKING:
    from service.archive import Archive

PATH = "/v1/results"
_NO_RESULT: dict[int | str, dict[str, Any]] = {
    401: {"model": Problem, "description": "A key is required; a link needs none"},
    404: {"model": Problem, "description": "No such result is kept, or it has no such link"},
    503: {"model": Problem, "description": "The database cannot be used, or the document is of a later version"},
}
_TAGGED: dict[str, Any] = {
    "headers": {"ETag": {"description": "For `If-None-Match` and `If-Match`", "schema": {"type": "string"}}}
}
_NO_LIST: dict[int | str, dict[str, Any]] = {
    401: {"model": Problem, "description": "A key is required"},
    422: {"model": Problem, "description": "A value cannot be used, or the cursor is none"},
    503: {"model": Problem, "description": "The database cannot be used"},
}

router = APIRouter(tags=["results"])


def archive_of(services: Annotated[Services, Depends(services_of)]) -> "Archive":
    """What is kept here."""
    return services.archive


Kept = Annotated["Archive", Depends(archive_of)]


@router.get(PATH, responses=_NO_LIST, summary="What is kept, newest first")
async def list_results(wanted: Annotated[ResultsQuery, Query()], archive: Kept) -> ResultList:
    """List kept results without their contents, a page at a time.

    `next_cursor` leads to the results before these; what comes in meanwhile moves nothing from one page to another.
    """
    return await archive.listed(wanted)


@router.get(
    PATH + "/{result_id}",
    response_model=StoredResult,
    responses={200: _TAGGED, 304: {"description": "It is as the If-None-Match header says"}, **_NO_RESULT},
    summary="One kept result",
)
async def read_result(result_id: str, archive: Kept, if_none_match: Annotated[str | None, Header()] = None) -> Response:
    """Give a kept result with the request it came from, in the form of today whatever the version it was kept in."""
    if if_none_match is not None:
        tag = etag(await archive.summary(result_id))
        if names(if_none_match, tag):
            return Response(status_code=304, headers={"ETag": tag})
    found = await archive.found(result_id)
    return await _written(found, {"ETag": etag(found)})


@router.delete(
    PATH + "/{result_id}",
    status_code=204,
    responses={**_NO_RESULT, 412: {"model": Problem, "description": "It is not what the If-Match header names"}},
    summary="Delete a kept result",
)
async def delete_result(result_id: str, archive: Kept, if_match: Annotated[str | None, Header()] = None) -> None:
    """Delete a result with everything that was made of it, and nothing of it is left.

    With it go its links, its job, answers kept for repeated requests, its line in the file of a batch, and the
    results that were worked out for it on the page.
    """
    await archive.delete(
        result_id, None if if_match is None else lambda kept: names(if_match, etag(kept), weakly=False)
    )


def etag(kept: ResultSummary) -> str:
    """The tag of a result: its documents never change, and the rest is what is told of it in a list."""
    told = kept.model_dump_json(include=set(ResultSummary.model_fields))
    return f'"{sha256(f"{SCHEMA_VERSION} {told}".encode()).hexdigest()[:32]}"'


# --- links --------------------------------------------------------------------------------------


@router.post(
    PATH + "/{result_id}/shares",
    status_code=201,
    dependencies=[Depends(require_json), Depends(shown_once)],
    responses={**_NO_RESULT, 422: _NO_LIST[422]},
    summary="Share a kept result by a link that expires",
)
async def share_result(
    result_id: str, body: Annotated[ShareRequest, Body(openapi_examples=SHARES)], archive: Kept
) -> NewShare:
    """Make a link by which anybody can read the document, not the request, until it expires.

    The token is shown this once: only its hash is kept.
    """
    return await archive.share(result_id, body)


@router.get(PATH + "/{result_id}/shares", responses=_NO_RESULT, summary="The links to a kept result")
async def list_shares(result_id: str, archive: Kept) -> ShareList:
    """List the links that can still be used, newest first, without their tokens."""
    return ShareList(shares=await archive.shares_of(result_id))


@router.delete(
    PATH + "/{result_id}/shares/{share_id}", status_code=204, responses=_NO_RESULT, summary="Withdraw a link"
)
async def withdraw_share(result_id: str, share_id: str, archive: Kept) -> None:
    """Delete a link: from now on it leads nowhere."""
    await archive.withdraw(result_id, share_id)


@router.get("/v1/shared/{token}", response_model=SharedResult, responses=_NO_RESULT, summary="A shared result")
async def read_shared(token: str, archive: Kept) -> Response:
    """Give what a link leads to. It needs no key; unknown, expired and withdrawn links get the same answer."""
    return await _written(await archive.shared(token))


async def _written(found: Model, headers: Mapping[str, str] | None = None) -> Response:
    # The result of a long text has some MB: written in a thread, it does not hold up the others.
    return Response(await to_thread.run_sync(found.model_dump_json), headers=headers, media_type=JSON)
