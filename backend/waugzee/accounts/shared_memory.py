"""What one process has found out and the others may use: bytes by digest, kept in Valkey for a while.

Entries are sealed with a key derived from the installation's secret, each for its own place, so that
whoever can write to Valkey can neither make one nor move one. Without Valkey, or while it is away,
there is nothing to recall and whoever asks finds out anew: slower, never wrong.
"""

import hashlib
import hmac
import time
from collections.abc import Callable

import structlog
from valkey.asyncio import Valkey
from valkey.exceptions import ValkeyError

WITHIN = 0.25
"""Seconds Valkey has for an answer: finding out anew is quick."""
REST = 5.0
"""Seconds in which a Valkey that failed is not asked."""
SEAL = 32

log = structlog.get_logger(__name__)


class SharedMemory:
    """One kind of entries (`kind` is part of their names) of one installation."""

    def __init__(
        self, url: str, secret: str, kind: str, *, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._client = Valkey.from_url(url, socket_connect_timeout=WITHIN, socket_timeout=WITHIN)
        self._key = hmac.digest(secret.encode(), f"waugzee shared memory of {kind}".encode(), "sha256")
        self._kind = kind
        self._now = now
        self._rests_until = 0.0

    async def aclose(self) -> None:
        await self._client.aclose()

    async def recall(self, digest: bytes) -> bytes | None:
        """What was kept under the digest, if it still is."""
        if self._now() < self._rests_until:
            return None
        try:
            entry: bytes | None = await self._client.get(self._name(digest))
        except (ValkeyError, OSError) as error:
            self._rest(error)
            return None
        if entry is None:
            return None
        seal, value = entry[:SEAL], entry[SEAL:]
        if not hmac.compare_digest(seal, self._seal(digest, value)):
            log.warning("an entry in valkey is not ours", kind=self._kind)
            return None
        return value

    async def keep(self, digest: bytes, value: bytes, seconds: float) -> None:
        """Keep `value` under the digest for at most so long."""
        if seconds < 0.001 or self._now() < self._rests_until:
            return
        try:
            await self._client.set(
                self._name(digest), self._seal(digest, value) + value, px=int(seconds * 1000)
            )
        except (ValkeyError, OSError) as error:
            self._rest(error)

    async def forget(self, digest: bytes) -> None:
        """Drop what is kept under the digest; where Valkey is away it ends by its own time."""
        try:
            await self._client.delete(self._name(digest))
        except (ValkeyError, OSError) as error:
            self._rest(error)

    def _name(self, digest: bytes) -> str:
        return f"waugzee:{self._kind}:{digest.hex()}"

    def _seal(self, digest: bytes, value: bytes) -> bytes:
        return hmac.digest(self._key, hashlib.sha256(digest).digest() + value, "sha256")

    def _rest(self, error: Exception) -> None:
        log.warning("valkey cannot be reached", error=str(error))
        self._rests_until = self._now() + REST
