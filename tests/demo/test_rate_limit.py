from typing import Any

import pytest

from demo.simulated import OWNER, Discogs, Open
from waugzee_demo.window import Window

IDENTITY = "/oauth/identity"


async def answered(discogs: Discogs, times: int, address: str = "127.0.0.1", **query: Any) -> list[int]:
    return [(await discogs.ask("/", address=address, **query)).status_code for _ in range(times)]


async def test_sixty_a_minute_with_credentials(discogs: Discogs) -> None:
    assert await answered(discogs, 61, **OWNER) == [200] * 60 + [429]


async def test_twenty_five_without(discogs: Discogs) -> None:
    assert await answered(discogs, 26) == [200] * 25 + [429]


async def test_one_count_per_address_whoever_asks(discogs: Discogs) -> None:
    assert await answered(discogs, 30, **OWNER) == [200] * 30
    assert await answered(discogs, 1) == [429]
    assert await answered(discogs, 30, **OWNER) == [200] * 30
    assert await answered(discogs, 1, **OWNER) == [429]


async def test_each_address_has_its_own(discogs: Discogs) -> None:
    await answered(discogs, 25)
    assert await answered(discogs, 1, address="10.0.0.2") == [200]


async def test_the_window_moves(discogs: Discogs) -> None:
    await answered(discogs, 10)
    discogs.clock.now += 30
    await answered(discogs, 15)
    assert await answered(discogs, 1) == [429]
    discogs.clock.now += 29.999
    assert await answered(discogs, 1) == [429]
    discogs.clock.now += 0.001
    assert await answered(discogs, 11) == [200] * 10 + [429]


async def test_what_is_refused_does_not_count(discogs: Discogs) -> None:
    await answered(discogs, 25)
    discogs.clock.now += 59
    await answered(discogs, 40)
    discogs.clock.now += 1
    assert await answered(discogs, 25) == [200] * 25


async def test_errors_count_as_well(discogs: Discogs) -> None:
    for _ in range(25):
        assert (await discogs.ask(IDENTITY)).status_code == 401
    assert (await discogs.ask(IDENTITY)).status_code == 429


async def test_every_answer_tells_the_limit(discogs: Discogs) -> None:
    for used in range(1, 26):
        headers = (await discogs.ask("/nowhere" if used % 2 else "/")).headers
        assert headers["x-discogs-ratelimit"] == "25"
        assert headers["x-discogs-ratelimit-used"] == str(used)
        assert headers["x-discogs-ratelimit-remaining"] == str(25 - used)
    refused = (await discogs.ask("/")).headers
    assert refused["x-discogs-ratelimit-remaining"] == "0"
    assert "retry-after" not in refused


async def test_the_two_bodies_of_a_429(opened: Open) -> None:
    spoken, silent = opened(limit_without=0), opened(limit_without=0, body_429="empty")
    assert (await spoken.ask("/")).json() == {"message": "You are making requests too quickly."}
    assert (await silent.ask("/")).content == b"\n"


async def test_half_the_latency_passes_before_the_count(opened: Open) -> None:
    slow = opened(latency=500)
    await slow.ask("/")
    assert slow.clock.slept == [0.25, 0.25]
    slow.clock.now = 1060.2
    assert (await slow.ask("/")).headers["x-discogs-ratelimit-used"] == "1"


async def test_others_at_the_same_address_take_their_share(opened: Open) -> None:
    shared = opened(other_traffic=20)
    assert await answered(shared, 6) == [200] * 5 + [429]
    assert await answered(shared, 36, **OWNER) == [200] * 35 + [429]
    shared.clock.now += 60
    assert await answered(shared, 41, **OWNER) == [200] * 40 + [429]


@pytest.mark.parametrize("others", [0, 7, 30, 60, 90])
def test_no_window_is_ever_overfull(others: int) -> None:
    """Whatever the neighbours do, in no 60 seconds are more than 60 let in."""
    now = [0.0]
    window = Window(lambda: now[0])
    let_in = []
    for n in range(2000):
        now[0] += 0.11 * (1 + n % 7)
        admitted, used = window.admit("a", limit=60, length=60, others=others)
        assert used <= 60
        if admitted:
            let_in.append(now[0])
    for n, at in enumerate(let_in):
        assert sum(1 for later in let_in[n:] if later < at + 60) <= 60
    assert window.fullest == 60
    assert len(let_in) < (now[0] / 60 + 1) * 60


async def test_images_and_control_are_not_counted(discogs: Discogs) -> None:
    item = (await discogs.page())["releases"][0]
    for _ in range(70):
        assert (await discogs.ask(item["basic_information"]["thumb"])).status_code == 200
        await discogs.ask("/_control")
    assert (await discogs.ask("/", **OWNER)).headers["x-discogs-ratelimit-used"] == "2"


async def test_images_can_have_a_limit_of_their_own(opened: Open) -> None:
    strict = opened(images_per_minute=3)
    item = (await strict.page())["releases"][0]
    statuses = [(await strict.ask(item["basic_information"]["thumb"])).status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]


async def test_whether_a_preflight_counts_is_a_switch(opened: Open) -> None:
    asks = {"origin": "http://page.test", "access-control-request-method": "GET"}
    for counts, used in ((False, "1"), (True, "2")):
        discogs = opened(preflight_counts=counts)
        await discogs.ask("/", method="OPTIONS", headers=asks)
        assert (await discogs.ask("/")).headers["x-discogs-ratelimit-used"] == used
