"""What the routes of accounts take and answer; keys, sessions and administration in `identity_schemas`."""

import uuid
from datetime import datetime
from typing import Annotated

import msgspec

from waugzee.principal import Role

# Printable, neither blank at an end nor all blank.
Name = Annotated[
    str,
    msgspec.Meta(min_length=1, max_length=80, pattern=r"^[^\s\x00-\x1f\x7f]+( [^\s\x00-\x1f\x7f]+)*$(?!\n)"),
]


class Me(msgspec.Struct):
    """Who is signed in."""

    id: uuid.UUID
    name: str
    email: str | None
    email_verified: bool
    role: Role
    created_at: datetime


class ChangeMe(msgspec.Struct):
    """What to change of oneself; what is absent stays."""

    name: Name | msgspec.UnsetType = msgspec.UNSET


class AuthConfig(msgspec.Struct):
    """What the page needs to sign in at the issuer."""

    issuer: str
    client_id: str
    scope: str
    audience: str
    built_in: bool
    visitors: bool
    """One may look around without an account, at invented records."""
