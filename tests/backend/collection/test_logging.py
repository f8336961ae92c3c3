"""Plays and cleanings: logged once, amended, deleted for good. Both logs keep the same promises."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from people import Person
from waugzee.db import new_id


class Log(msgspec.Struct, frozen=True):
    """One of the two logs as the API has it."""

    path: str
    name: str
    moment: str

    def one(self, entry_id: Any) -> str:
        return f"{self.path}/{entry_id}"


LOGS = [Log("/api/plays", "plays", "played_at"), Log("/api/cleanings", "cleanings", "cleaned_at")]
pytestmark = pytest.mark.parametrize("log", LOGS, ids=lambda log: log.name)

YESTERDAY = (datetime.now(UTC) - timedelta(days=1)).replace(microsecond=0)


async def listed(person: Person, log: Log) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await person.ask("GET", log.path))[log.name]
    return found


async def test_it_is_logged_now_with_one_word(alice: Person, give_record: Any, log: Log) -> None:
    copy_id = await give_record(alice)
    before = datetime.now(UTC)
    entry = await alice.ask("POST", log.path, {"copy_id": copy_id}, status=201)
    assert before <= datetime.fromisoformat(entry[log.moment]) <= datetime.now(UTC)
    assert (entry["copy_id"], entry["notes"]) == (copy_id, "")
    assert await listed(alice, log) == [entry]


async def test_it_is_back_dated_and_told_in_utc(alice: Person, give_record: Any, log: Log) -> None:
    moment = YESTERDAY.astimezone(datetime.fromisoformat("2020-01-01T00:00:00+05:30").tzinfo)
    body = {"copy_id": await give_record(alice), log.moment: moment.isoformat(), "notes": "side two ♪"}
    entry = await alice.ask("POST", log.path, body, status=201)
    assert entry[log.moment] == YESTERDAY.isoformat().replace("+00:00", "Z")
    assert entry["notes"] == "side two ♪"


async def test_the_same_id_five_times_is_one_entry(alice: Person, give_record: Any, log: Log) -> None:
    body = {"copy_id": await give_record(alice), "id": str(new_id()), "notes": "first"}
    first = await alice.ask("POST", log.path, body, status=201)
    for _ in range(4):
        assert await alice.ask("POST", log.path, {**body, "notes": "later"}, status=200) == first
    assert await listed(alice, log) == [first]


async def test_the_same_id_five_times_at_once_is_one_entry(alice: Person, give_record: Any, log: Log) -> None:
    body = msgspec.json.encode({"copy_id": await give_record(alice), "id": str(new_id())})
    start = asyncio.Barrier(5)

    async def send() -> Any:
        await start.wait()
        return await alice.http.post(log.path, content=body)

    answers = await asyncio.gather(*(send() for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 200, 201]
    assert len({answer.content for answer in answers}) == 1
    assert len(await listed(alice, log)) == 1


async def test_the_same_id_of_another_person_is_another_entry(
    alice: Person, bob: Person, give_record: Any, log: Log
) -> None:
    shared = str(new_id())
    for person in (alice, bob):
        await person.ask("POST", log.path, {"copy_id": await give_record(person), "id": shared}, status=201)
    await bob.ask("DELETE", log.one(shared), status=204)
    assert len(await listed(alice, log)) == 1


async def test_a_record_that_is_not_there_is_404(alice: Person, log: Log) -> None:
    problem = await alice.ask("POST", log.path, {"copy_id": str(new_id())}, status=404)
    assert problem["type"] == "/problems/not-found"


async def test_an_entry_is_amended_by_what_is_given(alice: Person, give_record: Any, log: Log) -> None:
    entry = await alice.ask("POST", log.path, {"copy_id": await give_record(alice), "notes": "x"}, status=201)
    path = log.one(entry["id"])
    assert await alice.ask("PATCH", path, {}) == entry
    noted = await alice.ask("PATCH", path, {"notes": "quiet"})
    assert noted == {**entry, "notes": "quiet"}
    moved = await alice.ask("PATCH", path, {log.moment: YESTERDAY.isoformat()})
    when = {log.moment: YESTERDAY.isoformat().replace("+00:00", "Z")}
    if "played_on" in noted:
        when["played_on"] = YESTERDAY.date().isoformat()
    assert moved == {**noted, **when}
    assert await listed(alice, log) == [moved]


@pytest.mark.parametrize(
    "change", [{"notes": "a\0"}, {"notes": None}, {"MOMENT": None}, {"MOMENT": "1066-10-14T00:00:00Z"}]
)
async def test_what_is_wrong_amends_nothing(
    alice: Person, give_record: Any, log: Log, change: dict[str, Any]
) -> None:
    entry = await alice.ask("POST", log.path, {"copy_id": await give_record(alice)}, status=201)
    named = {log.moment if name == "MOMENT" else name: value for name, value in change.items()}
    await alice.ask("PATCH", log.one(entry["id"]), named, status=422)
    assert await listed(alice, log) == [entry]


async def test_what_is_deleted_stays_deleted(alice: Person, give_record: Any, log: Log) -> None:
    body = {"copy_id": await give_record(alice), "id": str(new_id())}
    await alice.ask("POST", log.path, body, status=201)
    path = log.one(body["id"])
    await alice.ask("DELETE", path, status=204)
    await alice.ask("DELETE", path, status=204)
    assert (await alice.ask("POST", log.path, body, status=410))["type"] == "/problems/deleted"
    assert (await alice.ask("PATCH", path, {"notes": "back?"}, status=410))["type"] == "/problems/deleted"
    assert await listed(alice, log) == []


async def test_an_undo_that_overtakes_its_entry_wins(alice: Person, give_record: Any, log: Log) -> None:
    body = {"copy_id": await give_record(alice), "id": str(new_id())}
    await alice.ask("DELETE", log.one(body["id"]), status=404)
    await alice.ask("DELETE", log.one(body["id"]), status=404)
    await alice.ask("PATCH", log.one(body["id"]), {"notes": "x"}, status=410)
    await alice.ask("POST", log.path, body, status=410)
    assert await listed(alice, log) == []


async def test_an_amendment_and_a_deletion_at_once_end_deleted(
    alice: Person, give_record: Any, log: Log
) -> None:
    """Whichever comes first: an entry that was deleted is not answered as if it were there."""
    for _ in range(5):
        entry = await alice.ask("POST", log.path, {"copy_id": await give_record(alice)}, status=201)
        path = log.one(entry["id"])
        start = asyncio.Barrier(2)

        async def send(method: str, body: Any, path: str = path, start: asyncio.Barrier = start) -> int:
            await start.wait()
            content = None if body is None else msgspec.json.encode(body)
            return (await alice.http.request(method, path, content=content)).status_code

        amended, deleted = await asyncio.gather(send("PATCH", {"notes": "x"}), send("DELETE", None))
        assert (amended, deleted) in ((200, 204), (410, 204))
        await alice.ask("PATCH", path, {"notes": "y"}, status=410)
    assert await listed(alice, log) == []


async def test_what_never_was_is_404(alice: Person, log: Log) -> None:
    await alice.ask("PATCH", log.one(new_id()), {"notes": "x"}, status=404)
    await alice.ask("DELETE", log.one(new_id()), status=404)
