"""A Discogs account is connected by one user, as Discogs itself says; a name claims nothing."""

import asyncio

import pytest

from connecting import connect_oauth, connect_token
from people import Person
from syncing import Simulator


async def test_who_comes_second_is_told_why(alice: Person, bob: Person, discogs: Simulator) -> None:
    await connect_oauth(alice, "mara")
    await connect_token(bob, "theo-token")
    refused = await connect_token(bob, "mara-token", status=409)
    assert refused["type"] == "/problems/discogs-account-taken"
    assert "mara is connected by another user" in refused["detail"]
    # It stays as it was for both.
    assert (await alice.ask("GET", "/api/discogs"))["username"] == "mara"
    assert (await bob.ask("GET", "/api/discogs"))["username"] == "theo"


async def test_two_at_once(alice: Person, bob: Person, discogs: Simulator) -> None:
    for person in (alice, bob):
        await person.user_id()
    answers = await asyncio.gather(
        *(person.http.put("/api/discogs/token", content=b'{"token":"mara-token"}') for person in (alice, bob))
    )
    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_what_was_disconnected_is_free_again(alice: Person, bob: Person, discogs: Simulator) -> None:
    await connect_oauth(alice, "mara")
    await alice.ask("DELETE", "/api/discogs", status=204)
    assert (await connect_token(bob, "mara-token"))["username"] == "mara"
    await bob.ask("PUT", "/api/discogs", {"kind": "public", "username": "mara"})
    assert (await connect_token(alice, "mara-token"))["username"] == "mara"


async def test_one_may_change_the_way_and_the_account(alice: Person, discogs: Simulator) -> None:
    await connect_token(alice, "mara-token")
    account = await connect_oauth(alice, "mara")
    assert (account["kind"], account["username"]) == ("oauth", "mara")
    assert (await connect_oauth(alice, "theo"))["username"] == "theo"


@pytest.mark.parametrize("name", ["mara", "MARA"])
async def test_a_public_name_claims_nothing(
    alice: Person, bob: Person, discogs: Simulator, name: str
) -> None:
    account = await alice.ask("PUT", "/api/discogs", {"kind": "public", "username": name})
    assert account["verified"] is False
    assert (await connect_token(bob, "mara-token"))["verified"] is True
    # And takes nothing from who proved it.
    await alice.ask("PUT", "/api/discogs", {"kind": "public", "username": name})
    assert (await bob.ask("GET", "/api/discogs"))["kind"] == "token"
