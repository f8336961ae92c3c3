"""A page whose envelope is broken is refused whole, in words, and nothing of it is stored."""

from typing import Any

import msgspec
import pytest
from litestar import Litestar

from people import Person
from posting import HandRun, item, reading
from syncing import copies_of

DEEP = 100_000


async def is_refused(app: Litestar, run: HandRun, body: bytes) -> None:
    answer = await run.post(body, 1)
    assert 400 <= answer.status_code < 500, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert (await run.state())["pages_done"] == 0
    assert await copies_of(app, run.person) == {}


async def good(run: HandRun) -> dict[str, Any]:
    return reading(await run.instruction(1), [item(1)], total=1)


@pytest.mark.parametrize("name", ["page", "pages", "per_page", "items"])
@pytest.mark.parametrize(
    "value", ["1", 1.0, 1.5, -1, True, None, [], {}, 2**31, 2**63, 2**64, 10**30, 1e300], ids=repr
)
async def test_counts_of_the_wrong_type_or_size(
    app: Litestar, alice: Person, name: str, value: object
) -> None:
    run = await HandRun.open(alice)
    made = await good(run)
    made["pagination"][name] = value
    await is_refused(app, run, msgspec.json.encode(made))


@pytest.mark.parametrize("name", ["page", "pages", "per_page", "items"])
async def test_a_count_left_out(app: Litestar, alice: Person, name: str) -> None:
    run = await HandRun.open(alice)
    made = await good(run)
    del made["pagination"][name]
    await is_refused(app, run, msgspec.json.encode(made))


PARTS = ["read", "expires_at", "url_digest", "signature", "pagination", "items"]
WRONG: list[Any] = [None, "", "x", 7.5, -1, [], {}, 2**64, "\0", "x" * 100_000]


@pytest.mark.parametrize(
    ("name", "value"),
    # An empty list of items is an empty page.
    [(name, value) for name in PARTS for value in WRONG if (name, value) != ("items", [])],
    ids=lambda part: repr(part)[:20],
)
async def test_parts_of_the_wrong_type(app: Litestar, alice: Person, name: str, value: object) -> None:
    run = await HandRun.open(alice)
    await is_refused(app, run, msgspec.json.encode({**await good(run), name: value}))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"{",
        b'"page"',
        b"\xff\xfe",
        b"\x00",
        b"<html>",
        b"[" * DEEP,
        b"[" * DEEP + b"]" * DEEP,
        b'{"a":' * DEEP + b"1" + b"}" * DEEP,
        b'{"items":' + b"[" * DEEP + b"]" * DEEP + b"}",
        b"9" * 100_000,
    ],
    ids=lambda body: f"{bytes(body[:12])!r}",
)
async def test_bodies_that_are_no_page(app: Litestar, alice: Person, body: bytes) -> None:
    await is_refused(app, await HandRun.open(alice), body)


@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
async def test_an_item_nested_deeply(app: Litestar, alice: Person, opening: bytes) -> None:
    run = await HandRun.open(alice)
    body = msgspec.json.encode(await good(run))
    nested = opening * DEEP + b"1" + (b"]" if opening == b"[" else b"}") * DEEP
    assert b'"Joy Division"' in body
    await is_refused(app, run, body.replace(b'"Joy Division"', nested))


@pytest.mark.parametrize("broken", [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"])
@pytest.mark.parametrize("where", [b"Joy Division", b"signature", b"per_page"])
async def test_broken_text(app: Litestar, alice: Person, broken: bytes, where: bytes) -> None:
    run = await HandRun.open(alice)
    body = msgspec.json.encode(await good(run))
    assert where in body
    await is_refused(app, run, body.replace(where, where + broken))


@pytest.mark.parametrize("filler", [b" ", b"[", b"0", b"\xff", b"{"])
async def test_three_megabytes(app: Litestar, alice: Person, filler: bytes) -> None:
    await is_refused(app, await HandRun.open(alice), filler * 3_000_000)


async def test_three_megabytes_of_good_items(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    items = [item(n, notes=[{"field_id": 1, "value": "x" * 9_000}]) for n in range(1, 350)]
    await is_refused(app, run, msgspec.json.encode(reading(await run.instruction(1), items, total=349)))


async def test_more_items_than_a_page_can_hold(app: Litestar, alice: Person) -> None:
    run = await HandRun.open(alice)
    made = reading(await run.instruction(1), [{}] * 1001, total=1001)
    await is_refused(app, run, msgspec.json.encode(made))


@pytest.mark.parametrize(
    "body", [b"", b"[", b"\xff", b"[" * DEEP, b'{"driver":7}', b'{"driver":"a/b c d e"}']
)
async def test_other_bodies_of_a_sync_are_as_strict(alice: Person, body: bytes) -> None:
    run = await HandRun.open(alice)
    for path in ("/api/syncs", f"{run.path}/instructions", f"{run.path}/pause"):
        answer = await alice.http.post(path, content=body)
        assert answer.status_code in (400, 422), (path, answer.text)
    assert (await alice.http.post(f"{run.path}/finish", content=b'{"give_up":"yes"}')).status_code == 422


@pytest.mark.parametrize("number", ["0", "-1", "1.5", "x", "99999999999999999999", "2147483648", "10000001"])
async def test_page_numbers_that_cannot_be(alice: Person, number: str) -> None:
    run = await HandRun.open(alice)
    made = await good(run)
    answer = await run.post(made, 1, sent_to=f"{run.path}/pages/{number}")
    assert 400 <= answer.status_code < 500


async def test_a_run_s_id_that_is_none(alice: Person) -> None:
    for run_id in ("x", "0", "00000000-0000-0000-0000-000000000000"):
        answer = await alice.http.get(f"/api/syncs/{run_id}")
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"
