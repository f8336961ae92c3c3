"""From a record's bytes to its row in COPY's form, by what is compiled where it is, else by Python.

The package's set-up compiles `_rows.c` where there is a compiler. What it leaves alone, as unusual, goes
the way that everything goes without it; the two give the same bytes.
"""

import re
from functools import cache
from types import ModuleType

from waugzee.catalogue.cutting import Found, cut
from waugzee.catalogue.kinds import KINDS
from waugzee.catalogue.lines import written
from waugzee.catalogue.records import row_of

try:
    from waugzee.catalogue import _rows

    COMPILED: ModuleType | None = _rows
except ImportError:
    COMPILED = None

SHAPE = b"3"
"""Part of each digest: another byte makes the next import write every row anew, as the code reads it."""

PRIME = 2**64 - 59
"""The greatest below 2^64."""

_ID = {
    kind[:-1].encode(): re.compile(
        rb'<TAG[ \t\r\n]+id="([1-9][0-9]{0,17})"'
        rb"|<TAG>[ \t\r\n]*(?:<images>(?:(?!</images>).)*</images>[ \t\r\n]*|<images/>[ \t\r\n]*)?"
        rb"<id>([1-9][0-9]{0,17})</id>".replace(b"TAG", kind[:-1].encode()),
        re.DOTALL,
    )
    for kind in KINDS
}


class Emitter:
    """How records become rows: compiled, where that is there and asked for."""

    def __init__(self, compiled: bool = True) -> None:
        self._rows = COMPILED if compiled else None

    def survey(self, held: bytes, tag: bytes) -> list[Found]:
        """The whole records of these bytes."""
        if self._rows is not None:
            found: list[Found] | None = self._rows.survey(held, tag, SHAPE[0])
            if found is not None:
                return found
        return [
            (start, stop, quick_id(held[start:stop], tag), digest_of(held[start:stop]))
            for start, stop in cut(held, tag)
        ]

    def places(self, held: bytes, tag: bytes) -> list[Found]:
        """The same without ids and digests, for those whom another reader reads."""
        if self._rows is not None:
            return self.survey(held, tag)
        return [(start, stop, 0, 0) for start, stop in cut(held, tag)]

    def rows(self, kind: str, held: bytes, found: list[Found], month: str) -> tuple[bytes, list[int]]:
        """The rows of these records, but for the unusual ones, whose places in the list follow."""
        if self._rows is None:
            return b"", [*range(len(found))]
        made: tuple[bytes, list[int]] = self._rows.rows(kind, held, found, month.encode())
        return made


def row(kind: str, held: bytes, found: Found, month: str) -> tuple[int, bytes]:
    """The id and the row of one record, however unusual; raises Rejected."""
    start, stop, _, digest = found
    values = row_of(kind, held[start:stop])
    return values["id"], written(kind, values, digest, month)


def quick_id(record: bytes, tag: bytes) -> int:
    """The id where it stands at the beginning, as in every dump so far, without parsing all; else 0."""
    found = _ID[tag].match(record)
    return int(found[1] or found[2]) if found else 0


def digest_of(record: bytes) -> int:
    """64 bits that differ where records do: the record as one number, modulo a prime.

    The number is folded, its upper half onto its lower one, before it is divided: that takes half the time.
    """
    number = int.from_bytes(SHAPE + record, "big")
    for power in range((len(record) // 8).bit_length() - 1, 1, -1):
        bits, mask, factor = _fold(power)
        number = (number >> bits) * factor + (number & mask)
    return number % PRIME - 2**63


@cache
def _fold(power: int) -> tuple[int, int, int]:
    """Of so many words: their bits, a mask of them, and what lies above is worth so much modulo the prime."""
    bits = 64 << power
    return bits, (1 << bits) - 1, pow(2, bits, PRIME)
