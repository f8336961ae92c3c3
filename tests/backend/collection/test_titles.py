"""The titles of tracks as a feed: what was read or written comes once, and again when it changes."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from collecting import put_on_shelf, record
from people import Person


async def write(person: Person, release_id: int, *titles: str) -> None:
    tracks: list[dict[str, Any]] = [{"position": "", "title": "Side one", "heading": True}]
    tracks += [{"position": f"A{n}", "title": title} for n, title in enumerate(titles, 1)]
    await person.ask("PUT", f"/api/releases/{release_id}/tracklist", {"tracks": tracks})


async def read(person: Person, since: str | None = None, limit: int = 1000) -> tuple[dict[int, Any], Any]:
    query = f"limit={limit}" + (f"&since={since}" if since else "")
    told = await person.ask("GET", f"/api/titles?{query}")
    return {one["release_id"]: one["titles"] for one in told["releases"]}, told


async def test_a_device_learns_what_it_has_not_seen(alice: Person, bob: Person, own_sql: AsyncEngine) -> None:
    first, second = record(), record()
    await put_on_shelf(own_sql, await alice.user_id(), [first, second])
    assert (await read(alice))[0] == {}
    await write(alice, first.id, "Blue Train", "Moment\u2019s Notice")
    await write(alice, second.id, "Naima")
    known, told = await read(alice, limit=1)
    assert known == {first.id: ["Blue Train", "Moment\u2019s Notice"]}
    assert told["more"] is True
    known, told = await read(alice, told["cursor"])
    assert (known, told["more"]) == ({second.id: ["Naima"]}, False)
    await write(alice, first.id, "Locomotion")
    known, told = await read(alice, told["cursor"])
    assert known == {first.id: ["Locomotion"]}
    assert (await read(alice, told["cursor"]))[0] == {}
    assert (await read(bob))[0] == {}


async def test_lengths_come_along_where_they_are_more_than_a_guess(
    alice: Person, own_sql: AsyncEngine
) -> None:
    timed, untimed = record(), record()
    await put_on_shelf(own_sql, await alice.user_id(), [timed, untimed])
    tracks = [{"position": side, "title": side, "seconds": 900} for side in ("A", "B")]
    await alice.ask("PUT", f"/api/releases/{timed.id}/tracklist", {"tracks": tracks})
    await write(alice, untimed.id, "Naima")
    _, told = await read(alice)
    assert {one["release_id"]: one["seconds"] for one in told["releases"]} == {
        timed.id: 1800,
        untimed.id: None,
    }


async def test_a_cursor_from_before_a_restored_backup_reads_all_anew(
    alice: Person, own_sql: AsyncEngine
) -> None:
    first, second = record(), record()
    await put_on_shelf(own_sql, await alice.user_id(), [first, second])
    await write(alice, first.id, "Blue Train")
    await write(alice, second.id, "Naima")
    known, told = await read(alice)
    assert (len(known), told["anew"]) == (2, False)
    feed, _, release_id = told["cursor"].partition(".")
    known, page = await read(alice, f"{int(feed) + 1}.{release_id}", limit=1)
    assert (known, page["anew"], page["more"]) == ({first.id: ["Blue Train"]}, True, True)
    known, page = await read(alice, page["cursor"])
    assert (known, page["anew"]) == ({second.id: ["Naima"]}, False)
    assert (await read(alice, told["cursor"]))[1]["anew"] is False


async def test_a_cursor_of_somebody_elses_making(alice: Person) -> None:
    for cursor in ("x", "1", "-1.2", "1.x", f"{2**70}.1"):
        await alice.ask("GET", f"/api/titles?since={cursor}", status=422)
