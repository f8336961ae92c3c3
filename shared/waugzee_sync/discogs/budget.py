"""The pace Discogs allows, kept blind: a browser cannot read its rate-limit headers.

A moving window of sixty seconds, counted by us: a request takes a slot when it starts and gives it
back sixty seconds after its response, so whatever window Discogs keeps, ours is never ahead of it.

A clock that is set back makes what we remember lie in the future: it is then taken as of now, so that
nothing starts too early and nothing waits longer than it may.
"""

import msgspec

WINDOW = 60.0
MARGIN = 0.05
LOWERED_FOR = 300.0
LOWERED_TO = 0.6
FIRST_PAUSE = 5.0
LONGEST_PAUSE = 60.0


class BudgetState(msgspec.Struct):
    """What must outlive a reload. Times are Unix seconds."""

    ended: list[float] = []
    in_flight: int = 0
    lowered_until: float = 0.0
    paused_until: float = 0.0


class Budget:
    """How many requests may start now. `ceiling` is per window; a failure without a reason lowers it."""

    def __init__(self, ceiling: int, now: float, state: BudgetState | None = None) -> None:
        kept = state or BudgetState()
        self.ceiling = ceiling
        # Requests under way when the page went may have ended as late as now.
        self._ended = [*kept.ended, *[now] * kept.in_flight]
        self._in_flight = 0
        self._lowered_until = kept.lowered_until
        self._paused_until = kept.paused_until
        self._failures = 0

    @property
    def state(self) -> BudgetState:
        return BudgetState(list(self._ended), self._in_flight, self._lowered_until, self._paused_until)

    @property
    def failures(self) -> int:
        """Failures without a reason since the last answer."""
        return self._failures

    def start(self, now: float) -> bool:
        """Take a slot for a request; False where there is none now."""
        if self.next_start(now) > now:
            return False
        self._in_flight += 1
        return True

    def end(self, now: float) -> None:
        """A request was answered."""
        self._failures = 0
        self._give_back(now)

    def fail(self, now: float) -> None:
        """A request failed without saying why: perhaps a 429. Pause, and go slower for a while."""
        self._give_back(now)
        self._lowered_until = now + LOWERED_FOR
        if now >= self._paused_until:
            # Of several that failed together, the first sets the pause.
            self._failures += 1
            self._paused_until = now + min(FIRST_PAUSE * 2 ** (self._failures - 1), LONGEST_PAUSE)

    def next_start(self, now: float) -> float:
        """When the next request may start: `now`, or later; infinity while all slots are under way."""
        return max(self._free_at(now, 1), self._paused_until, now)

    def seconds_for(self, requests: int, now: float) -> float:
        """How long until `requests` more have started, all being answered at once."""
        if requests <= 0:
            return 0.0
        rounds, last = divmod(requests - 1, self._present_ceiling(now))
        free_at = self._free_at(now, last + 1)
        first = max(now + WINDOW if free_at == float("inf") else free_at, self._paused_until, now)
        return first - now + rounds * WINDOW

    def _give_back(self, now: float) -> None:
        self._in_flight = max(0, self._in_flight - 1)
        self._ended.append(now)

    def _look_at_clock(self, now: float) -> None:
        self._ended = sorted(min(end, now) for end in self._ended if end + WINDOW + MARGIN > now)
        self._lowered_until = min(self._lowered_until, now + LOWERED_FOR)
        self._paused_until = min(self._paused_until, now + LONGEST_PAUSE)

    def _present_ceiling(self, now: float) -> int:
        lowered = int(self.ceiling * LOWERED_TO) if now < self._lowered_until else self.ceiling
        return max(1, lowered)

    def _free_at(self, now: float, slots: int) -> float:
        """When `slots` slots are free at once, with no more answers than there are."""
        self._look_at_clock(now)
        excess = self._in_flight + len(self._ended) + slots - self._present_ceiling(now)
        if excess <= 0:
            return now
        return self._ended[excess - 1] + WINDOW + MARGIN if excess <= len(self._ended) else float("inf")
