"""A page is taken only where one of our own instructions led to it, and in time."""

import time
import uuid
from typing import Any

import pytest
from litestar import Litestar
from msgspec.structs import replace

from people import Person
from posting import HandRun, item, reading
from syncing import copies_of
from waugzee.sync import source
from waugzee_sync import signing
from waugzee_sync.discogs.requests import is_allowed
from waugzee_sync.messages import Instruction


async def is_refused(run: HandRun, made: dict[str, Any], page: int, status: int) -> None:
    answer = await run.post(made, page)
    assert answer.status_code == status, answer.text
    assert (await run.state())["pages_done"] == 0


def signed_as(
    app: Litestar, user_id: uuid.UUID, run: HandRun, instruction: Instruction, expires_at: int
) -> Instruction:
    """As this server would have signed it at another time."""
    key = source.instruction_key(app.state.settings, user_id, uuid.UUID(run.id))
    signed = signing.instruction_signature(
        key, instruction.page, instruction.read, expires_at, signing.url_digest(instruction.url)
    )
    return replace(instruction, expires_at=expires_at, signature=signed)


async def test_a_new_run_comes_with_its_first_instructions(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    assert [(given.page, given.read) for given in run.start.instructions] == [(1, 1), (0, 2), (-1, 3)]
    assert run.start.lists == [0, -1]
    for given in run.start.instructions:
        assert is_allowed(given.url, app.state.settings.discogs_origins)
        assert time.time() < given.expires_at <= time.time() + 300
    assert run.start.ceiling == 55
    assert abs(run.start.now - time.time()) < 60


async def test_each_instruction_is_a_later_reading(alice: Person) -> None:
    run = await HandRun.open(alice)
    given = await alice.ask("POST", f"{run.path}/instructions", {"pages": [3, 1, 3, 2]})
    assert [(one["page"], one["read"]) for one in given["instructions"]] == [(1, 4), (2, 5), (3, 6)]
    assert (await run.instruction(1)).read == 7
    assert (await run.state())["requests"] == 0, "an instruction is no request yet"


@pytest.mark.parametrize(
    "pages", [[], list(range(1, 52)), [-2], [10**9], ["1"], [1.0], [True], None, [2**64]]
)
async def test_pages_that_cannot_be(alice: Person, pages: Any) -> None:
    run = await HandRun.open(alice)
    await alice.ask("POST", f"{run.path}/instructions", {"pages": pages}, status=422)


@pytest.mark.parametrize(
    "change",
    [
        {"signature": "A" * 44},
        {"signature": ""},
        {"signature": "ä"},
        {"read": 999},
        {"expires_at": 2**40},
        {"url_digest": "0" * 64},
    ],
)
async def test_a_forged_instruction(alice: Person, change: dict[str, Any]) -> None:
    run = await HandRun.open(alice)
    made = reading(await run.instruction(1), [item(1)], total=1)
    await is_refused(run, {**made, **change}, 1, 403)


async def test_the_instruction_of_another_page(alice: Person) -> None:
    run = await HandRun.open(alice)
    made = reading(await run.instruction(2), [item(1)], total=1)
    made["pagination"]["page"] = 1
    await is_refused(run, made, 1, 403)


async def test_the_instruction_of_an_earlier_run(alice: Person) -> None:
    first = await HandRun.open(alice)
    old = await first.instruction(1)
    await first.page(1, [], total=0)
    await first.finish()
    run = await HandRun.open(alice)
    await is_refused(run, reading(old, [item(1)], total=1), 1, 403)


async def test_the_instruction_of_another_user(alice: Person, bob: Person) -> None:
    run, bobs = await HandRun.open(alice), await HandRun.open(bob)
    await is_refused(run, reading(await bobs.instruction(1), [item(1)], total=1), 1, 403)


async def test_a_page_read_too_long_ago(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    user_id = await alice.user_id()
    given = await run.instruction(1)
    expired = signed_as(app, user_id, run, given, int(time.time()) - 301)
    await is_refused(run, reading(expired, [item(1)], total=1), 1, 410)
    assert await copies_of(app, alice) == {}
    lately = signed_as(app, user_id, run, given, int(time.time()) - 240)
    assert (await run.post(reading(lately, [item(1)], total=1), 1)).status_code == 200


async def test_a_page_that_names_another_number(alice: Person) -> None:
    run = await HandRun.open(alice)
    made = reading(await run.instruction(1), [item(1)], total=1)
    made["pagination"]["page"] = 2
    await is_refused(run, made, 1, 422)


async def test_a_closed_run_takes_nothing_more(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    late = reading(await run.instruction(1), [item(7)], total=1)
    await run.page(1, [item(1)], total=1)
    assert (await run.finish())["run"]["state"] == "complete"
    answer = await run.post(late, 1)
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/run-closed")
    await alice.ask("POST", f"{run.path}/instructions", {"pages": [1]}, status=409)
    await alice.ask("POST", f"{run.path}/finish", {}, status=409)
    await alice.ask("POST", f"{run.path}/pause", {"reason": "stopped"}, status=409)
    assert set(await copies_of(app, alice)) == {1}


async def test_without_a_collection_chosen_no_run_opens(alice: Person) -> None:
    refused = await alice.ask("POST", "/api/syncs", {"driver": "by-hand-1"}, status=409)
    assert refused["type"] == "/problems/not-connected"


async def test_runs_are_listed_newest_first_by_cursor(alice: Person, bob: Person) -> None:
    made = []
    for _ in range(5):
        run = await HandRun.open(alice)
        await run.page(1, [], total=0)
        await run.finish()
        made.append(run.id)
    first = await alice.ask("GET", "/api/syncs?limit=3")
    rest = await alice.ask("GET", f"/api/syncs?limit=3&cursor={first['cursor']}")
    assert [run["id"] for run in [*first["syncs"], *rest["syncs"]]] == made[::-1]
    assert rest["cursor"] is None
    assert (await bob.ask("GET", "/api/syncs"))["syncs"] == []
