"""Keys and workspaces: who may use a server, and whose results are whose."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from schemas.base import Model

Scope = Literal["read", "write", "admin"]
"""`read`: look at what is kept; `write`: that, start runs, keep and delete; `admin`: that, and keys."""

NAME_MAX: int = 80
OVERLAP_HOURS: int = 24
"""House default: a day to put the new key in the place of the old one."""
OVERLAP_HOURS_MAX: int = 7 * 24
KEYS_PAGE: int = 20
KEYS_PAGE_MAX: int = 100

Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME_MAX, pattern=r"^[^\x00-\x1f\x7f-\x9f]+$"),
]
Bound = Annotated[int, Field(ge=1, le=1_000_000_000)]


class KeyRequest(Model):
    """`POST /v1/keys`: a key for somebody or something, in the workspace of the key that asks."""

    name: Name = Field(description="Who or what it is for, so that it can be found again")
    scopes: list[Scope] = Field(
        default=["write"],
        min_length=1,
        max_length=3,
        description="`read`: look at what is kept; `write`: also start runs, keep and delete; `admin`: also keys."
        " Each holds the ones before it.",
    )
    expires_at: AwareDatetime | None = Field(default=None, description="With its zone; null: never")
    requests_per_minute: Bound | None = Field(default=None, description="Null: as the server is set")
    tokens_per_day: Bound | None = Field(default=None, description="Tokens of models; null: as the server is set")


class KeyChange(Model):
    """`PATCH /v1/keys/{id}`: only what is given is changed."""

    name: Name = ""
    scopes: list[Scope] = Field(default=[], min_length=1, max_length=3)
    expires_at: AwareDatetime | None = None
    requests_per_minute: Bound | None = None
    tokens_per_day: Bound | None = None


class RotateRequest(Model):
    """`POST /v1/keys/{id}/rotate`: how long the old key is good for beside the new one."""

    overlap_hours: int = Field(default=OVERLAP_HOURS, ge=0, le=OVERLAP_HOURS_MAX)


class Key(Model):
    """One key, without its secret: that is kept nowhere."""

    id: str
    name: str
    prefix: str = Field(description="How the key begins, so that it can be told from others")
    scopes: list[Scope]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None = Field(description="To the minute")
    revoked_at: datetime | None
    rotated_from: str | None = Field(description="Id of the key in whose place it came")
    requests_per_minute: int | None
    tokens_per_day: int | None
    version: int = Field(description="Counts changes; also in the `ETag` header")


class NewKey(Key):
    """A key that has just been made. It is shown this once."""

    key: str


class KeyList(Model):
    """Keys of one workspace, newest first."""

    keys: list[Key]
    next_cursor: str | None = Field(description="Send it as `cursor` for the keys before these; null: there are none")


class WorkspaceRequest(Model):
    """`POST /v1/workspaces`."""

    name: Name


class Workspace(Model):
    """Results, keys and all else of one workspace can be seen from no other."""

    id: str
    name: str
    created_at: datetime


class NewWorkspace(Workspace):
    """A workspace that has just been made, with its first key, whose scope is `admin`. It is shown this once."""

    key: NewKey


class WorkspaceList(Model):
    """The workspaces that the caller may see: the own one, or all for an admin of the default one."""

    workspaces: list[Workspace]
