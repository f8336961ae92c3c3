"""A personal token: as whom Discogs says it is, not as whom a browser says."""

from typing import Any

import pytest

from connecting import connect_token
from people import Person
from syncing import Simulator


async def test_the_server_asks_discogs_itself_whose_it_is(alice: Person, discogs: Simulator) -> None:
    account = await connect_token(alice, "mara-token")
    assert (account["kind"], account["username"], account["verified"]) == ("token", "mara", True)
    assert discogs.counters.paths["/oauth/identity"] == 1


async def test_a_token_that_discogs_does_not_take(alice: Person, discogs: Simulator) -> None:
    refused = await connect_token(alice, "mistyped-token", status=422)
    assert refused["type"] == "/problems/discogs-refused"
    assert "Invalid consumer token." in refused["detail"]
    assert "mistyped-token" not in str(refused)
    assert (await alice.ask("GET", "/api/discogs"))["kind"] is None


@pytest.mark.parametrize("token", ["", "short", "x" * 129, "with space in it", "new\nline-token", 1, None])
async def test_what_cannot_be_a_token_is_not_sent_anywhere(
    alice: Person, discogs: Simulator, token: Any
) -> None:
    await connect_token(alice, token, status=422)
    assert discogs.counters.requests == 0


async def test_tries_are_limited(alice: Person, discogs: Simulator) -> None:
    """The server's own limit at Discogs is everybody's."""
    answers = [
        await alice.http.put("/api/discogs/token", content=b'{"token":"mistyped-token"}') for _ in range(21)
    ]
    assert [answer.status_code for answer in answers] == [422] * 20 + [429]
