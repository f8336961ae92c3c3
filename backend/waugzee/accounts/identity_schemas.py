"""What the routes of sessions, keys, invitations and administration take and answer."""

import uuid
from datetime import datetime
from typing import Annotated

import msgspec

from waugzee.accounts.schemas import Name
from waugzee.principal import Role, Scope

Code = Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
Days = Annotated[int, msgspec.Meta(ge=1, le=365)]
Future = Annotated[datetime, msgspec.Meta(tz=True)]


class Session(msgspec.Struct):
    """Where one is signed in."""

    id: uuid.UUID
    device: str
    client_id: str | None
    current: bool
    created_at: datetime
    last_seen_at: datetime


class Sessions(msgspec.Struct):
    """Where one is signed in, the last seen first."""

    sessions: list[Session]


class Ended(msgspec.Struct):
    """How many sessions ended."""

    ended: int


class ApiKey(msgspec.Struct):
    """A key as its owner sees it again: how it begins, and nothing more of it."""

    id: uuid.UUID
    name: str
    prefix: str
    scopes: list[Scope]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


class ApiKeys(msgspec.Struct):
    """The keys that are good or have expired; revoked ones are gone."""

    keys: list[ApiKey]


class MakeKey(msgspec.Struct):
    """A key to make. Without `expires_at` it is good until it is revoked."""

    name: Name
    scopes: Annotated[list[Scope], msgspec.Meta(min_length=1, max_length=8)]
    expires_at: Future | None = None


class NewKey(ApiKey):
    """A key just made; `key` is shown this once."""

    key: str


class Redeem(msgspec.Struct):
    """The code of an invitation."""

    code: Code


class Invite(msgspec.Struct):
    """An invitation to make, good for so many days."""

    days: Days = 14


class Invitation(msgspec.Struct):
    """An invitation that nobody has used yet."""

    id: uuid.UUID
    created_at: datetime
    expires_at: datetime


class NewInvitation(Invitation):
    """An invitation just made; `code` is shown this once."""

    code: str


class Invitations(msgspec.Struct):
    """The invitations that can still be used, newest first."""

    invitations: list[Invitation]


class User(msgspec.Struct):
    """A user as an administrator sees them."""

    id: uuid.UUID
    name: str
    email: str | None
    role: Role
    """The role granted here."""
    admin_claimed: bool
    """Whether the issuer said that they are an administrator."""
    created_at: datetime
    suspended_at: datetime | None
    last_seen_at: datetime | None = None


class Users(msgspec.Struct):
    """Some users, newest first; `cursor` leads to the next ones."""

    users: list[User]
    cursor: str | None


class ChangeUser(msgspec.Struct):
    """What to change of a user; what is absent stays."""

    suspended: bool | msgspec.UnsetType = msgspec.UNSET
    role: Role | msgspec.UnsetType = msgspec.UNSET
