"""The roles a token carries. Issuers agree neither on the claim's name nor on its shape."""

from collections.abc import Iterator, Mapping
from typing import Any

MOST = 50
"""Roles that are looked at; a token has few, or somebody plays."""

# Zitadel; Keycloak; what others are commonly set up with.
USUAL = ("urn:zitadel:iam:org:project:roles", "realm_access.roles", "roles", "groups")


def roles_of(claims: Mapping[str, Any], role_claim: str | None = None) -> tuple[str, ...]:
    """The roles in `role_claim` (a name, or a path with dots), or in the usual places.

    Understood are a list of names, one name, and Zitadel's object of names, each with the organisations
    that gave it.
    """
    found = (
        role for name in ([role_claim] if role_claim else USUAL) for role in _names(_value(claims, name))
    )
    return tuple(dict.fromkeys(found))[:MOST]


def _value(claims: Mapping[str, Any], name: str) -> Any:
    """The claim of that very name (which may hold dots, as addresses do), else what the path leads to."""
    if name in claims:
        return claims[name]
    value: Any = claims
    for step in name.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _names(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (name for name in value if isinstance(name, str))
    elif isinstance(value, list):
        for each in value[:MOST]:
            if isinstance(each, str | Mapping):
                yield from _names(each)
