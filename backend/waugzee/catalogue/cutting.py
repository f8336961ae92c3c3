"""A dump's file as a stream of records: opened, unpacked, and cut at the records' ends.

A dump is no XML document one would trust as a whole: old ones hold control characters, and one bad
record would lose all that follow. So the bytes are cut before anything is parsed, where one record ends
and another begins, or the file does; a record that cannot be parsed is then lost alone.
"""

import re
from collections.abc import Callable, Iterator
from os import SEEK_END
from pathlib import Path
from queue import SimpleQueue
from threading import Semaphore, Thread
from typing import BinaryIO, NamedTuple

from isal import isal_zlib
from isal.igzip_lib import IsalError

from waugzee.errors import ConfigurationError

READ = 1 << 20
BATCH = 6 << 20
"""Bytes of XML that are cut, parsed and written together."""
LONGEST = 1 << 28
"""No record is longer: what goes on for 256 MB without an end is not a dump."""
LONGEST_SECTION = 4 << 20
"""Nor is a comment or CDATA section; one that goes on is none, but a record that is broken."""

SPACE = b" \t\r\n"
_PACKED = b"\x1f\x8b"
"""How gzip begins."""
_ROOT = re.compile(rb"<(artist|label|master|release)(s?)[\s>/]")
_SECTION = re.compile(rb"<!(?:--|\[CDATA\[)")

Found = tuple[int, int, int, int]
"""A record among other bytes: where it begins and ends, its id where easily found (else 0), its digest."""

Survey = Callable[[bytes, bytes], list[Found]]
"""The whole records of a tag among some bytes."""


class Piece(NamedTuple):
    """Records that lie together: the bytes, their place in the unpacked file, which records they hold, and
    how much of the file as it is on the disk was read for them."""

    held: bytes
    place: int
    found: list[Found]
    read: int


class BrokenDump(ConfigurationError):
    """The file cannot be read to its end."""


def unpacked(path: Path, size: int = BATCH) -> Iterator[tuple[bytes, int]]:
    """The file's XML in chunks of `size` at most, each with the place in the file that it was read to.

    Unpacked where the file is gzip; raises BrokenDump where that ends early.
    """
    with path.open("rb") as file:
        packed = file.read(2) == _PACKED
        file.seek(0)
        if packed:
            yield from _inflated(file, size)
        else:
            while chunk := file.read(size):
                yield chunk, file.tell()


def _inflated(file: BinaryIO, size: int) -> Iterator[tuple[bytes, int]]:
    unpacker = isal_zlib.decompressobj(31)
    rest, parts, came = b"", list[bytes](), 0
    while chunk := rest or file.read(READ):
        if unpacker.eof:
            if not _PACKED.startswith(chunk[:2]):
                # What follows is no gzip, and nothing that gzip itself would care about.
                file.seek(0, SEEK_END)
                break
            unpacker = isal_zlib.decompressobj(31)
        try:
            parts.append(unpacker.decompress(chunk, size - came))
        except IsalError as error:  # type: ignore[misc]  # its types say instance, it is the class
            yield b"".join(parts), file.tell()
            raise BrokenDump(f"The file is damaged: {error}.") from error
        came += len(parts[-1])
        if came == size:
            yield b"".join(parts), file.tell()
            parts, came = [], 0
        rest = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
    yield b"".join(parts), file.tell()
    if not unpacker.eof:
        raise BrokenDump("The file is cut off: its gzip stream has no end.")


def ahead(source: Iterator[tuple[bytes, int]]) -> Iterator[tuple[bytes, int]]:
    """The same, one made while the one before is worked on: to unpack holds up nobody else."""
    made: SimpleQueue[tuple[bytes, int] | Exception | None] = SimpleQueue()
    wanted = Semaphore(1)
    is_over = False

    def make() -> None:
        try:
            for one in source:
                made.put(one)
                wanted.acquire()
                if is_over:
                    return
        except Exception as error:
            made.put(error)
        else:
            made.put(None)

    thread = Thread(target=make, daemon=True)
    thread.start()
    try:
        while one := made.get():
            if isinstance(one, Exception):
                raise one
            wanted.release()
            yield one
    finally:
        is_over = True
        wanted.release()
        thread.join()


def kind_of(path: Path) -> str:
    """Which kind of record the file holds, by its first element; raises BrokenDump."""
    chunks = unpacked(path, READ)
    found = _ROOT.search(next(chunks, (b"", 0))[0])
    if found is None:
        # Damaged at its very beginning it says so.
        next(chunks, None)
        raise BrokenDump(f"{path.name} is no dump of Discogs.")
    return found[1].decode() + "s"


def pieces(path: Path, kind: str, survey: Survey, begin: int = 0, size: int = BATCH) -> Iterator[Piece]:
    """The records from place `begin` on, which is where a record ended; raises BrokenDump."""
    tag = kind[:-1].encode()
    held, place, read = b"", 0, 0
    for chunk, read in ahead(unpacked(path, size)):
        if place + len(held) + len(chunk) <= begin:
            place += len(chunk)
            continue
        if place < begin:
            chunk, place = chunk[begin - place :], begin
        held += chunk
        if found := survey(held, tag):
            yield Piece(held, place, found, read)
            stop = found[-1][1]
            held, place = held[stop:], place + stop
        if len(held) > LONGEST:
            raise BrokenDump("A record has no end.")
    # The last one is whole as well, whatever became of the end of the file.
    last = held[: _last_end(held, 0, len(held), tag) or 0] + b"</" + tag + b"s>"
    if b"<!" in last:
        # A section that is open here is never closed.
        last += b" " * LONGEST_SECTION
    if found := survey(last, tag):
        yield Piece(last, place, found, read)
        held = held[found[-1][1] :]
    _check_end(path, tag, held)


