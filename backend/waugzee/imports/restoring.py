"""Where the rows of Waugzee's own export go, and what of them is new: known before anything is written.

- Rows keep their ids. One whose id is taken here is here already, or was deleted here and stays so.
- A record is the copy of Discogs' number for it, else the only copy of its release on the shelf that is no
  other's, unless its owner told how it left; else it is kept as one that left, where something new is to be
  kept of it.
- What was chosen about a thing (a crate's records, what is left out, put off, due when) comes with the thing:
  where that was here before, what was chosen here since holds, and what was taken back stays so.
- Settings come one by one, where they were not chosen here.
- What was deleted without a trace (a crate, a part that nothing names) is as new as what never was: it is
  told before it is written.
"""

import asyncio
import uuid
from bisect import bisect, insort
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, get_args

import msgspec

from waugzee.collection.rows import copy_row, item_digest
from waugzee.crates.actions import GAP, MOST_CRATES
from waugzee.db import Transaction
from waugzee.imports import queries
from waugzee.imports.history import Departed, Kind, Reason, Said, SetAside
from waugzee.imports.own_export import KEYS, Export, key_of, said
from waugzee.imports.own_rows import TAKEN, Copy
from waugzee.imports.reporting import remarks
from waugzee.imports.schemas import Counts, ImportReport, RecordCounts, Remark
from waugzee.imports.writing import Writing
from waugzee.maintenance.actions import MOST_TYPES, plan_id
from waugzee.maintenance.kinds import BY_ID
from waugzee.tables import metadata

PARTS = {"turntable_id": "turntables", "cartridge_id": "cartridges", "stylus_id": "styluses"}
NAMED = {"copy_id": "copies", "crate_id": "crates", "type_id": "maintenance_types", **PARTS}
"""The columns that name a row, and of which table."""
DISPENSABLE: Mapping[tuple[str, str], Reason] = {
    ("plays", "stylus_id"): "unknown-stylus",
    ("plays", "turntable_id"): "unknown-turntable",
}
"""What a row is taken in without, where there is no such thing."""
SUBJECTS = {
    "crate_copies": ("crates", "crate_id"),
    "maintenance_rules": ("parts", "part_id"),
    "copy_care": ("copies", "copy_id"),
    "skips": ("copies", "copy_id"),
}
"""What a row was chosen about, where its table alone says so."""
LOGS = ("plays", "cleanings", "conditions")
SETTINGS = ("preferences", "notice_choices")
MOST = {
    **dict.fromkeys(PARTS.values(), 500),
    "maintenance_types": 2 * MOST_TYPES,
    "crates": MOST_CRATES,
    "tracklists": 5000,
}
"""How many of a table an account shall have: of the others there may be as many as a file holds."""
STILL = datetime.max.replace(tzinfo=UTC)

Rows = Mapping[str, Sequence[Any]]
Key = tuple[Any, ...]


class Here(msgspec.Struct, kw_only=True):
    """What the account holds: by table the keys of its rows and which of them were deleted; more of some."""

    keys: Mapping[str, Mapping[Key, bool]]
    copies: Sequence[Any]
    instances: set[int]
    mounts: Sequence[Any]
    main_turntable: uuid.UUID | None
    chosen: Mapping[str, Mapping[str, Any]]
    last_rank: int


class There(msgspec.Struct):
    """What rows may name: ids by table, all parts as `parts`; releases; the part of each maintenance plan."""

    ids: Mapping[str, set[uuid.UUID]]
    releases: set[int]
    plans: Mapping[uuid.UUID, uuid.UUID]


class Told(msgspec.Struct):
    """What becomes of the rows that are not new, and what others are taken in without."""

    set_aside: list[SetAside]
    flaws: list[tuple[str, Reason, Any]]
    known: Counter[Kind]
    deleted: Counter[Kind]

    def put_aside(self, table: str, row: Any, reason: Reason) -> None:
        self.set_aside.append(SetAside(TAKEN[table][0], reason, said(row)))


