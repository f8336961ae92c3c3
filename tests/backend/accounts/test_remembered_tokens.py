"""A token is verified once and then remembered, but never past its end; keys may rotate."""

import time
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from waugzee.accounts import authentication, tokens
from waugzee.accounts.authentication import Users
from waugzee.accounts.tokens import KEYS_EVERY, LEEWAY, Claims, TokenVerifier
from waugzee.errors import Unauthorized

ISSUER = "https://issuer.example"
AnyKey = RSAKey | ECKey | OctKey


class Clock:
    """Moves when told to; it starts at the real time, for python-jose looks at that."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


class Issuer:
    """An issuer whose keys can change, and which counts how often it was asked for them."""

    def __init__(self) -> None:
        self.key = new_key()
        self.published: list[dict[str, Any]] = [self.key.as_dict(private=False)]
        self.asked = 0

    async def keys(self) -> list[dict[str, str]]:
        self.asked += 1
        return self.published

    def token(self, key: AnyKey | None = None, algorithm: str = "RS256", **changed: Any) -> str:
        key = key or self.key
        now = int(time.time())
        content = {"iss": ISSUER, "aud": "waugzee", "sub": "alice", "iat": now, "exp": now + 600, **changed}
        return jwt.encode({"alg": algorithm, "kid": key.kid}, content, key, algorithms=[algorithm])


def new_key() -> RSAKey:
    return RSAKey.generate_key(2048, {"use": "sig"}, auto_kid=True)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
def verifier(issuer: Issuer, clock: Clock) -> TokenVerifier:
    return TokenVerifier(ISSUER, "waugzee", issuer.keys, now=clock)


async def test_a_token_is_verified_once(verifier: TokenVerifier, issuer: Issuer) -> None:
    token = issuer.token()
    assert await verifier.verify(token) is await verifier.verify(token)
    assert issuer.asked == 1


async def test_what_is_remembered_ends_with_the_token(
    verifier: TokenVerifier, issuer: Issuer, clock: Clock
) -> None:
    token = issuer.token(exp=int(time.time()) - LEEWAY + 5)
    first = await verifier.verify(token)
    clock.now += 6
    assert await verifier.verify(token) is not first, "it was looked at again"


async def test_only_so_many_are_remembered(
    verifier: TokenVerifier, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tokens, "REMEMBERED", 2)
    made = [issuer.token(jti=str(n)) for n in range(3)]
    first = [await verifier.verify(token) for token in made]
    assert await verifier.verify(made[2]) is first[2]
    assert await verifier.verify(made[0]) is not first[0]


async def test_only_so_many_users_are_remembered(app: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(authentication, "REMEMBERED", 1)
    users = Users(app.state.engine)
    people = [Claims(ISSUER, f"{n} of {time.time_ns()}", "alice", 2.0**40) for n in range(2)]
    ids = [await users.user_id(claims) for claims in people]
    assert [await users.user_id(claims) for claims in people] == ids


async def test_a_new_key_is_found_and_the_issuer_not_asked_all_the_time(
    verifier: TokenVerifier, issuer: Issuer, clock: Clock
) -> None:
    await verifier.verify(issuer.token())
    rotated = new_key()
    issuer.published.append(rotated.as_dict(private=False))
    for _ in range(3):
        with pytest.raises(Unauthorized, match="unknown key"):
            await verifier.verify(issuer.token(rotated))
    assert issuer.asked == 1
    clock.now += KEYS_EVERY
    assert (await verifier.verify(issuer.token(rotated))).subject == "alice"
    assert issuer.asked == 2


async def test_only_keys_that_sign_with_known_algorithms_are_taken(
    verifier: TokenVerifier, issuer: Issuer
) -> None:
    curve = ECKey.generate_key("P-256", auto_kid=True)
    secret = OctKey.generate_key(256, auto_kid=True)
    for_encryption = new_key()
    nameless = RSAKey.generate_key(2048).as_dict(private=False)
    nameless.pop("kid", None)
    issuer.published = [
        curve.as_dict(private=False),
        secret.as_dict(),
        {**for_encryption.as_dict(private=False), "use": "enc"},
        nameless,
    ]
    assert (await verifier.verify(issuer.token(curve, "ES256"))).subject == "alice"
    refused: list[tuple[AnyKey, str]] = [(secret, "HS256"), (for_encryption, "RS256")]
    for key, algorithm in refused:
        with pytest.raises(Unauthorized, match="unknown key"):
            await verifier.verify(issuer.token(key, algorithm))


async def test_a_user_is_called_what_the_token_calls_them(verifier: TokenVerifier, issuer: Issuer) -> None:
    cases: list[tuple[dict[str, Any], str]] = [
        ({"preferred_username": "ali", "name": "Alice"}, "ali"),
        ({"name": "Alice"}, "Alice"),
        ({}, "alice"),
        ({"name": "A" * 100}, "A" * 80),
    ]
    for given, name in cases:
        assert (await verifier.verify(issuer.token(jti=name, **given))).name == name
