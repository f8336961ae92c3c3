"""Plays become listens: once they have settled, whatever goes wrong, and never under another's name."""

import asyncio
import contextlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.scrobbling.conftest import (
    EVENING,
    TITLES,
    Look,
    connect,
    next_look,
    play,
    scrobbling,
    site_of,
)
from listenbrainz import ListenBrainz
from people import Person, new_person
from waugzee.db import transaction
from waugzee.driving import work
from waugzee.scrobbling import queries, sending
from waugzee.scrobbling.actions import turn_down

MINUTE = timedelta(minutes=1)


def counted(told: Any) -> tuple[int, int, int]:
    return told["waiting"], told["sent"], told["set_aside"]


async def test_a_record_becomes_a_listen_for_each_of_its_tracks(
    alice: Person, listenbrainz: ListenBrainz, give_tracks: Any, look: Look
) -> None:
    await connect(alice)
    began = datetime.now(UTC)
    await play(alice, await give_tracks(alice), began)
    await look(alice)
    at = int(began.timestamp())
    starts = (0, 643, 1193, 1627)
    assert listenbrainz.tracks("alice") == [
        (at + start, "John Coltrane", title) for start, title in zip(starts, TITLES, strict=True)
    ]
    (listens,) = listenbrainz.submissions
    about = listens[1]["track_metadata"]
    assert about["release_name"] == "Blue Train"
    assert about["additional_info"] == {
        "media_player": "Vinyl",
        "submission_client": "Waugzee",
        "submission_client_version": about["additional_info"]["submission_client_version"],
        "tracknumber": 2,
        "duration_ms": 550_000,
    }
    told = await scrobbling(alice)
    assert counted(told) == (0, 1, 0)
    assert told["last_sent_at"] is not None


async def test_it_waits_until_the_play_has_settled_and_is_over(
    alice: Person, listenbrainz: ListenBrainz, give_tracks: Any, look: Look
) -> None:
    await connect(alice)
    short, long = (
        [{"position": "A", "title": "Short", "seconds": 60}],
        [{"position": "A", "title": "Long", "seconds": 1800}],
    )
    await play(alice, await give_tracks(alice, short))
    await play(alice, await give_tracks(alice, long))
    await look(alice, after=14 * MINUTE)
    assert listenbrainz.listens == {}
    await look(alice, after=16 * MINUTE)
    assert [title for *_, title in listenbrainz.tracks("alice")] == ["Short"]
    await look(alice, after=31 * MINUTE)
    assert {title for *_, title in listenbrainz.tracks("alice")} == {"Short", "Long"}


async def test_what_was_undone_or_corrected_before_is_sent_as_it_is_then(
    alice: Person, listenbrainz: ListenBrainz, give_tracks: Any, look: Look
) -> None:
    await connect(alice)
    copy_id = await give_tracks(alice)
    undone, corrected = await play(alice, copy_id), await play(alice, copy_id)
    await alice.ask("DELETE", f"/api/plays/{undone}", status=204)
    await alice.ask("PATCH", f"/api/plays/{corrected}", {"sides": ["B"]})
    await look(alice)
    assert [title for *_, title in listenbrainz.tracks("alice")] == TITLES[2:]
    # What is corrected now stays there as it was sent.
    await alice.ask("PATCH", f"/api/plays/{corrected}", {"sides": ["A"]})
    await look(alice)
    assert len(listenbrainz.submissions) == 1


async def test_only_what_began_after_connecting_unless_all_is_asked_for(
    alice: Person, listenbrainz: ListenBrainz, give_tracks: Any, look: Look
) -> None:
    copy_id = await give_tracks(alice)
    await play(alice, copy_id, EVENING, sides=["A"])
    await play(alice, copy_id, EVENING + 60 * MINUTE, sides=["B"])
    await connect(alice)
    await look(alice)
    assert listenbrainz.listens == {}
    told = await scrobbling(alice)
    assert (counted(told), told["earlier"], told["since"] is None) == ((0, 0, 0), 2, False)
    told = await alice.ask("POST", "/api/scrobbling/history")
    assert (counted(told), told["earlier"], told["since"]) == ((2, 0, 0), 0, None)
    await look(alice)
    assert [title for *_, title in listenbrainz.tracks("alice")] == TITLES
    assert counted(await scrobbling(alice)) == (0, 2, 0)


async def test_a_day_alone_is_no_moment(
    alice: Person, listenbrainz: ListenBrainz, give_tracks: Any, look: Look
) -> None:
    told = {"copy_id": await give_tracks(alice), "played_on": "2026-03-01"}
    await alice.ask("POST", "/api/plays", told, status=201)
    await connect(alice)
    await alice.ask("POST", "/api/scrobbling/history")
    await look(alice)
    assert (listenbrainz.listens, counted(await scrobbling(alice))) == ({}, (0, 0, 0))


