"""The server's allowance: one window for all users and processes, never above its ceiling."""

import asyncio
import heapq
import itertools
from collections import deque
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from valkey_server import running_valkey
from waugzee.driving.allowance import Allowance, OwnAllowance, SharedAllowance, new_slot

ORIGIN = "https://api.discogs.com"
LIMIT = 60
CEILING = 55


@pytest.fixture(scope="module")
def valkey_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_valkey(tmp_path_factory.mktemp("valkey")) as url:
        yield url


class Window:
    """Discogs' exact window: `LIMIT` answers in any sixty seconds."""

    def __init__(self) -> None:
        self.most = 0
        self._recent: deque[float] = deque()

    def request(self, now: float) -> None:
        while self._recent and self._recent[0] <= now - 60:
            self._recent.popleft()
        self._recent.append(now)
        self.most = max(self.most, len(self._recent))


class Time:
    now = 1_800_000_000.0


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture(params=["own", "shared"])
async def two(request: pytest.FixtureRequest, valkey_url: str, time: Time) -> AsyncIterator[list[Allowance]]:
    """The allowance as two workers see it: each its own connection, or one process for both."""
    made: list[Allowance]
    if request.param == "own":
        made = [OwnAllowance(lambda: time.now)] * 2
    else:
        made = [SharedAllowance(valkey_url, lambda: time.now) for _ in range(2)]
        await _forget(valkey_url)
    yield made
    for one in made:
        await one.aclose()


async def _forget(valkey_url: str) -> None:
    allowance = SharedAllowance(valkey_url)
    await allowance._client.flushall()
    await allowance.aclose()


async def test_the_ceiling_holds_for_all_workers_together(two: list[Allowance], time: Time) -> None:
    """Ten engines of two workers, as fast as they may, for ten minutes; answers take 0.2 to 3.8 seconds."""
    window, began, answered = Window(), time.now, 0
    order = itertools.count()
    events = [(time.now, next(order), engine, "start") for engine in range(10)]
    heapq.heapify(events)
    slots: dict[int, str] = {}
    while events[0][0] < began + 600:
        time.now, _, engine, what = heapq.heappop(events)
        allowance = two[engine % 2]
        if what == "start":
            slots[engine] = new_slot()
            wait = await allowance.start(ORIGIN, slots[engine], CEILING)
            if wait == 0:
                window.request(time.now)
                heapq.heappush(events, (time.now + 0.2 + engine * 0.4, next(order), engine, "end"))
            else:
                heapq.heappush(events, (time.now + wait, next(order), engine, "start"))
        else:
            await allowance.end(ORIGIN, slots[engine], failed=False)
            answered += 1
            heapq.heappush(events, (time.now, next(order), engine, "start"))
    assert window.most <= CEILING < LIMIT
    # Nor is it wasted: nine windows in ten minutes at least, each as full as slow answers let it be.
    assert answered >= 9 * CEILING


async def test_a_failure_pauses_everyone_and_lowers_the_ceiling(two: list[Allowance], time: Time) -> None:
    one, other = two
    assert await one.start(ORIGIN, "a", CEILING) == 0
    await one.end(ORIGIN, "a", failed=True)
    assert await other.start(ORIGIN, "b", CEILING) == pytest.approx(5)
    time.now += 5.01
    taken = 0
    while not await other.start(ORIGIN, f"c{taken}", CEILING):
        taken += 1
    assert taken == int(CEILING * 0.6) - 1
    # Without credentials fewer are allowed, and all count.
    assert await one.start(ORIGIN, "d", 22) > 0
    assert await one.start("https://elsewhere.example", "e", 22) == 0


async def test_failures_in_a_row_pause_longer(two: list[Allowance], time: Time) -> None:
    pauses = []
    for number in range(6):
        assert await two[number % 2].start(ORIGIN, f"a{number}", CEILING) == 0
        await two[number % 2].end(ORIGIN, f"a{number}", failed=True)
        pauses.append(await two[0].start(ORIGIN, "b", CEILING))
        time.now += pauses[-1] + 0.01
    assert pauses == pytest.approx([5, 10, 20, 40, 60, 60])


async def test_of_many_at_once_as_many_start_as_may(valkey_url: str) -> None:
    """Two hundred ask at the same moment over two connections; the clock is the server's."""
    await _forget(valkey_url)
    one, other = SharedAllowance(valkey_url), SharedAllowance(valkey_url)
    waits = await asyncio.gather(
        *((one, other)[number % 2].start(ORIGIN, f"s{number}", CEILING) for number in range(200))
    )
    assert waits.count(0) == CEILING
    # A process that died with them under way gives them back in time.
    assert 60 < min(wait for wait in waits if wait) <= 105.06
    await one.aclose()
    await other.aclose()


async def test_without_valkey_nothing_is_fetched(tmp_path: Path) -> None:
    with running_valkey(tmp_path) as url:
        allowance = SharedAllowance(url)
        assert await allowance.start(ORIGIN, "a", CEILING) == 0
    assert await allowance.start(ORIGIN, "b", CEILING) > 0
    await allowance.end(ORIGIN, "a", failed=False)
    await allowance.aclose()
