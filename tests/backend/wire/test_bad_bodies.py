"""Bodies that are not what they should be: a problem document, nothing stored, never a 5xx."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

from collecting import put_on_shelf, record
from people import Person, make_admin
from rows import rows_of
from waugzee.db import new_id
from waugzee.rate_limits import RateLimits

COPY = str(new_id())
FUTURE = (datetime.now(UTC) + timedelta(days=2)).isoformat()
DATABASE_TEXT = re.compile(r"asyncpg|sqlalchemy|postgres|sqlstate|constraint|relation|column|traceback", re.I)

BROKEN: dict[str, bytes] = {
    "nothing": b"",
    "blank": b"  \n",
    "bad UTF-8": b'{"copy_id":"\xff"}',
    "bad UTF-8 where nobody looks": b'{"copy_id":"' + COPY.encode() + b'","unknown":"\xff"}',
    "UTF-16": '{"copy_id":"x"}'.encode("utf-16"),
    "a byte order mark": b'\xef\xbb\xbf{"copy_id":"x"}',
    "half a character": b'{"notes":"\\ud800"}',
    "half a character where nobody looks": b'{"copy_id":"' + COPY.encode() + b'","unknown":"\\ud800"}',
    "nested 100,000 deep": b'{"unknown":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "nested 100,000 deep and cut short": b'{"unknown":' + b'{"a":' * 100_000 + b"1" + b"}" * 100_001,
    "cut short": b'{"copy_id":"',
    "more behind it": b'{"copy_id":"' + COPY.encode() + b'"}{}',
    "XML": b"<play/>",
    "a form": b"copy_id=1",
    "not a number": b'{"copy_id":NaN}',
}
WRONG: dict[str, Any] = {
    "null": None,
    "a list": [],
    "a text": "play",
    "a number": 1,
    "an empty object": {},
    "an id that is none": {"copy_id": "1"},
    "a number for an id": {"copy_id": 1},
    "null for an id": {"copy_id": None},
    "a number for a text": {"copy_id": COPY, "notes": 3},
    "true for a text": {"copy_id": COPY, "notes": True},
    "null for a text": {"copy_id": COPY, "notes": None},
    "a NUL": {"copy_id": COPY, "notes": "a\0b"},
    "a hundred thousand lists for a text": {
        "copy_id": COPY,
        "notes": msgspec.Raw(b"[" * 100_000 + b"]" * 100_000),
    },
    "a long text": {"copy_id": COPY, "notes": "x" * 2001},
    "a date without zone": {"copy_id": COPY, "played_at": "2026-01-01T00:00:00"},
    "a day": {"copy_id": COPY, "played_at": "2026-01-01"},
    "a day that is none": {"copy_id": COPY, "played_at": "2026-02-30T00:00:00Z"},
    "a number for a date": {"copy_id": COPY, "played_at": 0},
    "a great number for a date": {"copy_id": COPY, "played_at": 2**70},
    "true for a date": {"copy_id": COPY, "played_at": True},
    "null for a date": {"copy_id": COPY, "played_at": None},
    "the first day there is": {"copy_id": COPY, "played_at": "0001-01-01T00:00:00+14:00"},
    "the last day there is": {"copy_id": COPY, "played_at": "9999-12-31T23:59:59-14:00"},
    "before the phonograph": {"copy_id": COPY, "played_at": "1876-12-31T23:59:59Z"},
    "the future": {"copy_id": COPY, "played_at": FUTURE},
    "an id of one's own that is none": {"copy_id": COPY, "id": "one"},
}
WRONG_NUMBERS: list[Any] = ["3", 3.5, 3.0, True, None, -2, 2**63, 2**64, 10**400, [3], {}]


def problem_of(answer: Any) -> dict[str, Any]:
    assert answer.headers["content-type"] == "application/problem+json"
    told: dict[str, Any] = answer.json()
    assert told["status"] == answer.status_code
    assert re.fullmatch(r"/problems/[a-z0-9-]+", told["type"])
    assert told["title"]
    assert not DATABASE_TEXT.search(answer.text)
    return told


@pytest.mark.parametrize("path", ["/api/plays", "/api/cleanings"])
@pytest.mark.parametrize("name", BROKEN)
async def test_what_cannot_be_read_is_a_bad_request(alice: Person, name: str, path: str) -> None:
    answer = await alice.http.post(path, content=BROKEN[name])
    assert answer.status_code == 400
    assert problem_of(answer)["type"] == "/problems/bad-request"


@pytest.mark.parametrize("name", WRONG)
async def test_what_is_wrong_is_invalid_and_nothing_is_stored(
    alice: Person, own_sql: AsyncEngine, name: str
) -> None:
    user_id = await alice.user_id()
    (copy_id,) = await put_on_shelf(own_sql, user_id, [record()])
    before = await rows_of(own_sql, user_id)
    body = msgspec.json.encode(WRONG[name]).replace(COPY.encode(), str(copy_id).encode())
    for path, moment in (("/api/plays", b"played_at"), ("/api/cleanings", b"cleaned_at")):
        answer = await alice.http.post(path, content=body.replace(b"played_at", moment))
        assert answer.status_code == 422, (path, answer.text)
        assert problem_of(answer)["type"] == "/problems/invalid"
    assert await rows_of(own_sql, user_id) == before


@pytest.mark.parametrize("number", WRONG_NUMBERS, ids=str)
async def test_a_number_is_a_number(alice: Person, number: Any) -> None:
    """Litestar on its own takes "3" and 3.0 for 3."""
    body = (
        msgspec.json.encode({"pages": [number]}) if number != 10**400 else b'{"pages":[1' + b"0" * 400 + b"]}"
    )
    answer = await alice.http.post(f"/api/syncs/{new_id()}/instructions", content=body)
    assert answer.status_code == 422, answer.text
    assert problem_of(answer)["type"] == "/problems/invalid"


@pytest.mark.parametrize("body", [b'"' + b"x" * 3_000_000 + b'"', b"\0" * 3_000_000, b"[" * 3_000_000])
async def test_three_megabytes_are_too_much(alice: Person, body: bytes) -> None:
    answer = await alice.http.post("/api/plays", content=body)
    assert answer.status_code == 413
    assert problem_of(answer)["type"] == "/problems/too-large"


async def test_what_is_unknown_is_not_looked_at(alice: Person, own_sql: AsyncEngine) -> None:
    (copy_id,) = await put_on_shelf(own_sql, await alice.user_id(), [record()])
    body = {
        "copy_id": str(copy_id),
        "user_id": str(new_id()),
        "deleted_at": "2026-01-01T00:00:00Z",
        "speed": 33,
    }
    play = await alice.ask("POST", "/api/plays", body, status=201)
    assert "speed" not in play
    assert (await alice.ask("GET", "/api/plays"))["plays"] == [play]


async def test_every_route_with_a_body_refuses_broken_ones(
    app: Litestar, own_sql: AsyncEngine, alice: Person
) -> None:
    """Whatever it is called: the decoding is the same for all."""
    await make_admin(app, own_sql, alice)
    asked = 0
    for route in app.routes:
        for method, (handler, _) in getattr(route, "route_handler_map", {}).items():
            if handler.parsed_data_field is None or "/issuer" in route.path:
                continue
            path = re.sub(
                r"\{\w+:(\w+)\}", lambda kind: {"uuid": str(new_id()), "int": "1"}[kind[1]], route.path
            )
            app.state.rate_limits = RateLimits(None)  # some routes are tried less often than that
            for name, body in BROKEN.items():
                answer = await alice.http.request(method, path, content=body)
                if answer.status_code == 429 and path.startswith("/api/discogs/"):
                    break  # few tries a minute are let through there, whatever they say
                assert answer.status_code in (400, 422), (method, path, name, answer.text)
                problem_of(answer)
            asked += 1
    assert asked >= 10
