"""What is taken of an issuer's answers, and what only says that it cannot be used."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import msgspec
import pytest

from waugzee.accounts import issuer_client
from waugzee.accounts.issuer_client import DISCOVERY_FRESH, PATH, RETRY, IssuerClient
from waugzee.errors import IssuerUnreachable


class Answering:
    """A server on the loopback that answers each path with the same bytes, and counts."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.answers: dict[str, bytes] = {}
        self.asked: list[str] = []

    def says(self, path: str, body: Any, status: str = "200 OK") -> None:
        content = body if isinstance(body, bytes) else msgspec.json.encode(body)
        head = f"HTTP/1.1 {status}\r\nContent-Length: {len(content)}\r\nConnection: close\r\n\r\n"
        self.answers[path] = head.encode() + content

    def is_issuer(self, **changed: Any) -> None:
        endpoints = {
            name: f"{self.address}/{name}"
            for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")
        }
        self.says(PATH, {"issuer": self.address, **endpoints, **changed})

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = (await reader.readuntil(b"\r\n\r\n")).decode()
        path = request.split()[1]
        self.asked.append(path)
        writer.write(self.answers.get(path, b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"))
        await writer.drain()
        writer.close()


@pytest.fixture
async def answering() -> AsyncIterator[Answering]:
    served: Answering

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await served.serve(reader, writer)

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        served = Answering(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        served.is_issuer()
        yield served


class Clock:
    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def client(answering: Answering, clock: Clock) -> AsyncIterator[IssuerClient]:
    client = IssuerClient(answering.address, now=clock)
    yield client
    await client.aclose()


UNUSABLE: dict[str, Callable[[Answering], None]] = {
    "calls itself otherwise": lambda a: a.is_issuer(issuer="https://elsewhere.example"),
    "differs by a slash": lambda a: a.is_issuer(issuer=f"{a.address}/"),
    "keys in the open": lambda a: a.is_issuer(jwks_uri="http://keys.example/jwks"),
    "keys on the disk": lambda a: a.is_issuer(jwks_uri="file:///etc/passwd"),
    "keys nowhere": lambda a: a.is_issuer(jwks_uri="https://["),
    "an endpoint that is more than an address": lambda a: a.is_issuer(
        userinfo_endpoint="https://a.example; script-src *"
    ),
    "no keys": lambda a: a.is_issuer(jwks_uri=None),
    "a list": lambda a: a.says(PATH, []),
    "a page": lambda a: a.says(PATH, b"<!doctype html>"),
    "nothing": lambda a: a.says(PATH, b""),
    "not UTF-8": lambda a: a.says(PATH, b'{"issuer": "\xff"}'),
    "nested": lambda a: a.says(PATH, b'{"issuer": ' + b"[" * 100_000),
    "endless": lambda a: a.says(PATH, b" " * 600_000),
    "not found": lambda a: a.says(PATH, {}, "404 Not Found"),
    "an error with a document": lambda a: a.says(PATH, {"issuer": a.address}, "500 Oops"),
    "a redirect": lambda a: a.says(PATH, b"", "302 Found\r\nLocation: /elsewhere"),
    "no HTTP": lambda a: a.answers.update({PATH: b"SSH-2.0-OpenSSH_9.2\r\n"}),
    "a broken compression": lambda a: a.answers.update(
        {PATH: b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nxxxx"}
    ),
    "half an answer": lambda a: a.answers.update({PATH: b"HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n{"}),
}


@pytest.mark.parametrize("trouble", UNUSABLE)
async def test_an_answer_that_cannot_be_used_is_an_issuer_that_cannot_be_reached(
    answering: Answering, client: IssuerClient, trouble: str
) -> None:
    UNUSABLE[trouble](answering)
    with pytest.raises(IssuerUnreachable):
        await client.keys()


@pytest.mark.parametrize("body", [b"<!doctype html>", b"[]", b'{"keys": {}}', b'{"keys": [1]}'])
async def test_keys_that_are_none(answering: Answering, client: IssuerClient, body: bytes) -> None:
    answering.says("/jwks_uri", body)
    with pytest.raises(IssuerUnreachable):
        await client.keys()


async def test_an_issuer_that_takes_its_time_is_left_alone(
    answering: Answering, client: IssuerClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(issuer_client, "WITHIN", 0.1)

    async def never(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()  # until the client has had enough
        writer.close()

    monkeypatch.setattr(answering, "serve", never)
    with pytest.raises(IssuerUnreachable):
        await client.metadata()


async def test_discovery_is_asked_once_and_again_when_it_is_old_or_the_keys_have_moved(
    answering: Answering, client: IssuerClient, clock: Clock
) -> None:
    answering.says("/jwks_uri", {"keys": []})
    await asyncio.gather(*(client.keys() for _ in range(3)))
    assert answering.asked.count(PATH) == 1
    clock.time += DISCOVERY_FRESH
    await client.keys()
    assert answering.asked.count(PATH) == 2
    answering.is_issuer(jwks_uri=f"{answering.address}/moved")
    answering.says("/moved", {"keys": []})
    del answering.answers["/jwks_uri"]
    with pytest.raises(IssuerUnreachable):
        await client.keys()
    assert await client.keys() == []


async def test_what_was_discovered_serves_through_an_outage(
    answering: Answering, client: IssuerClient, clock: Clock
) -> None:
    known = await client.metadata()
    answering.says(PATH, b"", "500 Oops")
    clock.time += DISCOVERY_FRESH
    for _ in range(3):
        assert await client.metadata() == known
    assert answering.asked.count(PATH) == 2
    clock.time += RETRY
    assert await client.metadata() == known
    assert answering.asked.count(PATH) == 3


async def test_where_it_lives_is_told_to_the_page(answering: Answering, client: IssuerClient) -> None:
    assert client.known is None
    answering.is_issuer(token_endpoint="https://tokens.example:8443/token?tenant=7")
    assert (await client.metadata()).origins == sorted([answering.address, "https://tokens.example:8443"])
    assert client.known == await client.metadata()


async def test_an_issuer_without_the_endpoint_for_it(answering: Answering, client: IssuerClient) -> None:
    assert await client.userinfo("token") is None
    assert not await client.revoke("token", "waugzee-page")
    with pytest.raises(IssuerUnreachable):
        await client.introspect("token", {})
