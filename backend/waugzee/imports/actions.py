"""A history taken in: told as it is planned, and written as planned where it shall be."""

import asyncio
import uuid
from datetime import UTC, datetime, time, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from waugzee.accounts.queries import next_feed
from waugzee.accounts.user_queries import is_visiting
from waugzee.collection.durations import measure_copies
from waugzee.collection.queries import store_copies
from waugzee.db import Event, Transaction
from waugzee.equipment.actions import tell
from waugzee.errors import Forbidden
from waugzee.imports import kleio, queries
from waugzee.imports.history import Entry, Stylus
from waugzee.imports.planning import Plan, planned
from waugzee.imports.reporting import report
from waugzee.imports.schemas import ImportReport
from waugzee.sync.queries import latest_full_run, lock_account


async def take_in(
    db: Transaction, user_id: uuid.UUID, body: bytes, zone: ZoneInfo, *, apply: bool
) -> ImportReport:
    """Say what a file of Kleio's would bring, and bring it where it shall be.

    Raises UnreadableFile, and Forbidden for visitors: anybody may be one, time and again.
    `zone` is where the user was: the days of plays are told by it.
    """
    if await is_visiting(db, user_id):
        raise Forbidden("A history is taken in with an account of one's own.")
    now = datetime.now(UTC)
    history = await asyncio.to_thread(kleio.read, body, now)
    if apply:
        await lock_account(db, user_id)
    synced = await latest_full_run(db, user_id, "complete") is not None
    plan = await planned(db, user_id, history, synced=synced)
    if apply:
        await _carry_out(db, user_id, plan, zone, now)
    return report(plan, applied=apply, synced=synced)


async def _carry_out(db: Transaction, user_id: uuid.UUID, plan: Plan, zone: ZoneInfo, now: datetime) -> None:
    if plan.new_styluses:
        await queries.add(db, "styluses", user_id, [_stylus(one, now) for one in plan.new_styluses])
        tell(db)
    played = {plan.copies[one.release_id] for one in plan.plays.new}
    touched = played | {plan.copies[one.release_id] for one in plan.cleanings.new}
    if not touched and not plan.departing:
        return
    feed = await next_feed(db, user_id)
    if plan.departing:
        await store_copies(db, user_id, feed, plan.departing, ())
        await queries.depart(db, user_id, now, [row[0] for row in plan.departing], plan.archived)
    await queries.touch(db, user_id, feed, list(touched))
    await queries.add(db, "plays", user_id, [_play(one, plan, zone) for one in plan.plays.new])
    await measure_copies(db, user_id, list(played))
    await queries.add(db, "cleanings", user_id, [_cleaning(one, plan) for one in plan.cleanings.new])
    db.announce(Event("shelf", {"cursor": str(feed)}))


def _stylus(stylus: Stylus, now: datetime) -> dict[str, Any]:
    retired_at = None if stylus.in_use else stylus.last_used or now
    return {**msgspec.structs.asdict(stylus), "retired_at": retired_at}


def _play(play: Entry, plan: Plan, zone: ZoneInfo) -> dict[str, Any]:
    local = _noon(play, zone) if play.date_only else play.at.astimezone(zone)
    offset = local.utcoffset()
    assert offset is not None
    return {
        "id": play.id,
        "copy_id": plan.copies[play.release_id],
        "played_at": local.astimezone(UTC),
        "date_only": play.date_only,
        "utc_offset": int(offset.total_seconds() // 60),
        "stylus_id": plan.styluses[play.stylus_id] if play.stylus_id else None,
        "notes": play.notes,
    }


def _cleaning(cleaning: Entry, plan: Plan) -> dict[str, Any]:
    return {
        "id": cleaning.id,
        "copy_id": plan.copies[cleaning.release_id],
        "cleaned_at": _noon(cleaning, UTC) if cleaning.date_only else cleaning.at,
        "date_only": cleaning.date_only,
        "depth": "deep" if cleaning.deep else None,
        "notes": cleaning.notes,
    }


def _noon(entry: Entry, zone: tzinfo) -> datetime:
    """Where the day alone is known, as the log keeps it."""
    return datetime.combine(entry.at.date(), time(12), zone)
