"""A row as COPY reads it, in PostgreSQL's binary form, and what stands before and after all rows.

`written` in lines.py is what the compiled `_rows.c` is held against: the two give the same bytes.
"""

from struct import pack
from typing import Any

from waugzee.catalogue.records import Row

HEAD = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
TAIL = b"\xff\xff"

KEPT = ("id", "digest", "month", "vanished")
COLUMNS = {
    "artists": (*KEPT, "name", "real_name", "variations", "aliases", "members", "groups"),
    "labels": (*KEPT, "name", "parent_id", "parent_name", "sublabels"),
    "masters": (*KEPT, "title", "artist", "artists", "main_release", "year", "genres", "styles"),
    "releases": (
        *KEPT,
        "title",
        "artist",
        "artists",
        "labels",
        "formats",
        "genres",
        "styles",
        "country",
        "released",
        "year",
        "master_id",
        "is_main",
        "tracks",
        "identifiers",
        "companies",
        "series",
    ),
}
_SMALL = ("year",)
_TEXT_TYPE = 25


def written(kind: str, row: Row, digest: int, month: str) -> bytes:
    """A record's row with what is kept beside it."""
    whole = {**row, "digest": digest, "month": month, "vanished": None}
    columns = COLUMNS[kind]
    return pack("!h", len(columns)) + b"".join(_field(name, whole[name]) for name in columns)


def _field(name: str, value: Any) -> bytes:
    match value:
        case None:
            return pack("!i", -1)
        case bool():
            return pack("!i?", 1, value)
        case int():
            return pack("!ih", 2, value) if name in _SMALL else pack("!iq", 8, value)
        case list():
            return _sized(_texts(value))
    return _sized(value.encode())


def _texts(values: list[str]) -> bytes:
    if not values:
        return pack("!iii", 0, 0, _TEXT_TYPE)
    texts = b"".join(_sized(value.encode()) for value in values)
    return pack("!iiiii", 1, 0, _TEXT_TYPE, len(values), 1) + texts


def _sized(raw: bytes) -> bytes:
    return pack("!i", len(raw)) + raw
