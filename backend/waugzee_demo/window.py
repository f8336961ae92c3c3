"""The rate limit: a moving window of requests per client address, counted exactly."""

import math
from collections import defaultdict, deque
from collections.abc import Callable


class Window:
    """Requests of the last `length` seconds, one count per address whoever asks.

    A request that is refused is not counted, so the first one after a slot frees is let in.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._taken: defaultdict[str, deque[float]] = defaultdict(deque)
        self._others_until: dict[str, float] = {}
        self.fullest = 0
        """The most requests any address ever had in its window, those of others included."""

    def clear(self) -> None:
        self._taken.clear()
        self._others_until.clear()
        self.fullest = 0

    def admit(
        self, address: str, *, limit: int, length: float, others: int = 0, most: int = 60
    ) -> tuple[bool, int]:
        """Count a request if the address has room for it: (let in, requests now in the window).

        `others` is the requests per minute somebody else makes from this address, evenly spaced;
        they are signed in, so they are let in up to `most`.
        """
        now = self._clock()
        taken = self._taken[address]
        self._let_others_in(address, taken, now, length, others, most)
        while taken and taken[0] <= now - length:
            taken.popleft()
        admitted = len(taken) < limit
        if admitted:
            taken.append(now)
        self.fullest = max(self.fullest, len(taken))
        return admitted, len(taken)

    def _let_others_in(
        self, address: str, taken: deque[float], now: float, length: float, others: int, most: int
    ) -> None:
        since = max(self._others_until.get(address, -math.inf), now - length)
        self._others_until[address] = now
        if not others:
            return
        every = 60.0 / others
        at = (math.floor(since / every) + 1) * every
        while at <= now:
            while taken and taken[0] <= at - length:
                taken.popleft()
            if len(taken) < most:
                taken.append(at)
            at += every
