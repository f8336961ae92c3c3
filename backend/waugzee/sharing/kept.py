"""What was read for guests, kept in this process under all that it depends on, up to so many bytes.

Nothing here is asked before the database has said that the profile is open and what it shows, so a profile
that is shut is shut at once, in every process.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable

import msgspec

PER_ENTRY = 500
"""Bytes that an entry takes beside what it keeps."""


class Kept:
    """Bytes by their key, the last used for the longest."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._size = 0
        self._kept: OrderedDict[bytes, bytes] = OrderedDict()

    async def get(self, key: tuple[object, ...], make: Callable[[], Awaitable[bytes]]) -> bytes:
        # What guests ask for may be long; its digest is not.
        digest = hashlib.sha256(msgspec.json.encode(key)).digest()
        if (known := self._kept.get(digest)) is not None:
            self._kept.move_to_end(digest)
            return known
        made = await make()
        if digest not in self._kept:
            self._kept[digest] = made
            self._size += PER_ENTRY + len(made)
        while self._size > self._most and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._size -= PER_ENTRY + len(dropped)
        return made
