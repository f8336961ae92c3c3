"""Where a profile is: at random or by name, one person's alone, and gone at once when it is shut."""

import secrets

import httpx
import pytest
from litestar import Litestar
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.sharing.conftest import opened
from people import Person, new_person
from waugzee.accounts.tables import users
from waugzee.db import transaction
from waugzee.sharing.actions import LENGTH, MOST_NAMES

NOBODYS = "x" * LENGTH


def new_name() -> str:
    return f"n-{secrets.token_hex(6)}"


async def everything(guest: httpx.AsyncClient, address: str) -> list[tuple[int, bytes, dict[str, str]]]:
    """All that a guest is told at an address, but for its own name in it."""
    found = []
    for path in ("/api/public/{}", "/api/public/{}/records", "/api/public/{}/preview.png", "/u/{}"):
        answer = await guest.get(path.format(address))
        headers = {name: value for name, value in answer.headers.items() if not name.startswith("ratelimit")}
        found.append((answer.status_code, answer.content, headers))
    return found


async def test_nothing_is_public_before_one_says_so(alice: Person, guest: httpx.AsyncClient) -> None:
    profile = await alice.ask("GET", "/api/profile")
    assert (profile["open"], profile["address"], profile["url"]) == (False, None, None)
    # Choosing what it would show opens nothing.
    profile = await alice.ask("PATCH", "/api/profile", {"title": "Mine", "statistics": True})
    assert (profile["open"], profile["title"], profile["statistics"]) == (False, "Mine", True)
    assert await everything(guest, profile["address"]) == await everything(guest, NOBODYS)


async def test_an_address_at_random_cannot_be_guessed(alice: Person, bob: Person) -> None:
    mine, his = await opened(alice), await opened(bob)
    assert len(mine) == len(his) == LENGTH
    assert mine != his
    profile = await alice.ask("GET", "/api/profile")
    assert profile["url"] == f"http://localhost:8288/u/{mine}"
    assert not profile["named"]


async def test_shut_it_is_as_if_nobody_had_ever_been_there(alice: Person, guest: httpx.AsyncClient) -> None:
    address = await opened(alice)
    assert [status for status, _, _ in await everything(guest, address)] == [200, 200, 200, 200]
    etag = (await guest.get(f"/api/public/{address}")).headers["etag"]
    profile = await alice.ask("PATCH", "/api/profile", {"open": False})
    assert (profile["open"], profile["address"]) == (False, address)
    assert await everything(guest, address) == await everything(guest, NOBODYS)
    answer = await guest.get(f"/api/public/{address}", headers={"If-None-Match": etag})
    assert answer.status_code == 404
    assert (await alice.ask("PATCH", "/api/profile", {"open": True}))["address"] == address
    assert (await guest.get(f"/api/public/{address}")).status_code == 200


async def test_made_anew_the_address_before_leads_nowhere(alice: Person, guest: httpx.AsyncClient) -> None:
    before = await opened(alice)
    after = (await alice.ask("POST", "/api/profile/renew"))["address"]
    assert after != before
    assert (await guest.get(f"/api/public/{after}")).status_code == 200
    assert await everything(guest, before) == await everything(guest, NOBODYS)


async def test_a_name_is_one_persons_and_stays_theirs(
    alice: Person, bob: Person, guest: httpx.AsyncClient
) -> None:
    at_random, name = await opened(alice), new_name()
    profile = await alice.ask("PATCH", "/api/profile", {"name": name})
    assert (profile["address"], profile["named"], profile["names"]) == (name, True, [name])
    assert (await guest.get(f"/api/public/{name}")).status_code == 200
    assert (await guest.get(f"/api/public/{at_random}")).status_code == 404
    problem = await bob.ask("PATCH", "/api/profile", {"name": name}, status=409)
    assert problem["type"] == "/problems/name-taken"
    # Left and shut, it is still nobody else's.
    back = await alice.ask("PATCH", "/api/profile", {"name": None, "open": False})
    assert (back["address"], back["named"], back["names"]) == (at_random, False, [name])
    await bob.ask("PATCH", "/api/profile", {"name": name}, status=409)
    again = await alice.ask("PATCH", "/api/profile", {"name": name})
    assert (again["address"], again["named"]) == (name, True)
    problem = await alice.ask("POST", "/api/profile/renew", status=409)
    assert problem["detail"] == "Only an address made at random can be made anew."


async def test_names_do_not_run_out_on_one_person(alice: Person) -> None:
    for _ in range(MOST_NAMES):
        await alice.ask("PATCH", "/api/profile", {"name": new_name()})
    problem = await alice.ask("PATCH", "/api/profile", {"name": new_name()}, status=409)
    assert problem["type"] == "/problems/conflict"


@pytest.mark.parametrize(
    "name", ["ab", "Alice", "a--b", "-ab", "ab-", "a b", "ä" * 5, "a" * 25, "", "admin", "a\0b"]
)
async def test_what_is_no_name_for_an_address(alice: Person, name: str) -> None:
    await alice.ask("PATCH", "/api/profile", {"name": name}, status=422)
    assert (await alice.ask("GET", "/api/profile"))["address"] is None


@pytest.mark.parametrize("address", ["%00", "a%00b", "..", "%F0%9F%8E%B5", "A" * LENGTH, "x" * 3000])
async def test_what_cannot_be_an_address_is_not_there(guest: httpx.AsyncClient, address: str) -> None:
    answer = await guest.get(f"/api/public/{address}")
    assert answer.status_code == 404


async def test_a_suspended_persons_profile_is_shut(
    alice: Person, guest: httpx.AsyncClient, own_sql: AsyncEngine
) -> None:
    address, user_id = await opened(alice), await alice.user_id()
    async with transaction(own_sql) as db:
        await db.run(update(users).where(users.c.id == user_id).values(suspended_at=users.c.created_at))
    assert await everything(guest, address) == await everything(guest, NOBODYS)


async def test_guests_are_counted_by_address(app: Litestar, guest: httpx.AsyncClient) -> None:
    answer = await guest.get(f"/api/public/{NOBODYS}")
    assert answer.status_code == 404
    async with new_person(app, "carol") as carol:
        answer = await guest.get(f"/api/public/{await opened(carol)}")
    assert '"guest";q=600;w=60' in answer.headers["ratelimit-policy"]
