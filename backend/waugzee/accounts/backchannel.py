"""Back-channel logout (OpenID Connect Back-Channel Logout 1.0): the issuer says who has signed out."""

import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any

import msgspec
from jose import JOSEError, jws

from waugzee.accounts import session_queries, sessions, user_queries
from waugzee.accounts.devices import UNKNOWN
from waugzee.accounts.keyring import Keyring
from waugzee.accounts.tokens import LARGEST_TOKEN, LEEWAY, Claims
from waugzee.db import Transaction, new_id
from waugzee.errors import BadRequest
from waugzee.hub import denial

EVENT = "http://schemas.openid.net/event/backchannel-logout"
TYPES = ("logout+jwt", "jwt", "")
OLDEST = 600
"""Seconds after which a logout token is no news."""
REMEMBERED = 10_000

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=255, pattern=r"\A[^\x00-\x1f\x7f]*\Z")]
Time = Annotated[float, msgspec.Meta(ge=0, lt=253_402_300_800)]


class BadLogoutToken(BadRequest):
    """This logout token cannot be taken."""

    slug = "bad-logout-token"


class Logout(msgspec.Struct, frozen=True):
    """Who signed out: of one session (`sid`), or of all (`sub` alone)."""

    issuer: str
    sub: str | None
    sid: str | None
    at: float


class _Said(msgspec.Struct):
    iss: str
    aud: str | list[str]
    iat: Time
    jti: Text
    events: dict[str, dict[str, Any]]
    exp: Time | None = None
    sub: Text | None = None
    sid: Text | None = None
    nonce: Any = None


class LogoutTokens:
    """Reads the logout tokens of one issuer for one client, each once."""

    def __init__(
        self, issuer: str, client_id: str, keyring: Keyring, *, now: Callable[[], float] = time.time
    ) -> None:
        self._issuer = issuer
        self._client_id = client_id
        self._keyring = keyring
        self._now = now
        self._seen: OrderedDict[str, float] = OrderedDict()

    async def read(self, token: str) -> Logout:
        """Raises BadLogoutToken saying why not, and IssuerUnreachable."""
        said = await self._verified(token)
        now = self._now()
        if said.iss != self._issuer:
            raise BadLogoutToken("Its iss is another issuer.")
        if self._client_id not in ([said.aud] if isinstance(said.aud, str) else said.aud):
            raise BadLogoutToken("Its aud is another client.")
        if not now - OLDEST <= said.iat <= now + LEEWAY or (said.exp is not None and said.exp < now - LEEWAY):
            raise BadLogoutToken("It is not of this moment.")
        if EVENT not in said.events:
            raise BadLogoutToken("Its events lack the logout.")
        if said.nonce is not None:
            raise BadLogoutToken("It holds a nonce.")
        if said.sub is None and said.sid is None:
            raise BadLogoutToken("It names neither sub nor sid.")
        if said.jti in self._seen:
            raise BadLogoutToken("It was used already.")
        self._seen[said.jti] = said.iat
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return Logout(said.iss, said.sub, said.sid, said.iat)

    async def _verified(self, token: str) -> _Said:
        if len(token) > LARGEST_TOKEN:
            raise BadLogoutToken("It is too long.")
        try:
            header = jws.get_unverified_header(token)
        except (JOSEError, ValueError, RecursionError) as error:
            raise BadLogoutToken("It is not a JWT.") from error
        kind = str(header.get("typ", "")).lower().removeprefix("application/")
        kid, algorithm = header.get("kid"), header.get("alg")
        if kind not in TYPES or "crit" in header or not isinstance(kid, str | None):
            raise BadLogoutToken("It is of a kind unknown here.")
        keys = await self._keyring.keys(kid) or {}
        if not isinstance(algorithm, str) or algorithm not in keys:
            raise BadLogoutToken("It is signed with an unknown key.")
        try:
            payload = jws.verify(token, keys[algorithm], [algorithm])
            return msgspec.json.decode(payload, type=_Said)
        except (JOSEError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise BadLogoutToken("Its signature or its claims are not good.") from error


async def sign_out(db: Transaction, logout: Logout) -> None:
    """End here what ended at the issuer. Of somebody unknown here there is nothing to end."""
    # `iat` counts whole seconds: whatever was issued within this one came before the end.
    at = datetime.fromtimestamp(logout.at + 1, UTC)
    if logout.sid is not None:
        await _end_session(db, logout, at)
    elif logout.sub is not None:
        user_id = await user_queries.user_id_of_identity(db, logout.issuer, logout.sub)
        if user_id is not None:
            # Seen here or not: every token issued before is refused.
            await user_queries.change_user(db, user_id, not_before=at)
            await session_queries.end_sessions(db, user_id, at, begun_by=at)
            db.announce(denial(), to=user_id)


async def _end_session(db: Transaction, logout: Logout, at: datetime) -> None:
    assert logout.sid is not None
    known = await session_queries.sessions_of_sid(db, logout.issuer, logout.sid)
    for session in known:
        await session_queries.end_sessions(db, session.user_id, at, only=session.id)
        db.announce(denial(session.id), to=session.user_id)
    if known or logout.sub is None:
        return
    user_id = await user_queries.user_id_of_identity(db, logout.issuer, logout.sub)
    if user_id is not None:
        # Its tokens carry no sid, and nobody can say which session here it was: all such end.
        for ended in await session_queries.end_sessions(db, user_id, at, begun_by=at, without_sid=True):
            db.announce(denial(ended.id), to=user_id)
        # Or they may come yet, and find it ended.
        claims = Claims(logout.issuer, logout.sub, logout.sub, logout.at, session=logout.sid)
        session_id = await session_queries.add_session(
            db,
            user_id,
            at,
            id=new_id(),
            digest=sessions.digest_of_session(claims, UNKNOWN),
            issuer=logout.issuer,
            sid=logout.sid,
            device=UNKNOWN,
        )
        await session_queries.end_sessions(db, user_id, at, only=session_id)