async def test_a_play_waits_for_its_tracklist(
    alice: Person, listenbrainz: ListenBrainz, give_tracks: Any, look: Look
) -> None:
    await connect(alice)
    copy_id = await give_tracks(alice, tracks=None)
    await play(alice, copy_id, sides=["A"])
    await look(alice)
    told = await scrobbling(alice)
    assert (counted(told), told["without_tracklist"]) == ((1, 0, 0), 1)
    assert ("POST", "/1/submit-listens") not in listenbrainz.requests
    release_id = (await alice.ask("GET", f"/api/copies/{copy_id}"))["release_id"]
    tracks = {"tracks": [{"position": "A1", "title": "Blue Train", "seconds": 643}]}
    await alice.ask("PUT", f"/api/releases/{release_id}/tracklist", tracks)
    await look(alice)
    assert [title for *_, title in listenbrainz.tracks("alice")] == ["Blue Train"]
    # One listen by itself is a single one there.
    assert counted(await scrobbling(alice)) == (0, 1, 0)


async def test_tracks_of_a_compilation_are_by_who_plays_them(
    alice: Person, listenbrainz: ListenBrainz, give_tracks: Any, look: Look
) -> None:
    await connect(alice)
    tracks = [
        {"position": "A1", "title": "One", "seconds": 60, "artist": "Nico"},
        {"position": "A2", "title": "Two", "seconds": 60},
    ]
    await play(alice, await give_tracks(alice, tracks), sides=["A"])
    await look(alice)
    assert [artist for _, artist, _ in listenbrainz.tracks("alice")] == ["Nico", "John Coltrane"]


async def test_a_crash_before_it_was_noted_makes_no_second_listen(
    alice: Person, listenbrainz: ListenBrainz, give_tracks: Any, look: Look, own_sql: AsyncEngine
) -> None:
    """ListenBrainz has them; what noted it is lost, as is its answer."""
    await connect(alice)
    await play(alice, await give_tracks(alice))
    listenbrainz.answer("502 Bad Gateway", keeping=True)
    await look(alice)
    assert counted(await scrobbling(alice)) == (1, 0, 0)
    await look(alice)
    first, second = listenbrainz.submissions
    assert first == second
    assert len(listenbrainz.tracks("alice")) == len(TITLES)
    assert counted(await scrobbling(alice)) == (0, 1, 0)


async def test_nobody_listens_under_anothers_name(
    alice: Person, bob: Person, listenbrainz: ListenBrainz, give_tracks: Any, look: Look
) -> None:
    for person, title in ((alice, "Aja"), (bob, "Blue")):
        await connect(person)
        tracks = [{"position": "A", "title": title, "seconds": 60}]
        await play(person, await give_tracks(person, tracks))
    await look(alice)
    assert list(listenbrainz.listens) == ["alice"]
    await look(bob)
    told = {name: [title for *_, title in listenbrainz.tracks(name)] for name in listenbrainz.listens}
    assert told == {"alice": ["Aja"], "bob": ["Blue"]}
    assert counted(await scrobbling(bob)) == (0, 1, 0)


@pytest.mark.parametrize(
    ("answer", "pause"),
    [
        ("429 Too Many Requests\r\nX-RateLimit-Reset-In: 600", 10 * MINUTE),
        ("429 Too Many Requests\r\nRetry-After: 3", 2 * MINUTE),
        ("500 Internal Server Error", 2 * MINUTE),
        ("404 Not Found", 2 * MINUTE),
        ("302 Found\r\nLocation: http://127.0.0.1:1/", 2 * MINUTE),
        # Somebody before it, who knows nothing of listens.
        ("200 OK", 2 * MINUTE),
    ],
)
async def test_it_backs_off_and_goes_on(
    alice: Person,
    listenbrainz: ListenBrainz,
    give_tracks: Any,
    look: Look,
    own_sql: AsyncEngine,
    answer: str,
    pause: timedelta,
) -> None:
    await connect(alice)
    await play(alice, await give_tracks(alice))
    listenbrainz.answer(answer, answer)
    user_id = await alice.user_id()
    now = datetime.now(UTC) + timedelta(hours=1)
    for failures, wait in ((1, pause), (2, max(pause, 4 * MINUTE))):
        await look(alice)
        later = await next_look(own_sql, user_id)
        assert later["failures"] == failures
        assert timedelta() <= later["next_at"] - now - wait < MINUTE
        assert counted(await scrobbling(alice)) == (1, 0, 0)
    await look(alice)
    assert len(listenbrainz.tracks("alice")) == len(TITLES)
    later = await next_look(own_sql, user_id)
    assert later["failures"] == 0


