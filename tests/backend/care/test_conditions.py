"""The condition of a record, noted from time to time."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from people import Person
from waugzee.db import new_id


async def test_a_condition_is_noted_changed_and_deleted(alice: Person, give_record: Any) -> None:
    copy_id = await give_record(alice)
    body = {
        "copy_id": copy_id,
        "id": str(new_id()),
        "noted_at": "2024-02-29T20:00:00+01:00",
        "date_only": True,
        "media": "VG+",
        "sleeve": "G",
        "fault": "scratch",
        "notes": "hairline through B2",
    }
    noted = await alice.ask("POST", "/api/conditions", body, status=201)
    assert {**body, "noted_at": "2024-02-29T12:00:00Z"}.items() <= noted.items()
    assert await alice.ask("POST", "/api/conditions", body) == noted
    listed = f"/api/copies/{copy_id}/conditions"
    assert (await alice.ask("GET", listed))["conditions"] == [noted]
    path = f"/api/conditions/{noted['id']}"
    changed = await alice.ask("PATCH", path, {"media": "VG", "fault": None})
    assert changed == {**noted, "media": "VG", "fault": None}
    await alice.ask("DELETE", path, status=204)
    assert (await alice.ask("GET", listed))["conditions"] == []
    await alice.ask("POST", "/api/conditions", body, status=410)


async def test_a_copys_conditions_are_its_own_and_page_newest_first(alice: Person, give_record: Any) -> None:
    copy_id, other = await give_record(alice), await give_record(alice, "Other")
    for day, copy in ((1, copy_id), (2, other), (3, copy_id), (2, copy_id)):
        body = {"copy_id": copy, "noted_at": f"2024-01-0{day}T00:00:00Z", "notes": f"day {day}"}
        await alice.ask("POST", "/api/conditions", body, status=201)
    seen, cursor = [], ""
    while cursor is not None:
        page = await alice.ask("GET", f"/api/copies/{copy_id}/conditions?limit=2{cursor}")
        seen += [one["notes"] for one in page["conditions"]]
        cursor = page["cursor"] and f"&cursor={page['cursor']}"
    assert seen == ["day 3", "day 2", "day 1"]


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"notes": "  "},
        {"media": "EX"},
        {"media": "vg+"},
        {"sleeve": "Generic"},
        {"fault": "eaten"},
        {"media": "M", "notes": "x" * 100_000},
        {"media": "M", "noted_at": (datetime.now(UTC) + timedelta(days=2)).isoformat()},
    ],
)
async def test_what_is_wrong_is_refused(alice: Person, give_record: Any, wrong: dict[str, Any]) -> None:
    copy_id = await give_record(alice)
    await alice.ask("POST", "/api/conditions", {"copy_id": copy_id, **wrong}, status=422)
    assert (await alice.ask("GET", f"/api/copies/{copy_id}/conditions"))["conditions"] == []
