"""What the collection is worth is asked once after a sync, and kept day by day."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from errands import Errands
from people import Person
from syncing import Simulator, sync, sync_public
from waugzee.collection.tables import collection_values
from waugzee.db import transaction

VALUE = ("GET", "/users/demo/collection/value")


async def values(person: Person) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = (await person.ask("GET", "/api/statistics/shelf"))["values"]
    return told


async def keep(engine: AsyncEngine, person: Person, **row: Any) -> None:
    user_id = await person.user_id()
    async with transaction(engine, user_id) as db:
        values = {"user_id": user_id, "read_at": datetime.now(UTC) - timedelta(days=30), "status": 200, **row}
        await db.run(insert(collection_values).values(values))


async def test_a_sync_is_followed_by_one_request(alice: Person, discogs: Simulator) -> None:
    await sync(alice, discogs)
    errands = Errands(alice, discogs)
    await errands.run()
    assert errands.sent.count(VALUE) == 1
    (one,) = await values(alice)
    assert one["on"] == str(datetime.now(UTC).date())
    assert (one["currency"], one["minimum"], one["median"], one["maximum"]) == ("€", 8628, 21420, 37488)
    again = Errands(alice, discogs)
    await again.run()
    assert VALUE not in again.sent, "not before another sync"
    await sync(alice, discogs)
    await (later := Errands(alice, discogs)).run()
    assert VALUE in later.sent
    assert await values(alice) == [one], "one a day"


async def test_it_is_shown_over_time_in_the_currency_of_the_last(
    alice: Person, bob: Person, own_sql: AsyncEngine
) -> None:
    for day, currency in ((1, "$"), (2, "€"), (3, "€")):
        sums = {"minimum": day, "median": 10 * day, "maximum": 100 * day}
        await keep(own_sql, alice, read_on=date(2026, 1, day), currency=currency, **sums)
    await keep(own_sql, alice, read_on=date(2026, 1, 4), status=403)
    nothing = {"minimum": 0, "median": 0, "maximum": 0}
    await keep(own_sql, alice, read_on=date(2026, 1, 5), currency="$", **nothing)
    assert [(one["on"], one["median"]) for one in await values(alice)] == [
        ("2026-01-02", 20),
        ("2026-01-03", 30),
    ]
    assert await values(bob) == []


async def test_of_anothers_collection_nothing_is_asked(alice: Person, discogs: Simulator) -> None:
    await sync_public(alice, discogs, "demo")
    errands = Errands(alice, discogs)
    await errands.run()
    assert VALUE not in errands.sent
    assert await values(alice) == []


@pytest.mark.parametrize("status", [200, 403])
async def test_what_cannot_be_read_or_is_refused_is_nothing(
    alice: Person, discogs: Simulator, status: int
) -> None:
    await sync(alice, discogs)
    discogs.behave(script=("ok", "html"), html_status=status)
    await (errands := Errands(alice, discogs)).run()
    assert errands.sent[1] == VALUE
    assert await values(alice) == []
    await (again := Errands(alice, discogs)).run()
    assert VALUE not in again.sent, "what is refused is refused until another sync"
    await sync(alice, discogs)
    await Errands(alice, discogs).run()
    assert len(await values(alice)) == 1


async def test_an_answer_counts_once_and_only_as_it_was_judged(alice: Person, discogs: Simulator) -> None:
    await sync(alice, discogs)
    errands = Errands(alice, discogs)
    await errands.run()
    (call,) = (one for one in errands.answers if '"kind":"value"' in str(one.body))
    (told,) = await values(alice)
    await sync(alice, discogs)
    forged = str(call.body).replace("€86.28", "a lot")
    for body, status in ((forged, 422), (str(call.body), 200), (str(call.body), 200)):
        answer = await errands.post(body)
        assert answer.status_code == status, answer.text
    assert answer.json() == {"of_use": False}
    assert await values(alice) == [told]
