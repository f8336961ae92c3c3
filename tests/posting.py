"""Pages made by hand and posted as an engine would, every part of it to be bent by a test."""

import secrets
import time
from typing import Any, Self

import httpx
import msgspec

from people import Person
from waugzee_sync import signing
from waugzee_sync.messages import Instruction, SyncStart


def item(instance_id: int, /, **changed: Any) -> dict[str, Any]:
    """A copy as Discogs shows it to its owner. What is changed to `...` is left out."""
    release_id = changed.get("id", 1_000_000 + instance_id % 1_000_000)
    whole = {
        "id": release_id,
        "instance_id": instance_id,
        "date_added": "2024-03-05T10:02:33-08:00",
        "rating": 4,
        "folder_id": 1,
        "notes": [{"field_id": 1, "value": "Mint (M)"}],
        "basic_information": about(release_id),
        **changed,
    }
    return {name: value for name, value in whole.items() if value is not ...}


def about(release_id: int, /, **changed: Any) -> dict[str, Any]:
    """The release within an item."""
    whole = {
        "id": release_id,
        "master_id": 7,
        "master_url": "https://api.discogs.com/masters/7",
        "resource_url": f"https://api.discogs.com/releases/{release_id}",
        "thumb": f"https://i.discogs.com/small/{release_id}.jpeg",
        "cover_image": f"https://i.discogs.com/large/{release_id}.jpeg",
        "title": f"Record {release_id}",
        "year": 1979,
        "formats": [{"name": "Vinyl", "qty": "1", "descriptions": ["LP", "Album"]}],
        "labels": [{"name": "Factory", "catno": "FACT 10", "id": 57, "entity_type": "1"}],
        "artists": [{"name": "Joy Division", "anv": "", "join": "", "id": 3898, "role": "", "tracks": ""}],
        "genres": ["Rock"],
        "styles": ["Post-Punk"],
        **changed,
    }
    return {name: value for name, value in whole.items() if value is not ...}


class HandRun:
    """A sync run whose engine is the test."""

    def __init__(self, person: Person, start: SyncStart) -> None:
        assert start.key is not None, "someone else drives this run"
        self.person = person
        self.start = start
        self.id = str(start.run.id)
        self.path = f"/api/syncs/{self.id}"
        self.key = signing.decoded_key(start.key)

    @classmethod
    async def open(cls, person: Person, driver: str = "by-hand-1") -> Self:
        """Choose the demo collection and open a run, or take up the one there is."""
        await person.ask("PUT", "/api/discogs", {"kind": "demo"})
        content = msgspec.json.encode({"driver": driver})
        answer = await person.http.post("/api/syncs", content=content)
        assert answer.status_code in (200, 201), answer.text
        return cls.of(person, answer.json())

    @classmethod
    def of(cls, person: Person, opened: Any) -> Self:
        """The run that `POST /api/syncs` answered."""
        return cls(person, msgspec.convert(opened, SyncStart))

    async def instruction(self, page: int) -> Instruction:
        """A fresh one: its reading counts as later than all before."""
        (given,) = await self.instructions([page])
        return given

    async def instructions(self, pages: list[int]) -> list[Instruction]:
        """Fresh ones for at most fifty pages."""
        given = await self.person.ask("POST", f"{self.path}/instructions", {"pages": pages})
        return msgspec.convert(given["instructions"], list[Instruction])

    async def page(
        self, number: int, items: list[Any], *, total: int, pages: int = 1, status: int = 200
    ) -> Any:
        """Read page `number` anew and post it; the decoded answer."""
        made = reading(await self.instruction(number), items, total=total, pages=pages)
        answer = await self.post(made, number)
        assert answer.status_code == status, answer.text
        return msgspec.json.decode(answer.content)

    async def post(
        self,
        body: dict[str, Any] | bytes,
        number: int,
        *,
        key: bytes | None = None,
        key_id: str | None = None,
        created: float | None = None,
        nonce: str | None = None,
        sent: bytes | None = None,
        sent_to: str | None = None,
        to: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> httpx.Response:
        """Sign `body` for page `number` (or the path `to`) and put it.

        `sent` and `sent_to` differ from what was signed.
        """
        signed = body if isinstance(body, bytes) else msgspec.json.encode(body)
        path = to or f"{self.path}/pages/{number}"
        signature = signing.signed_headers(
            key or self.key,
            "PUT",
            path,
            signed,
            created=int(time.time() if created is None else created),
            nonce=nonce or secrets.token_urlsafe(16),
            key_id=key_id or self.id,
        )
        return await self.person.http.put(
            sent_to or path,
            content=signed if sent is None else sent,
            headers=httpx.Headers({**signature, **(headers or {})}, encoding="latin-1"),
        )

    async def finish(self, *, give_up: bool = False) -> Any:
        """Ask whether the run is whole: `{run, reread}`."""
        return await self.person.ask("POST", f"{self.path}/finish", {"give_up": give_up})

    async def state(self) -> Any:
        return await self.person.ask("GET", self.path)


def reading(
    instruction: Instruction, items: list[Any], *, total: int, pages: int = 1, **changed: Any
) -> dict[str, Any]:
    """A page as an engine posts it, `items` already decoded or msgspec.Raw."""
    return {
        "read": instruction.read,
        "expires_at": instruction.expires_at,
        "url_digest": signing.url_digest(instruction.url),
        "signature": instruction.signature,
        "pagination": {"page": instruction.page, "pages": pages, "per_page": 100, "items": total},
        "items": items,
        **changed,
    }
