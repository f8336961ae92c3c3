"""API keys: made for scripts, shown once, kept as a digest.

A key reads `wgz_`, forty random characters, six of a checksum: leaked ones are easy to search for, and a
mistyped one is refused without asking the database.
"""

import secrets
import string
import uuid
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.accounts import key_queries
from waugzee.accounts.users import digest_of
from waugzee.db import Transaction, new_id, transaction
from waugzee.errors import Conflict, NotFound, Suspended, Unauthorized
from waugzee.hub import denial
from waugzee.principal import Principal, Role, Scope

PREFIX = "wgz_"
ALPHABET = string.ascii_letters + string.digits
RANDOM = 40
CHECKSUM = 6
SHOWN = len(PREFIX) + 6
MOST = 50
"""Keys one user may have."""
LONGEST_LIFE = timedelta(days=3653)
"""Ten years; without an end it is good until it is revoked."""
SEEN_EVERY = timedelta(minutes=1)


def new_key() -> str:
    made = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM))
    return f"{PREFIX}{made}{checksum(made)}"


def checksum(text: str) -> str:
    number, digits = zlib.crc32(text.encode()), ""
    for _ in range(CHECKSUM):
        number, digit = divmod(number, len(ALPHABET))
        digits += ALPHABET[digit]
    return digits


def is_key(token: str) -> bool:
    """Whether a bearer token is meant to be one of our keys."""
    return token.startswith(PREFIX)


def is_well_formed(key: str) -> bool:
    made = key[len(PREFIX) : -CHECKSUM]
    return key.isascii() and len(key) == len(PREFIX) + RANDOM + CHECKSUM and key.endswith(checksum(made))


async def make(
    db: Transaction, user_id: uuid.UUID, name: str, scopes: Sequence[Scope], expires_at: datetime | None
) -> tuple[uuid.UUID, str]:
    """Make a key; return its id and the key, which is not kept. Raises Conflict at MOST of them."""
    if await key_queries.count_keys(db, user_id) >= MOST:
        raise Conflict(f"There are {MOST} keys already; revoke some first.")
    key, key_id = new_key(), new_id()
    await key_queries.add_key(
        db,
        user_id,
        digest_of(key),
        id=key_id,
        name=name,
        prefix=key[:SHOWN],
        scopes=sorted(set(scopes)),
        created_at=datetime.now(UTC),
        expires_at=expires_at,
    )
    return key_id, key


async def revoke(db: Transaction, user_id: uuid.UUID, key_id: uuid.UUID) -> None:
    """Refuse a key from now on; raises NotFound."""
    if not await key_queries.revoke_key(db, user_id, key_id, datetime.now(UTC)):
        raise NotFound("There is no such key.")
    db.announce(denial(key_id))


async def revoke_all(db: Transaction, user_id: uuid.UUID) -> None:
    """Refuse every key of a user from now on."""
    await key_queries.revoke_all_keys(db, user_id, datetime.now(UTC))
    db.announce(denial())


async def principal_of(engine: AsyncEngine, key: str, now: datetime) -> tuple[Principal, datetime | None]:
    """Find whose key it is, and until when it is good. Raises Unauthorized and Suspended."""
    owner = None
    if is_well_formed(key):
        async with transaction(engine) as db:
            owner = await key_queries.owner_of_digest(db, digest_of(key))
    if owner is None:
        raise _refused("it is unknown or was revoked")
    if owner.suspended_at is not None:
        raise Suspended(headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
    async with transaction(engine, owner.id) as db:
        row = await key_queries.key_by_id(db, owner.id, owner.key_id)
    if row is None or row.revoked_at is not None:
        raise _refused("it is unknown or was revoked")
    if row.expires_at is not None and row.expires_at <= now:
        raise _refused("it has expired")
    role: Role = "admin" if owner.role == "admin" or owner.admin_claimed else "user"
    principal = Principal(owner.id, role, key_id=owner.key_id, scopes=tuple(row.scopes))
    return principal, row.expires_at


async def note_use(engine: AsyncEngine, user_id: uuid.UUID, key_id: uuid.UUID, now: datetime) -> None:
    async with transaction(engine, user_id) as db:
        await key_queries.see_key(db, user_id, key_id, now, SEEN_EVERY)


def _refused(why: str) -> Unauthorized:
    return Unauthorized(
        f"The API key was refused: {why}.",
        headers={"WWW-Authenticate": f'Bearer error="invalid_token", error_description="{why}"'},
    )
