"""A collection read from end to end by the real engine."""

from people import Person
from syncing import Simulator, latest_run, sync


async def test_the_demo_collection_arrives_whole(alice: Person, discogs: Simulator) -> None:
    drive = await sync(alice, discogs)
    assert drive.done is not None
    assert drive.done.outcome == "complete"
    run = await latest_run(alice)
    assert (run["state"], run["items_seen"], run["items_total"], run["added"]) == ("complete", 320, 320, 320)
    assert (run["pages_done"], run["pages_total"], run["removed"], run["set_aside"]) == (4, 4, 0, 0)
    assert discogs.page_requests() == {1: 1, 2: 1, 3: 1, 4: 1}
