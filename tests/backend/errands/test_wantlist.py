"""The wantlist is read after a sync; only a complete reading forgets a want."""

from typing import Any

import httpx

from errands import Errands
from people import Person
from syncing import Simulator, sync, sync_public


async def wants_of(person: Person, search: str = "") -> dict[int, dict[str, Any]]:
    answer = await person.ask("GET", "/api/wants" + (f"?search={search}" if search else ""))
    return {want["release_id"]: want for want in answer["wants"]}


async def test_a_sync_brings_the_wantlist_along(alice: Person, discogs: Simulator) -> None:
    await sync(alice, discogs)
    assert (await Errands(alice, discogs).run()).outcome == "complete"
    wants = await wants_of(alice)
    assert len(wants) == 12
    owned = {item.release_id for item in discogs.items()}
    assert {id for id, want in wants.items() if want["owned"] == "same"} == owned & set(wants) != set()
    one = next(iter(wants.values()))
    word = one["title"].strip().split()[0]
    assert one["release_id"] in await wants_of(alice, word)
    assert await wants_of(alice, "%25") == {}
    again = Errands(alice, discogs)
    await again.run()
    assert again.sent == []


async def test_what_is_no_longer_wanted_goes(alice: Person, discogs: Simulator) -> None:
    await sync(alice, discogs)
    await Errands(alice, discogs).run()
    gone = next(iter(await wants_of(alice)))
    url = f"{discogs.origin}/users/demo/wants/{gone}?token=demo-token"
    async with httpx.AsyncClient(trust_env=False) as web:
        assert (await web.delete(url)).status_code == 204
    await sync(alice, discogs)
    discogs.behave(script=("html",))
    await Errands(alice, discogs).run()
    assert gone in await wants_of(alice)
    answer = await alice.ask("GET", "/api/wants")
    assert answer["reason"] == "unreadable"
    await sync(alice, discogs)
    await Errands(alice, discogs).run()
    assert gone not in await wants_of(alice)
    assert len(await wants_of(alice)) == 11


async def test_a_public_wantlist_is_read_without_credentials(alice: Person, discogs: Simulator) -> None:
    await sync_public(alice, discogs, "demo")
    assert (await Errands(alice, discogs).run()).outcome == "complete"
    assert len(await wants_of(alice)) == 12
