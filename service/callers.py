"""Who asks: the workspace they act in and what they may do there. Made once for every request and every command."""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Final, Literal

from schemas.jobs import JobKind
from schemas.keys import Scope
from service.errors import RoleMissing

Role = Literal["marketing", "it", "admin"]
"""What somebody who signs in is here for. An admin may do everything in the workspace."""
RUNS: Final[Mapping[Role, frozenset[JobKind]]] = {
    "marketing": frozenset({"requirements"}),
    "it": frozenset({"explanations", "alignments"}),
    "admin": frozenset({"requirements", "explanations", "alignments"}),
}
"""What each role may write; everybody may read all of it."""

DEFAULT_WORKSPACE: Final = "wsp_default"
"""What commands keep, and what was kept before there were keys, is in this one; its admins make the others."""
RANKS: Final[tuple[Scope, ...]] = ("read", "write", "admin")
"""Each scope holds the ones before it."""


@dataclass(frozen=True)
class Bounds:
    """What a key may use; None: as much as it likes. Tokens are those of models, in and out; a day is one of UTC."""

    requests_per_minute: int | None = None
    tokens_per_day: int | None = None


NO_BOUNDS: Final = Bounds()


@dataclass(frozen=True)
class SignedIn:
    """What is known of a caller who signed in, beside their name. `session_id` names the session and opens nothing."""

    roles: tuple[Role, ...]
    workspace_name: str
    session_id: str


@dataclass(frozen=True)
class Caller:
    """One who asks. `scope` is None where nothing is allowed but what is open to everybody.

    `key_id` is the id of the key, or of the person who signed in, and None for whoever has neither; what is kept is
    owned by it. `requests_per_minute` and `tokens_per_day` are None where there is no bound (see `Bounds`). `person` is
    None for a caller with a key.
    """

    name: str
    workspace: str = DEFAULT_WORKSPACE
    scope: Scope | None = None
    key_id: str | None = None
    requests_per_minute: int | None = None
    tokens_per_day: int | None = None
    person: SignedIn | None = None

    def may(self, needed: Scope | None) -> bool:
        """Whether the caller may do what needs this scope."""
        return needed is None or (self.scope is not None and RANKS.index(self.scope) >= RANKS.index(needed))

    def may_run(self, kind: JobKind) -> bool:
        """Whether the caller may write this: of those who sign in, their roles decide; a key's scope says it all."""
        return self.person is None or any(kind in RUNS[role] for role in self.person.roles)

    def must_run(self, kind: JobKind) -> None:
        """Let a caller pass who may write this.

        Raises:
            RoleMissing: a person whose role does not allow it.
        """
        if not self.may_run(kind):
            raise RoleMissing(f"Your role reads {kind} here, and does not write them.")

    def within(self, bounds: Bounds) -> "Caller":
        """The same caller, with these bounds where their key has none of its own."""
        return replace(
            self,
            requests_per_minute=self.requests_per_minute or bounds.requests_per_minute,
            tokens_per_day=self.tokens_per_day or bounds.tokens_per_day,
        )

    @property
    def runs_the_server(self) -> bool:
        """Whether the caller may make workspaces."""
        return self.workspace == DEFAULT_WORKSPACE and self.may("admin")


NOBODY: Final = Caller("nobody", workspace="wsp_none")
"""One who has shown nothing; no row is of this workspace."""
LOCAL: Final = Caller("this machine", scope="admin")
"""Everybody on the machine of a server that asks for no key, and whoever types a command there."""
OPERATOR: Final = Caller("LIAISON_API_KEY", scope="admin")
"""Whoever has the key of the settings."""
SCRAPER: Final = Caller("LIAISON_METRICS_TOKEN", workspace="wsp_none")
"""Whoever has the token for figures, which opens nothing else."""


current_caller: ContextVar[Caller] = ContextVar("current_caller", default=NOBODY)
"""Who sends the request that is being answered."""


def highest(scopes: list[Scope]) -> Scope:
    """The scope that holds all of these."""
    return max(scopes, key=RANKS.index)
