"""Tracklists are read one at a time, once, and only where the user wants it."""

import json

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from errands import Errands, prefer
from people import Person
from syncing import Simulator, sync
from waugzee.db import transaction


async def release_ids(person: Person) -> list[int]:
    copies = (await person.ask("GET", "/api/shelf"))["copies"]
    return sorted({copy["release_id"] for copy in copies})


async def test_nothing_is_read_unless_wanted(alice: Person, discogs: Simulator) -> None:
    await sync(alice, discogs)
    errands = Errands(alice, discogs)
    assert (await errands.run()).outcome == "complete"
    assert not any(path.startswith("/releases/") for _, path in errands.sent)


async def test_every_release_is_read_once(alice: Person, discogs: Simulator) -> None:
    await sync(alice, discogs)
    await prefer(alice, enriching=True)
    errands = Errands(alice, discogs)
    assert (await errands.run()).outcome == "complete"
    asked = [path for _, path in errands.sent if path.startswith("/releases/")]
    known = await alice.ask("GET", "/api/enrichment")
    assert len(asked) == len(set(asked)) == known["total"] == known["done"] > 8
    assert (await Errands(alice, discogs).run()).outcome == "complete"
    assert sum(discogs.counters.paths[path] for path in asked) == len(asked)
    release_id = int(asked[0].rpartition("/")[2])
    tracklist = await alice.ask("GET", f"/api/releases/{release_id}/tracklist")
    assert (tracklist["state"], tracklist["source"]) == ("fetched", "discogs")
    assert tracklist["tracks"]
    details = await alice.ask("GET", f"/api/releases/{release_id}/details")
    assert details["country"]
    (copy, *_) = (await alice.ask("GET", "/api/shelf"))["copies"]
    assert (await alice.ask("GET", f"/api/copies/{copy['id']}"))["asked"] is True
    assert details["companies"] == [{"role": "Pressed By", "name": "Simulated Pressing Plant"}]


async def test_what_was_written_by_hand_gives_way_to_what_is_read_once_emptied(
    alice: Person, discogs: Simulator
) -> None:
    await sync(alice, discogs)
    await prefer(alice, enriching=True)
    await Errands(alice, discogs).run()
    release_id = discogs.items()[0].release_id
    tracklist = f"/api/releases/{release_id}/tracklist"
    read = (await alice.ask("GET", tracklist))["tracks"]
    await alice.ask("PUT", tracklist, {"tracks": [{"position": "A", "title": "Mine"}]})
    await alice.ask("PUT", tracklist, {"tracks": []})
    errands = Errands(alice, discogs)
    await errands.run()
    assert errands.sent == [("GET", f"/releases/{release_id}")]
    told = await alice.ask("GET", tracklist)
    assert (told["source"], told["tracks"]) == ("discogs", read)
    await (again := Errands(alice, discogs)).run()
    assert again.sent == []


async def test_a_release_that_is_gone_is_remembered(alice: Person, discogs: Simulator) -> None:
    await sync(alice, discogs)
    await prefer(alice, enriching=True)
    gone = discogs.items()[0].release_id
    discogs.behave(gone=(gone,))
    assert (await Errands(alice, discogs).run()).outcome == "complete"
    assert (await Errands(alice, discogs).run()).outcome == "complete"
    assert discogs.counters.paths[f"/releases/{gone}"] == 1
    assert (await alice.ask("GET", "/api/enrichment"))["missing"] == 1


async def test_what_was_read_before_stays_though_a_release_is_gone(
    alice: Person, discogs: Simulator, own_sql: AsyncEngine
) -> None:
    await sync(alice, discogs)
    await prefer(alice, enriching=True)
    await Errands(alice, discogs).run()
    gone = discogs.items()[0].release_id
    before = await alice.ask("GET", f"/api/releases/{gone}/details")
    user_id = await alice.user_id()
    async with transaction(own_sql, user_id) as db:
        await db.driver.execute(
            "update release_details set asked_at = asked_at - interval '181 days'"
            " where release_details.user_id = $1 and release_id = $2",
            user_id,
            gone,
        )
    discogs.behave(gone=(gone,))
    for asked in ([("GET", f"/releases/{gone}")], []):
        await (errands := Errands(alice, discogs)).run()
        assert errands.sent == asked
    after = await alice.ask("GET", f"/api/releases/{gone}/details")
    assert after == {**before, "read_at": after["read_at"]}


@pytest.mark.parametrize("fault", ["429", "5xx", "html", "empty"])
async def test_a_fault_costs_a_pause_and_nothing_else(alice: Person, discogs: Simulator, fault: str) -> None:
    await sync(alice, discogs)
    await prefer(alice, enriching=True)
    discogs.behave(script=("ok", fault))
    assert (await Errands(alice, discogs).run()).outcome == "complete"
    known = await alice.ask("GET", "/api/enrichment")
    assert known["total"] == known["done"]


async def test_it_stops_while_discogs_does_not_answer(alice: Person, discogs: Simulator) -> None:
    await sync(alice, discogs)
    await prefer(alice, enriching=True)
    discogs.behave(random_5xx=1.0)
    done = await Errands(alice, discogs).run()
    assert (done.outcome, done.reason) == ("incomplete", "unreachable")
    discogs.behave(random_5xx=0.0)
    assert (await Errands(alice, discogs).run()).outcome == "complete"


async def test_half_of_the_limit_is_left_to_a_sync(alice: Person, discogs: Simulator) -> None:
    discogs.show(type(discogs.world)(60))  # type: ignore[call-arg]  # the demo's world
    await sync(alice, discogs)
    await prefer(alice, enriching=True)
    discogs.edge.reset()
    assert (await Errands(alice, discogs).run()).outcome == "complete"
    assert discogs.counters.requests > 40
    assert discogs.counters.most_in_window <= 28


async def test_an_answer_is_taken_only_as_it_was_signed(
    alice: Person, bob: Person, discogs: Simulator
) -> None:
    await sync(alice, discogs)
    await sync(bob, discogs)
    await prefer(alice, enriching=True)
    errands = Errands(alice, discogs)
    await errands.run()
    call = errands.answers[-1]
    changed = (call.body or "").replace('"status":200', '"status":404')
    for body, headers, person, status in (
        (call.body, call.headers, alice, 200),
        (changed, call.headers, alice, 403),
        (call.body, {}, alice, 403),
        (call.body, call.headers, bob, 403),
    ):
        answer = await person.http.post(call.path, content=body, headers=headers)
        assert answer.status_code == status


async def test_parts_that_are_longer_together_than_any_side(alice: Person, discogs: Simulator) -> None:
    await sync(alice, discogs)
    await prefer(alice, enriching=True)
    errands = Errands(alice, discogs)
    await errands.run()
    answer = json.loads(errands.answers[-1].body or "")
    act = {"type_": "track", "title": "Act", "duration": "1:30:00"}
    who = [{"name": "Birgit Nilsson", "id": 7}]
    answer["result"]["tracklist"] = [
        {"type_": "index", "title": "Siegfried", "sub_tracks": [act] * 5, "artists": who}
    ]
    assert (await errands.post(json.dumps(answer))).status_code == 200
    told = await alice.ask("GET", f"/api/releases/{answer['id']}/tracklist")
    (track,) = told["tracks"]
    assert (track["title"], track.get("seconds"), track["artist"]) == ("Siegfried", None, "Birgit Nilsson")
