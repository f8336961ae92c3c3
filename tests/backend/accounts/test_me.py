"""Who is signed in, and where their collection comes from."""

from people import Person


async def test_a_user_is_made_at_first_sight_and_known_afterwards(alice: Person) -> None:
    first = await alice.ask("GET", "/api/me")
    assert first["name"].startswith("alice-")
    assert first["role"] == "user"
    assert await alice.ask("GET", "/api/me") == first


async def test_bob_is_not_alice(alice: Person, bob: Person) -> None:
    assert (await alice.ask("GET", "/api/me"))["id"] != (await bob.ask("GET", "/api/me"))["id"]


async def test_a_collection_is_chosen_changed_and_forgotten(alice: Person) -> None:
    assert (await alice.ask("GET", "/api/discogs"))["kind"] is None
    chosen = await alice.ask("PUT", "/api/discogs", {"kind": "public", "username": "Juno_Records"})
    assert (chosen["kind"], chosen["username"]) == ("public", "Juno_Records")
    assert (await alice.ask("PUT", "/api/discogs", {"kind": "demo"}))["username"] == "demo"
    await alice.ask("DELETE", "/api/discogs", status=204)
    assert (await alice.ask("GET", "/api/discogs"))["kind"] is None


async def test_what_is_no_user_name_is_refused(alice: Person) -> None:
    for username in ("", "a/b", "a\0b", "x" * 65, 7):
        await alice.ask("PUT", "/api/discogs", {"kind": "public", "username": username}, status=422)
