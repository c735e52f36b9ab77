"""`/v1/keys` and `/v1/workspaces`: who may use the server, and whose results are whose."""

from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, Query, Response

from schemas.keys import (
    KEYS_PAGE,
    KEYS_PAGE_MAX,
    Key,
    KeyChange,
    KeyList,
    KeyRequest,
    NewKey,
    NewWorkspace,
    RotateRequest,
    WorkspaceList,
    WorkspaceRequest,
)
from service.api.negotiation import require_json
from service.api.repeating import shown_once
from service.api.runs import services_of
from service.api.versioned import BODY, CHANGED, INVALID, cursor_of, described, etag, version_named
from service.errors import KeyNotFound
from service.keyring import Keyring
from service.services import Services
from service.store.ids import is_id

_MISSING = described((404, "No key of this id is in the workspace"))
_ENDED = described((409, "The key has been revoked or has expired"))
_TAGGED: dict[str, Any] = {
    "headers": {"ETag": {"description": "Version of the key, for `If-Match`", "schema": {"type": "string"}}}
}

router = APIRouter(tags=["keys"])
JSON_BODY = [Depends(require_json)]
ONCE = [*JSON_BODY, Depends(shown_once)]


def keyring_of(services: Annotated[Services, Depends(services_of)]) -> Keyring:
    """The keys of the caller's workspace."""
    return services.keyring


def known_form(key_id: str) -> str:
    """The id of a key in an address.

    Raises:
        KeyNotFound: there can be none of this id.
    """
    if not is_id("key", key_id):
        raise KeyNotFound
    return key_id


Keys = Annotated[Keyring, Depends(keyring_of)]
KeyId = Annotated[str, Depends(known_form)]


@router.get("/v1/keys", summary="Keys, newest first", responses=INVALID)
async def list_keys(
    keys: Keys,
    cursor: Annotated[str | None, Depends(cursor_of("key"))],
    limit: Annotated[int, Query(ge=1, le=KEYS_PAGE_MAX)] = KEYS_PAGE,
) -> KeyList:
    """List the keys of the workspace, those that have ended too; never their text."""
    return await keys.list(limit, cursor)


@router.post("/v1/keys", status_code=201, summary="A new key", dependencies=ONCE, responses={**BODY, **INVALID})
async def make_key(body: Annotated[KeyRequest, Body()], keys: Keys, response: Response) -> NewKey:
    """Make a key for the workspace. Its text is in this answer, and nowhere else."""
    return _told(await keys.make(body), response)


@router.get("/v1/keys/{key_id}", summary="One key", responses={200: _TAGGED, **_MISSING})
async def show_key(key_id: KeyId, keys: Keys, response: Response) -> Key:
    """Show one key, without its text."""
    key = await keys.find(key_id)
    response.headers["ETag"] = etag(key)
    return key


@router.patch(
    "/v1/keys/{key_id}",
    summary="Change a key",
    dependencies=JSON_BODY,
    responses={
        200: _TAGGED,
        **_MISSING,
        **BODY,
        **INVALID,
        **_ENDED,
        **CHANGED,
    },
)
async def change_key(
    key_id: KeyId,
    body: Annotated[KeyChange, Body()],
    version: Annotated[int, Depends(version_named)],
    keys: Keys,
    response: Response,
) -> Key:
    """Change what is given; `If-Match` says which version the change is meant for."""
    key = await keys.change(key_id, version, body)
    response.headers["ETag"] = etag(key)
    return key


@router.post(
    "/v1/keys/{key_id}/rotate",
    status_code=201,
    summary="A new key in the place of another",
    dependencies=ONCE,
    responses={**_MISSING, **BODY, **INVALID, **_ENDED},
)
async def rotate_key(
    key_id: KeyId,
    body: Annotated[RotateRequest, Body()],
    keys: Keys,
    response: Response,
) -> NewKey:
    """Make a key like this one; the old one is good for some hours more."""
    return _told(await keys.rotate(key_id, body), response)


@router.post("/v1/keys/{key_id}/revoke", summary="End a key now", responses={200: _TAGGED, **_MISSING})
async def revoke_key(key_id: KeyId, keys: Keys, response: Response) -> Key:
    """End a key; the next request with it is refused."""
    key = await keys.revoke(key_id)
    response.headers["ETag"] = etag(key)
    return key


@router.get("/v1/workspaces", summary="Workspaces")
async def list_workspaces(keys: Keys) -> WorkspaceList:
    """List the own workspace; for an admin of the default one, all of them, and nothing that is in them."""
    return await keys.workspaces()


@router.post(
    "/v1/workspaces",
    status_code=201,
    summary="A new workspace",
    dependencies=ONCE,
    responses={**BODY, **INVALID},
)
async def make_workspace(body: Annotated[WorkspaceRequest, Body()], keys: Keys) -> NewWorkspace:
    """Make a workspace with its first key, which only an admin of the default workspace may."""
    return await keys.make_workspace(body.name)


def _told(made: NewKey, response: Response) -> NewKey:
    response.headers["Location"] = f"/v1/keys/{made.id}"
    response.headers["ETag"] = etag(made)
    return made
