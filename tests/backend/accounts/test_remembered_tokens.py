"""A token is verified once and then remembered, but never past its end; keys may rotate."""

import time
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from waugzee.accounts import bearer
from waugzee.accounts.bearer import Bearer
from waugzee.accounts.keyring import EVERY, Keyring
from waugzee.accounts.tokens import LEEWAY, TokenVerifier
from waugzee.errors import Unauthorized

ISSUER = "https://issuer.example"
AnyKey = RSAKey | ECKey | OctKey


class Clock:
    """Moves when told to."""

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
def tokens(issuer: Issuer, clock: Clock) -> Bearer:
    return Bearer(TokenVerifier(ISSUER, "waugzee", Keyring(issuer.keys, now=clock), now=clock), now=clock)


async def test_a_token_is_verified_once(tokens: Bearer, issuer: Issuer) -> None:
    token = issuer.token()
    assert await tokens.claims_of(token) is await tokens.claims_of(token)
    assert issuer.asked == 1


async def test_what_is_remembered_ends_with_the_token(tokens: Bearer, issuer: Issuer, clock: Clock) -> None:
    token = issuer.token(exp=int(time.time()) - LEEWAY + 5)
    await tokens.claims_of(token)
    clock.now += 6
    with pytest.raises(Unauthorized, match="expired"):
        await tokens.claims_of(token)


async def test_only_so_many_are_remembered(
    tokens: Bearer, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bearer, "REMEMBERED", 2)
    made = [issuer.token(jti=str(n)) for n in range(3)]
    first = [await tokens.claims_of(token) for token in made]
    assert await tokens.claims_of(made[2]) is first[2]
    assert await tokens.claims_of(made[0]) is not first[0]


async def test_a_new_key_is_found_and_the_issuer_not_asked_all_the_time(
    tokens: Bearer, issuer: Issuer, clock: Clock
) -> None:
    await tokens.claims_of(issuer.token())
    rotated = new_key()
    issuer.published.append(rotated.as_dict(private=False))
    for _ in range(3):
        with pytest.raises(Unauthorized, match="unknown key"):
            await tokens.claims_of(issuer.token(rotated))
    assert issuer.asked == 1
    clock.now += EVERY
    assert (await tokens.claims_of(issuer.token(rotated))).subject == "alice"
    assert issuer.asked == 2


async def test_only_keys_that_sign_with_known_algorithms_are_taken(tokens: Bearer, issuer: Issuer) -> None:
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
    assert (await tokens.claims_of(issuer.token(curve, "ES256"))).subject == "alice"
    refused: list[tuple[AnyKey, str, str]] = [
        (secret, "HS256", "HS256 is not supported"),
        (for_encryption, "RS256", "unknown key"),
    ]
    for key, algorithm, why in refused:
        with pytest.raises(Unauthorized, match=why):
            await tokens.claims_of(issuer.token(key, algorithm))


async def test_a_user_is_called_what_the_token_calls_them(tokens: Bearer, issuer: Issuer) -> None:
    cases: list[tuple[dict[str, Any], str]] = [
        ({"preferred_username": "ali", "name": "Alice"}, "ali"),
        ({"name": "Alice"}, "Alice"),
        ({}, "alice"),
        ({"name": "A" * 100}, "A" * 80),
    ]
    for given, name in cases:
        assert (await tokens.claims_of(issuer.token(jti=name, **given))).name == name
