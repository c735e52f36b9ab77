"""Who somebody is here, by what the provider says of them."""

from typing import Any

import pytest

from service.errors import NotAdmitted, SignInUnproven
from service.oidc.options import ProviderOptions, RoleRules
from service.oidc.people import person_id_of, person_of
from service.store.ids import is_id

OPTIONS = ProviderOptions("https://id.example", "liaison")
ADA: dict[str, Any] = {"sub": "ada", "name": "Ada Lovelace", "email": "ada@example.com", "groups": ["liaison-it", "x"]}


def test_a_person_has_a_lasting_id_that_tells_nothing() -> None:
    person = person_of(ADA, OPTIONS)
    assert person.id == person_of({**ADA, "name": "Countess"}, OPTIONS).id
    assert is_id("per", person.id)
    assert "ada" not in str(person).replace("Ada Lovelace", "").lower()
    assert person_id_of("https://other.example", "ada") != person.id
    assert person_id_of("https://id.example", "adb") != person.id


@pytest.mark.parametrize(
    ("claims", "roles"),
    [
        ({"groups": ["liaison-it"]}, ("it",)),
        ({"groups": "liaison-it"}, ("it",)),
        ({"roles": ["liaison-admin", "liaison-marketing"]}, ("marketing", "admin")),
        ({"groups": ["liaison-marketing"], "roles": ["liaison-it"]}, ("marketing", "it")),
    ],
)
def test_groups_and_roles_count_together(claims: dict[str, Any], roles: tuple[str, ...]) -> None:
    assert person_of({"sub": "ada", **claims}, OPTIONS).roles == roles


def test_a_role_may_stand_deeper_and_under_a_name_with_dots() -> None:
    rules = RoleRules(("realm_access.roles", "https://claims.example/roles"), it=frozenset({"cn=it,dc=example"}))
    options = ProviderOptions("https://id.example", "liaison", roles=rules)
    for claims in (
        {"realm_access": {"roles": ["cn=it,dc=example"]}},
        {"realm_access.roles": ["cn=it,dc=example"]},
        {"https://claims.example/roles": ["cn=it,dc=example"]},
    ):
        assert person_of({"sub": "ada", **claims}, options).roles == ("it",)


@pytest.mark.parametrize(
    "groups", [None, [], ["it"], ["LIAISON-IT"], ["liaison-it "], {"liaison-it": True}, [["liaison-it"]], 7]
)
def test_without_a_role_nobody_is_let_in_and_is_told_what_to_do(groups: object) -> None:
    with pytest.raises(NotAdmitted, match="Marketing: liaison-marketing; IT: liaison-it; Admin: liaison-admin"):
        person_of({"sub": "ada", "groups": groups}, OPTIONS)


@pytest.mark.parametrize("claims", [{}, {"sub": ""}, {"sub": 7}])
def test_nobody_is_nobody(claims: dict[str, Any]) -> None:
    with pytest.raises(SignInUnproven):
        person_of({**claims, "groups": ["liaison-it"]}, OPTIONS)


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"name": "  Ada\n\tLovelace\u202e "}, "Ada Lovelace"),
        ({"name": "", "preferred_username": "ada"}, "ada"),
        ({"name": "x" * 500}, "x" * 80),
        ({"name": ["Ada"], "nickname": "Ada"}, "Ada"),
    ],
)
def test_the_name_is_one_line(claims: dict[str, Any], name: str) -> None:
    assert person_of({**ADA, "name": None, **claims}, OPTIONS).name == name


def test_without_a_name_the_id_is_shown_and_never_the_address() -> None:
    person = person_of({**ADA, "name": None}, OPTIONS)
    assert person.name == person.id


def test_the_workspace_may_be_said_by_a_claim() -> None:
    options = ProviderOptions("https://id.example", "liaison", workspace_claim="tenant")
    assert person_of({**ADA, "tenant": "Orchard Foods"}, options).workspace == "Orchard Foods"
    for tenant in (None, [], ["a", "b"], 7):
        with pytest.raises(NotAdmitted, match="`tenant`"):
            person_of({**ADA, "tenant": tenant}, options)
