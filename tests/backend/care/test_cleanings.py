"""How a cleaning was done: its details, days without a time, evenings, and what is refused."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from people import Person
from waugzee.db import new_id

DETAILS = {
    "method": "ultrasonic",
    "depth": "deep",
    "machine": "Degritter",
    "fluid": "L’Art du Son",
    "result": "quiet again",
}
NOTHING = dict.fromkeys(DETAILS)


async def test_how_it_was_done_is_kept_and_changed(alice: Person, give_record: Any) -> None:
    body = {"copy_id": await give_record(alice), **DETAILS, "notes": "both sides"}
    entry = await alice.ask("POST", "/api/cleanings", body, status=201)
    assert {name: entry[name] for name in DETAILS} == DETAILS
    path = f"/api/cleanings/{entry['id']}"
    changed = await alice.ask("PATCH", path, {"method": "my own brush", "depth": None})
    assert changed == {**entry, "method": "my own brush", "depth": None}
    assert (await alice.ask("GET", "/api/cleanings"))["cleanings"] == [changed]


async def test_what_was_not_said_is_nothing(alice: Person, give_record: Any) -> None:
    entry = await alice.ask("POST", "/api/cleanings", {"copy_id": await give_record(alice)}, status=201)
    assert {name: entry[name] for name in DETAILS} == NOTHING
    assert entry["date_only"] is False


async def test_the_same_is_logged_once_more(alice: Person, give_record: Any) -> None:
    copy_id = await give_record(alice)
    body = {"copy_id": copy_id, **DETAILS, "notes": "both sides", "cleaned_at": "2026-01-02T20:00:00Z"}
    first = await alice.ask("POST", "/api/cleanings", body, status=201)
    path, again = f"/api/cleanings/{first['id']}/duplicate", {"id": str(new_id())}
    second = await alice.ask("POST", path, again, status=201)
    when = {"id": second["id"], "cleaned_at": second["cleaned_at"], "created_at": second["created_at"]}
    assert second == {**first, **when, **again}
    assert second["cleaned_at"] > first["cleaned_at"]
    assert await alice.ask("POST", path, again) == second
    day = {"cleaned_at": "2026-01-03T23:30:00+01:00", "date_only": True}
    third = await alice.ask("POST", path, day, status=201)
    assert (third["cleaned_at"], third["date_only"]) == ("2026-01-03T12:00:00Z", True)
    assert [one["id"] for one in (await alice.ask("GET", "/api/cleanings"))["cleanings"]] == [
        entry["id"] for entry in (second, third, first)
    ]
    await alice.ask("POST", path, {"cleaned_at": "1876-01-01T00:00:00Z"}, status=422)
    await alice.ask("DELETE", f"/api/cleanings/{first['id']}", status=204)
    await alice.ask("POST", path, {}, status=410)


async def test_a_records_own_history_tells_how_it_was_cleaned(alice: Person, give_record: Any) -> None:
    copy_id = await give_record(alice)
    body = {"copy_id": copy_id, **DETAILS, "cleaned_at": "2026-01-02T20:00:00Z", "date_only": True}
    await alice.ask("POST", "/api/cleanings", body, status=201)
    await alice.ask("POST", "/api/plays", {"copy_id": copy_id}, status=201)
    play, cleaning = (await alice.ask("GET", f"/api/copies/{copy_id}/history"))["entries"]
    assert (play["cleaning"], cleaning["play"]) == (None, None)
    assert cleaning["cleaning"] == {**DETAILS, "date_only": True}


@pytest.mark.parametrize(
    "zone", ["+14:00", "-11:00", "+00:00", "+05:30"], ids=["first", "last", "Greenwich", "half past"]
)
async def test_a_day_is_the_one_named_where_one_is(alice: Person, give_record: Any, zone: str) -> None:
    copy_id = await give_record(alice)
    for time in ("00:00:00", "23:59:59"):
        body = {"copy_id": copy_id, "cleaned_at": f"2024-03-31T{time}{zone}", "date_only": True}
        entry = await alice.ask("POST", "/api/cleanings", body, status=201)
        assert (entry["cleaned_at"], entry["date_only"]) == ("2024-03-31T12:00:00Z", True)


async def test_today_is_a_day_wherever_one_is(alice: Person, give_record: Any) -> None:
    """East of Greenwich tomorrow has begun: noon there may be more than a day ahead."""
    copy_id = await give_record(alice)
    for hours in (-12, 0, 14):
        today = datetime.now(UTC) + timedelta(hours=hours)
        body = {"copy_id": copy_id, "cleaned_at": today.isoformat(), "date_only": True}
        await alice.ask("POST", "/api/cleanings", body, status=201)
    later = datetime.now(UTC) + timedelta(days=2)
    body = {"copy_id": copy_id, "cleaned_at": later.isoformat(), "date_only": True}
    await alice.ask("POST", "/api/cleanings", body, status=422)


async def test_a_moment_becomes_a_day_and_a_day_a_moment(alice: Person, give_record: Any) -> None:
    entry = await alice.ask("POST", "/api/cleanings", {"copy_id": await give_record(alice)}, status=201)
    path = f"/api/cleanings/{entry['id']}"
    day = await alice.ask("PATCH", path, {"cleaned_at": "2024-10-27T01:30:00+02:00", "date_only": True})
    assert (day["cleaned_at"], day["date_only"]) == ("2024-10-27T12:00:00Z", True)
    moment = await alice.ask("PATCH", path, {"cleaned_at": "2024-10-27T01:30:00+02:00"})
    assert (moment["cleaned_at"], moment["date_only"]) == ("2024-10-26T23:30:00Z", False)
    await alice.ask("PATCH", path, {"date_only": True}, status=422)


@pytest.mark.parametrize(
    "wrong",
    [
        {"method": ""},
        {"method": "x" * 81},
        {"method": "a\nb"},
        {"depth": "abyssal"},
        {"notes": "x" * 100_000},
        {"fluid": "a\0"},
        {"date_only": "yes"},
        {"cleaned_at": (datetime.now(UTC) + timedelta(days=2)).isoformat()},
        {"cleaned_at": "1066-10-14T00:00:00Z", "date_only": True},
        {"cleaned_at": "0001-01-01T00:00:00+14:00", "date_only": True},
        {"cleaned_at": "2024-01-01"},
    ],
)
async def test_what_is_wrong_is_refused(alice: Person, give_record: Any, wrong: dict[str, Any]) -> None:
    body = {"copy_id": await give_record(alice), **wrong}
    await alice.ask("POST", "/api/cleanings", body, status=422)
    evening = {name: value for name, value in body.items() if name != "copy_id"}
    entries = [{"id": str(new_id()), "copy_id": body["copy_id"]}]
    await alice.ask("POST", "/api/cleanings/evening", {"entries": entries, **evening}, status=422)
    assert (await alice.ask("GET", "/api/cleanings"))["cleanings"] == []


async def evening_of(person: Person, give_record: Any, n: int, **more: Any) -> dict[str, Any]:
    entries = [{"id": str(new_id()), "copy_id": await give_record(person)} for _ in range(n)]
    return {"entries": entries, **DETAILS, **more}


async def test_an_evening_is_one_request_and_sent_twice_one_evening(alice: Person, give_record: Any) -> None:
    body = await evening_of(alice, give_record, 3, notes="Friday")
    before = (await alice.ask("GET", "/api/shelf"))["cursor"]
    first = await alice.ask("POST", "/api/cleanings/evening", body)
    assert {one["copy_id"] for one in first["cleanings"]} == {one["copy_id"] for one in body["entries"]}
    assert all(one["fluid"] == DETAILS["fluid"] and one["notes"] == "Friday" for one in first["cleanings"])
    assert await alice.ask("POST", "/api/cleanings/evening", {**body, "notes": "again"}) == first
    assert (await alice.ask("GET", "/api/cleanings"))["cleanings"] == first["cleanings"]
    changed = (await alice.ask("GET", f"/api/shelf?since={before}"))["copies"]
    assert [copy["plays_since_cleaning"] for copy in changed] == [0, 0, 0]
    assert len({copy["last_cleaned_at"] for copy in changed}) == 1


async def test_with_one_record_that_is_not_there_nothing_is_logged(
    alice: Person, bob: Person, give_record: Any
) -> None:
    for stranger in (str(new_id()), await give_record(bob)):
        body = await evening_of(alice, give_record, 2)
        body["entries"].append({"id": str(new_id()), "copy_id": stranger})
        await alice.ask("POST", "/api/cleanings/evening", body, status=404)
        assert (await alice.ask("GET", "/api/cleanings"))["cleanings"] == []


async def test_what_was_taken_back_of_an_evening_stays_so_and_is_told(
    alice: Person, give_record: Any
) -> None:
    body = await evening_of(alice, give_record, 2)
    gone = body["entries"][0]["id"]
    await alice.ask("DELETE", f"/api/cleanings/{gone}", status=404)
    told = await alice.ask("POST", "/api/cleanings/evening", body)
    assert told["deleted"] == [gone]
    assert [one["id"] for one in told["cleanings"]] == [body["entries"][1]["id"]]


@pytest.mark.parametrize("same", ["id", "copy_id"])
async def test_nothing_stands_in_an_evening_twice(alice: Person, give_record: Any, same: str) -> None:
    body = await evening_of(alice, give_record, 2)
    body["entries"][1][same] = body["entries"][0][same]
    await alice.ask("POST", "/api/cleanings/evening", body, status=422)


async def test_an_evening_has_an_end(alice: Person) -> None:
    entry = {"id": str(new_id()), "copy_id": str(new_id())}
    await alice.ask("POST", "/api/cleanings/evening", {"entries": []}, status=422)
    await alice.ask("POST", "/api/cleanings/evening", {"entries": [entry] * 201}, status=422)