def _check_end(path: Path, tag: bytes, held: bytes) -> None:
    """What is left behind the last record must be the end of the list, where the file holds a list."""
    if re.search(rb"<" + tag + rb"[\s>]", held):
        raise BrokenDump("The file is cut off in the midst of a record.")
    root = _ROOT.search(next(unpacked(path, READ))[0])
    if root and root[2] and not re.search(rb"</" + tag + rb"s\s*>|<" + tag + rb"s\s*/>", held):
        raise BrokenDump("The file is cut off: its list of records has no end.")


def cut(held: bytes, tag: bytes) -> list[tuple[int, int]]:
    """Where the records of these bytes begin and end, as far as others follow, or the end of them all.

    A record ends before white space and the next one's tag where its own closing tag stands there, or the
    end of an empty element: of the record itself, or of one within it that nothing closed. Where something
    else stands before the next tag, it ends at the closing tag before that; and where it was never closed,
    before a tag at the beginning of a line.
    """
    cutting = _Cutting(held, tag)
    for match in re.finditer(rb"<" + tag + rb"[ \t\r\n>/]", held):
        start = match.start()
        _ = cutting.cut_before(start) or cutting.cut_at_list_end(start) or cutting.cut_despite(start)
        cutting.begin(start)
    cutting.cut_at_list_end(len(held))
    return cutting.found


class _Cutting:
    """Records so far; the next one lies behind `at`, and begins at `first` once that is known."""

    def __init__(self, held: bytes, tag: bytes) -> None:
        self.found: list[tuple[int, int]] = []
        self.at, self.first = 0, -1
        self._held, self._tag = held, tag
        self._list_end = re.compile(rb"</" + tag + rb"s[ \t\r\n]*>")
        self._sections = b"<!" in held

    def begin(self, start: int) -> None:
        """A record, unless one is open, or it is one of a comment between two."""
        if self.first < 0 and not (self._sections and _within_a_section(self._held, self.at, start)):
            self.first = start

    def cut_before(self, follows: int) -> bool:
        """Add the record that ends before white space and what follows, if one does."""
        stop = _end_before(self._held, self.at, follows, self._tag)
        return stop is not None and not self._nests(stop) and self._cut(stop)

    def cut_at_list_end(self, until: int) -> bool:
        """The same before the end of the list, where that stands between here and `until`."""
        ends = self._list_end.finditer(self._held, max(self.at, self.first), until)
        return any(self.cut_before(match.start()) for match in ends)

    def cut_despite(self, follows: int) -> bool:
        """Add the record before what follows, though something stands between, or it was not closed."""
        if self.first < 0:
            return False
        held, is_line = self._held, self._held.startswith(b"\n", follows - 1)
        stop = _last_end(held, self.first, follows, self._tag)
        if stop is None:
            if not is_line:
                return False
            stop = _before_space(held, self.first, follows)
        # No sublabel stands so, as a record does.
        is_record = is_line and held.startswith(b">", follows + len(self._tag) + 1)
        return (is_record or not self._nests(stop)) and self._cut(stop)

    def _nests(self, stop: int) -> bool:
        return self._tag == b"label" and _among_sublabels(self._held, self.at, stop)

    def _cut(self, stop: int) -> bool:
        if self._sections and _within_a_section(self._held, self.at, stop):
            return False
        self.found.append((self.at if self.first < 0 else self.first, stop))
        self.at, self.first = stop, -1
        return True


def _end_before(held: bytes, at: int, follows: int, tag: bytes) -> int | None:
    """Where the record ends that began at `at`, if it ends right before what follows."""
    follows = _before_space(held, at, follows)
    if held.endswith(b"/>", at, follows):
        return follows
    name = _before_space(held, at, follows - 1)
    return follows if held.endswith(b">", at, follows) and held.endswith(b"</" + tag, at, name) else None


def _before_space(held: bytes, at: int, until: int) -> int:
    while until > at and held[until - 1] in SPACE:
        until -= 1
    return until


def _last_end(held: bytes, at: int, until: int, tag: bytes) -> int | None:
    """Behind the last closing tag that stands between two places."""
    opened = until
    while (opened := held.rfind(b"</" + tag, at, opened)) >= 0:
        stop = opened + len(tag) + 2
        while stop < until and held[stop] in SPACE:
            stop += 1
        if held.startswith(b">", stop, until):
            return stop + 1
    return None


def _among_sublabels(held: bytes, at: int, stop: int) -> bool:
    """Sublabels are called as labels are: where one ends, no record does."""
    return held.count(b"<sublabels>", at, stop) > held.count(b"</sublabels>", at, stop)


def _within_a_section(held: bytes, at: int, stop: int) -> bool:
    """Whether a comment or CDATA section is open at `stop`, which then ends nothing."""
    while opened := _SECTION.search(held, at, stop):
        closing = b"-->" if opened[0] == b"<!--" else b"]]>"
        closed = held.find(closing, opened.end())
        if closed < 0:
            return len(held) - opened.start() <= LONGEST_SECTION
        if closed > stop:
            return closed - opened.start() <= LONGEST_SECTION
        at = closed + len(closing)
    return False