async def restored(
    db: Transaction, user_id: uuid.UUID, export: Export, now: datetime, *, synced: bool
) -> tuple[Writing, ImportReport]:
    """What is to be written of an export, and what is told of it."""
    copies = export.rows.get("copies", [])
    releases = {one.release_id for one in (*copies, *export.rows.get("tracklists", []))}
    keys = {name: await queries.keys(db, metadata.tables[name], user_id) for name in TAKEN}
    here = Here(
        keys={**keys, "tracklists": await queries.tracklists_by_hand(db, user_id)},
        copies=await queries.copies_of(db, user_id, list(releases)),
        instances=await queries.instances(db, user_id, [one.instance_id for one in copies]),
        mounts=await queries.mounts(db, user_id),
        main_turntable=await queries.main_turntable(db, user_id),
        chosen={name: await queries.chosen(db, metadata.tables[name], user_id) for name in SETTINGS},
        last_rank=await queries.last_rank(db, user_id),
    )
    return await asyncio.to_thread(planned, export, here, now, synced=synced)


def planned(export: Export, here: Here, now: datetime, *, synced: bool) -> tuple[Writing, ImportReport]:
    told = Told(list(export.set_aside), [], Counter(), Counter())
    rows = {table: _bounded(table, export.rows.get(table, []), here, told) for table in TAKEN}
    there = _there(rows, here)
    fitting = {table: [row for row in rows[table] if _fits(table, row, there, told)] for table in TAKEN}
    copies, leaving = match(rows["copies"], _needed(rows["copies"], fitting, here), here, now)
    new = _new(fitting, there, here, copies, told)
    kept = {copies[one.id] for one in _needed(rows["copies"], new, here)}
    departing = [one for one in leaving if one.row[0] in kept]
    matched = set(copies.values()) - {one.row[0] for one in leaving}
    written = {table: [_values(row, copies) for row in lines] for table, lines in new.items()}
    _settle(written, next((row.id for row in rows["turntables"] if row.is_main), None), here)
    report = ImportReport(
        source="waugzee",
        applied=False,
        synced=synced,
        has_token=False,
        records=RecordCounts(matched=len(matched), departed=len(departing), unknown=0),
        entries=_counted(new, told),
        remarks=_remarks(new, told),
    )
    return Writing(departing, written), report


def _bounded(table: str, rows: Sequence[Any], here: Here, told: Told) -> list[Any]:
    """Those that shall be looked at: no more than there is room for, and tracklists only by hand."""
    if table == "tracklists":
        rows = [row for row in rows if row.is_by_hand]
    room = MOST.get(table, len(rows) + len(here.keys[table])) - len(here.keys[table])
    kept = []
    for row in rows:
        is_new = key_of(table, row) not in here.keys[table]
        if is_new and room <= 0:
            told.put_aside(table, row, "too-many")
        else:
            room -= is_new
            kept.append(row)
    return kept


def _there(rows: Rows, here: Here) -> There:
    ids = {
        table: {row.id for row in rows[table]} | {key[0] for key in here.keys[table]}
        for table in ("crates", "maintenance_types", "plays", *PARTS.values())
    }
    ids["maintenance_types"] |= BY_ID.keys()
    ids["copies"] = {row.id for row in rows["copies"]}
    ids["parts"] = set().union(*(ids[table] for table in PARTS.values()))
    named = {row.subject_id for row in rows["snoozes"]} - ids["copies"] - ids["parts"]
    plans = {plan_id(part, kind): part for part in ids["parts"] for kind in ids["maintenance_types"] if named}
    releases = {row.release_id for row in rows["copies"]} | {row["release_id"] for row in here.copies}
    return There(ids, releases, plans)


def _fits(table: str, row: Any, there: There, told: Told) -> bool:
    """Whether there is all that a row names; it is set aside else, or taken without what it can spare."""
    for column, named in NAMED.items():
        value = getattr(row, column, None)
        if value is None or value in there.ids[named]:
            continue
        if (table, column) not in DISPENSABLE:
            told.put_aside(table, row, "no-subject")
            return False
        told.flaws.append((table, DISPENSABLE[table, column], row))
        setattr(row, column, None)
    subject = _subject(table, row, there)
    is_there = subject is None or subject[1] in there.ids[subject[0]]
    if table == "tracklists":
        is_there = row.release_id in there.releases
    if not is_there:
        told.put_aside(table, row, "no-subject")
    return is_there


