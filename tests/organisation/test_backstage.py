"""Systems from a Backstage catalogue."""

import pytest

from service.errors import InvalidProfile
from service.organisation import find_system, parse_organisation

CATALOGUE = b"""
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: order-hub, title: Order Hub, description: takes orders}
spec:
  type: service
  lifecycle: production
  owner: group:default/shop-team
  system: shop
  dependsOn: ["resource:default/orders-db", "component:default/unheard-of"]
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {name: orders-db}
spec: {type: database, owner: shop-team}
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: order-hub-api, title: Order Hub}
spec: {type: openapi, owner: other-team, definition: "..."}
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: shop-team, title: Shop team}
spec: {type: team, children: []}
---
apiVersion: backstage.io/v1alpha1
kind: Location
metadata: {name: elsewhere}
spec: {targets: [./more.yaml]}
"""


def test_components_and_resources_become_systems() -> None:
    profile = parse_organisation(CATALOGUE, "catalog-info.yaml")
    assert [system.name for system in profile.systems] == ["Order Hub", "orders-db"]
    hub = profile.systems[0]
    assert hub.owner == "Shop team"
    assert hub.integrations == ["orders-db", "unheard-of"]
    assert hub.aliases == ["order-hub", "order-hub-api", "order hub api"]
    assert [team.name for team in profile.teams] == ["Shop team"]


def test_a_system_is_found_by_any_of_its_names() -> None:
    profile = parse_organisation(CATALOGUE, "catalog-info.yaml")
    for name in ("order hub", "ORDER-HUB", "order-hub-api"):
        found = find_system(profile, name)
        assert found is not None
        assert found.name == "Order Hub"
    assert find_system(profile, "orders") is None
    assert find_system(None, "orders") is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (b"apiVersion: backstage.io/v1alpha1\nmetadata: {name: a}", "document 1: `kind` is missing"),
        (b"apiVersion: backstage.io/v1alpha1\nkind: API", "document 1: `metadata.name` is missing"),
        (b"apiVersion: backstage.io/v1alpha1\nkind: User\nmetadata: {name: a}", "holds no Component"),
        (CATALOGUE + b"---\nname: Fernhill\n", "document 6 is no Backstage entity"),
        (b"apiVersion: backstage.io/v1\nkind: API\nmetadata: {name: a}\nspec: [1]", "`spec` must hold fields"),
    ],
)
def test_a_broken_entity_is_named(text: bytes, words: str) -> None:
    with pytest.raises(InvalidProfile) as raised:
        parse_organisation(text, "catalog-info.yaml")
    assert words in raised.value.message
