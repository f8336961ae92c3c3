"""What the errand engine and the errand endpoints say to each other, and the proof of an errand."""

import hashlib
from typing import Annotated, Literal

import msgspec

from waugzee_sync import signing

Kind = Literal["release", "wants", "look_up", "write", "search", "value"]
Method = Literal["GET", "POST", "PUT", "DELETE"]
ErrandId = Annotated[str, msgspec.Meta(pattern=r"\A[A-Za-z0-9:-]{1,80}\Z")]
Status = Annotated[int, msgspec.Meta(ge=0, le=999)]
"""What Discogs answered; 0 where nothing readable came."""


class Errand(msgspec.Struct, frozen=True):
    """One exact request of Discogs, until `expires_at`."""

    id: ErrandId
    kind: Kind
    method: Method
    url: str
    body: str | None
    expires_at: int
    signature: str


class Errands(msgspec.Struct, kw_only=True):
    """What to do next; nothing where all is done. `desk` names `key`, `now` is the server's clock."""

    desk: str
    key: str
    now: float
    ceiling: int
    errands: list[Errand]
    left: int
    """How many there are in all, as far as one knows."""


class ErrandAnswer(msgspec.Struct, kw_only=True):
    """What became of an errand: its proof, the status, and what was read where something was."""

    id: ErrandId
    kind: Kind
    expires_at: Annotated[int, msgspec.Meta(ge=0, le=2**40)]
    digest: Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
    signature: Annotated[str, msgspec.Meta(max_length=64)]
    status: Status
    result: msgspec.Raw


class ErrandDone(msgspec.Struct):
    """The answer was taken; `of_use` is false where it came too late to change anything."""

    of_use: bool


def request_digest(method: str, url: str, body: str | None) -> str:
    """Stands for a request where the request itself, with its credentials, must not travel."""
    return hashlib.sha256(f"{method}\n{url}\n{body or ''}".encode()).hexdigest()


def errand_signature(key: bytes, errand_id: str, kind: str, expires_at: int, digest: str) -> str:
    """Sign an errand: this request, for this purpose, until then."""
    return signing.signature(key, f"errand\n{errand_id}\n{kind}\n{expires_at}\n{digest}")


def is_own_errand(key: bytes, answer: ErrandAnswer) -> bool:
    expected = errand_signature(key, answer.id, answer.kind, answer.expires_at, answer.digest)
    return signing.is_equal(expected, answer.signature)