def _subject(table: str, row: Any, there: There) -> tuple[str, uuid.UUID] | None:
    """What a row was chosen about, and among what it is found; None where it stands for itself."""
    if table in SUBJECTS:
        among, column = SUBJECTS[table]
        return among, getattr(row, column)
    if table == "left_out":
        return "copies" if row.kind == "record" else "plays", row.subject_id
    if table == "snoozes":
        subject = row.subject_id
        return (
            ("copies", subject)
            if subject in there.ids["copies"]
            else ("parts", there.plans.get(subject, subject))
        )
    return None


def _needed(copies: Sequence[Copy], rows: Rows, here: Here) -> list[Copy]:
    """The records that rows name, also by the tracklist of their release, and those whose fate is told."""
    named = {row.copy_id for lines in rows.values() for row in lines if hasattr(row, "copy_id")}
    named |= {row.subject_id for table in ("left_out", "snoozes") for row in rows.get(table, ())}
    releases = {row.release_id for row in rows.get("tracklists", ())} - {
        one["release_id"] for one in here.copies
    }
    return [one for one in copies if one.id in named or one.release_id in releases or one.archived_as]


def match(
    records: Sequence[Copy], wanted: Sequence[Copy], here: Here, now: datetime
) -> tuple[dict[uuid.UUID, uuid.UUID], list[Departed]]:
    """The copy here of each record that is wanted, and those yet to be written, as ones that left.

    One that handed its log on stands for the one that took it over. Where Discogs' number is that of another
    record here, or there is none, all that are left of the release are one under a number it never gives.
    """
    by_number = {(one["instance_id"], one["release_id"]): one["id"] for one in here.copies}
    heirs = {one["id"]: one["joined_to"] for one in here.copies if one["joined_to"] is not None}
    numbers = {one.id: (one.instance_id, one.release_id) for one in records}
    known = {one: by_number[number] for one, number in numbers.items() if number in by_number}
    taken = set(known.values())
    copies = {one.id: known[one.id] for one in wanted if one.id in known}
    free: defaultdict[int, list[uuid.UUID]] = defaultdict(list)
    for row in here.copies:
        if row["removed_at"] is None and row["id"] not in taken:
            free[row["release_id"]].append(row["id"])
    leaving: dict[int, Departed] = {}
    for one in sorted(
        (one for one in wanted if one.id not in copies), key=lambda one: one.removed_at is not None
    ):
        number = one.instance_id
        if number < 1 or number in here.instances or number in leaving:
            number = -one.release_id
        if len(free[one.release_id]) == 1 and one.archived_as is None:
            copies[one.id] = free[one.release_id].pop()
        elif (number, one.release_id) in by_number:
            copies[one.id] = by_number[number, one.release_id]
        else:
            if number not in leaving:
                item = one.item(number)
                row = copy_row(item, item_digest(item), None)
                leaving[number] = Departed(row, one.removed_at or now, one.archived_as, one.archived_note)
            copies[one.id] = leaving[number].row[0]
    return {one: _heir(copy_id, heirs) for one, copy_id in copies.items()}, list(leaving.values())


def _heir(copy_id: uuid.UUID, heirs: Mapping[uuid.UUID, uuid.UUID]) -> uuid.UUID:
    while copy_id in heirs:
        copy_id = heirs[copy_id]
    return copy_id


def _new(
    fitting: Rows, there: There, here: Here, copies: Mapping[uuid.UUID, uuid.UUID], told: Told
) -> dict[str, list[Any]]:
    """The rows that are to be written, by table."""
    fresh: dict[str, set[uuid.UUID]] = {
        # Where it has its own id here, the file is of this account.
        "copies": {one for one, copy_id in copies.items() if one != copy_id},
        "crates": set(),
        "plays": set(),
        "parts": set(),
    }
    sittings = _sittings(here.mounts)
    new: dict[str, list[Any]] = {}
    for table, (kind, _) in TAKEN.items():
        if table == "copies":
            continue
        new[table] = []
        for row in fitting[table]:
            was_deleted = _known(table, row, here, copies)
            subject = _subject(table, row, there)
            if was_deleted is not None:
                (told.deleted if was_deleted else told.known)[kind] += 1
                if table in LOGS:
                    fresh["copies"].discard(row.copy_id)
            elif subject is not None and subject[1] not in fresh[subject[0]]:
                told.known[kind] += 1
            elif table == "mounts" and not _sits(row, sittings):
                told.put_aside(table, row, "overlaps")
            else:
                new[table].append(row)
        among = "parts" if table in PARTS.values() else table
        if among in fresh and among != "copies":
            fresh[among] |= {row.id for row in new[table]}
    return new


