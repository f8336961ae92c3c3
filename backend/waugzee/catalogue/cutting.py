"""A dump's file as a stream of records: opened, unpacked, and cut at the records' ends.

A dump is no XML document one would trust as a whole: old ones hold control characters, and one bad
record would lose all that follow. So the bytes are cut before anything is parsed, where one record ends
and another begins, or the file does; a record that cannot be parsed is then lost alone.
"""

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

from waugzee.errors import ConfigurationError

CHUNK = 1 << 20
LONGEST = 1 << 28
"""No record is longer: what goes on for 256 MB without an end is not a dump."""

_ROOT = re.compile(rb"<(artist|label|master|release)s?[\s>]")


class Cut(NamedTuple):
    """One record's bytes, and where in the unpacked file they end."""

    end: int
    record: bytes


class BrokenDump(ConfigurationError):
    """The file cannot be read to its end."""


def unpacked(path: Path) -> Iterator[bytes]:
    """The file's XML in chunks, unpacked where it is gzip; raises BrokenDump where that ends early."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        if packed:
            yield from _inflated(file)
        else:
            while chunk := file.read(CHUNK):
                yield chunk


def _inflated(file: BinaryIO) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(31)
    rest = b""
    while chunk := rest or file.read(CHUNK):
        if unpacker.eof:
            unpacker = zlib.decompressobj(31)
        try:
            yield unpacker.decompress(chunk, CHUNK * 4)
        except zlib.error as error:
            raise BrokenDump(f"The file is damaged: {error}.") from error
        rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    if not unpacker.eof:
        raise BrokenDump("The file is cut off: its gzip stream has no end.")


def kind_of(path: Path) -> str:
    """Which kind of record the file holds, by its first element; raises BrokenDump."""
    head = next(unpacked(path), b"")
    found = _ROOT.search(head)
    if found is None:
        raise BrokenDump(f"{path.name} is no dump of Discogs.")
    return found[1].decode() + "s"


def records(path: Path, kind: str, begin: int = 0) -> Iterator[Cut]:
    """The records from place `begin` on, which is where a record ended; raises BrokenDump."""
    tag = kind[:-1].encode()
    end = re.compile(rb"</" + tag + rb">\s*(?=<" + tag + rb"[\s>]|</" + tag + rb"s\s*>)")
    start = re.compile(rb"<" + tag + rb"[\s>]")
    held, place, seen = b"", 0, 0
    for chunk in unpacked(path):
        if place + len(held) + len(chunk) <= begin:
            place += len(chunk)
            continue
        if place < begin:
            chunk, place = chunk[begin - place :], begin
        held += chunk
        at = 0
        for found in end.finditer(held, seen):
            if kind == "labels" and _among_sublabels(held, at, found.end()):
                continue
            yield Cut(place + found.end(), _record(held[at : found.end()], start))
            at = found.end()
        held, place = held[at:], place + at
        # An end may lie across two chunks, with as much white space as a printer likes.
        seen = max(0, len(held) - 4096)
        if len(held) > LONGEST:
            raise BrokenDump("A record has no end.")
    last = held.rfind(b"</" + tag + b">")
    if last >= 0:
        stop = last + len(tag) + 3
        yield Cut(place + stop, _record(held[:stop], start))
        held = held[stop:]
    if start.search(held):
        raise BrokenDump("The file is cut off in the midst of a record.")


def _among_sublabels(held: bytes, at: int, end: int) -> bool:
    """Sublabels are called as labels are: where one ends, no record does."""
    return held.count(b"<sublabels>", at, end) > held.count(b"</sublabels>", at, end)


def _record(raw: bytes, start: "re.Pattern[bytes]") -> bytes:
    found = start.search(raw)
    return raw[found.start() :].rstrip() if found else raw.strip()
