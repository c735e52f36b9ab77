"""From what a provider says of somebody to a person of this server: a lasting id, a name, roles and a workspace."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from service.callers import Role
from service.errors import NotAdmitted, SignInUnproven
from service.oidc.options import ProviderOptions, RoleRules
from service.store.ids import lasting_id

NAME_MAX: Final = 80
NAMES: Final = ("name", "preferred_username", "nickname")
"""Claims that may be shown, best first. The e-mail address is not asked for and not kept."""
WORDS: Final[Mapping[Role, str]] = {"marketing": "Marketing", "it": "IT", "admin": "Admin"}

Claims = Mapping[str, Any]


@dataclass(frozen=True)
class Person:
    """Somebody who has proved who they are. `workspace` is the id or name that the provider or the settings say."""

    id: str
    name: str
    roles: tuple[Role, ...]
    workspace: str


def person_of(claims: Claims, options: ProviderOptions) -> Person:
    """The person that these claims, which have been checked, speak of.

    Raises:
        NotAdmitted: they have no role here, or no workspace.
        SignInUnproven: nothing says who they are.
    """
    subject = claims.get("sub")
    if not isinstance(subject, str) or not subject:
        raise SignInUnproven("The provider does not say who you are.")
    person_id = person_id_of(options.issuer, subject)
    roles = roles_in(claims, options.roles)
    if not roles:
        raise NotAdmitted(_without_role(options.roles))
    return Person(person_id, name_in(claims) or person_id, roles, _workspace_in(claims, options))


def person_id_of(issuer: str, subject: str) -> str:
    """The same for the same account for ever, and no way back from it to the account but by trying."""
    return lasting_id("per", f"{issuer}\0{subject}")


def name_in(claims: Claims) -> str | None:
    """How the person is called, in one line."""
    for claim in NAMES:
        if isinstance(told := claims.get(claim), str):
            shown = " ".join("".join(sign if sign.isprintable() else " " for sign in told).split())[:NAME_MAX]
            if shown:
                return shown
    return None


def roles_in(claims: Claims, rules: RoleRules) -> tuple[Role, ...]:
    """The roles that the values of the claims stand for."""
    told = {value for claim in rules.claims for value in values_at(claims, claim)}
    return tuple(role for role, values in rules.values().items() if values & told)


def values_at(claims: Claims, path: str) -> Sequence[str]:
    """The texts of a claim: of this very name, or at a path with dots; one text alone counts as a list of one."""
    found: Any = claims.get(path)
    if found is None:
        found = claims
        for name in path.split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
    if isinstance(found, str):
        return [found]
    return [value for value in found if isinstance(value, str)] if isinstance(found, list) else []


def _workspace_in(claims: Claims, options: ProviderOptions) -> str:
    if options.workspace_claim is None:
        return options.workspace
    told = values_at(claims, options.workspace_claim)
    if len(told) != 1:
        raise NotAdmitted(f"Your account must name one workspace in its claim `{options.workspace_claim}`.")
    return told[0]


def _without_role(rules: RoleRules) -> str:
    claims = " or ".join(f"`{claim}`" for claim in rules.claims)
    wanted = "; ".join(
        f"{WORDS[role]}: {' or '.join(sorted(values))}" for role, values in rules.values().items() if values
    )
    return f"You have signed in, but nothing in the {claims} of your account gives you a role here. {wanted}."
