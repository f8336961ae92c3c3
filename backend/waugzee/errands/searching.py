"""Barcodes: looked for on the shelf, and at Discogs by the user's own browser."""

import re
import uuid
from datetime import UTC, datetime, timedelta
from typing import Literal

import msgspec

from waugzee.db import Event, Transaction
from waugzee.discogs.queries import discogs_account
from waugzee.errands import lookup_queries as queries
from waugzee.errands.lookup_schemas import BarcodeLook, Found, FoundRelease, Lookup
from waugzee.errors import Conflict, Invalid
from waugzee_sync.discogs.responses import Unreadable, image_url
from waugzee_sync.errands.messages import ErrandAnswer
from waugzee_sync.errands.readings import READERS, SearchPage, SearchRow

PATIENCE = timedelta(minutes=10)
"""So long an answer is waited for; then one asks anew."""
FRESH = timedelta(hours=1)
KEPT = timedelta(hours=6)
"""What Discogs said may not be shown for longer."""
MOST = 50
SEARCHABLE = ("demo", "token", "oauth")
UNREADABLE = 0


async def look(db: Transaction, user_id: uuid.UUID, barcode: str) -> BarcodeLook:
    """Everything known of a barcode."""
    now = datetime.now(UTC)
    row = await queries.lookup_of(db, user_id, barcode)
    lookup = None
    if row is not None and row["asked_at"] > now - KEPT:
        found = msgspec.json.decode(row["found_text"], type=list[Found]) if row["status"] == 200 else []
        lookup = Lookup(
            asked_at=row["asked_at"],
            answered_at=row["answered_at"],
            status=row["status"],
            total=row["total"],
            releases=await _with_ones_own(db, user_id, found),
        )
    why = await _obstacle(db, user_id)
    return BarcodeLook(
        barcode=barcode,
        copies=await queries.copies_with(db, user_id, barcode),
        searchable=why is None,
        why=why,
        lookup=lookup,
    )


async def ask(db: Transaction, user_id: uuid.UUID, barcode: str) -> BarcodeLook:
    """Have a barcode looked up, unless that was done just now. Raises Conflict where that cannot be."""
    now = datetime.now(UTC)
    if await _obstacle(db, user_id) is not None:
        raise Conflict("Discogs is searched only with a token, or after signing in there.")
    await queries.forget_lookups(db, user_id, now - KEPT)
    known = await queries.lookup_of(db, user_id, barcode)
    is_good = known is not None and known["status"] == 200 and known["answered_at"] > now - FRESH
    is_open = known is not None and known["answered_at"] is None and known["asked_at"] > now - PATIENCE
    if not is_good and not is_open:
        await queries.ask_lookup(db, user_id, barcode, now)
    return await look(db, user_id, barcode)


async def waiting(db: Transaction, user_id: uuid.UUID, now: datetime, limit: int) -> list[str]:
    """The barcodes to look up next."""
    return await queries.open_lookups(db, user_id, now - PATIENCE, limit)


async def keep_found(
    db: Transaction, user_id: uuid.UUID, simulator: str | None, answer: ErrandAnswer, now: datetime
) -> bool:
    """Keep what was found for a barcode. False where nobody waits for it any more."""
    page = _read(answer)
    found = [_found(row, simulator) for row in page.results if row.type == "release"][:MOST] if page else []
    status = answer.status if page or answer.status >= 300 else UNREADABLE
    total = page.pagination.items if page else None
    text = msgspec.json.encode(found).decode()
    taken = await queries.answer_lookup(db, user_id, answer.id, now, status, total, text)
    db.announce(Event("barcode", {"barcode": answer.id}))
    return taken


async def _obstacle(db: Transaction, user_id: uuid.UUID) -> Literal["not_connected", "public"] | None:
    account = await discogs_account(db, user_id)
    if account is None:
        return "not_connected"
    return None if account.kind in SEARCHABLE else "public"


async def _with_ones_own(db: Transaction, user_id: uuid.UUID, found: list[Found]) -> list[FoundRelease]:
    if not found:
        return []
    releases = [one.release_id for one in found]
    masters = [one.master_id for one in found if one.master_id]
    owned = await queries.owned_of(db, user_id, releases, masters)
    wanted = await queries.wanted_among(db, user_id, releases)
    told = []
    for one in found:
        same = [row["id"] for row in owned if row["release_id"] == one.release_id]
        other = [row["id"] for row in owned if one.master_id and row["master_id"] == one.master_id]
        copies = [uuid.UUID(str(copy)) for copy in dict.fromkeys([*same, *other])]
        kind: Literal["same", "other"] | None = "same" if same else "other" if other else None
        told.append(FoundRelease(release=one, owned=kind, copies=copies, wanted=one.release_id in wanted))
    # What one has is what one looks for, then what one wants.
    rank = {"same": 0, "other": 1, None: 2}
    return sorted(told, key=lambda one: (rank[one.owned], not one.wanted))


def _read(answer: ErrandAnswer) -> SearchPage | None:
    if answer.status != 200 or bytes(answer.result) == b"null":
        return None
    try:
        page: SearchPage = READERS["search"](bytes(answer.result))
    except Unreadable as error:
        raise Invalid(str(error)) from error
    return page


def _found(row: SearchRow, simulator: str | None) -> Found:
    artist, dash, title = _clean(row.title).partition(" - ")
    year = row.year or ""
    return Found(
        release_id=row.id,
        master_id=row.master_id or None,
        # A number tells namesakes apart, a star says that the sleeve spells the name otherwise.
        artist=re.sub(r" \(\d+\)(?=\W|$)|\*(?=\W|$)", "", artist) if dash else "",
        title=title if dash else artist,
        year=int(year) if year.isascii() and year.isdecimal() and 0 < int(year) < 10_000 else None,
        country=_clean(row.country) or None,
        format=", ".join(dict.fromkeys(_clean(one) for one in row.format or [] if one)),
        label=_clean(row.label[0]) if row.label else None,
        catno=_clean(row.catno) or None,
        thumb=image_url(row.thumb, simulator),
        cover=image_url(row.cover_image, simulator),
    )


def _clean(text: str | None) -> str:
    """PostgreSQL takes no NUL."""
    return (text or "").replace("\0", "").strip()
