"""Roles, in the shapes issuers write them."""

from typing import Any

import pytest

from waugzee.accounts.role_claims import MOST, roles_of

ZITADEL = "urn:zitadel:iam:org:project:roles"

SHAPES: dict[str, tuple[dict[str, Any], str | None, tuple[str, ...]]] = {
    "Zitadel": ({ZITADEL: {"admin": {"1": "a.example"}, "user": {"1": "a"}}}, None, ("admin", "user")),
    "Zitadel, as its documentation has it": ({ZITADEL: [{"admin": {"1": "a"}}]}, None, ("admin",)),
    "Zitadel, of one project": (
        {"urn:zitadel:iam:org:project:42:roles": {"admin": {}}},
        "urn:zitadel:iam:org:project:42:roles",
        ("admin",),
    ),
    "Keycloak": ({"realm_access": {"roles": ["admin", "offline_access"]}}, None, ("admin", "offline_access")),
    "Keycloak, of one client": (
        {"resource_access": {"waugzee": {"roles": ["admin"]}}, "realm_access": {"roles": ["other"]}},
        "resource_access.waugzee.roles",
        ("admin",),
    ),
    "roles": ({"roles": ["user", "admin"]}, None, ("user", "admin")),
    "groups": ({"groups": ["admin"]}, None, ("admin",)),
    "one by itself": ({"roles": "admin"}, None, ("admin",)),
    "an address with dots": ({"https://a.example/roles": ["admin"]}, "https://a.example/roles", ("admin",)),
    "in several places, each once": ({"roles": ["admin"], "groups": ["admin", "b"]}, None, ("admin", "b")),
    "elsewhere than told": ({"roles": ["admin"]}, "groups", ()),
    "none": ({}, None, ()),
    "nonsense": ({ZITADEL: 7, "realm_access": "admin", "roles": [1, None, {}], "groups": None}, None, ()),
    "far too many": ({"roles": [str(n) for n in range(1000)]}, None, tuple(str(n) for n in range(MOST))),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_roles_are_found(shape: str) -> None:
    claims, role_claim, roles = SHAPES[shape]
    assert roles_of(claims, role_claim) == roles
