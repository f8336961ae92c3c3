"""Users: made at first sight, kept as the issuer describes them, named once each.

Two first requests at once make one user: both try, and the unique identity lets one through; the other
rolls back whole, name and all, and finds the user there.
"""

import hashlib
import secrets
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.accounts import erasures, invitation_queries, user_queries
from waugzee.accounts.tokens import Claims
from waugzee.db import Transaction, new_id, transaction
from waugzee.errors import InvitationNeeded, NameTaken, NotFound, SignUpClosed
from waugzee.hub import denial
from waugzee.principal import Role
from waugzee.settings import Settings

INVITATION_LIFE = timedelta(days=14)


class IdentityTaken(Exception):
    """Another request made the same user first."""


class NotInvited(NotFound):
    """This invitation is unknown, used or too old."""

    slug = "not-invited"


async def user_id_of(engine: AsyncEngine, claims: Claims, settings: Settings) -> uuid.UUID:
    """The user of an identity, made now if nobody has seen it. Raises SignUpClosed, InvitationNeeded."""
    async with transaction(engine) as db:
        known = await user_queries.user_id_of_identity(db, claims.issuer, claims.subject)
    if known is not None:
        return known
    # The built-in issuer makes no accounts where sign-up is closed: whoever has one is let in.
    if settings.sign_up == "closed" and not settings.built_in_issuer:
        raise SignUpClosed("Ask whoever runs this Waugzee.")
    if settings.sign_up == "invitation":
        raise InvitationNeeded("Ask whoever runs this Waugzee for an invitation.")
    return await _added(engine, claims)


async def check_first_sight(engine: AsyncEngine, claims: Claims, now: datetime) -> None:
    """Whether a token may make somebody a user; raises AccountErased and SessionEnded."""
    async with transaction(engine) as db:
        await erasures.erased_at(db, claims)
    erasures.check_age(claims, now)


async def redeem(engine: AsyncEngine, claims: Claims, code: str) -> uuid.UUID:
    """Make a user by invitation. Raises NotInvited; the code of who turns out to be known is not spent."""
    return await _added(engine, claims, invitation=digest_of(code))


async def _added(engine: AsyncEngine, claims: Claims, invitation: bytes | None = None) -> uuid.UUID:
    user_id = new_id()
    try:
        async with transaction(engine, user_id) as db:
            now = datetime.now(UTC)
            if invitation and not await invitation_queries.use_invitation(db, invitation, user_id, now):
                raise NotInvited
            await _add(db, user_id, claims)
    except IdentityTaken:
        async with transaction(engine) as db:
            known = await user_queries.user_id_of_identity(db, claims.issuer, claims.subject)
        assert known is not None
        return known
    return user_id


async def _add(db: Transaction, user_id: uuid.UUID, claims: Claims) -> None:
    # Whoever comes back after an erasure: what was theirs before is not to come along.
    erased_at = await erasures.erased_at(db, claims)
    for name in names_like(claims.name):
        if await user_queries.add_user(
            db,
            id=user_id,
            not_before=erased_at,
            name=name,
            claimed_name=claims.name,
            email=claims.email,
            email_verified=claims.email_verified,
        ):
            break
    if not await user_queries.add_identity(db, user_id, claims.issuer, claims.subject):
        raise IdentityTaken


def names_like(name: str) -> Iterator[str]:
    """The name itself, then with a number, small ones first."""
    yield name
    for number in range(2, 10):
        yield f"{name}-{number}"
    while True:
        yield f"{name}-{secrets.randbelow(1_000_000)}"


async def refresh(db: Transaction, user: Row[Any], claims: Claims, admin_role: str) -> None:
    """Follow what the issuer says of a user. What a token does not say is unknown, never a change."""
    changes: dict[str, Any] = {}
    if claims.email is not None and (claims.email, claims.email_verified) != (
        user.email,
        user.email_verified,
    ):
        changes |= {"email": claims.email, "email_verified": claims.email_verified}
    if (admin := admin_role in claims.roles) != user.admin_claimed:
        changes["admin_claimed"] = admin
    if claims.name not in (user.claimed_name, claims.subject):
        changes["claimed_name"] = claims.name
        if not user.name_chosen:
            changes["name"] = await _free_name(db, user.id, claims.name)
    if changes:
        await user_queries.change_user(db, user.id, **changes)


async def _free_name(db: Transaction, user_id: uuid.UUID, wanted: str) -> str:
    for name in names_like(wanted):
        taken = await user_queries.user_by_name(db, name)
        if taken is None or taken.id == user_id:
            return name
    raise AssertionError("names do not run out")


async def rename(db: Transaction, user_id: uuid.UUID, name: str) -> None:
    """Give a user the name they chose; raises NameTaken."""
    taken = await user_queries.user_by_name(db, name)
    if taken is not None and taken.id != user_id:
        raise NameTaken(f"Somebody else is called {taken.name}.")
    await user_queries.change_user(db, user_id, name=name, name_chosen=True)


async def suspend(db: Transaction, user_id: uuid.UUID, now: datetime) -> None:
    """Refuse a user from now on, whatever they come with."""
    await user_queries.change_user(db, user_id, suspended_at=now)
    db.announce(denial(), to=user_id)


async def restore(db: Transaction, user_id: uuid.UUID) -> None:
    await user_queries.change_user(db, user_id, suspended_at=None)
    db.announce(denial(), to=user_id)


async def grant_role(db: Transaction, user_id: uuid.UUID, role: Role) -> None:
    await user_queries.change_user(db, user_id, role=role)
    db.announce(denial(), to=user_id)


async def invite(
    db: Transaction, made_by: uuid.UUID | None, now: datetime, life: timedelta = INVITATION_LIFE
) -> tuple[uuid.UUID, str]:
    """Make an invitation; return its id and its code, which is kept nowhere."""
    code, invitation_id = secrets.token_urlsafe(15), new_id()
    await invitation_queries.add_invitation(
        db,
        id=invitation_id,
        digest=digest_of(code),
        made_by=made_by,
        created_at=now,
        expires_at=now + life,
    )
    return invitation_id, code


def digest_of(secret: str) -> bytes:
    """What is kept of a code or a key; they are random enough to need no salt."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
