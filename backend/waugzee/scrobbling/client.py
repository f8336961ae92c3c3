"""The two requests of ListenBrainz: whose a token is, and here are listens.

Its address is the operator's. No redirect is followed and no proxy used: the token goes there alone.
"""

import asyncio
import re
from collections.abc import Sequence
from typing import Annotated, Literal

import httpx
import msgspec
from httpx import Response

from waugzee.outgoing import client_from
from waugzee.scrobbling.listens import Listen
from waugzee.settings import Settings

WITHIN = 30.0
LARGEST_ANSWER = 64_000
LONGEST_REASON = 200
LONGEST_WAIT = 6 * 3600
REFUSING = (400, 413)
"""What is said to listens that will not be taken the next time either."""
UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError, RecursionError)


class TokenRefused(Exception):
    """ListenBrainz takes the token no more, or not; the message is its reason."""


class ListensRefused(Exception):
    """At least one of the listens is not taken; the message is the reason. None was kept."""


class Later(Exception):
    """It is to be asked again after so many seconds, where it said how many."""

    def __init__(self, reason: str, seconds: float = 0) -> None:
        super().__init__(reason)
        self.seconds = seconds


class Validity(msgspec.Struct):
    """Whether a token is good, and whose it is."""

    valid: bool
    user_name: Annotated[str, msgspec.Meta(max_length=256, pattern=r"\A[^\x00]*\Z")] = ""


class Success(msgspec.Struct):
    """A JSON body that says yes."""

    status: Literal["ok"]


class Failure(msgspec.Struct):
    """A JSON body that says no."""

    error: str = ""


class Submission(msgspec.Struct):
    """Listens that are over: one by itself, or several."""

    listen_type: str
    payload: Sequence[Listen]


class ListenBrainzClient:
    """One kept-alive client."""

    def __init__(self, settings: Settings) -> None:
        self._url = settings.listenbrainz_url
        self._http = client_from(settings.public_url, timeout=WITHIN)

    async def aclose(self) -> None:
        await self._http.aclose()

    async def username(self, token: str) -> str:
        """Whose token it is. Raises TokenRefused and Later."""
        answer, body = await self._ask("GET", "/1/validate-token", token)
        if answer.status_code != 200:
            raise Later(f"answered {answer.status_code}")
        try:
            found = msgspec.json.decode(body, type=Validity)
        except UNREADABLE as error:
            raise Later("does not say whether the token is good") from error
        if not found.valid or not found.user_name:
            raise TokenRefused("it is not valid")
        return found.user_name

    async def submit(self, token: str, listens: Sequence[Listen]) -> float:
        """Hand over up to a thousand listens; again they are the same ones.

        Returns for how many seconds to ask nothing more. Raises TokenRefused, ListensRefused and Later.
        """
        kind = "single" if len(listens) == 1 else "import"
        answer, body = await self._ask("POST", "/1/submit-listens", token, Submission(kind, listens))
        if answer.status_code in REFUSING:
            raise ListensRefused(_reason(body))
        if not answer.is_success:
            raise Later(f"answered {answer.status_code}")
        try:
            msgspec.json.decode(body, type=Success)
        except UNREADABLE as error:
            raise Later("does not say that it took the listens") from error
        return _rest(answer) if answer.headers.get("x-ratelimit-remaining") == "0" else 0

    async def _ask(
        self, method: str, path: str, token: str, content: Submission | None = None
    ) -> tuple[Response, bytes]:
        headers = {
            "Authorization": f"Token {token}",
            "Content-Type": "application/json",
            # A few bytes that are packed could become a gigabyte.
            "Accept-Encoding": "identity",
        }
        json = None if content is None else msgspec.json.encode(content)
        body = bytearray()
        try:
            # httpx' own limits hold for each read, not for the whole.
            async with (
                asyncio.timeout(WITHIN),
                self._http.stream(method, self._url + path, headers=headers, content=json) as answer,
            ):
                async for part in answer.aiter_raw():
                    body += part
                    if len(body) > LARGEST_ANSWER:
                        raise Later("answers without end")
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
            raise Later(type(error).__name__) from error
        if answer.status_code == 401:
            raise TokenRefused(_reason(bytes(body)))
        if answer.status_code == 429 or answer.status_code >= 500:
            raise Later(f"answered {answer.status_code}", _rest(answer))
        return answer, bytes(body)


def _rest(answer: Response) -> float:
    """Seconds after which ListenBrainz, or who stands before it, wants to be asked again; 0 if unsaid."""
    for name in ("x-ratelimit-reset-in", "retry-after"):
        text = answer.headers.get(name, "")
        if text.isdecimal() and len(text) < 10:
            return min(float(text), LONGEST_WAIT)
    return 0


def _reason(body: bytes) -> str:
    """ListenBrainz' own words for a refusal, to stand within a sentence."""
    try:
        said = msgspec.json.decode(body, type=Failure).error
    except UNREADABLE:
        said = ""
    return re.sub(r"[^ -~]+", " ", said)[:LONGEST_REASON].strip(" .") or "it gave no reason"
