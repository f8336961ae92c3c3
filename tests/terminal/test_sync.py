"""`waugzee sync`: a run from a terminal, paused and gone on with, watched, refused; and what it says."""

import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from people import Person
from serving import Api, person_at
from syncing import Clock, Drive, Simulator, latest_run
from terminals import WHOLE, Running, Terminal, new_key
from waugzee.terminal.kept import cache_folder, kept_in
from waugzee_demo.world import DemoWorld

PAGES = 8
ITEMS = PAGES * 100 - 30


@pytest.fixture(autouse=True)
def shown(discogs: Simulator) -> None:
    """Real time, for a process of its own."""
    discogs.show(DemoWorld(ITEMS))
    discogs.clock = Clock(skips=False)


@pytest.fixture
async def alice(api: Api) -> AsyncIterator[Person]:
    async with person_at(api, "alice") as person:
        await person.ask("PUT", "/api/discogs", {"kind": "demo"})
        yield person


@pytest.fixture
async def terminal(api: Api, alice: Person, tmp_path: Path) -> Terminal:
    return Terminal(api, await new_key(alice), tmp_path)


async def test_a_collection_is_read_to_its_end(alice: Person, terminal: Terminal, discogs: Simulator) -> None:
    said = await terminal.sync(command=WHOLE)
    assert (said.status, said.outcome) == (0, f"Complete: {ITEMS} records, {ITEMS} added.\n")
    assert "of 8 pages" in said.progress
    assert (await latest_run(alice))["state"] == "complete"
    assert discogs.page_requests() == dict.fromkeys(range(1, PAGES + 1), 1)
    again = await terminal.sync("--quiet")
    assert (again.status, again.outcome) == (0, f"Complete: {ITEMS} records, nothing changed.\n")
    assert again.progress == ""


async def begun(terminal: Terminal, discogs: Simulator) -> Running:
    """A sync in the middle of its reading, for whose last pages Discogs lets it wait."""
    discogs.behave(pages_held_from=PAGES - 1)
    running = await terminal.start()
    await running.says("Reading")
    return running


UNDER_WAY = 5
"""Requests an engine has under way at once."""


async def test_ctrl_c_pauses_and_the_next_call_goes_on(
    alice: Person, terminal: Terminal, discogs: Simulator
) -> None:
    running = await begun(terminal, discogs)
    running.process.send_signal(signal.SIGINT)
    paused = await running.end()
    discogs.behave(pages_held_from=None)
    assert paused.status == 130
    assert "Run waugzee sync again to go on where it stopped." in paused.outcome
    run = await latest_run(alice)
    assert (run["state"], run["reason"]) == ("incomplete", "stopped")
    stored = run["pages_done"]
    assert stored < PAGES
    before = sum(discogs.page_requests().values())
    assert (await terminal.sync()).status == 0
    # Discogs may have counted what was under way only after it was broken off.
    asked = sum(discogs.page_requests().values()) - before
    assert PAGES - stored <= asked <= PAGES - stored + UNDER_WAY
    assert (await latest_run(alice))["id"] == run["id"]


async def test_a_killed_terminal_is_its_own_successor(
    alice: Person, terminal: Terminal, discogs: Simulator
) -> None:
    """The lease is its own: nobody waits for it to run out. Nor is the allowance forgotten."""
    running = await begun(terminal, discogs)
    running.process.kill()
    await running.end()
    discogs.behave(pages_held_from=None)
    assert (await latest_run(alice))["driven"]
    assert terminal.kept().budget is not None
    said = await terminal.sync()
    assert said.status == 0
    assert "watching" not in said.progress


async def test_a_run_that_a_browser_drives_is_watched(
    alice: Person, terminal: Terminal, discogs: Simulator
) -> None:
    await alice.ask("POST", "/api/syncs", {"driver": "browser-one"}, status=201)
    running = await terminal.start()
    await running.says("Someone else is at it, watching")
    await Drive(alice, discogs, driver="browser-one").run()
    said = await running.end()
    assert (said.status, said.outcome) == (0, f"Complete: {ITEMS} records, {ITEMS} added.\n")
    assert max(discogs.page_requests().values()) == 1


async def test_a_machine_runs_one_sync_at_a_time(terminal: Terminal) -> None:
    with kept_in(cache_folder({"XDG_CACHE_HOME": str(terminal.home)})):
        said = await terminal.sync()
    assert said.status == 1
    assert "another waugzee sync is at work on this machine" in said.progress


async def test_what_cannot_be_done_is_said(
    api: Api, alice: Person, terminal: Terminal, tmp_path: Path
) -> None:
    stranger = Terminal(api, "wgz_no-key-of-ours", tmp_path)
    refused = await stranger.sync()
    assert (refused.status, "does not accept this key" in refused.outcome) == (1, True)
    reader = await Terminal(api, await new_key(alice, "read"), tmp_path).sync()
    assert (reader.status, "The server refused" in reader.outcome) == (1, True)
    assert (await terminal.sync("--url", "http://example.org")).progress.endswith(
        "give an https address (http is for this machine alone)\n"
    )
    await alice.ask("DELETE", "/api/discogs", status=204)
    unconnected = await terminal.sync()
    assert (unconnected.status, "No Discogs collection is connected" in unconnected.outcome) == (1, True)


async def test_an_unknown_user_is_said_so(alice: Person, terminal: Terminal) -> None:
    await alice.ask("PUT", "/api/discogs", {"kind": "public", "username": "nobody-of-this-name"})
    said = await terminal.sync()
    assert (said.status, said.outcome[:36]) == (3, "Discogs knows no user of this name. ")
    assert (await latest_run(alice))["reason"] == "unknown_user"


async def test_a_key_from_a_file_and_what_is_kept(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(f"{terminal.take_key()}\n")
    assert (await terminal.sync("--key-file", str(file))).status == 0
    budget = terminal.kept().budget
    assert budget is not None
    assert len(budget.ended) == PAGES + 2, "the pages, the folders and the fields"
    path = tmp_path / "waugzee" / "sync.json"
    assert b"wgz_" not in path.read_bytes()
    assert path.stat().st_mode & 0o077 == 0
