"""A request over HTTP/1.1 as the receivers of these tests read it: bytes from a socket, nothing between."""

import asyncio
from typing import NamedTuple


class Request(NamedTuple):
    """Names of headers are in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


async def read_request(reader: asyncio.StreamReader) -> Request:
    line, *fields = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    method, path, _ = line.split()
    parts = (field.partition(":") for field in fields if field)
    headers = {name.lower(): value.strip() for name, _, value in parts}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Request(method, path, headers, body)
