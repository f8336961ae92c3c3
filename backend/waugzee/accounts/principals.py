"""Who each bearer token stands for, remembered by its digest for a minute at most.

Whoever is signed out, suspended or revoked in this process is forgotten at once; in the others too,
where the hub's news reach them, and within that minute where they do not.
"""

import asyncio
import hashlib
import time
import uuid
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.accounts import api_keys, sessions
from waugzee.accounts.bearer import Bearer
from waugzee.accounts.tokens import Claims
from waugzee.principal import Principal
from waugzee.settings import Settings

FRESH = 60.0
"""Seconds for which a remembered principal is taken."""
REMEMBERED = 10_000
"""Tokens this process remembers; the one unused for longest gives way."""

log = structlog.get_logger(__name__)


class Principals:
    """The principals of this process."""

    def __init__(
        self,
        engine: AsyncEngine,
        settings: Settings,
        bearer: Bearer,
        *,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._engine = engine
        self._settings = settings
        self._bearer = bearer
        self._now = now
        self._known: OrderedDict[bytes, tuple[Principal, float]] = OrderedDict()
        self._forgotten = 0
        self._notes: set[asyncio.Task[None]] = set()

    async def of_token(self, token: str, user_agent: str) -> Principal:
        """The principal of a bearer token of either kind.

        Raises Unauthorized (SessionEnded, Suspended), SignUpClosed, InvitationNeeded and Unavailable.
        """
        if api_keys.is_key(token):
            digest = _digest(token)
            return self._recalled(digest) or await self._found(digest, lambda: self._of_key(token))
        # Asked each time, for it knows how long the issuer's word on this token may be taken.
        claims = await self._bearer.claims_of(token)
        digest = _digest(token)
        return self._recalled(digest) or await self._found(
            digest, lambda: self._of_claims(claims, user_agent)
        )

    def forget(self, user_id: uuid.UUID, credential: uuid.UUID | None = None) -> None:
        """Look again at whoever comes with this session or key of a user, or with any."""
        self._forgotten += 1
        for digest, (principal, _) in list(self._known.items()):
            if principal.user_id == user_id and credential in (None, principal.credential):
                del self._known[digest]

    async def written(self) -> None:
        """Wait until the uses of keys that were noted so far are written."""
        if self._notes:
            await asyncio.wait(self._notes)

    def _recalled(self, digest: bytes) -> Principal | None:
        known = self._known.get(digest)
        if known is None or known[1] <= self._now():
            return None
        self._known.move_to_end(digest)
        return known[0]

    async def _found(
        self, digest: bytes, find: Callable[[], Awaitable[tuple[Principal, float]]]
    ) -> Principal:
        forgotten = self._forgotten
        principal, until = await find()
        # What was found while somebody was being forgotten may be out of date already.
        if forgotten == self._forgotten:
            self._known[digest] = (principal, min(until, self._now() + FRESH))
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return principal

    async def _of_claims(self, claims: Claims, user_agent: str) -> tuple[Principal, float]:
        principal = await sessions.principal_of(
            self._engine, self._settings, claims, user_agent, self._moment()
        )
        return principal, claims.expires_at

    async def _of_key(self, key: str) -> tuple[Principal, float]:
        now = self._moment()
        principal, expires_at = await api_keys.principal_of(self._engine, key, now)
        assert principal.key_id is not None
        self._note(api_keys.note_use(self._engine, principal.user_id, principal.key_id, now))
        return principal, expires_at.timestamp() if expires_at else float("inf")

    def _note(self, writing: Awaitable[None]) -> None:
        """Write on the side; the request does not wait for it, and lives with its failure."""

        async def write() -> None:
            try:
                await writing
            except Exception as error:
                log.warning("the use of an API key was not noted", error=type(error).__name__)

        task = asyncio.create_task(write())
        self._notes.add(task)
        task.add_done_callback(self._notes.discard)

    def _moment(self) -> datetime:
        return datetime.fromtimestamp(self._now(), UTC)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()