def _known(table: str, row: Any, here: Here, copies: Mapping[uuid.UUID, uuid.UUID]) -> bool | None:
    """None where the row is not here; else whether it was deleted."""
    if table in SETTINGS:
        return False if msgspec.to_builtins(row.chosen).keys() <= here.chosen[table].keys() else None
    values = _values(row, copies)
    return here.keys[table].get(tuple(values[name] for name in KEYS[table]))


Sittings = Mapping[uuid.UUID, list[tuple[datetime, datetime]]]
"""From when to when each part is mounted, in order."""


def _sittings(mounts: Sequence[Any]) -> Sittings:
    sittings: defaultdict[uuid.UUID, list[tuple[datetime, datetime]]] = defaultdict(list)
    for mount in mounts:
        for part in PARTS:
            insort(sittings[mount[part]], (mount["mounted_at"], mount["ended_at"] or STILL))
    return sittings


def _sits(mount: Any, sittings: Sittings) -> bool:
    """Whether its parts are free for as long as it lasts; they are taken then."""
    span = mount.mounted_at, mount.ended_at or STILL
    places = [
        (sittings[part], bisect(sittings[part], span)) for part in (getattr(mount, name) for name in PARTS)
    ]
    for spans, place in places:
        if (place and spans[place - 1][1] > span[0]) or (place < len(spans) and spans[place][0] < span[1]):
            return False
    for spans, place in places:
        spans.insert(place, span)
    return True


def _values(row: Any, copies: Mapping[uuid.UUID, uuid.UUID]) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in row.__struct_fields__}
    return values | {
        name: copies.get(values[name], values[name]) for name in ("copy_id", "subject_id") if name in values
    }


def _settle(rows: Mapping[str, Sequence[dict[str, Any]]], main: uuid.UUID | None, here: Here) -> None:
    """Make none a main turntable beside those that there are, and put crates behind those.

    What was played without a word was played on the file's `main` one: where another is that, it says so.
    """
    for turntable in rows["turntables"]:
        turntable["is_main"] = turntable["id"] == main and not here.keys["turntables"]
    if main is not None and here.keys["turntables"] and main != here.main_turntable:
        for play in rows["plays"]:
            if play["stylus_id"] is None and play["turntable_id"] is None:
                play["turntable_id"] = main
    for place, crate in enumerate(sorted(rows["crates"], key=lambda crate: crate["rank"]), 1):
        crate["rank"] = here.last_rank + place * GAP


def _counted(new: Rows, told: Told) -> list[Counts]:
    aside = Counter(one.kind for one in told.set_aside)
    written: Counter[Kind] = Counter()
    for table, rows in new.items():
        written[TAKEN[table][0]] += len(rows)
    counts = [
        Counts(
            kind=kind,
            found=written[kind] + told.known[kind] + told.deleted[kind] + aside[kind],
            new=written[kind],
            known=told.known[kind],
            deleted=told.deleted[kind],
            set_aside=aside[kind],
        )
        for kind in get_args(Kind)
    ]
    return [one for one in counts if one.found]


def _remarks(new: Rows, told: Told) -> list[Remark]:
    set_aside: defaultdict[tuple[Kind, Reason], list[Said]] = defaultdict(list)
    for one in told.set_aside:
        set_aside[one.kind, one.reason].append(one.said)
    written = {id(row) for rows in new.values() for row in rows}
    changed: defaultdict[tuple[Kind, Reason], list[Said]] = defaultdict(list)
    for table, reason, row in told.flaws:
        if id(row) in written:
            changed[TAKEN[table][0], reason].append(said(row))
    return [*remarks(set_aside, {}, taken_in=False), *remarks(changed, {}, taken_in=True)]
