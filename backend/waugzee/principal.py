"""Who is behind a request: found by the authentication, read by routes."""

import uuid
from typing import Literal

import msgspec

Role = Literal["user", "admin"]
Scope = Literal["read", "log", "sync", "admin"]
"""What an API key may do: read; log plays and cleanings; sync the collection; administer."""

SIGNED_IN = "signed-in"
"""The scope of routes for people alone: no key has it."""


class Principal(msgspec.Struct, frozen=True, gc=False):
    """A user, and by what they came: a session, or an API key with its scopes."""

    user_id: uuid.UUID
    role: Role
    session_id: uuid.UUID | None = None
    key_id: uuid.UUID | None = None
    scopes: tuple[Scope, ...] | None = None
    """What the key may do; None, without a key: everything that the user may."""

    @property
    def credential(self) -> uuid.UUID | None:
        """The session or the key: what can be ended or revoked."""
        return self.session_id or self.key_id
