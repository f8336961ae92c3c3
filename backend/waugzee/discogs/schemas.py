"""What the routes of the connection take and answer."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec

# What Discogs lets people call themselves, with room for old names.
Username = Annotated[
    str, msgspec.Meta(min_length=1, max_length=64, pattern=r"^(?!\.{1,2}$)[A-Za-z0-9._\-]+$(?!\n)")
]
SourceKind = Literal["demo", "public", "token", "oauth"]
Opaque = Annotated[str, msgspec.Meta(min_length=1, max_length=256, pattern=r"\A[!-~]+\Z")]
# Discogs' own have forty letters.
PersonalToken = Annotated[str, msgspec.Meta(min_length=8, max_length=128, pattern=r"\A[A-Za-z0-9_-]+\Z")]


class DiscogsAccount(msgspec.Struct, kw_only=True):
    """Where the collection comes from, and what is offered. `origins` are the only ones the engine may call.

    `verified`: Discogs itself said whose account it is. `refused_at`: since when it turns down what we have.
    """

    kind: SourceKind | None
    username: str | None
    simulated: bool
    verified: bool
    connected_at: datetime | None
    refused_at: datetime | None
    demo_available: bool
    token_available: bool
    oauth_available: bool
    origins: list[str]


class ConnectDemo(msgspec.Struct, tag_field="kind", tag="demo"):
    """Use the simulated Discogs and its demo collection."""


class ConnectPublic(msgspec.Struct, tag_field="kind", tag="public"):
    """Use the public collection of a Discogs user."""

    username: Username


class ConnectToken(msgspec.Struct):
    """Use a personal token, which the page has tried already."""

    token: PersonalToken
    simulated: bool = False


class BeginOAuth(msgspec.Struct):
    """Ask Discogs for its permission, the simulated one with `simulated`."""

    simulated: bool = False


class Begun(msgspec.Struct):
    """Go to `authorize_url`; keep `proof` in this browser: without it the way back leads nowhere."""

    authorize_url: str
    token: str
    proof: str


class CompleteOAuth(msgspec.Struct):
    """What Discogs sent the browser back with, and the proof that it began here."""

    token: Opaque
    verifier: Opaque
    proof: Opaque
