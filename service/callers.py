"""Who asks: the workspace they act in and what they may do there. Made once for every request and every command."""

from contextvars import ContextVar
from dataclasses import dataclass, replace
from typing import Final

from schemas.keys import Scope

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
class Caller:
    """One who asks. `scope` is None where nothing is allowed but what is open to everybody.

    `key_id` is None for a caller without a key of the database; `requests_per_minute` and `tokens_per_day` are None
    where there is no bound (see `Bounds`).
    """

    name: str
    workspace: str = DEFAULT_WORKSPACE
    scope: Scope | None = None
    key_id: str | None = None
    requests_per_minute: int | None = None
    tokens_per_day: int | None = None

    def may(self, needed: Scope | None) -> bool:
        """Whether the caller may do what needs this scope."""
        return needed is None or (self.scope is not None and RANKS.index(self.scope) >= RANKS.index(needed))

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
