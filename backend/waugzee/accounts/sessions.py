"""Sessions: where a user is signed in. Each token belongs to one, seen by its claims.

the token says `sid`     the issuer's own session, ended for good once it has ended
it does not              all tokens of one client on one kind of device; those issued before the
                         end stay refused, and a new sign-in opens the session again
"""

import hashlib
import uuid
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import structlog
from sqlalchemy import Row
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.accounts import erasures, session_queries, user_queries, users
from waugzee.accounts.tokens import Claims
from waugzee.db import Transaction, new_id, transaction
from waugzee.errors import SessionEnded, Suspended
from waugzee.hub import denial
from waugzee.principal import Principal
from waugzee.settings import Settings

SEEN_EVERY = timedelta(minutes=1)

EndAtIssuer = Callable[[Transaction, str], Awaitable[None]]
"""Ends a session (`sid`) at the issuer as well, in the same transaction, where it shares the database."""

log = structlog.get_logger(__name__)


class Sight(msgspec.Struct, frozen=True, gc=False):
    """Whom a token's session belongs to, and from when on its tokens are taken (Unix seconds)."""

    principal: Principal
    not_before: float

    def admits(self, issued_at: float) -> bool:
        return issued_at >= self.not_before


def known_by(claims: Claims, device: str) -> tuple[str, ...]:
    """What makes a session this one and no other, before its user is known."""
    own = ("sid", claims.session) if claims.session else ("chain", claims.client_id or "", device)
    return (claims.issuer, claims.subject, *own)


def digest_of_session(claims: Claims, device: str) -> bytes:
    return hashlib.sha256("\0".join(known_by(claims, device)).encode("utf-8", "surrogatepass")).digest()


async def sight_of(
    engine: AsyncEngine, settings: Settings, claims: Claims, device: str, now: datetime
) -> Sight:
    """Find the user and the session of a token, and make them at first sight.

    Raises AccountErased, SessionEnded, Suspended, SignUpClosed and InvitationNeeded.
    """
    found = await _found(engine, settings, claims, device, now)
    if found is None:
        await users.check_first_sight(engine, claims, now)
        await users.user_id_of(engine, claims, settings)
        found = await _found(engine, settings, claims, device, now)
        assert found is not None
    return found


async def _found(
    engine: AsyncEngine, settings: Settings, claims: Claims, device: str, now: datetime
) -> Sight | None:
    digest = digest_of_session(claims, device)
    async with transaction(engine) as db:
        user = await user_queries.user_of_identity(db, claims.issuer, claims.subject, digest)
        if user is None:
            return None
        not_before = _checked(user, claims)
        session_id = await _seen(db, user, claims, digest, device, now)
    await _refresh(engine, user, claims, settings.admin_role)
    admin = user.role == "admin" or settings.admin_role in claims.roles
    return Sight(Principal(user.id, "admin" if admin else "user", session_id=session_id), not_before)


def _checked(user: Row[Any], claims: Claims) -> float:
    """From when on tokens are taken; raises Suspended or SessionEnded where this one is not."""
    if user.suspended_at is not None:
        raise Suspended(headers=_challenge("the user is suspended"))
    moments = [moment.timestamp() for moment in (user.not_before, user.session_not_before) if moment]
    not_before = max(moments, default=0.0)
    if claims.issued_at < not_before or (user.session_ended_at is not None and claims.session is not None):
        raise session_ended()
    return not_before


def session_ended() -> SessionEnded:
    return SessionEnded(headers=_challenge("the session was ended"))


def _challenge(why: str) -> dict[str, str]:
    return {"WWW-Authenticate": f'Bearer error="invalid_token", error_description="{why}"'}


async def _seen(
    db: Transaction, user: Row[Any], claims: Claims, digest: bytes, device: str, now: datetime
) -> uuid.UUID:
    session_id: uuid.UUID | None = user.session_id
    if session_id is None:
        await erasures.erased_at(db, claims)
        return await session_queries.add_session(
            db,
            user.id,
            now,
            id=new_id(),
            digest=digest,
            issuer=claims.issuer,
            sid=claims.session,
            client_id=claims.client_id,
            device=device,
        )
    if user.session_ended_at is not None:
        await session_queries.reopen_session(db, session_id, user.session_ended_at, now)
    elif user.session_last_seen_at <= now - SEEN_EVERY:
        await session_queries.see_session(db, session_id, now)
    return session_id


async def _refresh(engine: AsyncEngine, user: Row[Any], claims: Claims, admin_role: str) -> None:
    """Follow the issuer, in a transaction of its own: a name lost to another is no reason to refuse."""
    try:
        async with transaction(engine) as db:
            await users.refresh(db, user, claims, admin_role)
    except IntegrityError:
        log.info("a user's name was taken at this moment; the next sight tries again")


async def end(
    db: Transaction,
    user_id: uuid.UUID,
    end_at_issuer: EndAtIssuer,
    *,
    only: uuid.UUID | None = None,
    but: uuid.UUID | None = None,
) -> int:
    """End a user's sessions, `only` one or all `but` one, here and at the issuer; say how many."""
    ended = await session_queries.end_sessions(db, user_id, datetime.now(UTC), only=only, but=but)
    for session in ended:
        if session.sid is not None:
            await end_at_issuer(db, session.sid)
        db.announce(denial(session.id), to=user_id)
    return len(ended)
