"""Failed sign-ins are counted by name at an address, by address, and by name alone; too many, and one waits.

By name alone many more are let through, or a stranger could keep somebody out. An address is as the rate
limits take it: of IPv6, a household's whole network.
In this process's memory: the issuer serves one machine, and a restart forgiving everybody is fine.
"""

import math
from collections import deque
from collections.abc import Callable, Mapping

WINDOW = 15 * 60.0  # seconds an attempt counts
PER_NAME_AT_ADDRESS = 10
PER_NAME = 100
PER_ADDRESS = 30
SIGN_UPS_PER_ADDRESS = 10
SWEEP_ABOVE = 1000  # keys kept before the stale ones are looked for


class Throttle:
    """Attempts by key, each with its time."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._attempts: dict[str, deque[float]] = {}

    def admit(self, limits: Mapping[str, int]) -> int:
        """Count an attempt under every key of `limits` and answer 0, or answer the seconds to wait.

        It is counted before its outcome is known, so that a hundred at once are not a way around.
        """
        now = self._clock()
        self._sweep(now)
        wait = max(self._wait(key, limit, now) for key, limit in limits.items())
        if wait == 0:
            for key in limits:
                self._attempts.setdefault(key, deque()).append(now)
        return wait

    def succeeded(self, key: str, *others: str) -> None:
        """Forgive one key its attempts, and the others this one."""
        self._attempts.pop(key, None)
        for other in others:
            if attempts := self._attempts.get(other):
                attempts.pop()

    def _wait(self, key: str, limit: int, now: float) -> int:
        attempts = self._attempts.get(key)
        if attempts is None:
            return 0
        while attempts and attempts[0] <= now - WINDOW:
            attempts.popleft()
        return 0 if len(attempts) < limit else math.ceil(attempts[0] + WINDOW - now)

    def _sweep(self, now: float) -> None:
        if len(self._attempts) > SWEEP_ABOVE:
            fresh = {key: kept for key, kept in self._attempts.items() if kept and kept[-1] > now - WINDOW}
            self._attempts = fresh
