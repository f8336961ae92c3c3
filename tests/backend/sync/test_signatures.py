"""Who may post a page: the engine of this run, lately, once, and exactly this body to this address."""

import secrets
import time

import httpx
import msgspec
import pytest
from litestar import Litestar

from people import Person
from posting import HandRun, item, reading
from syncing import copies_of


async def refused(answer: httpx.Response, status: int, slug: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == f"/problems/{slug}"


async def nothing_stored(app: Litestar, run: HandRun) -> None:
    state = await run.state()
    assert (state["pages_done"], state["items_seen"]) == (0, 0)
    assert await copies_of(app, run.person) == {}


@pytest.mark.parametrize("age", [-310, 310, -100_000, 100_000])
async def test_a_signature_of_another_time(app: Litestar, alice: Person, age: int) -> None:
    run = await HandRun.open(alice)
    made = reading(await run.instruction(1), [item(1)], total=1)
    await refused(await run.post(made, 1, created=time.time() - age), 403, "forbidden")
    await nothing_stored(app, run)
    assert (await run.post(made, 1, created=time.time() - 280 if age > 0 else None)).status_code == 200


async def test_a_wrong_key(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    made = reading(await run.instruction(1), [item(1)], total=1)
    await refused(await run.post(made, 1, key=secrets.token_bytes(32)), 403, "forbidden")
    await nothing_stored(app, run)


async def test_bob_s_key_opens_nothing_of_alice_s(app: Litestar, alice: Person, bob: Person) -> None:
    run, bobs = await HandRun.open(alice), await HandRun.open(bob)
    made = reading(await run.instruction(1), [item(1)], total=1)
    await refused(await run.post(made, 1, key=bobs.key), 403, "forbidden")
    await refused(await run.post(made, 1, key=bobs.key, key_id=bobs.id), 403, "forbidden")
    await nothing_stored(app, run)


async def test_alice_s_run_is_not_there_for_bob(app: Litestar, alice: Person, bob: Person) -> None:
    run = await HandRun.open(alice)
    made = reading(await run.instruction(1), [item(1)], total=1)
    run.person = bob
    await refused(await run.post(made, 1), 403, "forbidden")
    for path in ("", "/set-aside"):
        await bob.ask("GET", f"{run.path}{path}", status=404)
    await bob.ask("POST", f"{run.path}/instructions", {"pages": [1]}, status=404)
    await bob.ask("POST", f"{run.path}/finish", {}, status=404)
    await bob.ask("POST", f"{run.path}/pause", {"reason": "stopped"}, status=404)
    run.person = alice
    await nothing_stored(app, run)


async def test_the_key_of_an_earlier_run(app: Litestar, alice: Person) -> None:
    first = await HandRun.open(alice)
    await first.page(1, [], total=0)
    await first.finish()
    run = await HandRun.open(alice)
    assert run.id != first.id
    made = reading(await run.instruction(1), [item(1)], total=1)
    await refused(await run.post(made, 1, key=first.key), 403, "forbidden")
    await nothing_stored(app, run)


async def test_a_request_taken_up_and_sent_again(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    made = reading(await run.instruction(1), [item(1)], total=1)
    assert (await run.post(made, 1, nonce="once-and-not-again")).status_code == 200
    await refused(await run.post(made, 1, nonce="once-and-not-again"), 409, "replayed")


async def test_a_body_altered_on_its_way(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    body = msgspec.json.encode(reading(await run.instruction(1), [item(1)], total=1))
    for altered in (body + b" ", body.replace(b"Joy Division", b"Joy Derision"), b"{}", b""):
        answer = await run.post(body, 1, sent=altered)
        assert answer.status_code in (400, 403, 422), altered
    await nothing_stored(app, run)


async def test_another_address_than_was_signed(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    made = reading(await run.instruction(1), [item(1)], total=1)
    for sent_to in (f"{run.path}/pages/2", f"{run.path}/pages/01"):
        assert (await run.post(made, 1, sent_to=sent_to)).status_code == 403, sent_to
    await nothing_stored(app, run)


@pytest.mark.parametrize(
    "headers",
    [
        {"Signature": ""},
        {"Signature": "waugzee=:AAAA:"},
        {"Signature-Input": "nonsense"},
        {"Signature-Input": 'waugzee=("@method");created=1;nonce="x";keyid="y";alg="hmac-sha256"'},
        {"Content-Digest": "sha-256=:AAAA:"},
        {"Content-Digest": "sha-256=:äöü:"},
        {"Signature": "waugzee=:äöü:"},
    ],
)
async def test_headers_that_sign_nothing(app: Litestar, alice: Person, headers: dict[str, str]) -> None:
    run = await HandRun.open(alice)
    made = reading(await run.instruction(1), [item(1)], total=1)
    await refused(await run.post(made, 1, headers=headers), 403, "forbidden")
    await nothing_stored(app, run)


async def test_no_signature_at_all(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    made = reading(await run.instruction(1), [item(1)], total=1)
    answer = await alice.http.put(f"{run.path}/pages/1", content=msgspec.json.encode(made))
    await refused(answer, 403, "forbidden")
    await nothing_stored(app, run)


async def test_without_a_token_a_signature_is_nothing(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    made = reading(await run.instruction(1), [item(1)], total=1)
    await refused(await run.post(made, 1, headers={"Authorization": ""}), 401, "unauthorized")
    await nothing_stored(app, run)
