"""Real recorded collections, read by the real engine."""

import re
from pathlib import Path

import pytest
from litestar import Litestar

from people import Person
from syncing import Simulator, copies_of, latest_run, present, sync
from waugzee_demo.recorded import RawWorld, RecordedWorld

SAMPLES = Path(__file__).parents[4] / "shared" / "discogs-samples" / "api"

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="../shared/discogs-samples is not beside the checkout"
)


def recorded_instances() -> set[int]:
    """Every instance id that stands in any recorded file, found without the simulator's own reading."""
    return {
        int(found)
        for path in SAMPLES.iterdir()
        if b"basic_information" in path.read_bytes()
        for found in re.findall(rb'instance_id"?\s*:\s*(\d+)', path.read_bytes())
    }


async def test_every_recorded_item_is_stored(app: Litestar, alice: Person, discogs: Simulator) -> None:
    discogs.show(RecordedWorld(SAMPLES))
    drive = await sync(alice, discogs)
    assert drive.done is not None
    assert drive.done.outcome == "complete"
    run = await latest_run(alice)
    stored = await copies_of(app, alice)
    assert set(stored) == discogs.instance_ids() == recorded_instances()
    assert (run["items_total"], run["added"], run["set_aside"]) == (len(stored), len(stored), 0)
    assert len(stored) > 500
    assert all(copy["title"] and copy["artist"] for copy in stored.values())


async def test_an_incomplete_recording_says_which_pages_are_missing(
    app: Litestar, alice: Person, discogs: Simulator
) -> None:
    discogs.show(RawWorld(SAMPLES))
    drive = await sync(alice, discogs)
    assert drive.done is not None
    assert (drive.done.outcome, drive.done.reason) == ("incomplete", "missing_pages")
    run = await latest_run(alice)
    assert (run["state"], run["reason"], run["removed"]) == ("incomplete", "missing_pages", 0)
    # Of 169 items the recording holds the first of four pages.
    assert run["detail"] == "Discogs counts 169 records, 50 were read. Not readable: page 2, 3, 4 of 4."
    assert (run["items_seen"], run["items_total"]) == (50, 169)
    assert len(await present(app, alice)) == 50
