"""Sessions: less than the preferred gap between the end of one play and the beginning of the next."""

from typing import Any

from backend.plays.conftest import Owned, play
from people import Person


async def evening(person: Person, owned: Owned) -> list[str]:
    """Three sides of 20 minutes and a bit, the second after 44 minutes' pause, the third after 46."""
    ids = []
    for when in ("20:00:00", "21:03:53", "22:09:46"):
        ids.append(
            (await play(person, owned, sides=["A"], seconds=1200, played_at=f"2026-05-01T{when}Z"))["id"]
        )
    return ids


async def told(person: Person) -> list[list[str]]:
    return [one["plays"] for one in (await person.ask("GET", "/api/plays/sessions"))["sessions"]]


async def test_a_pause_ends_a_session(alice: Person, blue_train: Owned) -> None:
    first, second, third = await evening(alice, blue_train)
    assert await told(alice) == [[third], [second, first]]
    (latest, whole) = (await alice.ask("GET", "/api/plays/sessions"))["sessions"]
    assert (latest["seconds"], whole["seconds"]) == (1200, 2400)
    assert (whole["began_at"], whole["ended_at"]) == ("2026-05-01T20:00:00Z", "2026-05-01T21:23:53Z")
    assert (await alice.ask("GET", "/api/plays"))["joined"] == [second]


async def test_the_gap_is_as_one_likes_it(alice: Person, blue_train: Owned) -> None:
    first, second, third = await evening(alice, blue_train)
    await alice.ask("PATCH", "/api/preferences", {"session_gap_minutes": 60})
    assert await told(alice) == [[third, second, first]]
    await alice.ask("PATCH", "/api/preferences", {"session_gap_minutes": 30})
    assert await told(alice) == [[third], [second], [first]]


async def test_of_a_day_alone_one_cannot_know(alice: Person, blue_train: Owned) -> None:
    noon = (await play(alice, blue_train, sides=["A"], played_at="2026-05-01T11:30:00Z"))["id"]
    day = (await play(alice, blue_train, played_on="2026-05-01"))["id"]
    assert await told(alice) == [[day], [noon]]


async def test_a_page_knows_what_its_last_play_goes_on_from(alice: Person, blue_train: Owned) -> None:
    first, second, third = await evening(alice, blue_train)
    page: Any = await alice.ask("GET", "/api/plays?limit=2")
    assert [one["id"] for one in page["plays"]] == [third, second]
    assert page["joined"] == [second]
    page = await alice.ask("GET", f"/api/plays?limit=2&cursor={page['cursor']}")
    assert ([one["id"] for one in page["plays"]], page["joined"]) == ([first], [])
