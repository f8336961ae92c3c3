"""A push service and the devices behind it: takes what is pushed, and decrypts it as a browser does.

The decryption (RFC 8291, RFC 8188) is written out here, apart from the library that encrypts.
"""

import asyncio
import base64
import secrets
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from http_request import read_request


def in_base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def from_base64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _derived(key: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(key)


class Pushed(msgspec.Struct):
    """A request as it came: its headers in small letters, and its body."""

    path: str
    headers: dict[str, str]
    body: bytes


class Device:
    """A browser's subscription, with the private half of its keys."""

    def __init__(self, origin: str) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._auth = secrets.token_bytes(16)
        self.path = f"/push/{secrets.token_urlsafe(12)}"
        self.endpoint = f"{origin}{self.path}"

    @property
    def public(self) -> bytes:
        return self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def subscription(self, **changed: Any) -> dict[str, Any]:
        """What the page posts."""
        keys = {"p256dh": in_base64(self.public), "auth": in_base64(self._auth)}
        return {"endpoint": self.endpoint, "keys": keys, **changed}

    def read(self, body: bytes) -> Any:
        """Decrypt a message of one record."""
        salt, length = body[:16], body[20]
        sender, sealed = body[21 : 21 + length], body[21 + length :]
        shared = self._key.exchange(
            ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        )
        material = _derived(shared, self._auth, b"WebPush: info\0" + self.public + sender, 32)
        key = _derived(material, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _derived(material, salt, b"Content-Encoding: nonce\0", 12)
        plain = AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\0")
        assert plain[-1:] == b"\2", "the last record ends with a 2"
        return msgspec.json.decode(plain[:-1])


class Receiver:
    """Answers 201, or what it was told to answer next at a path."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.pushed: asyncio.Queue[Pushed] = asyncio.Queue()
        self._next: defaultdict[str, list[str]] = defaultdict(list)

    def device(self) -> Device:
        return Device(self.origin)

    def answer(self, device: Device, *answers: str) -> None:
        """Statuses, each with the headers that go along."""
        self._next[device.path] += answers

    async def taken(self, within: float = 20) -> Pushed:
        """The next request that came."""
        return await asyncio.wait_for(self.pushed.get(), within)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            _, path, headers, body = await read_request(reader)
            answer = self._next[path].pop(0) if self._next[path] else "201 Created"
            writer.write(f"HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
            await writer.drain()
            self.pushed.put_nowait(Pushed(path, headers, body))
        finally:
            writer.close()


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    receiver = Receiver("")
    server = await asyncio.start_server(receiver._serve, "127.0.0.1", 0)
    receiver.origin = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield receiver
