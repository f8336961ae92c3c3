"""Tokens that must not pass: each is a 401 that says why, and none a 5xx."""

import base64
import hashlib
import hmac
import time
from collections.abc import Callable
from typing import Any

import httpx
import msgspec
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jwt
from joserfc.jwk import RSAKey
from joserfc.jws import JWSRegistry
from litestar import Litestar

from people import Person, claims
from waugzee.issuer.keys import ALGORITHM, load_keys
from waugzee.settings import Settings


def now() -> int:
    """Unix seconds, as the clock has them when a token is made and not when this file is read."""
    return int(time.time())


class Forge:
    """Makes tokens: with the issuer's own key where a test wants one that is good but for one thing."""

    def __init__(self, settings: Settings, key: RSAKey) -> None:
        self.settings = settings
        self.key = key

    def signed(self, header: dict[str, Any] | None = None, key: RSAKey | None = None, **changed: Any) -> str:
        whole = {"alg": ALGORITHM, "kid": self.key.kid, "typ": "at+jwt", **(header or {})}
        registry = JWSRegistry(algorithms=[ALGORITHM], strict_check_header=False)
        content = claims(self.settings, "mallory", **changed)
        return jwt.encode(whole, content, key or self.key, registry=registry)

    def with_header(self, header: dict[str, Any], sign: Callable[[bytes], bytes]) -> str:
        parts = [header, claims(self.settings, "mallory")]
        signed = b".".join(encoded(msgspec.json.encode(part)) for part in parts)
        return (signed + b"." + encoded(sign(signed))).decode()

    def hmac_with_the_public_key(self) -> str:
        public: Any = self.key.public_key
        pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        header = {"alg": "HS256", "kid": self.key.kid, "typ": "at+jwt"}
        return self.with_header(header, lambda signed: hmac.digest(pem, signed, hashlib.sha256))

    def unsigned(self, algorithm: str) -> str:
        header = {"alg": algorithm, "kid": self.key.kid, "typ": "at+jwt"}
        return self.with_header(header, lambda _: b"")


