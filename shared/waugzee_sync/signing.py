"""Signatures: of the requests an engine posts, and of the instructions it was given.

Requests are signed as RFC 9421 (HTTP Message Signatures) has it, with `hmac-sha256` over the method,
the path and the `Content-Digest` of RFC 9530, a creation time and a nonce. One fixed set of covered
components is written and accepted, nothing else.
"""

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Mapping

MAX_AGE = 300
"""Seconds that a request's clock may differ from ours, either way."""

_INPUT = re.compile(
    r'waugzee=(\("@method" "@path" "content-digest"\);created=(\d{1,12});nonce="([A-Za-z0-9_-]{16,64})"'
    r';keyid="([0-9a-f-]{36})";alg="hmac-sha256")',
    re.ASCII,
)
_SIGNATURE = re.compile(r"waugzee=:([A-Za-z0-9+/]{43}=):", re.ASCII)


class BadSignature(Exception):
    """The request is not signed as it must be; the message says how it is wrong."""


def derived_key(secret: bytes, *purpose: str) -> bytes:
    """Derive a key for one purpose, so that no key serves two."""
    return hmac.digest(secret, "\n".join(purpose).encode(), "sha256")


def signature(key: bytes, base: str) -> str:
    """Return the base64 HMAC-SHA256 of a signature base (RFC 9421 §3.3.3)."""
    return base64.b64encode(hmac.digest(key, base.encode(), "sha256")).decode()


def signature_base(components: Mapping[str, str], parameters: str) -> str:
    """Return the signature base of RFC 9421 §2.5; `parameters` is the whole inner list."""
    lines = [f'"{name}": {value}' for name, value in components.items()]
    return "\n".join([*lines, f'"@signature-params": {parameters}'])


def content_digest(body: bytes) -> str:
    """Return the `Content-Digest` of `body` (RFC 9530)."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def signed_headers(
    key: bytes, method: str, path: str, body: bytes, *, created: int, nonce: str, key_id: str
) -> dict[str, str]:
    """Return the headers that sign a request.

    `created` is in Unix seconds, `nonce` 16 to 64 URL-safe characters never used before with this key.
    """
    digest = content_digest(body)
    parameters = (
        '("@method" "@path" "content-digest")'
        f';created={created};nonce="{nonce}";keyid="{key_id}";alg="hmac-sha256"'
    )
    signed = signature(key, signature_base(_covered(method, path, digest), parameters))
    return {
        "Content-Digest": digest,
        "Signature-Input": f"waugzee={parameters}",
        "Signature": f"waugzee=:{signed}:",
    }


def verified_nonce(
    key: bytes, method: str, path: str, body: bytes, headers: Mapping[str, str], *, now: float, key_id: str
) -> str:
    """Check a request's signature, digest and age; return its nonce. Raises BadSignature.

    `headers` are looked up by their names in lower case.
    """
    wanted = _INPUT.fullmatch(headers.get("signature-input", ""))
    given = _SIGNATURE.fullmatch(headers.get("signature", ""))
    if wanted is None or given is None:
        raise BadSignature("the request is not signed, or covers other parts than it must")
    parameters, created, nonce, signer = wanted.groups()
    if signer != key_id:
        raise BadSignature("the request is signed for another run")
    if abs(now - int(created)) > MAX_AGE:
        raise BadSignature("the signature is too old, or its clock is wrong")
    digest = content_digest(body)
    if not is_equal(digest, headers.get("content-digest", "")):
        raise BadSignature("the body is not the one that was signed")
    expected = signature(key, signature_base(_covered(method, path, digest), parameters))
    if not is_equal(expected, given[1]):
        raise BadSignature("the signature does not match")
    return nonce


def instruction_signature(key: bytes, page: int, read: int, expires_at: int, url_digest: str) -> str:
    """Sign an instruction: this page, this reading, this address, until then."""
    return signature(key, f"instruction\n{page}\n{read}\n{expires_at}\n{url_digest}")


def is_own_instruction(
    key: bytes, page: int, read: int, expires_at: int, url_digest: str, given: str
) -> bool:
    expected = instruction_signature(key, page, read, expires_at, url_digest)
    return is_equal(expected, given)


def url_digest(url: str) -> str:
    """Stands for an address where the address itself, with its credentials, must not travel."""
    return hashlib.sha256(url.encode()).hexdigest()


def decoded_key(text: str) -> bytes:
    """Read a key from base64; raises BadSignature."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadSignature("the key is not base64") from error


def encoded_key(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _covered(method: str, path: str, digest: str) -> dict[str, str]:
    return {"@method": method.upper(), "@path": path, "content-digest": digest}


def is_equal(ours: str, given: str) -> bool:
    """Compare in constant time; as texts, `compare_digest` raises on anything but ASCII."""
    return hmac.compare_digest(ours.encode(), given.encode(errors="replace"))
