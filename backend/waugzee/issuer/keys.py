"""Signing keys: RS256, made once, kept in the database with their private part encrypted.

RS256 and not ES256: the API verifies every token on first sight and the issuer signs one in ten
minutes; verifying takes 62 µs against 103 µs, and OpenID Connect asks for RS256 in any case. To
rotate, add a row: the newest signs, all are published; delete the old one when its tokens have gone.
"""

import asyncio
import os
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast

import msgspec
import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from joserfc.jwk import KeySet, RSAKey
from sqlalchemy import Connection, Row
from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.db import transaction
from waugzee.issuer import queries
from waugzee.settings import Settings

ALGORITHM = "RS256"
BITS = 2048
NONCE_BYTES = 12

log = structlog.get_logger(__name__)


class Keys(msgspec.Struct, frozen=True):
    """The key that signs, and the public halves of all that may have signed."""

    signing: RSAKey
    public: list[dict[str, str]]

    @property
    def verifying(self) -> KeySet:
        return KeySet([RSAKey.import_key(cast(Any, jwk)) for jwk in self.public])


async def signing_keys(engine: AsyncEngine, settings: Settings) -> list[dict[str, str]]:
    """The public keys as JWKs, newest first, for a verifier in the same process."""
    return (await load_keys(engine, settings)).public


async def load_keys(engine: AsyncEngine, settings: Settings) -> Keys:
    """Read the keys; make the first one where there is none that this secret opens."""
    async with transaction(engine) as db:
        rows = await db.connection.run_sync(queries.key_rows)
    if (keys := _opened(rows, settings.secret)) is not None:
        return keys
    if rows:
        log.warning("the secret does not open the issuer's signing key; making another")
    made = await asyncio.to_thread(RSAKey.generate_key, BITS, {"use": "sig", "alg": ALGORITHM}, True, True)
    async with transaction(engine) as db:
        return await db.connection.run_sync(_keep, made, settings.secret)


def _keep(db: Connection, made: RSAKey, secret: str) -> Keys:
    queries.lock(db, "issuer_keys")
    # Another process may have been first.
    if (keys := _opened(queries.key_rows(db), secret)) is not None:
        return keys
    kid = made.kid
    assert kid is not None
    queries.add_key(db, kid, cast(dict[str, str], made.as_dict(private=False)), _seal(made, secret, kid))
    keys = _opened(queries.key_rows(db), secret)
    assert keys is not None
    return keys


def _opened(rows: Sequence[Row[Any]], secret: str) -> Keys | None:
    """The newest signs. One that cannot be opened is as good as none, and still verifies."""
    if not rows or (signing := _open(rows[0].kid, rows[0].sealed, secret)) is None:
        return None
    return Keys(signing, [row.public for row in rows])


def _cipher(secret: str) -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"waugzee issuer signing key")
    return AESGCM(derived.derive(secret.encode()))


def _seal(key: RSAKey, secret: str, kid: str) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    private = msgspec.json.encode(key.as_dict(private=True))
    return nonce + _cipher(secret).encrypt(nonce, private, kid.encode())


@lru_cache(maxsize=4)
def _open(kid: str, sealed: bytes, secret: str) -> RSAKey | None:
    nonce, ciphertext = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        private = _cipher(secret).decrypt(nonce, ciphertext, kid.encode())
    except InvalidTag:
        return None
    return RSAKey.import_key(msgspec.json.decode(private))
