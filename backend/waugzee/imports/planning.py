"""Where the entries of a history go, and what of them is new: known before anything is written.

An entry goes to the copy that Kleio knew, else to one of its release, on the shelf or departed. A record that
is on no shelf, but is known, becomes a departed copy under the number that Discogs gave it, so that a later
sync brings the same copy back; where that number is not known it gets one that Discogs never gives. Such a
copy never comes back: the catalogue is asked only once the collection was read.
"""

import uuid
from collections.abc import Sequence
from typing import Any

import msgspec

from waugzee.catalogue.reading import shown_releases
from waugzee.collection.rows import copy_row, item_digest
from waugzee.db import Transaction
from waugzee.discogs.queries import discogs_account
from waugzee.imports import queries
from waugzee.imports.history import Entry, History, Kind, Record, Stylus
from waugzee_sync.discogs.responses import Artist, BasicInformation, CollectionItem, Format, Label


class Placed(msgspec.Struct):
    """The entries of a kind that are not known yet: those of a copy, and those of none."""

    new: list[Entry]
    homeless: list[Entry]


class Plan(msgspec.Struct, kw_only=True):
    """What is new of a history, and where it goes.

    `copies` names the copy of each release, the `matched` ones that were there before and those of the
    `departing` records, which are rows yet to be written; of the `archived` ones Kleio said so.
    `styluses` names the user's for each of the history's.
    """

    history: History
    titles: dict[int, str]
    copies: dict[int, uuid.UUID]
    matched: int
    departing: list[tuple[Any, ...]]
    archived: list[uuid.UUID]
    styluses: dict[uuid.UUID, uuid.UUID]
    new_styluses: list[Stylus]
    plays: Placed
    cleanings: Placed


async def planned(db: Transaction, user_id: uuid.UUID, history: History, *, synced: bool) -> Plan:
    done_with = {one.release_id for one in (*history.plays, *history.cleanings)}
    wanted = sorted(done_with | history.records.keys())
    titles = {release_id: one.item.basic_information.title for release_id, one in history.records.items()}
    copies: dict[int, uuid.UUID] = {}
    for copy in await queries.copies_of(db, user_id, wanted):
        release_id = copy["release_id"]
        titles[release_id] = copy["title"]
        known = history.records.get(release_id)
        if known is not None and known.item.instance_id == copy["instance_id"]:
            copies[release_id] = copy["id"]
        copies.setdefault(release_id, copy["id"])
    matched = len(copies)
    departing, archived = [], []
    missing = [one for one in wanted if one not in copies]
    for record in await _departed(db, user_id, history, missing, synced=synced):
        row = copy_row(record.item, item_digest(record.item), None)
        departing.append(row)
        copies[record.item.id] = row[0]
        titles[record.item.id] = record.item.basic_information.title
        if record.archived:
            archived.append(row[0])
    styluses, new_styluses = await _styluses(db, user_id, history.styluses)
    return Plan(
        history=history,
        titles=titles,
        copies=copies,
        matched=matched,
        departing=departing,
        archived=archived,
        styluses=styluses,
        new_styluses=new_styluses,
        plays=await _placed(db, user_id, "play", history.plays, copies),
        cleanings=await _placed(db, user_id, "cleaning", history.cleanings, copies),
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
    db: Transaction, user_id: uuid.UUID, kind: Kind, entries: Sequence[Entry], copies: dict[int, uuid.UUID]
) -> Placed:
    known = await queries.known(db, kind, user_id, [one.id for one in entries])
    placed = Placed([], [])
    for one in entries:
        if one.id not in known:
            (placed.new if one.release_id in copies else placed.homeless).append(one)
    return placed
