"""News reach the user's open pages once the change is committed, and nobody else's."""

import asyncio
from typing import Any

import msgspec
from litestar import Litestar

from people import Person
from waugzee.db import Event, new_id
from waugzee.hub import Hub


async def news(socket: Any) -> dict[str, Any]:
    decoded: dict[str, Any] = msgspec.json.decode(await asyncio.wait_for(socket.recv(), 60))
    return decoded


async def test_what_alice_logs_is_told_to_all_her_pages(
    alice: Person, open_socket: Any, ticket: Any, give_record: Any
) -> None:
    copy_id = await give_record(alice)
    async with open_socket(await ticket(alice)) as phone, open_socket(await ticket(alice)) as desk:
        for socket in (phone, desk):
            assert await news(socket) == {"type": "hello"}
        await alice.ask("POST", "/api/plays", {"copy_id": copy_id}, status=201)
        cursor = (await alice.ask("GET", "/api/shelf"))["cursor"]
        for socket in (phone, desk):
            assert await news(socket) == {"type": "shelf", "cursor": cursor.partition(".")[0]}


async def test_bob_hears_nothing_of_alice(
    alice: Person, bob: Person, open_socket: Any, ticket: Any, give_record: Any
) -> None:
    of_alice, of_bob = await give_record(alice), await give_record(bob)
    for _ in range(3):
        await alice.ask("POST", "/api/plays", {"copy_id": of_alice}, status=201)
    async with open_socket(await ticket(bob)) as socket:
        assert await news(socket) == {"type": "hello"}
        await alice.ask("POST", "/api/plays", {"copy_id": of_alice}, status=201)
        await bob.ask("POST", "/api/plays", {"copy_id": of_bob}, status=201)
        assert await news(socket) == {"type": "shelf", "cursor": "2"}


async def test_what_was_rolled_back_is_not_told(
    alice: Person, open_socket: Any, ticket: Any, give_record: Any
) -> None:
    copy_id = await give_record(alice)
    deleted = await alice.ask("POST", "/api/plays", {"copy_id": copy_id}, status=201)
    await alice.ask("DELETE", f"/api/plays/{deleted['id']}", status=204)
    async with open_socket(await ticket(alice)) as socket:
        assert await news(socket) == {"type": "hello"}
        # This one has already touched the shelf when it finds that the entry was deleted.
        await alice.ask("POST", "/api/plays", {"copy_id": copy_id, "id": deleted["id"]}, status=410)
        await alice.ask("POST", "/api/plays", {"copy_id": str(new_id())}, status=404)
        await alice.ask("POST", "/api/cleanings", {"copy_id": copy_id}, status=201)
        assert await news(socket) == {"type": "shelf", "cursor": "4"}


async def test_what_a_page_says_is_not_listened_to(
    alice: Person, open_socket: Any, ticket: Any, give_record: Any
) -> None:
    copy_id = await give_record(alice)
    async with open_socket(await ticket(alice)) as socket:
        await socket.send("hello?")
        await socket.send(b"\xff\x00")
        assert await news(socket) == {"type": "hello"}
        await alice.ask("POST", "/api/plays", {"copy_id": copy_id}, status=201)
        assert (await news(socket))["type"] == "shelf"


async def test_a_page_that_comes_back_hears_the_next_news(
    alice: Person, open_socket: Any, ticket: Any, give_record: Any
) -> None:
    copy_id = await give_record(alice)
    async with open_socket(await ticket(alice)) as socket:
        assert await news(socket) == {"type": "hello"}
    await alice.ask("POST", "/api/plays", {"copy_id": copy_id}, status=201)
    async with open_socket(await ticket(alice)) as socket:
        assert await news(socket) == {"type": "hello"}
        await alice.ask("POST", "/api/plays", {"copy_id": copy_id}, status=201)
        assert await news(socket) == {"type": "shelf", "cursor": "3"}


async def test_a_page_that_broke_off_is_forgotten(
    app: Litestar, alice: Person, open_socket: Any, ticket: Any
) -> None:
    hub: Hub = app.state.hub
    user_id = await alice.user_id()
    async with open_socket(await ticket(alice)) as socket:
        assert await news(socket) == {"type": "hello"}
        assert hub.listeners(user_id) == 1
        socket.transport.abort()
        async with asyncio.timeout(60):
            while hub.listeners(user_id):
                await alice.ask("GET", "/api/me")


async def test_a_stalled_page_gets_the_latest_of_each_kind_and_the_last_word(
    app: Litestar, alice: Person, open_socket: Any, ticket: Any
) -> None:
    hub: Hub = app.state.hub
    user_id = await alice.user_id()
    published = 200
    async with open_socket(await ticket(alice), max_queue=1, max_size=None) as socket:
        assert await news(socket) == {"type": "hello"}
        for n in range(published):  # 60 MB, which no buffer on the way holds
            hub.publish(user_id, Event("sync", {"n": n, "filler": "x" * 300_000}))
            hub.publish(user_id, Event("shelf", {"n": n}))
            await asyncio.sleep(0)
        last = {"sync": -1, "shelf": -1}
        received = 0
        while last != {"sync": published - 1, "shelf": published - 1}:
            told = await news(socket)
            assert told["n"] > last[told["type"]], "in order, none twice"
            last[told["type"]] = told["n"]
            received += 1
        assert received < published, "what was outdated was dropped"