async def test_it_rests_when_its_share_is_used_up(
    alice: Person,
    listenbrainz: ListenBrainz,
    give_tracks: Any,
    look: Look,
    own_sql: AsyncEngine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sending, "PLAYS_AT_ONCE", 1)
    await connect(alice)
    copy_id = await give_tracks(alice)
    for side in "AB":
        await play(alice, copy_id, sides=[side])
    listenbrainz.remaining = 0
    now = datetime.now(UTC) + timedelta(hours=1)
    await look(alice)
    assert counted(await scrobbling(alice)) == (1, 1, 0)
    later = await next_look(own_sql, await alice.user_id())
    assert later["failures"] == 0
    assert timedelta() <= later["next_at"] - now - timedelta(seconds=7) < MINUTE


async def test_a_token_that_is_turned_down_is_told_once_and_nothing_is_lost(
    alice: Person, listenbrainz: ListenBrainz, give_tracks: Any, look: Look, own_sql: AsyncEngine
) -> None:
    await connect(alice)
    copy_id = await give_tracks(alice)
    await play(alice, copy_id, sides=["A"])
    listenbrainz.tokens = {"another-of-alice": "alice"}
    for _ in range(2):
        await look(alice)
    told = await scrobbling(alice)
    assert (told["refused"], counted(told)) == ("Invalid authorization token", (1, 0, 0))
    assert listenbrainz.requests.count(("POST", "/1/submit-listens")) == 1
    assert (await next_look(own_sql, await alice.user_id()))["next_at"] is None
    (notice,) = (await alice.ask("GET", "/api/inbox"))["notices"]
    assert (notice["kind"], notice["state"]) == ("connection", "listenbrainz")
    await play(alice, copy_id, sides=["B"])
    await connect(alice, "another-of-alice")
    await look(alice)
    assert {title for *_, title in listenbrainz.tracks("alice")} == set(TITLES)
    assert (await scrobbling(alice))["refused"] is None
    # Should it happen anew, it is told anew.
    listenbrainz.tokens = {}
    await play(alice, copy_id)
    await look(alice)
    assert len((await alice.ask("GET", "/api/inbox"))["notices"]) == 2


async def test_a_late_refusal_is_of_the_token_it_was_about(
    app: Litestar, alice: Person, listenbrainz: ListenBrainz, own_sql: AsyncEngine
) -> None:
    """One connected anew while the old token was still being tried."""
    await connect(alice)
    user_id, site = await alice.user_id(), site_of(app)
    async with transaction(own_sql, user_id) as db:
        before = await queries.account_of(db, user_id)
    assert before is not None
    await connect(alice)
    async with transaction(site.engine, user_id) as db:
        await turn_down(db, user_id, before.sealed, "it is not valid")
    assert (await scrobbling(alice))["refused"] is None
    assert (await next_look(own_sql, user_id))["next_at"] is not None
    assert (await alice.ask("GET", "/api/inbox"))["unread"] == 0


async def test_one_play_that_is_not_taken_keeps_back_no_other(
    alice: Person, listenbrainz: ListenBrainz, give_tracks: Any, look: Look
) -> None:
    await connect(alice)
    for title in ("One", "Two", "Bad", "Four", "Five"):
        await play(alice, await give_tracks(alice, [{"position": "A", "title": title, "seconds": 9}], title))
    listenbrainz.refuses = "Bad"
    await look(alice)
    assert {title for *_, title in listenbrainz.tracks("alice")} == {"One", "Two", "Four", "Five"}
    told = await scrobbling(alice)
    assert counted(told) == (0, 4, 1)
    (aside,) = told["aside"]
    assert (aside["title"], aside["reason"], aside["said"]) == ("Bad", "refused", "This track is not taken")
    listenbrainz.refuses = ""
    told = await alice.ask("POST", "/api/scrobbling/retry")
    assert counted(told) == (1, 4, 0)
    await look(alice)
    assert counted(await scrobbling(alice)) == (0, 5, 0)


async def test_what_it_would_never_take_is_not_sent(
    alice: Person, listenbrainz: ListenBrainz, give_tracks: Any, look: Look
) -> None:
    tracks = [{"position": "1", "title": "One", "seconds": 60}]
    await play(alice, await give_tracks(alice), datetime(1999, 12, 31, 23, tzinfo=UTC), sides=["A"])
    # Which of the tracks is on side B is not known.
    await play(alice, await give_tracks(alice, tracks), EVENING, sides=["B"])
    await connect(alice)
    await alice.ask("POST", "/api/scrobbling/history")
    await look(alice)
    told = await scrobbling(alice)
    assert (counted(told), listenbrainz.listens) == ((0, 0, 2), {})
    assert {one["reason"] for one in told["aside"]} == {"too_old", "no_tracks"}


