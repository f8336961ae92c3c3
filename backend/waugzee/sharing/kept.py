"""What was read for guests, kept in this process under all that it depends on, up to so many bytes.

Nothing here is asked before the database has said that the profile is open and what it shows, so a profile
that is shut is shut at once, in every process.
"""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable


class Kept:
    """Bytes by their key, the last used for the longest."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._size = 0
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()

    async def get(self, key: Hashable, make: Callable[[], Awaitable[bytes]]) -> bytes:
        if (known := self._kept.get(key)) is not None:
            self._kept.move_to_end(key)
            return known
        made = await make()
        if key not in self._kept:
            self._kept[key] = made
            self._size += len(made)
        while self._size > self._most and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._size -= len(dropped)
        return made
