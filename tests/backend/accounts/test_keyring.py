"""Which keys verify what, and how often the issuer is asked for them."""

from typing import Any

import pytest
from joserfc.jwk import ECKey, OctKey, OKPKey, RSAKey

from waugzee.accounts.keyring import EVERY, RSA, Jwk, Keyring, algorithms, prepared
from waugzee.errors import IssuerUnreachable

RSA_KEY: Jwk = RSAKey.generate_key(2048, auto_kid=True).as_dict(private=False)

PINNED: dict[str, tuple[Jwk, tuple[str, ...]]] = {
    "RSA without alg": (RSA_KEY, RSA),
    "RSA for one alg": ({**RSA_KEY, "alg": "RS512"}, ("RS512",)),
    "RSA-PSS": ({**RSA_KEY, "alg": "PS256"}, ()),
    "RSA that says HS256": ({**RSA_KEY, "alg": "HS256"}, ()),
    "RSA for encryption": ({**RSA_KEY, "use": "enc"}, ()),
    "RSA that only signs": ({**RSA_KEY, "key_ops": ["sign"]}, ()),
    "P-256": (ECKey.generate_key("P-256").as_dict(private=False), ("ES256",)),
    "P-384": (ECKey.generate_key("P-384").as_dict(private=False), ("ES384",)),
    "P-521": (ECKey.generate_key("P-521").as_dict(private=False), ("ES512",)),
    "P-256 that says ES384": ({**ECKey.generate_key("P-256").as_dict(private=False), "alg": "ES384"}, ()),
    "secp256k1": (ECKey.generate_key("secp256k1").as_dict(private=False), ()),
    "Ed25519": (OKPKey.generate_key("Ed25519").as_dict(private=False), ()),
    "a secret": (OctKey.generate_key(256).as_dict(private=True), ()),
    "of an unknown type": ({"kty": "AKP", "alg": "ML-DSA-44"}, ()),
}


@pytest.mark.parametrize("key", PINNED)
def test_a_key_verifies_what_its_type_allows(key: str) -> None:
    jwk, allowed = PINNED[key]
    assert algorithms(jwk) == allowed
    assert {name for keys in prepared([jwk]).values() for name in keys} == set(allowed)


BROKEN: list[dict[str, Any]] = [
    {},
    {"kty": 7},
    {"kty": "RSA"},
    {"kty": "RSA", "n": "AQ", "e": "AQ"},
    {"kty": "RSA", "n": 7, "e": []},
    {"kty": "EC", "crv": "P-256", "x": "AAAA", "y": "AAAA"},
    {"kty": "EC", "crv": [], "x": "AAAA", "y": "AAAA"},
    {"kty": "RSA", **{part: RSA_KEY[part] for part in ("n", "e")}, "key_ops": 7},
    {"kty": "RSA", **{part: RSA_KEY[part] for part in ("n", "e")}, "alg": {}},
]


@pytest.mark.parametrize("broken", BROKEN)
def test_one_broken_key_does_not_spoil_the_others(broken: Jwk) -> None:
    assert set(prepared([broken, RSA_KEY])) == {RSA_KEY["kid"]}


class Issuer:
    def __init__(self) -> None:
        self.keys: list[Jwk] | None = [RSA_KEY]
        self.asked = 0
        self.time = 1000.0

    async def ask(self) -> list[Jwk]:
        self.asked += 1
        if self.keys is None:
            raise IssuerUnreachable
        return self.keys


@pytest.fixture
def issuer() -> Issuer:
    return Issuer()


@pytest.fixture
def keyring(issuer: Issuer) -> Keyring:
    return Keyring(issuer.ask, now=lambda: issuer.time)


async def test_the_only_key_needs_no_name(issuer: Issuer, keyring: Keyring) -> None:
    assert await keyring.keys(None) is not None
    issuer.keys = [RSA_KEY, ECKey.generate_key("P-256", auto_kid=True).as_dict(private=False)]
    issuer.time += EVERY
    await keyring.refresh()
    assert await keyring.keys(None) is None


async def test_a_key_that_was_taken_back_goes_and_others_stay_in_an_outage(
    issuer: Issuer, keyring: Keyring
) -> None:
    kid = RSA_KEY["kid"]
    assert await keyring.keys(kid) is not None
    issuer.keys, issuer.time = None, issuer.time + EVERY
    await keyring.refresh()
    assert await keyring.keys(kid) is not None
    with pytest.raises(IssuerUnreachable):
        await keyring.keys("perhaps a new one")
    issuer.keys, issuer.time = [], issuer.time + EVERY
    await keyring.refresh()
    assert await keyring.keys(kid) is None


async def test_it_asks_again_only_after_a_while_even_where_the_clock_was_set_back(
    issuer: Issuer, keyring: Keyring
) -> None:
    for _ in range(3):
        assert await keyring.keys("unknown") is None
    assert issuer.asked == 1
    issuer.time -= 3600
    assert await keyring.keys("unknown") is None
    assert issuer.asked == 2
