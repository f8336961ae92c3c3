"""A ListenBrainz: knows some tokens, judges listens as the real one does, and keeps each once.

The same listen again, of one person at one moment, is no second one. What it answers next can be told.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import msgspec

from http_request import read_request

OCTOBER_2002 = 1033430400
MOST_LISTENS = 1000
SKEW = 3600
REASONS = {200: "OK", 400: "Bad Request", 401: "Unauthorized", 404: "Not Found"}

Listen = dict[str, Any]
Listens = dict[tuple[int, str, str], Listen]
"""What somebody listened to, by when it began, who played it and what it is called."""


class ListenBrainz:
    """`tokens` are whose, `listens` are those of each by name, `submissions` every good request's."""

    def __init__(self) -> None:
        self.origin = ""
        self.forget()

    def forget(self) -> None:
        """As if it had just been set up."""
        self.tokens: dict[str, str] = {}
        self.listens: dict[str, Listens] = {}
        self.submissions: list[list[Listen]] = []
        self.requests: list[tuple[str, str]] = []
        self.refuses = ""
        """It takes no track of this name."""
        self.remaining = 30
        self.meanwhile: Callable[[], Awaitable[object]] | None = None
        """What happens elsewhere, once, while it reads the listens."""
        self._next: list[tuple[str, bool]] = []

    def answer(self, *answers: str, keeping: bool = False) -> None:
        """Statuses for the next listens handed over, with the headers that go along.

        `keeping`: it takes the listens first, so that only its answer is lost.
        """
        self._next += [(answer, keeping) for answer in answers]

    def tracks(self, name: str) -> list[tuple[int, str, str]]:
        """What somebody listened to, in its order."""
        return sorted(self.listens.get(name, {}))

    def _answer(self, method: str, path: str, token: str, body: bytes) -> tuple[str, Any]:
        name = self.tokens.get(token)
        if (method, path) == ("GET", "/1/validate-token"):
            known = {"valid": True, "user_name": name} if name else {"valid": False}
            return "200 OK", {"code": 200, "message": "", **known}
        if (method, path) != ("POST", "/1/submit-listens"):
            return self._problem(404, "Not found")
        if name is None:
            return self._problem(401, "Invalid authorization token.")
        told, keeping = self._next.pop(0) if self._next else ("", True)
        if keeping:
            payload = msgspec.json.decode(body)
            if why := self._flaw(payload):
                return self._problem(400, why)
            self.submissions.append(payload["payload"])
            for listen in payload["payload"]:
                about = listen["track_metadata"]
                at = (listen["listened_at"], about["artist_name"], about["track_name"])
                self.listens.setdefault(name, {})[at] = listen
        return (told, None) if told else ("200 OK", {"status": "ok"})

    def _problem(self, code: int, why: str) -> tuple[str, Any]:
        return f"{code} {REASONS[code]}", {"code": code, "error": why}

    def _flaw(self, submission: Any) -> str:
        payload = submission["payload"]
        if submission["listen_type"] not in ("single", "import") or not payload:
            return "JSON document does not contain any listens"
        if submission["listen_type"] == "single" and len(payload) > 1:
            return "JSON document contains more than listen for a single."
        if len(payload) > MOST_LISTENS:
            return "Too many listens."
        return next(filter(None, map(self._flaw_of, payload)), "")

    def _flaw_of(self, listen: Listen) -> str:
        if set(listen) != {"listened_at", "track_metadata"}:
            return "JSON document may only contain listened_at and track_metadata top level keys"
        at, about = listen["listened_at"], listen["track_metadata"]
        if type(at) is not int or not OCTOBER_2002 <= at <= time.time() + SKEW:
            return "Value for key listened_at is out of range."
        if not (about["track_name"] and about["artist_name"]):
            return "JSON document does not contain required track_metadata.track_name."
        if about["track_name"] == self.refuses:
            return "This track is not taken."
        if len(msgspec.json.encode(listen)) > 10_240:
            return "Listen is too large."
        return ""

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            method, path, headers, body = await read_request(reader)
            self.requests.append((method, path))
            token = headers.get("authorization", "").removeprefix("Token ")
            if method == "POST" and self.meanwhile is not None:
                happens, self.meanwhile = self.meanwhile, None
                await happens()
            status, answer = self._answer(method, path, token, body)
            told = b""
            if answer is not None:
                told = msgspec.json.encode(answer)
                status += f"\r\nX-RateLimit-Remaining: {self.remaining}\r\nX-RateLimit-Reset-In: 7"
            length = f"Content-Length: {len(told)}\r\nConnection: close"
            writer.write(f"HTTP/1.1 {status}\r\n{length}\r\n\r\n".encode() + told)
            await writer.drain()
        finally:
            writer.close()


@asynccontextmanager
async def listening() -> AsyncIterator[ListenBrainz]:
    """On this machine, until left."""
    listenbrainz = ListenBrainz()
    server = await asyncio.start_server(listenbrainz._serve, "127.0.0.1", 0)
    listenbrainz.origin = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield listenbrainz
