"""Records that an import took for departed: a sync brings those back that are still there, with their log."""

from litestar import Litestar

from kleio import database, play, release
from people import Person
from syncing import Simulator, copies_of, present, sync


async def test_the_copies_are_the_same_and_the_rest_stays_removed(
    app: Litestar, alice: Person, discogs: Simulator
) -> None:
    there = discogs.items()[7]
    sold = 999_999_999
    body = database(
        releases=[
            release(there.release_id, "As Kleio has it", there.instance_id),
            release(sold, "Sold", sold),
        ],
        play_history=[play(there.release_id, "2025-04-01 19:30:00"), play(sold, "2025-04-02 19:30:00")],
    )
    await alice.ask("POST", "/api/imports?apply=true", content=body)
    before = await copies_of(app, alice)
    assert all(copy["removed_at"] for copy in before.values())
    await sync(alice, discogs)
    after = await copies_of(app, alice)
    assert after[there.instance_id]["id"] == before[there.instance_id]["id"]
    assert after[there.instance_id]["title"] != "As Kleio has it"
    assert await present(app, alice) == discogs.instance_ids()
    assert set(after) - await present(app, alice) == {sold}
    copies = (await alice.ask("GET", "/api/shelf?limit=1000"))["copies"]
    plays = {copy["id"]: copy["plays"] for copy in copies if copy["plays"]}
    assert plays == {str(copy["id"]): 1 for copy in before.values()}
    report = await alice.ask("POST", "/api/imports?apply=true", content=body)
    counts = {one["kind"]: (one["new"], one["known"]) for one in report["entries"]}
    assert (report["synced"], counts["play"]) == (True, (0, 2))
