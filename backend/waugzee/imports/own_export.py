"""Waugzee's own export, read from bytes that anybody may have made."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import msgspec

from waugzee import __version__
from waugzee.collection.moments import checked_day, checked_moment
from waugzee.errors import Invalid, UnreadableFile
from waugzee.imports.history import Said, SetAside
from waugzee.imports.own_rows import NOT_TAKEN, TAKEN, Copy
from waugzee.tables import metadata
from waugzee_sync.discogs.responses import Unreadable, decoded, flaw

BOM = b"\xef\xbb\xbf"
_BEGINS = re.compile(rb'(\xef\xbb\xbf)?\s*\{\s*"(waugzee|exported_at|tables)"\s*:')
"""However its names are ordered: no file of Kleio's has one of these."""
_VERSION = re.compile(r"(\d{1,6})\.(\d{1,6})\.(\d{1,6})")

MOST = 4_000_000
"""Lists and objects of a file: as many as there can be in one of the largest."""
MOST_ROWS = 200_000
SHOWN = 300
LONGEST_PUT_OFF = timedelta(days=366)


class _File(msgspec.Struct):
    waugzee: str
    tables: dict[str, list[msgspec.Raw]]


_file = msgspec.json.Decoder(_File)


class Export(msgspec.Struct):
    """The rows by table that can be read, no two of one key, and what was set aside."""

    rows: dict[str, list[Any]]
    set_aside: list[SetAside]


def is_own(body: bytes) -> bool:
    """Whether a file begins as Waugzee's own do; it may be cut short."""
    return _BEGINS.match(body) is not None


def read(body: bytes, now: datetime) -> Export:
    """What is taken of a file, judged as of `now`; raises UnreadableFile for one that is not whole."""
    export = Export({}, [])
    for table, raws in _tables(body).items():
        decoder = msgspec.json.Decoder(TAKEN[table][1])
        seen: set[tuple[Any, ...]] = set()
        export.rows[table] = rows = []
        for raw in raws:
            row = _row(table, decoder, raw, now)
            if isinstance(row, SetAside):
                export.set_aside.append(row)
            elif (key := key_of(table, row)) in seen:
                export.set_aside.append(SetAside(TAKEN[table][0], "repeated", said(row)))
            else:
                seen.add(key)
                rows.append(row)
    return export


def key_of(table: str, row: Any) -> tuple[Any, ...]:
    """What tells a row from all others of its table."""
    return tuple(getattr(row, name) for name in KEYS[table])


KEYS = {
    table: [column.name for column in metadata.tables[table].primary_key if column.name != "user_id"]
    for table in TAKEN
}


def said(row: Any) -> Said:
    """When it was and what it says, for the report."""
    values = [getattr(row, name) for name in row.__struct_fields__]
    when = next((value.isoformat() for value in values if isinstance(value, datetime)), "")
    texts = (getattr(row, name, "") for name in ("notes", "name", "title"))
    return Said(None, when, next((one for one in texts if one and isinstance(one, str)), "")[:100])


def _tables(body: bytes) -> dict[str, list[msgspec.Raw]]:
    if body.count(b"{") + body.count(b"[") > MOST:
        raise UnreadableFile("There is more in the file than a Waugzee holds of one user.")
    try:
        file = _file.decode(memoryview(body)[3 * body.startswith(BOM) :])
    except (msgspec.DecodeError, RecursionError) as error:
        raise UnreadableFile("This export of Waugzee's is damaged, or was cut short.") from error
    version = _VERSION.match(file.waugzee)
    if version is None or _numbers(version) > _numbers(_VERSION.match(__version__)):
        raise UnreadableFile(
            f"The file is of Waugzee {file.waugzee[:20]}, and this is {__version__}, which cannot read it."
        )
    if unknown := sorted(file.tables.keys() - TAKEN.keys() - NOT_TAKEN.keys()):
        raise UnreadableFile(f"The file holds what this Waugzee does not know: {unknown[0][:40]}.")
    if max(map(len, file.tables.values()), default=0) > MOST_ROWS:
        raise UnreadableFile("There is more in the file than a Waugzee holds of one user.")
    return {table: file.tables[table] for table in TAKEN if table in file.tables}


def _numbers(version: "re.Match[str] | None") -> list[int]:
    return [int(number) for number in version.groups()] if version else []


def _row(table: str, decoder: msgspec.json.Decoder[Any], raw: msgspec.Raw, now: datetime) -> Any | SetAside:
    kind, text = TAKEN[table][0], bytes(raw)
    try:
        row = decoded(text, decoder)
    except Unreadable:
        return SetAside(kind, "unreadable", Said(None, "", text[:SHOWN].decode("utf-8", "replace")))
    if isinstance(row, Copy) and flaw(row.item(1), text):
        return SetAside(kind, "unreadable", Said(row.release_id, "", ""))
    return row if _is_possible(row, now) else SetAside(kind, "impossible-time", said(row))


def _is_possible(row: Any, now: datetime) -> bool:
    """Whether all that is dated is of its time; and what is put off, off for a year at most."""
    try:
        for name in row.__struct_fields__:
            value = getattr(row, name)
            if isinstance(value, datetime):
                latest = now + LONGEST_PUT_OFF if name == "until" else now
                # In UTC: a clock a day ahead is more than PostgreSQL reads.
                setattr(row, name, checked_moment(value, latest))
            elif isinstance(value, date):
                checked_day(datetime.combine(value, time(12), UTC), now)
    except Invalid:
        return False
    return True
