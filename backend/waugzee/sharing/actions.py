"""Opening, shutting and addressing one's profile; and what guests read of it.

A guest's request takes two transactions: one asks whose open profile an address is, which is one question
whether it is unknown, shut, or its owner suspended; the other reads as that owner, and only what they chose.
"""

import hashlib
import re
import secrets
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from msgspec import UNSET
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncEngine

from waugzee.accounts.user_queries import is_visiting
from waugzee.db import Transaction, transaction
from waugzee.errors import Conflict, Forbidden, Invalid, NameTaken, NotFound
from waugzee.paging import to_cursor
from waugzee.plays.spins import now_spinning
from waugzee.sharing import queries
from waugzee.sharing.kept import Kept
from waugzee.sharing.schemas import (
    ChangeProfile,
    Profile,
    PublicGenre,
    PublicProfile,
    PublicRecord,
    PublicRecords,
    PublicShelf,
    PublicSpin,
    PublicSpinning,
    PublicStatistics,
    PublicTop,
)

MOST_NAMES = 5
LETTERS = "abcdefghjkmnpqrstvwxyz23456789"
LENGTH = 26
"""Letters of an address at random: 127 bits."""
PATH = "/u/"
_ADDRESS = re.compile(r"[a-z0-9-]{3,26}")
NOT_THERE = "There is no open shelf at this address."
_RESERVED = re.compile(
    r"about|account|admin|administrator|api|demo|discogs|guest|help|home|imprint|index|info|legal|login|me"
    r"|moderator|official|privacy|public|root|settings|shelf|signin|signup|staff|status|support|system|team"
    r"|terms|user|users|waugzee|www"
)
"""Names that might be taken for ours, or for nobody's."""

CHOSEN_AT_FIRST: dict[str, Any] = {
    "title": "",
    "shelf": True,
    "statistics": False,
    "spinning": False,
    "listed": False,
}


class Seen(msgspec.Struct, frozen=True):
    """An open profile as it is now: whose, what of it is shown, and the state that all of it depends on."""

    user_id: uuid.UUID
    title: str
    shelf: bool
    statistics: bool
    spinning: bool
    listed: bool
    feed: int

    def key(self, *what: object) -> tuple[object, ...]:
        return (*msgspec.structs.astuple(self), *what)


async def profile(db: Transaction, user_id: uuid.UUID, public_url: str) -> Profile:
    held = await queries.addresses_of(db, user_id)
    row = await queries.profile_of(db, user_id)
    address = row.address if row else None
    return Profile(
        open=any(one.open for one in held),
        url=f"{public_url}{PATH}{address}" if address else None,
        address=address,
        named=any(one.named for one in held if one.address == address),
        names=[one.address for one in held if one.named],
        **(_shown(row) if row else CHOSEN_AT_FIRST),
    )


def _shown(row: Row[Any]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in CHOSEN_AT_FIRST}


async def change_profile(db: Transaction, user_id: uuid.UUID, data: ChangeProfile) -> None:
    """Raises NameTaken and Invalid for the name, Conflict where too many are kept, Forbidden for visitors."""
    await queries.locked(db, user_id)
    if (data.open is True or data.name is not UNSET) and await is_visiting(db, user_id):
        raise Forbidden("Whoever looks around without an account shows nothing to others.")
    held = await queries.addresses_of(db, user_id)
    row = await queries.profile_of(db, user_id)
    given = msgspec.structs.asdict(data)
    chosen = (_shown(row) if row else CHOSEN_AT_FIRST) | {
        name: given[name] for name in CHOSEN_AT_FIRST if given[name] is not UNSET
    }
    is_open = any(one.open for one in held) if data.open is UNSET else data.open
    if data.name is UNSET and row is not None:
        address = row.address
    else:
        address = await _address(db, user_id, held, None if data.name is UNSET else data.name)
    await queries.write_profile(db, user_id, {"address": address, **chosen})
    await queries.open_only(db, user_id, address if is_open else None)


async def renew(db: Transaction, user_id: uuid.UUID) -> None:
    """Another address at random: the one before leads nowhere from now on. Raises Conflict."""
    await queries.locked(db, user_id)
    held = await queries.addresses_of(db, user_id)
    row = await queries.profile_of(db, user_id)
    if row is None or any(one.named for one in held if one.address == row.address):
        raise Conflict("Only an address made at random can be made anew.")
    await queries.forget_addresses_at_random(db, user_id)
    address = await _made_up(db, user_id)
    await queries.write_profile(db, user_id, {"address": address, **_shown(row)})
    await queries.open_only(db, user_id, address if any(one.open for one in held) else None)


