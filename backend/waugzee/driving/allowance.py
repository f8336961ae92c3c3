"""The server's one allowance at Discogs, shared by all users it syncs for, and by all its processes.

Discogs counts by address, so the counts of all engines are one. The rules are those of the engine's own
budget: a slot is taken at the start and given back sixty seconds after the answer; a failure without a
reason pauses everyone and lowers the ceiling for a while. In Valkey it is one script, so that no two
processes take the same slot; the clock is Valkey's. While Valkey is away nothing is fetched: an
allowance that cannot be seen is not used.
"""

import secrets
import time
from collections.abc import Callable
from typing import Protocol

from valkey.asyncio import BlockingConnectionPool, Valkey
from valkey.exceptions import ValkeyError

from waugzee_sync.discogs.budget import (
    FIRST_PAUSE,
    LONGEST_PAUSE,
    LOWERED_FOR,
    LOWERED_TO,
    MARGIN,
    WINDOW,
    Budget,
)

LONGEST_FLIGHT = 45.0
"""Seconds after which a request under way is taken as ended: its process is gone."""
CONNECTIONS = 8
SOON = 1.0
"""Seconds after which to ask again where no time is known."""

# KEYS: the slots (a sorted set of names by when they are free), the state (a hash).
# ARGV: what to do, the slot's name, the ceiling, and the time in seconds ('' asks the clock).
SCRIPT = f"""
local now = tonumber(ARGV[4])
if not now then
  local clock = redis.call('time')
  now = tonumber(clock[1]) + tonumber(clock[2]) / 1000000
end
local slots, state = KEYS[1], KEYS[2]
local function kept(name) return tonumber(redis.call('hget', state, name) or '0') end
local function live()
  redis.call('expire', slots, 900)
  redis.call('expire', state, 900)
end
if ARGV[1] ~= 'start' then
  -- A request that took longer than a flight may has lost its slot: it counts from now on all the same.
  redis.call('zadd', slots, now + {WINDOW + MARGIN}, ARGV[2])
  if ARGV[1] == 'end' then
    redis.call('hset', state, 'failures', 0)
  else
    redis.call('hset', state, 'lowered_until', now + {LOWERED_FOR})
    if now >= kept('paused_until') then
      local failures = kept('failures') + 1
      local pause = math.min({FIRST_PAUSE} * 2 ^ (failures - 1), {LONGEST_PAUSE})
      redis.call('hset', state, 'failures', failures, 'paused_until', now + pause)
    end
  end
  live()
  return '0'
end
redis.call('zremrangebyscore', slots, '-inf', now)
local paused = kept('paused_until') - now
if paused > 0 then return tostring(math.min(paused, {LONGEST_PAUSE})) end
local ceiling = tonumber(ARGV[3])
if kept('lowered_until') > now then ceiling = math.max(1, math.floor(ceiling * {LOWERED_TO})) end
local excess = redis.call('zcard', slots) + 1 - ceiling
if excess > 0 then
  local free = redis.call('zrange', slots, excess - 1, excess - 1, 'withscores')
  return tostring(math.max(0.01, tonumber(free[2]) - now))
end
redis.call('zadd', slots, now + {LONGEST_FLIGHT + WINDOW + MARGIN}, ARGV[2])
live()
return '0'
"""


class Allowance(Protocol):
    """`start` answers 0 where a slot was taken, else the seconds until it is worth asking again."""

    async def start(self, origin: str, slot: str, ceiling: int) -> float: ...

    async def end(self, origin: str, slot: str, *, failed: bool) -> None: ...

    async def aclose(self) -> None: ...


def new_slot() -> str:
    return secrets.token_hex(8)


class OwnAllowance:
    """For one process: the engine's own budget, one for each origin."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._budgets: dict[str, Budget] = {}

    async def start(self, origin: str, slot: str, ceiling: int) -> float:
        now = self._now()
        budget = self._budgets.setdefault(origin, Budget(ceiling, now))
        budget.ceiling = ceiling
        if budget.start(now):
            return 0.0
        wait = budget.next_start(now) - now
        return wait if wait < float("inf") else SOON

    async def end(self, origin: str, slot: str, *, failed: bool) -> None:
        budget = self._budgets[origin]
        (budget.fail if failed else budget.end)(self._now())

    async def aclose(self) -> None:
        pass


class SharedAllowance:
    """For all processes that share a Valkey. `now` overrides its clock."""

    def __init__(self, url: str, now: Callable[[], float] | None = None) -> None:
        # Many who ask at once wait for each other here: a connection each, and Valkey is slow to all of them.
        self._client = Valkey.from_pool(
            BlockingConnectionPool.from_url(
                url, max_connections=CONNECTIONS, socket_connect_timeout=2, socket_timeout=2
            )
        )
        self._script = self._client.register_script(SCRIPT)
        self._now = now

    async def start(self, origin: str, slot: str, ceiling: int) -> float:
        try:
            return float(await self._do("start", origin, slot, ceiling))
        except (ValkeyError, OSError):
            return SOON

    async def end(self, origin: str, slot: str, *, failed: bool) -> None:
        try:
            await self._do("fail" if failed else "end", origin, slot, 0)
        except (ValkeyError, OSError):
            # The slot comes free by itself, later than it might.
            return

    async def aclose(self) -> None:
        await self._client.aclose()

    async def _do(self, what: str, origin: str, slot: str, ceiling: int) -> bytes:
        keys = [f"waugzee:allowance:{{{origin}}}:{part}" for part in ("slots", "state")]
        given: list[str | int] = [what, slot, ceiling, "" if self._now is None else repr(self._now())]
        answer: bytes = await self._script(keys=keys, args=given)
        return answer


def make_allowance(valkey_url: str | None) -> Allowance:
    return OwnAllowance() if valkey_url is None else SharedAllowance(valkey_url)
