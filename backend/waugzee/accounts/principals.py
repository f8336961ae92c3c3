"""Who each bearer token stands for, remembered for a minute at most: sessions by what their tokens say,
so that a renewed token asks the database nothing, and keys by their digest.

Whoever is signed out, suspended or revoked in this process is forgotten at once; in the others too,
where the hub's news reach them, and within that minute where they do not.
"""

import asyncio
import math
import time
import uuid
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from datetime import UTC, datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.accounts import api_keys, sessions, user_queries
from waugzee.accounts.bearer import Admit, Bearer
from waugzee.accounts.devices import device_in_words
from waugzee.accounts.sessions import Sight
from waugzee.accounts.tokens import Claims
from waugzee.accounts.users import digest_of
from waugzee.db import transaction
from waugzee.errors import Suspended, Unauthorized
from waugzee.principal import Principal
from waugzee.settings import Settings

LONGEST_AGENT = 400
FRESH = 60.0
"""Seconds for which a remembered principal is taken."""
REMEMBERED = 10_000
"""Sessions and keys this process remembers; the one unused for longest gives way."""

Known = Hashable
"""What is remembered of a token: a key's digest, or all that a session's token says but for its times."""

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
        self._known: OrderedDict[Known, tuple[Sight, float]] = OrderedDict()
        self._forgotten = 0
        self._notes: set[asyncio.Task[None]] = set()

    async def of_token(self, token: str, user_agent: str, admit: Admit | None = None) -> Principal:
        """The principal of a bearer token of either kind.

        Raises Unauthorized (SessionEnded, Suspended), SignUpClosed, InvitationNeeded and Unavailable, and
        what `admit` raises.
        """
        if api_keys.is_key(token):
            digest = digest_of(token)
            recalled = self._recalled(digest)
            if recalled is None and admit is not None:
                await admit()
            sight = recalled or await self._found(digest, lambda: self._of_key(token))
            return sight.principal
        # Asked each time, for it knows how long the issuer's word on this token may be taken.
        claims = await self._bearer.claims_of(token, admit)
        device = device_in_words(user_agent[:LONGEST_AGENT])
        known = (
            *sessions.known_by(claims, device),
            *(claims.name, claims.email, claims.email_verified, claims.roles),
        )
        sight = self._recalled(known) or await self._found(known, lambda: self._of_claims(claims, device))
        if not sight.admits(claims.issued_at):
            raise sessions.session_ended()
        return sight.principal

    async def of_user(self, user_id: uuid.UUID) -> Principal:
        """A user for whom this process itself asks, with what a sync needs. Raises Unauthorized."""
        sight = self._recalled(user_id) or await self._found(user_id, lambda: self._of_user(user_id))
        return sight.principal

    def forget(self, user_id: uuid.UUID, credential: uuid.UUID | None = None) -> None:
        """Look again at whoever comes with this session or key of a user, or with any."""
        self._forgotten += 1
        for known, (sight, _) in list(self._known.items()):
            found = sight.principal
            if found.user_id == user_id and credential in (None, found.credential):
                del self._known[known]

    async def written(self) -> None:
        """Wait until the uses of keys that were noted so far are written."""
        if self._notes:
            await asyncio.wait(self._notes)

    def _recalled(self, known: Known) -> Sight | None:
        remembered = self._known.get(known)
        if remembered is None or remembered[1] <= self._now():
            return None
        self._known.move_to_end(known)
        return remembered[0]

    async def _found(self, known: Known, find: Callable[[], Awaitable[tuple[Sight, float]]]) -> Sight:
        forgotten = self._forgotten
        sight, until = await find()
        # What was found while somebody was being forgotten may be out of date already.
        if forgotten == self._forgotten:
            self._known[known] = (sight, min(until, self._now() + FRESH))
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return sight

    async def _of_claims(self, claims: Claims, device: str) -> tuple[Sight, float]:
        sight = await sessions.sight_of(self._engine, self._settings, claims, device, self._moment())
        return sight, math.inf  # the token's own end is the bearer's to know

    async def _of_key(self, key: str) -> tuple[Sight, float]:
        now = self._moment()
        principal, expires_at = await api_keys.principal_of(self._engine, key, now)
        assert principal.key_id is not None
        self._note(api_keys.note_use(self._engine, principal.user_id, principal.key_id, now))
        return Sight(principal, 0.0), expires_at.timestamp() if expires_at else math.inf

    async def _of_user(self, user_id: uuid.UUID) -> tuple[Sight, float]:
        async with transaction(self._engine) as db:
            user = await user_queries.user_by_id(db, user_id)
        if user is None:
            raise Unauthorized()
        if user.suspended_at is not None:
            raise Suspended()
        return Sight(Principal(user_id, "user", scopes=("read", "sync")), 0.0), math.inf

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
