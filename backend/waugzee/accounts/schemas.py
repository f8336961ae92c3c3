"""What the account routes take and answer."""

import uuid
from datetime import datetime
from typing import Annotated, Literal

import msgspec

# What Discogs lets people call themselves, with room for old names.
Username = Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9._\-]+$")]
SourceKind = Literal["demo", "public"]


class Me(msgspec.Struct):
    """Who is signed in."""

    id: uuid.UUID
    name: str
    role: Literal["user", "admin"]
    created_at: datetime


class AuthConfig(msgspec.Struct):
    """What the page needs to sign in at the issuer."""

    issuer: str
    client_id: str
    scope: str
    audience: str
    built_in: bool


class DiscogsAccount(msgspec.Struct):
    """Where the collection comes from. `origins` are the only ones the engine may call."""

    kind: SourceKind | None
    username: str | None
    demo_available: bool
    origins: list[str]


class ConnectDemo(msgspec.Struct, tag_field="kind", tag="demo"):
    """Use the simulated Discogs and its demo collection."""


class ConnectPublic(msgspec.Struct, tag_field="kind", tag="public"):
    """Use the public collection of a Discogs user."""

    username: Username