def encoded(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def one_bit_changed(token: str) -> str:
    head, _, signature = token.rpartition(".")
    raw = bytearray(base64.urlsafe_b64decode(signature + "=="))
    raw[100] ^= 1
    return f"{head}.{encoded(bytes(raw)).decode()}"


def another_payload(token: str, other: str) -> str:
    return ".".join([token.split(".")[0], other.split(".")[1], token.split(".")[2]])


HOSTILE: dict[str, tuple[Callable[[Forge], str | bytes], str]] = {
    "no exp": (lambda f: f.signed(exp=None), "missing required field `exp`"),
    "no aud": (lambda f: f.signed(aud=None), "missing required field `aud`"),
    "no iss": (lambda f: f.signed(iss=None), "missing required field `iss`"),
    "no sub": (lambda f: f.signed(sub=None), "missing required field `sub`"),
    "no iat": (lambda f: f.signed(iat=None), "missing required field `iat`"),
    "sub that is no text": (lambda f: f.signed(sub=7), "Expected `str`, got `int` - at `$.sub`"),
    "exp that is no number": (lambda f: f.signed(exp="soon"), "Expected `float`, got `str` - at `$.exp`"),
    "exp that never comes": (lambda f: f.signed(exp=float("inf")), "no claims"),
    "foreign aud": (lambda f: f.signed(aud="elsewhere"), "its aud"),
    "foreign iss": (lambda f: f.signed(iss="https://elsewhere.example"), "its iss"),
    "expired by 61 s": (lambda f: f.signed(exp=now() - 61), "expired"),
    "issued in the future": (lambda f: f.signed(iat=now() + 300), "in the future"),
    "exp that is a list": (lambda f: f.signed(exp=[]), "Expected `float`, got `array`"),
    "aud that holds ours": (lambda f: f.signed(aud="not-waugzee-either"), "its aud"),
    "sub with a NUL": (lambda f: f.signed(sub="mal\0lory"), "$.sub"),
    "expired": (lambda f: f.signed(iat=now() - 900, exp=now() - 300), "expired"),
    "not yet valid": (lambda f: f.signed(nbf=now() + 300), "not yet valid"),
    "alg none": (lambda f: f.unsigned("none"), "alg"),
    "alg None": (lambda f: f.unsigned("None"), "alg"),
    "alg empty": (lambda f: f.unsigned(""), "alg"),
    "HS256 with the public key": (Forge.hmac_with_the_public_key, "alg"),
    "RS384": (lambda f: f.unsigned("RS384"), "alg"),
    "EdDSA": (lambda f: f.unsigned("EdDSA"), "its alg EdDSA is not supported here"),
    "RSA-PSS": (lambda f: f.unsigned("PS256"), "its alg PS256 is not supported here"),
    "no kid": (lambda f: f.signed({"kid": ""}), "unknown key"),
    "kid that is no text": (lambda f: f.with_header({"alg": ALGORITHM, "kid": 7}, lambda _: b"x"), "no key"),
    "unknown kid": (lambda f: f.signed({"kid": "another"}), "unknown key"),
    "kid with a path": (lambda f: f.signed({"kid": "../../../../dev/null"}), "unknown key"),
    "kid with SQL": (lambda f: f.signed({"kid": "' or true --"}), "unknown key"),
    "another's key under our kid": (lambda f: f.signed(key=RSAKey.generate_key(2048)), "Signature"),
    "own key in the header": (
        lambda f: f.with_header({"alg": ALGORITHM, "jwk": f.key.as_dict()}, lambda _: b"x"),
        "Signature",
    ),
    "crit": (
        lambda f: f.with_header({"alg": ALGORITHM, "kid": f.key.kid, "crit": ["x"]}, lambda _: b"x"),
        "kind",
    ),
    "a logout token": (lambda f: f.signed({"typ": "logout+jwt"}), "kind"),
    "typ that is no text": (lambda f: f.with_header({"alg": ALGORITHM, "typ": []}, lambda _: b"x"), "kind"),
    "an ID token": (lambda f: f.signed({"typ": "JWT"}, nonce="abc"), "ID token"),
    "an ID token without a nonce": (lambda f: f.signed({"typ": "JWT"}, at_hash="abc"), "ID token"),
    "an ID token of Keycloak": (lambda f: f.signed({"typ": "JWT"}, typ="ID", scope="openid"), "ID token"),
    "truncated": (lambda f: f.signed()[:-20], "Signature"),
    "half": (lambda f: f.signed()[:60], "not a JWT"),
    "one bit changed": (lambda f: one_bit_changed(f.signed()), "Signature"),
    "another's payload": (lambda f: another_payload(f.signed(), f.signed(sub="admin")), "Signature"),
    "no signature": (lambda f: f.signed().rpartition(".")[0] + ".", "Signature"),
    "1 MB": (lambda f: "e" * 1_000_000, "too long"),
    "1 MB of dots": (lambda f: "." * 1_000_000, "too long"),
    "just within the limit": (lambda f: "e" * 8192, "not a JWT"),
    "not UTF-8": (lambda f: b"\xff\xfe\x00" * 20, "not a JWT"),
    "not UTF-8 within": (lambda f: encoded(b"\xff\xfe") + b"." + encoded(b"{}") + b".x", "not a JWT"),
    "garbage": (lambda f: "garbage", "not a JWT"),
    "three dots": (lambda f: "...", "not a JWT"),
    "five parts": (lambda f: "e30.e30.e30.e30.e30", "not a JWT"),
    "a list as header": (lambda f: encoded(b"[]") + b".e30.e30", "not a JWT"),
    "deep nesting": (lambda f: encoded(b'{"a":' + b"[" * 5000) + b".e30.e30", "not a JWT"),
    "quotes and line breaks": (lambda f: b'"; DROP', "not a JWT"),
}


@pytest.fixture(scope="module")
async def forge(app: Litestar, settings: Settings) -> Forge:
    return Forge(settings, (await load_keys(app.state.engine, settings)).signing)


async def sent(http: httpx.AsyncClient, authorization: bytes) -> httpx.Response:
    return await http.get("/api/me", headers=[(b"Authorization", authorization)])


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_token_is_refused_with_a_reason(alice: Person, forge: Forge, name: str) -> None:
    make, why = HOSTILE[name]
    made = make(forge)
    token = made.encode() if isinstance(made, str) else made
    del alice.http.headers["Authorization"]
    answer = await sent(alice.http, b"Bearer " + token)
    assert answer.status_code == 401, answer.text
    told = answer.headers["www-authenticate"]
    assert told.startswith('Bearer error="invalid_token", error_description="')
    assert why.lower() in told.lower()
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "/problems/unauthorized"


@pytest.mark.parametrize(
    "authorization", [b"", b"Bearer", b"Bearer ", b"Basic YTpi", b"bearer", b"\xff", b"Token x"]
)
async def test_without_a_bearer_token_one_is_asked_for_one(alice: Person, authorization: bytes) -> None:
    del alice.http.headers["Authorization"]
    answer = await sent(alice.http, authorization)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


GOOD: dict[str, Callable[[Forge], str]] = {
    "an access token by its type": lambda f: f.signed(nonce="some issuers put it here too"),
    "one with the type in full": lambda f: f.signed({"typ": "application/at+jwt"}),
    "one of an issuer that calls it JWT": lambda f: f.signed({"typ": "JWT"}),
    "one of Authentik, which is its ID token and more": lambda f: f.signed(
        {"typ": "JWT"}, nonce="abc", azp="waugzee-page", uid="abc"
    ),
    "several audiences": lambda f: f.signed(aud=["elsewhere", "waugzee"]),
    "expired within the leeway": lambda f: f.signed(exp=now() - 5),
    "valid within the leeway": lambda f: f.signed(nbf=now() + 30),
}


@pytest.mark.parametrize("name", GOOD)
async def test_what_is_good_passes(alice: Person, forge: Forge, name: str) -> None:
    """Or the refusals would say nothing."""
    del alice.http.headers["Authorization"]
    answer = await sent(alice.http, b"bearer   " + GOOD[name](forge).encode())
    assert answer.status_code == 200, answer.text