async def test_a_long_history_goes_out_in_requests_of_a_thousand(
    alice: Person, listenbrainz: ListenBrainz, give_tracks: Any, look: Look
) -> None:
    tracks = [
        {"position": f"{side}{n}", "title": f"{side}{n}", "seconds": 9}
        for side in "AB"
        for n in range(1, 201)
    ]
    copy_id = await give_tracks(alice, tracks)
    for days in range(3):
        await play(alice, copy_id, EVENING + timedelta(days=days))
    await connect(alice)
    await alice.ask("POST", "/api/scrobbling/history")
    await look(alice)
    assert [len(listens) for listens in listenbrainz.submissions] == [800, 400]
    assert counted(await scrobbling(alice)) == (0, 3, 0)


async def test_who_disconnects_while_plays_are_sent_sends_no_more(
    alice: Person, listenbrainz: ListenBrainz, give_tracks: Any, look: Look
) -> None:
    tracks = [{"position": f"A{n}", "title": f"A{n}", "seconds": 9} for n in range(1, 601)]
    copy_id = await give_tracks(alice, tracks)
    for days in range(2):
        await play(alice, copy_id, EVENING + timedelta(days=days), sides=["A"])
    await connect(alice)
    await alice.ask("POST", "/api/scrobbling/history")
    listenbrainz.meanwhile = lambda: alice.ask("DELETE", "/api/scrobbling", status=204)
    await look(alice)
    assert [len(listens) for listens in listenbrainz.submissions] == [600]


async def test_who_is_erased_while_plays_are_sent_is_noted_nowhere(
    app: Litestar, listenbrainz: ListenBrainz, give_tracks: Any, look: Look
) -> None:
    async with new_person(app, "alice") as leaving:
        await connect(leaving, "token-of-alice")
        await play(leaving, await give_tracks(leaving), sides=["A"])
        user_id = await leaving.user_id()
        name = (await leaving.ask("GET", "/api/me"))["name"]
        listenbrainz.meanwhile = lambda: leaving.ask("DELETE", "/api/me", {"name": name}, status=204)
        await sending.scrobble(site_of(app), user_id, datetime.now(UTC) + timedelta(hours=1))
    assert len(listenbrainz.submissions) == 1


async def test_a_disc_is_played_too(
    alice: Person, listenbrainz: ListenBrainz, give_tracks: Any, own_sql: AsyncEngine, look: Look
) -> None:
    await connect(alice)
    tracks = [{"position": str(n), "title": f"Track {n}", "seconds": 60} for n in (1, 2)]
    copy_id = await give_tracks(alice, tracks, carrier="CD")
    await play(alice, copy_id)
    await look(alice)
    (listens,) = listenbrainz.submissions
    assert [one["track_metadata"]["additional_info"]["media_player"] for one in listens] == ["CD", "CD"]


async def test_for_somebody_else_there_plays_are_sent_anew(
    alice: Person, listenbrainz: ListenBrainz, give_tracks: Any, look: Look
) -> None:
    await connect(alice)
    await play(alice, await give_tracks(alice))
    await look(alice)
    told = await connect(alice, "token-of-bob")
    assert (told["username"], counted(told), told["earlier"]) == ("bob", (0, 0, 0), 1)
    await alice.ask("POST", "/api/scrobbling/history")
    await look(alice)
    assert listenbrainz.tracks("bob") == listenbrainz.tracks("alice")


async def test_the_worker_looks_by_itself(
    app: Litestar, alice: Person, listenbrainz: ListenBrainz, give_tracks: Any, own_sql: AsyncEngine
) -> None:
    """A job at once for who connects or asks; for others when their time has come."""
    copy_id = await give_tracks(alice)
    await play(alice, copy_id, EVENING)
    await connect(alice)
    user_id = await alice.user_id()
    async with transaction(own_sql, user_id) as db:
        await db.driver.execute(
            "update plays set created_at = created_at - interval '1 hour' where user_id = $1", user_id
        )
    state = app.state
    task = asyncio.create_task(work.work(state.settings, state.engine, app, look=timedelta(milliseconds=50)))
    try:
        mailbox = state.hub.open(user_id)
        await alice.ask("POST", "/api/scrobbling/history")
        async with asyncio.timeout(60):
            while not (await scrobbling(alice))["sent"]:
                await mailbox.take()
    finally:
        state.hub.close(user_id, mailbox)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
    assert len(listenbrainz.tracks("alice")) == len(TITLES)


async def test_each_is_looked_at_when_their_time_has_come(
    app: Litestar, alice: Person, bob: Person, listenbrainz: ListenBrainz
) -> None:
    await connect(alice)
    await connect(bob)
    await sending.scrobble(site_of(app), await bob.user_id(), datetime.now(UTC))
    now = datetime.now(UTC) + MINUTE
    async with transaction(app.state.engine) as db:
        due = await queries.take_due(db, now, now + timedelta(hours=1))
        assert await alice.user_id() in due
        assert await bob.user_id() not in due
        assert await queries.take_due(db, now, now) == []
