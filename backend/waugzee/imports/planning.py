"""Where the entries of a history go, and what of them is new: known before anything is written.

An entry goes to the copy that Kleio knew, else to one of its release, on the shelf or departed. A record that
is on no shelf, but is known, becomes a departed copy under the number that Discogs gave it, so that a later
sync brings the same copy back; where that number is not known it gets one that Discogs never gives. Such a
copy never comes back: the catalogue is asked only once the collection was read.
"""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, time, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import Table

from waugzee.care.tables import cleanings
from waugzee.catalogue.reading import shown_releases
from waugzee.collection.rows import copy_row, item_digest
from waugzee.db import Transaction
from waugzee.discogs.queries import discogs_account
from waugzee.imports import queries
from waugzee.imports.history import Departed, Entry, History, Record, Stylus
from waugzee.imports.writing import Writing
from waugzee.plays.tables import plays
from waugzee_sync.discogs.responses import Artist, BasicInformation, CollectionItem, Format, Label


class Placed(msgspec.Struct):
    """What is not known yet of a kind: entries that have a copy, and those of none. How many were deleted."""

    new: list[Any]
    homeless: list[Entry]
    deleted: int


class Plan(msgspec.Struct, kw_only=True):
    """What is new of a history, and where it goes.

    `copies` names the copy of each release, the `matched` ones that were there before and those of the
    `departing` records, which are yet to be written. `styluses` names the user's for each of the history's.
    """

    history: History
    titles: dict[int, str]
    copies: dict[int, uuid.UUID]
    matched: int
    departing: list[Departed]
    styluses: dict[uuid.UUID, uuid.UUID]
    new_styluses: list[Stylus]
    plays: Placed
    cleanings: Placed


async def planned(
    db: Transaction, user_id: uuid.UUID, history: History, *, synced: bool, now: datetime
) -> Plan:
    done_with = {one.release_id for one in (*history.plays, *history.cleanings)}
    wanted = sorted(done_with | history.records.keys())
    titles = {release_id: one.item.basic_information.title for release_id, one in history.records.items()}
    copies: dict[int, uuid.UUID] = {}
    for copy in await queries.copies_of(db, user_id, wanted):
        # One that handed its log on has nothing to do with it any more.
        if copy["joined_to"] is not None:
            continue
        release_id = copy["release_id"]
        titles[release_id] = copy["title"]
        known = history.records.get(release_id)
        if known is not None and known.item.instance_id == copy["instance_id"]:
            copies[release_id] = copy["id"]
        copies.setdefault(release_id, copy["id"])
    matched = len(copies)
    departing = []
    missing = [one for one in wanted if one not in copies]
    for record in await _departed(db, user_id, history, missing, synced=synced):
        row = copy_row(record.item, item_digest(record.item), None)
        departing.append(Departed(row, now, "other" if record.archived else None))
        copies[record.item.id] = row[0]
        titles[record.item.id] = record.item.basic_information.title
    styluses, new_styluses = await _styluses(db, user_id, history.styluses)
    return Plan(
        history=history,
        titles=titles,
        copies=copies,
        matched=matched,
        departing=departing,
        styluses=styluses,
        new_styluses=new_styluses,
        plays=await _placed(db, user_id, plays, history.plays, copies),
        cleanings=await _placed(db, user_id, cleanings, history.cleanings, copies),
    )


async def _departed(
    db: Transaction, user_id: uuid.UUID, history: History, release_ids: Sequence[int], *, synced: bool
) -> list[Record]:
    """The records of these releases, as far as the file or the catalogue knows them; no number twice."""
    found = [history.records[one] for one in release_ids if one in history.records]
    unknown = [one for one in release_ids if one not in history.records]
    if synced and unknown and not await _is_simulated(db, user_id):
        found += [Record(_item(row)) for row in await shown_releases(db, unknown)]
    taken = await queries.instances(db, user_id, [one.item.instance_id for one in found])
    records = []
    for record in found:
        item = record.item
        if item.instance_id < 1 or item.instance_id in taken:
            item = msgspec.structs.replace(item, instance_id=-item.id)
        taken.add(item.instance_id)
        records.append(Record(item, record.archived))
    return records


async def _is_simulated(db: Transaction, user_id: uuid.UUID) -> bool:
    """The simulated Discogs has releases of its own under the real one's numbers."""
    account = await discogs_account(db, user_id)
    return account is not None and (account.kind == "demo" or account.simulated)


def _item(row: Any) -> CollectionItem:
    """A release of the catalogue as a page of the collection shows it."""
    formats = [
        Format(one.get("name", ""), str(one.get("qty", "")), one.get("descriptions"), one.get("text", ""))
        for one in msgspec.json.decode(row["formats"])
    ]
    about = BasicInformation(
        id=row["id"],
        title=row["title"],
        year=row["year"],
        master_id=row["master_id"],
        artists=msgspec.json.decode(row["artists"], type=list[Artist]),
        labels=msgspec.json.decode(row["labels"], type=list[Label]),
        formats=formats,
        genres=row["genres"],
        styles=row["styles"],
    )
    return CollectionItem(id=row["id"], instance_id=-row["id"], basic_information=about)


async def _styluses(
    db: Transaction, user_id: uuid.UUID, found: Sequence[Stylus]
) -> tuple[dict[uuid.UUID, uuid.UUID], list[Stylus]]:
    """Which stylus of the user's each is, by its id or its name; and those that are none yet."""
    ids, names = set(), {}
    for row in await queries.styluses(db, user_id):
        ids.add(row["id"])
        names[f"{row['maker']} {row['model']}".casefold()] = row["id"]
        names[row["name"].casefold()] = row["id"]
    here = {one.id: one.id if one.id in ids else names.get(one.name.casefold(), one.id) for one in found}
    return here, [one for one in found if here[one.id] not in ids]


async def _placed(
    db: Transaction, user_id: uuid.UUID, log: Table, entries: Sequence[Entry], copies: dict[int, uuid.UUID]
) -> Placed:
    known = await queries.keys(db, log, user_id)
    placed = Placed([], [], sum(known.get((one.id,), False) for one in entries))
    for one in entries:
        if (one.id,) not in known:
            (placed.new if one.release_id in copies else placed.homeless).append(one)
    return placed


def written(plan: Plan, zone: ZoneInfo, now: datetime) -> Writing:
    """What is written of a plan. `zone` is where the user was: the days of plays are told by it."""
    rows = {
        "styluses": [_stylus(one, now) for one in plan.new_styluses],
        "plays": [_play(one, plan, zone) for one in plan.plays.new],
        "cleanings": [_cleaning(one, plan) for one in plan.cleanings.new],
    }
    return Writing(plan.departing, rows)


def _stylus(stylus: Stylus, now: datetime) -> dict[str, Any]:
    retired_at = None if stylus.in_use else stylus.last_used or now
    kept = ("id", "name", "maker", "model", "rated_hours", "bought_on")
    return {**{name: getattr(stylus, name) for name in kept}, "retired_at": retired_at}


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
