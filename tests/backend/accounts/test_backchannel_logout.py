"""The issuer says who has signed out; it is believed where the rules of the specification are kept."""

import secrets
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from litestar import Litestar

from people import Person, access_token, client
from waugzee.accounts.backchannel import EVENT, OLDEST
from waugzee.issuer.keys import load_keys

PATH = "/api/auth/backchannel-logout"


async def logout_token(
    app: Litestar, *, key: Any = None, header: dict[str, Any] | None = None, **changed: Any
) -> str:
    """A good logout token; a changed claim that is None is left out."""
    settings = app.state.settings
    signing = (await load_keys(app.state.engine, settings)).signing
    now = int(time.time())
    claims = {
        "iss": settings.issuer_url,
        "aud": settings.client_id,
        "iat": now,
        "exp": now + 120,
        "jti": secrets.token_hex(8),
        "events": {EVENT: {}},
        **changed,
    }
    said = {name: value for name, value in claims.items() if value is not None}
    shown = {"alg": "RS256", "kid": signing.kid, "typ": "logout+jwt", **(header or {})}
    return jwt.encode(shown, said, key or signing, algorithms=["RS256", "HS256", "none"])


async def send(app: Litestar, token: str) -> httpx.Response:
    async with client(app, "") as http:
        return await http.post(
            PATH,
            content=urlencode({"logout_token": token}),
            headers={"Content-Type": "application/x-www-form-urlencoded"},
        )


async def signed_in(app: Litestar, subject: str, **claims: Any) -> Person:
    token = await access_token(app, subject, iat=int(time.time()) - 5, **claims)
    person = Person("alice", client(app, token), token)
    await person.user_id()
    return person


async def is_in(person: Person) -> bool:
    return (await person.http.get("/api/me")).status_code == 200


@pytest.fixture
def subject() -> str:
    return f"alice-{secrets.token_hex(6)}"


async def test_one_session_is_signed_out(app: Litestar, subject: str) -> None:
    one, two = (
        await signed_in(app, subject, sid=f"1{subject}"),
        await signed_in(app, subject, sid=f"2{subject}"),
    )
    answer = await send(app, await logout_token(app, sid=f"1{subject}"))
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert not await is_in(one)
    assert await is_in(two)


async def test_all_sessions_of_a_subject_are_signed_out_and_new_ones_begin(
    app: Litestar, subject: str
) -> None:
    people = [await signed_in(app, subject, sid=sid) for sid in (f"1{subject}", f"2{subject}", None)]
    assert (await send(app, await logout_token(app, sub=subject))).status_code == 200
    assert [await is_in(person) for person in people] == [False] * 3
    never_seen = await access_token(app, subject, sid=f"3{subject}", iat=int(time.time()) - 5)
    assert not await is_in(Person("alice", client(app, never_seen), never_seen))
    anew = await access_token(app, subject, sid=f"4{subject}", iat=int(time.time()) + 2)
    assert await is_in(Person("alice", client(app, anew), anew))


async def test_a_session_not_seen_yet_is_refused_when_it_comes(app: Litestar, subject: str) -> None:
    other = await signed_in(app, subject, sid=f"1{subject}")
    assert (await send(app, await logout_token(app, sub=subject, sid=f"2{subject}"))).status_code == 200
    token = await access_token(app, subject, sid=f"2{subject}")
    assert not await is_in(Person("alice", client(app, token), token))
    assert await is_in(other)


async def test_where_tokens_say_no_sid_whatever_it_may_have_been_ends(app: Litestar, subject: str) -> None:
    person = await signed_in(app, subject)
    assert (await send(app, await logout_token(app, sub=subject, sid="unheard of"))).status_code == 200
    assert not await is_in(person)


async def test_of_somebody_unknown_there_is_nothing_to_end(app: Litestar) -> None:
    cases: list[dict[str, Any]] = [{"sub": "nobody"}, {"sid": "none"}, {"sub": "nobody", "sid": "none"}]
    for who in cases:
        assert (await send(app, await logout_token(app, **who))).status_code == 200


async def test_a_logout_token_is_used_once(app: Litestar, subject: str) -> None:
    token = await logout_token(app, sub=subject)
    assert (await send(app, token)).status_code == 200
    assert (await send(app, token)).status_code == 400


SPOILT: dict[str, dict[str, Any]] = {
    "of another issuer": {"iss": "https://evil.example"},
    "for another client": {"aud": "another"},
    "for the API": {"aud": "waugzee"},
    "without aud": {"aud": None},
    "without iat": {"iat": None},
    "old": {"iat": int(time.time()) - OLDEST - 70, "exp": None},
    "of the future": {"iat": int(time.time()) + 86_400, "exp": None},
    "expired": {"exp": int(time.time()) - 100},
    "without jti": {"jti": None},
    "without events": {"events": None},
    "of another event": {"events": {"http://schemas.example/event/other": {}}},
    "with events that are no object": {"events": [EVENT]},
    "with a nonce": {"nonce": "n"},
    "of nobody": {"sub": None, "sid": None},
    "with a number for sub": {"sub": 7},
    "with NUL in sub": {"sub": "a\x00"},
    "of another type": {"header": {"typ": "at+jwt"}},
    "signed by another": {"key": RSAKey.generate_key(2048)},
    "signed with a secret": {"key": OctKey.generate_key(256), "header": {"alg": "HS256"}},
    "of an unknown key": {"header": {"kid": "unknown"}},
}


@pytest.mark.parametrize("spoilt", SPOILT.values(), ids=SPOILT.keys())
async def test_what_breaks_a_rule_signs_nobody_out(
    app: Litestar, subject: str, spoilt: dict[str, Any]
) -> None:
    person = await signed_in(app, subject)
    answer = await send(app, await logout_token(app, **{"sub": subject, **spoilt}))
    assert (answer.status_code, answer.json()["type"]) == (400, "/problems/bad-logout-token")
    assert await is_in(person)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: "",
        lambda token: "x" * 9000,
        lambda token: token[:-4],
        lambda token: token.rpartition(".")[0] + ".",
        lambda token: "a.b.c",
    ],
)
async def test_what_is_no_logout_token_is_refused(
    app: Litestar, subject: str, spoil: Callable[[str], str]
) -> None:
    answer = await send(app, spoil(await logout_token(app, sub=subject)))
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"logout_token", b"\xff", b"logout_token=a&logout_token=b", b"x=1"]
)
async def test_what_is_no_form_is_refused(app: Litestar, body: bytes) -> None:
    async with client(app, "") as http:
        assert (await http.post(PATH, content=body)).status_code == 400


async def test_an_access_token_signs_nobody_out(app: Litestar, subject: str) -> None:
    person = await signed_in(app, subject)
    assert (await send(app, person.token)).status_code == 400
