"""A barcode is looked for on the shelf, and at Discogs by the user's own browser."""

from typing import Any

import pytest

from errands import Errands, prefer
from people import Person
from syncing import Simulator, sync, sync_public
from waugzee_demo.barcodes import barcode
from waugzee_demo.world import DemoWorld


async def look(person: Person, code: str) -> dict[str, Any]:
    told: dict[str, Any] = await person.ask("GET", f"/api/barcodes?code={code}")
    return told


async def ask(person: Person, discogs: Simulator, code: str) -> list[dict[str, Any]]:
    """Have it looked up, and give what was found."""
    asked = await person.ask("POST", "/api/barcodes", {"barcode": code})
    assert asked["lookup"]["answered_at"] is None
    errands = Errands(person, discogs)
    await errands.run()
    assert errands.sent[0] == ("GET", "/database/search")
    told = await look(person, code)
    assert told["lookup"]["status"] == 200
    releases: list[dict[str, Any]] = told["lookup"]["releases"]
    return releases


@pytest.fixture
def world(discogs: Simulator) -> DemoWorld:
    world = DemoWorld(40)
    discogs.show(world)
    return world


async def test_what_is_on_the_shelf_is_found_there(
    alice: Person, bob: Person, discogs: Simulator, world: DemoWorld
) -> None:
    await sync(alice, discogs)
    release = next(one for one in world._made.releases if barcode(one))
    assert (await look(alice, barcode(release)))["copies"] == []
    await prefer(alice, enriching=True)
    await Errands(alice, discogs).run()
    shelf = (await alice.ask("GET", "/api/shelf"))["copies"]
    mine = {copy["id"] for copy in shelf if copy["release_id"] == release.id}
    for code in (barcode(release), f"0{barcode(release)}"):
        told = await look(alice, code)
        assert mine <= set(told["copies"])
        assert (told["searchable"], told["lookup"]) == (True, None)
    # A device knows it as well, for when there is no network.
    known = await alice.ask("GET", "/api/titles")
    bearing = {one["release_id"] for one in known["releases"] if barcode(release) in one["barcodes"]}
    assert release.id in bearing
    assert (await bob.ask("GET", "/api/titles"))["releases"] == []
    assert (await look(bob, barcode(release)))["copies"] == []


async def test_what_is_elsewhere_is_found_at_discogs(
    alice: Person, bob: Person, discogs: Simulator, world: DemoWorld
) -> None:
    await sync(alice, discogs)
    await Errands(alice, discogs).run()
    other = next(one for one in world._elsewhere.values() if barcode(one))
    found = await ask(alice, discogs, barcode(other))
    (one,) = [one for one in found if one["release"]["release_id"] == other.id]
    assert one["owned"] == "other"
    assert one["copies"]
    assert one["release"]["title"] == other.title.strip()
    assert one["release"]["artist"] == other.credit
    assert one["release"]["year"] == other.year
    own = next(one for one in world._made.releases if barcode(one))
    found = await ask(alice, discogs, barcode(own))
    assert found[0]["owned"] == "same"
    wanted = next(one for one in world._other("mara")[0].releases[:11] if barcode(one))
    assert (await ask(alice, discogs, barcode(wanted)))[0]["wanted"] is True
    assert await ask(alice, discogs, "99999999") == []
    assert (await look(bob, barcode(own)))["lookup"] is None


async def test_it_is_asked_once(alice: Person, discogs: Simulator, world: DemoWorld) -> None:
    await sync(alice, discogs)
    await Errands(alice, discogs).run()
    await ask(alice, discogs, "99999999")
    again = await alice.ask("POST", "/api/barcodes", {"barcode": "99999999"})
    assert again["lookup"]["status"] == 200
    errands = Errands(alice, discogs)
    await errands.run()
    assert errands.sent == []


async def test_it_is_bought_and_then_on_the_shelf(
    alice: Person, discogs: Simulator, world: DemoWorld
) -> None:
    await sync(alice, discogs)
    await prefer(alice, writing_back=True)
    other = next(one for one in world._elsewhere.values() if barcode(one))
    found = await ask(alice, discogs, barcode(other))
    assert other.id in [one["release"]["release_id"] for one in found]
    edit = {"id": "01930000-0000-7000-8000-000000000001", "kind": "add", "release_id": other.id, "to": 1}
    await alice.ask("POST", "/api/edits", edit)
    await Errands(alice, discogs).run()
    assert other.id in {item.release_id for item in discogs.items()}
    await sync(alice, discogs)
    told = await look(alice, barcode(other))
    assert told["lookup"]["releases"][0]["owned"] == "same"


async def test_what_discogs_refuses_is_said(alice: Person, discogs: Simulator, world: DemoWorld) -> None:
    await sync(alice, discogs)
    await Errands(alice, discogs).run()
    for fault, status in (("html", 0), ("429", 200)):
        discogs.behave(script=(fault,))
        code = f"4000000{status:03}"
        await alice.ask("POST", "/api/barcodes", {"barcode": code})
        await Errands(alice, discogs).run()
        assert (await look(alice, code))["lookup"]["status"] == status


async def test_a_public_name_is_not_enough(alice: Person, bob: Person, discogs: Simulator) -> None:
    await sync_public(alice, discogs, "demo")
    for person, why in ((alice, "public"), (bob, "not_connected")):
        told = await look(person, "5012394144777")
        assert (told["searchable"], told["why"]) == (False, why)
        await person.ask("POST", "/api/barcodes", {"barcode": "5012394144777"}, status=409)


@pytest.mark.parametrize("code", ["", "12345", "5 012394", "123456789012345", "x" * 8, "\u0661" * 8])
async def test_what_no_barcode_is(alice: Person, code: str) -> None:
    await alice.ask("POST", "/api/barcodes", {"barcode": code}, status=422)
    answer = await alice.http.get("/api/barcodes", params={"code": code})
    assert answer.status_code == 422, answer.text
