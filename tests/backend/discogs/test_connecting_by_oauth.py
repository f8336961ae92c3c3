"""Begin, be asked at Discogs, come back: as whom Discogs says, in the browser that began, once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from litestar import Litestar
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncEngine

from connecting import Begun, begin, complete, connect_oauth, connect_token, decide
from people import Person, new_person
from syncing import Simulator
from waugzee.db import transaction
from waugzee.discogs.tables import discogs_requests

Other = Callable[..., Litestar]


def problem(answer: Any) -> str:
    kind: str = answer["type"]
    return kind.removeprefix("/problems/")


async def test_one_is_connected_as_whom_discogs_says(alice: Person, discogs: Simulator) -> None:
    begun = await begin(alice)
    assert begun.authorize_url == f"{discogs.origin}/oauth/authorize?oauth_token={begun.token}"
    await decide(begun, "mara")
    assert begun.back.startswith("http://localhost:8288/discogs/callback?")
    account = await complete(alice, begun)
    assert (account["kind"], account["username"], account["verified"]) == ("oauth", "mara", True)
    assert account == await alice.ask("GET", "/api/discogs")


async def test_without_a_way_to_sign_in_it_is_not_offered(other_app: Other) -> None:
    app = other_app(discogs_consumer_key=None, discogs_consumer_secret=None, demo_url=None)
    async with new_person(app, "alice") as alice:
        account = await alice.ask("GET", "/api/discogs")
        assert (account["oauth_available"], account["token_available"]) == (False, True)
        for body in ({}, {"simulated": True}):
            refused = await alice.ask("POST", "/api/discogs/oauth", body, status=409)
            assert problem(refused) == "not-offered"


async def test_without_keys_no_secrets_of_others_are_taken(other_app: Other) -> None:
    async with new_person(other_app(secret_keys=()), "alice") as alice:
        account = await alice.ask("GET", "/api/discogs")
        assert (account["oauth_available"], account["token_available"]) == (False, False)
        assert problem(await alice.ask("POST", "/api/discogs/oauth", {}, status=409)) == "not-offered"
        assert problem(await connect_token(alice, status=409)) == "not-offered"


async def test_in_the_demo_it_can_be_tried_without_any_setting(other_app: Other, discogs: Simulator) -> None:
    app = other_app(discogs_consumer_key=None, discogs_consumer_secret=None)
    async with new_person(app, "alice") as alice:
        begun = await decide(await begin(alice, simulated=True))
        account = await complete(alice, begun)
        assert (account["kind"], account["simulated"]) == ("oauth", True)


async def test_the_answer_serves_once(alice: Person, discogs: Simulator) -> None:
    begun = await decide(await begin(alice))
    await complete(alice, begun)
    assert problem(await complete(alice, begun, status=409)) == "connection-used"
    assert (await alice.ask("GET", "/api/discogs"))["kind"] == "oauth"


async def test_another_browser_cannot_finish_it(alice: Person, discogs: Simulator) -> None:
    begun = await decide(await begin(alice))
    other = Begun(begun.token, "p" * 43, "", begun.verifier)
    assert problem(await complete(alice, other, status=403)) == "foreign-browser"
    await complete(alice, begun)


async def test_another_user_cannot_finish_it(alice: Person, bob: Person, discogs: Simulator) -> None:
    """Even with all that the browser kept: a link may have been sent to them."""
    begun = await decide(await begin(alice))
    assert problem(await complete(bob, begun, status=404)) == "connection-unknown"
    assert (await bob.ask("GET", "/api/discogs"))["kind"] is None
    await complete(alice, begun)


async def test_after_fifteen_minutes_it_is_too_late(
    alice: Person, discogs: Simulator, own_sql: AsyncEngine
) -> None:
    begun = await decide(await begin(alice))
    user_id = await alice.user_id()
    async with transaction(own_sql, user_id) as db:
        long_ago = datetime.now(UTC) - timedelta(minutes=15, seconds=1)
        await db.run(
            update(discogs_requests).where(discogs_requests.c.user_id == user_id).values(begun_at=long_ago)
        )
    assert problem(await complete(alice, begun, status=410)) == "connection-expired"


async def test_a_wrong_verifier_is_refused_in_discogs_own_words(alice: Person, discogs: Simulator) -> None:
    begun = await decide(await begin(alice))
    begun.verifier = "guess"
    refused = await complete(alice, begun, status=422)
    assert problem(refused) == "discogs-refused"
    assert "Invalid verifier." in refused["detail"]
    assert (await alice.ask("GET", "/api/discogs"))["kind"] is None


async def test_who_denies_stays_as_they_were(alice: Person, discogs: Simulator) -> None:
    begun = await decide(await begin(alice), deed="deny")
    assert parse_qs(urlsplit(begun.back).query) == {"denied": [begun.token]}
    begun.verifier = "none"
    await complete(alice, begun, status=422)
    assert (await alice.ask("GET", "/api/discogs"))["kind"] is None


@pytest.mark.parametrize("fault", ["5xx", "html", "429", "empty"])
async def test_a_discogs_that_is_not_itself(alice: Person, discogs: Simulator, fault: Any) -> None:
    """It may be tried again: nothing was stored, nothing lost but the request that was begun."""
    discogs.behave(script=(fault,))
    refused = await alice.ask("POST", "/api/discogs/oauth", {}, status=503)
    assert problem(refused) == "discogs-unavailable"
    begun = await decide(await begin(alice))
    discogs.behave(script=(fault, "ok"))
    assert problem(await complete(alice, begun, status=503)) == "discogs-unavailable"
    discogs.behave(script=(fault,))
    assert problem(await connect_token(alice, status=503)) == "discogs-unavailable"
    discogs.behave(script=())
    assert (await connect_oauth(alice))["username"] == "demo"


async def test_a_discogs_that_is_not_there(other_app: Other) -> None:
    async with new_person(other_app(discogs_url="http://127.0.0.1:9"), "alice") as alice:
        assert problem(await alice.ask("POST", "/api/discogs/oauth", {}, status=503)) == "discogs-unavailable"
        assert problem(await connect_token(alice, status=503)) == "discogs-unavailable"


async def test_a_consumer_that_discogs_does_not_know(other_app: Other, discogs: Simulator) -> None:
    async with new_person(other_app(discogs_consumer_key="mistyped"), "alice") as alice:
        refused = await alice.ask("POST", "/api/discogs/oauth", {}, status=422)
        assert (problem(refused), refused["detail"]) == (
            "discogs-refused",
            "Discogs said: Invalid consumer.",
        )


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"token": "", "verifier": "v", "proof": "p"},
        {"token": "t\n", "verifier": "v", "proof": "p"},
        {"token": "t" * 257, "verifier": "v", "proof": "p"},
        {"token": "t", "verifier": 1, "proof": "p"},
        {"token": "t", "verifier": "v"},
    ],
)
async def test_what_does_not_parse(alice: Person, discogs: Simulator, body: Any) -> None:
    await alice.ask("POST", "/api/discogs/oauth/complete", body, status=422)
