"""What the shelf says of a copy: its plays, when it was last played and cleaned, plays since."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from people import Person

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
NUMBERS = ("plays", "last_played_at", "last_cleaned_at", "plays_since_cleaning")


async def play(person: Person, copy_id: str, at: datetime) -> str:
    body = {"copy_id": copy_id, "played_at": at.isoformat()}
    return str((await person.ask("POST", "/api/plays", body, status=201))["id"])


async def clean(person: Person, copy_id: str, at: datetime) -> str:
    body = {"copy_id": copy_id, "cleaned_at": at.isoformat()}
    return str((await person.ask("POST", "/api/cleanings", body, status=201))["id"])


async def numbers(person: Person, copy_id: str) -> tuple[int, datetime | None, datetime | None, int]:
    """Plays, last play, last cleaning, plays since; the shelf and the copy itself must agree."""
    copy = await person.ask("GET", f"/api/copies/{copy_id}")
    listed = {one["id"]: one for one in (await person.ask("GET", "/api/shelf"))["copies"]}[copy_id]
    assert {name: copy[name] for name in listed} == listed
    plays, played, cleaned, since = (copy[name] for name in NUMBERS)
    return (
        plays,
        played and datetime.fromisoformat(played),
        cleaned and datetime.fromisoformat(cleaned),
        since,
    )


async def test_a_new_copy_was_never_played_nor_cleaned(alice: Person, give_record: Any) -> None:
    assert await numbers(alice, await give_record(alice)) == (0, None, None, 0)


async def test_plays_count_since_the_last_cleaning(alice: Person, give_record: Any) -> None:
    copy_id = await give_record(alice)
    other = await give_record(alice)
    for hours in (1, 3, 5, 2):
        await play(alice, copy_id, NOON + timedelta(hours=hours))
    await play(alice, other, NOON)
    assert await numbers(alice, copy_id) == (4, NOON + timedelta(hours=5), None, 4)
    last = await clean(alice, copy_id, NOON + timedelta(hours=4))
    await clean(alice, copy_id, NOON)
    assert await numbers(alice, copy_id) == (4, NOON + timedelta(hours=5), NOON + timedelta(hours=4), 1)
    await alice.ask("DELETE", f"/api/cleanings/{last}", status=204)
    assert await numbers(alice, copy_id) == (4, NOON + timedelta(hours=5), NOON, 4)
    assert await numbers(alice, other) == (1, NOON, None, 1)


async def test_amending_and_deleting_a_play_is_seen_in_every_number(alice: Person, give_record: Any) -> None:
    copy_id = await give_record(alice)
    first = await play(alice, copy_id, NOON)
    second = await play(alice, copy_id, NOON + timedelta(hours=2))
    await clean(alice, copy_id, NOON + timedelta(hours=1))
    await alice.ask("PATCH", f"/api/plays/{first}", {"played_at": (NOON + timedelta(hours=3)).isoformat()})
    assert await numbers(alice, copy_id) == (2, NOON + timedelta(hours=3), NOON + timedelta(hours=1), 2)
    for play_id in (first, second):
        await alice.ask("DELETE", f"/api/plays/{play_id}", status=204)
    assert await numbers(alice, copy_id) == (0, None, NOON + timedelta(hours=1), 0)


@pytest.mark.parametrize(
    ("microseconds", "since"), [(-1, 0), (0, 0), (999, 0), (1000, 0), (1001, 1), (10**6, 1)]
)
async def test_a_play_counts_when_later_by_more_than_a_millisecond(
    alice: Person, give_record: Any, microseconds: int, since: int
) -> None:
    copy_id = await give_record(alice)
    await clean(alice, copy_id, NOON)
    await play(alice, copy_id, NOON + timedelta(microseconds=microseconds))
    assert (await numbers(alice, copy_id))[3] == since


async def test_both_in_one_go_is_cleaned_then_played_once(alice: Person, give_record: Any) -> None:
    """As the page logs them: the play a second after the cleaning; sent in either order."""
    for order in ((clean, play), (play, clean)):
        copy_id = await give_record(alice)
        moments = {clean: NOON, play: NOON + timedelta(seconds=1)}
        for deed in order:
            await deed(alice, copy_id, moments[deed])
        assert await numbers(alice, copy_id) == (1, moments[play], NOON, 1)
        history = (await alice.ask("GET", f"/api/copies/{copy_id}/history"))["entries"]
        assert [entry["kind"] for entry in history] == ["play", "cleaning"]
