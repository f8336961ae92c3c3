"""What was passed over is not offered for some days, on whichever device one asks."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from people import Person
from waugzee.db import new_id


async def skips(person: Person) -> dict[str, datetime]:
    told = (await person.ask("GET", "/api/skips"))["skips"]
    return {one["copy_id"]: datetime.fromisoformat(one["until"]) for one in told}


async def test_a_skip_lasts_as_long_as_one_says(alice: Person, bob: Person, give_record: Any) -> None:
    now, soon, usual = datetime.now(UTC), await give_record(alice), await give_record(alice)
    await alice.ask("PUT", f"/api/skips/{usual}", {}, status=204)
    await alice.ask("PUT", f"/api/skips/{soon}", {"days": 300}, status=204)
    await alice.ask("PUT", f"/api/skips/{soon}", {"days": 1}, status=204)
    told = await skips(alice)
    assert list(told) == [soon, usual], "what comes back first stands first"
    for copy, days in ((soon, 1), (usual, 14)):
        assert abs(told[copy] - now - timedelta(days=days)) < timedelta(minutes=1)
    assert await skips(bob) == {}


async def test_it_can_be_offered_again(alice: Person, give_record: Any) -> None:
    copy = await give_record(alice)
    await alice.ask("PUT", f"/api/skips/{copy}", {}, status=204)
    for _ in range(2):
        await alice.ask("DELETE", f"/api/skips/{copy}", status=204)
        assert await skips(alice) == {}


@pytest.mark.parametrize("days", [0, 367, 2**70, 1.5, "3", None])
async def test_days_there_cannot_be(alice: Person, give_record: Any, days: Any) -> None:
    copy = await give_record(alice)
    await alice.ask("PUT", f"/api/skips/{copy}", {"days": days}, status=422)


async def test_only_what_is_mine(alice: Person, bob: Person, give_record: Any) -> None:
    hers = await give_record(alice)
    for copy in (hers, str(new_id())):
        await bob.ask("PUT", f"/api/skips/{copy}", {}, status=404)
        await bob.ask("DELETE", f"/api/skips/{copy}", status=404)
