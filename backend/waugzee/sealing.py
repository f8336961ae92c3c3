"""Secrets of others, kept so that a copy of the database tells nothing: AES-256-GCM, with a ring of keys.

The first key of the ring seals; every key of it opens. What is sealed is bound to a purpose and to whose
it is: moved to another row or another use it does not open.

    1 byte    the format, 1
    8 bytes   which key: the beginning of the SHA-256 of its text
    12 bytes  nonce, random
    the rest  ciphertext and tag
"""

import hashlib
import os
from collections.abc import Sequence
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FORMAT = b"\x01"
KEY_ID = slice(1, 9)
NONCE = slice(9, 21)
BODY = slice(21, None)
NONCE_BYTES = 12
INFO = b"waugzee secrets at rest"


class CannotOpen(Exception):
    """No key of the ring opens this, or it was kept for another purpose or for somebody else."""


def seal(keys: Sequence[str], plain: bytes, *, purpose: str, owner: str) -> bytes:
    """Seal under the first of `keys`, of which there must be one."""
    nonce = os.urandom(NONCE_BYTES)
    return FORMAT + key_id(keys[0]) + nonce + _cipher(keys[0]).encrypt(nonce, plain, _bound(purpose, owner))


def unseal(keys: Sequence[str], sealed: bytes, *, purpose: str, owner: str) -> bytes:
    """Open what one of `keys` sealed; raises CannotOpen."""
    known = {key_id(key): key for key in keys}
    key = known.get(sealed[KEY_ID]) if sealed[:1] == FORMAT else None
    if key is None:
        raise CannotOpen("it was sealed with a key that is not here")
    try:
        return _cipher(key).decrypt(sealed[NONCE], sealed[BODY], _bound(purpose, owner))
    except InvalidTag as error:
        raise CannotOpen("it was altered, or kept for another purpose") from error


def is_current(keys: Sequence[str], sealed: bytes) -> bool:
    """Whether the first key sealed it."""
    return sealed[:1] == FORMAT and sealed[KEY_ID] == key_id(keys[0])


def key_id(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()[:8]


def _bound(purpose: str, owner: str) -> bytes:
    return f"{purpose}\n{owner}".encode()


@lru_cache(maxsize=32)
def _cipher(key: str) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=None, info=INFO).derive(key.encode()))