async def _address(db: Transaction, user_id: uuid.UUID, held: Any, name: str | None) -> str:
    if name is None:
        known = next((str(one.address) for one in held if not one.named), None)
        return known or await _made_up(db, user_id)
    if _RESERVED.fullmatch(name):
        raise Invalid("This name is kept free. Choose another.")
    names = [one.address for one in held if one.named]
    if name in names:
        return name
    if len(names) >= MOST_NAMES:
        raise Conflict(f"{MOST_NAMES} names are kept for you already. Use one of them.")
    if not await queries.take_address(db, user_id, name, named=True):
        raise NameTaken("Somebody else has this address. Choose another.")
    return name


async def _made_up(db: Transaction, user_id: uuid.UUID) -> str:
    address = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    await queries.take_address(db, user_id, address, named=False)
    return address


async def seen(engine: AsyncEngine, address: str) -> Seen:
    """The open profile at an address; raises NotFound, whatever stands in the way."""
    if not _ADDRESS.fullmatch(address):
        raise NotFound(NOT_THERE)
    async with transaction(engine) as db:
        user_id = await queries.owner_of(db, address)
    if user_id is None:
        raise NotFound(NOT_THERE)
    async with transaction(engine, user_id) as db:
        row = await queries.profile_of(db, user_id)
        if row is None or row.address != address:
            raise NotFound(NOT_THERE)
        return Seen(user_id, **_shown(row), feed=await queries.feed_of(db, user_id))


async def _as_owner(
    engine: AsyncEngine, of: Seen, read: Callable[[Transaction, uuid.UUID], Awaitable[msgspec.Struct]]
) -> bytes:
    async with transaction(engine, of.user_id) as db:
        return msgspec.json.encode(await read(db, of.user_id))


async def public_profile(engine: AsyncEngine, kept: Kept, of: Seen) -> bytes:
    """The profile as JSON. What spins is read each time; the rest is kept until something changes."""

    async def read() -> bytes:
        return await _as_owner(engine, of, lambda db, user_id: _told(db, user_id, of))

    body = await kept.get(of.key("profile"), read)
    if not of.spinning:
        return body
    told = msgspec.json.decode(body, type=PublicProfile)
    async with transaction(engine, of.user_id) as db:
        told.spinning = await _spinning(db, of.user_id)
    return msgspec.json.encode(told)


async def _told(db: Transaction, user_id: uuid.UUID, of: Seen) -> PublicProfile:
    shelf = statistics = None
    counts = await queries.counts(db, user_id)
    if of.shelf:
        genres = [PublicGenre(row["name"], row["records"]) for row in await queries.genres(db, user_id)]
        shelf = PublicShelf(counts["standing"], genres)
    if of.statistics:
        played = await queries.plays(db, user_id)
        statistics = PublicStatistics(
            records=counts["records"],
            artists=counts["artists"],
            plays=played["plays"],
            hours=round(played["seconds"] / 3600),
            top=[PublicTop(**row) for row in await queries.top(db, user_id)],
        )
    return PublicProfile(of.title, shelf, statistics, None)


async def _spinning(db: Transaction, user_id: uuid.UUID) -> PublicSpinning:
    spin = await now_spinning(db, user_id)
    if spin is None or spin.over:
        return PublicSpinning(None)
    cover = await queries.cover_of(db, user_id, spin.copy_id)
    return PublicSpinning(PublicSpin(spin.release_id, spin.title, spin.artist, cover, spin.side))


async def public_records(
    engine: AsyncEngine,
    kept: Kept,
    of: Seen,
    *,
    words: list[str],
    genre: str | None,
    after: queries.Place | None,
    limit: int,
) -> bytes:
    """A page of the shelf as JSON; raises NotFound where the shelf is not shown."""
    if not of.shelf:
        raise NotFound(NOT_THERE)

    async def read(db: Transaction, user_id: uuid.UUID) -> PublicRecords:
        rows = await queries.records(db, user_id, words, genre, after, limit)
        shown = [PublicRecord(**_record(row)) for row in rows]
        last = rows[-1] if len(rows) == limit else None
        place = last and queries.Place(last["artist_key"], last["title_key"], last["release_id"])
        return PublicRecords(shown, rows[0]["total"] if rows else 0, to_cursor(place) if place else None)

    async def made() -> bytes:
        return await _as_owner(engine, of, read)

    return await kept.get(of.key("records", tuple(words), genre, after, limit), made)


def _record(row: Any) -> dict[str, Any]:
    own = {name: row[name] for name in PublicRecord.__struct_fields__}
    return own | {"genres": msgspec.json.decode(row["genres"])}


def etag_of(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'
