"""The key by which devices know who pushes (VAPID, RFC 8292): made when first needed, kept encrypted.

A device's subscription is bound to it. Where the keys of this installation no longer open it, another is
made, and devices subscribe anew.
"""

import base64
import time
from urllib.parse import urlsplit

import structlog
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)
from jose import jwt

from waugzee import sealing
from waugzee.db import Transaction
from waugzee.inbox import push_queries
from waugzee.settings import Settings

PURPOSE = "push key"
OWNER = "installation"
LIFE = 12 * 3600
"""Seconds a signature is good for; push services allow a day."""

log = structlog.get_logger(__name__)


async def push_key(db: Transaction, settings: Settings) -> ec.EllipticCurvePrivateKey | None:
    """None where this installation keeps no secrets, and so does not push."""
    if not settings.secret_keys:
        return None
    sealed = await push_queries.sealed_key(db)
    if not sealed:
        await push_queries.add_key(db, _sealed(settings, ec.generate_private_key(ec.SECP256R1())))
        # Another process may have been first.
        sealed = await push_queries.sealed_key(db)
    if (key := _opened(settings, sealed)) is not None:
        return key
    log.warning("the keys of this installation do not open the one that signs pushes; making another")
    made = ec.generate_private_key(ec.SECP256R1())
    await push_queries.replace_key(db, _sealed(settings, made))
    return made


async def reseal_key(db: Transaction, settings: Settings) -> None:
    """Encrypt it anew, with the first of the keys."""
    sealed = await push_queries.sealed_key(db)
    if sealed and not sealing.is_current(settings.secret_keys, sealed) and (key := _opened(settings, sealed)):
        await push_queries.replace_key(db, _sealed(settings, key))


def public_text(key: ec.EllipticCurvePrivateKey) -> str:
    """The public half, as browsers take it."""
    return in_base64(key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def authorization(key: ec.EllipticCurvePrivateKey, endpoint: str, contact: str) -> str:
    """The header that signs a request to a push service, good for that service alone."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(time.time()) + LIFE,
        "sub": contact,
    }
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    return f"vapid t={jwt.encode(claims, pem, algorithm='ES256')}, k={public_text(key)}"


def in_base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def from_base64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))


def _sealed(settings: Settings, key: ec.EllipticCurvePrivateKey) -> bytes:
    plain = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return sealing.seal(settings.secret_keys, plain, purpose=PURPOSE, owner=OWNER)


def _opened(settings: Settings, sealed: bytes) -> ec.EllipticCurvePrivateKey | None:
    try:
        plain = sealing.unseal(settings.secret_keys, sealed, purpose=PURPOSE, owner=OWNER)
    except sealing.CannotOpen:
        return None
    key = load_der_private_key(plain, None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key
