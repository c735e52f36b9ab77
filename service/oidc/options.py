"""How to reach an identity provider, and what its groups mean here: plain values; nothing below knows of settings."""

from dataclasses import dataclass, field
from typing import Final

from service.callers import DEFAULT_WORKSPACE, Role

CLAIMS: Final = ("groups", "roles")
"""House default: what providers call it; the values of all that are there count together."""


@dataclass(frozen=True)
class RoleRules:
    """Which values of a claim stand for which role. `claims` are names, or paths with dots such as `realm.roles`."""

    claims: tuple[str, ...] = CLAIMS
    marketing: frozenset[str] = frozenset({"liaison-marketing"})
    it: frozenset[str] = frozenset({"liaison-it"})
    admin: frozenset[str] = frozenset({"liaison-admin"})

    def values(self) -> dict[Role, frozenset[str]]:
        """By role: what stands for it."""
        return {"marketing": self.marketing, "it": self.it, "admin": self.admin}


@dataclass(frozen=True)
class ProviderOptions:
    """One provider, and who this server is to it.

    Without a `client_secret` this is a public client, which PKCE alone protects. `scopes` are asked for beside `openid`
    (None: `profile`, and those named like the claims of `roles`, where the provider offers them). `workspace` is that
    of everybody, unless `workspace_claim` names a claim that says it.
    """

    issuer: str
    client_id: str
    client_secret: str | None = field(default=None, repr=False)
    scopes: tuple[str, ...] | None = None
    roles: RoleRules = RoleRules()
    workspace: str = DEFAULT_WORKSPACE
    workspace_claim: str | None = None
    timeout_seconds: float = 10.0
