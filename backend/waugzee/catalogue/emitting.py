"""From a record's bytes to its row in COPY's form, by what is compiled where it is, else by Python.

The package's set-up compiles `_rows.c` where there is a compiler. What it leaves alone, as unusual, goes
the way that everything goes without it; the two give the same bytes.
"""

from types import ModuleType

from waugzee.catalogue.cutting import CutMany
from waugzee.catalogue.lines import written
from waugzee.catalogue.records import row_of

try:
    from waugzee.catalogue import _rows

    COMPILED: ModuleType | None = _rows
except ImportError:
    COMPILED = None

SHAPE = b"2"
"""Part of each digest: another number makes the next import write every row anew, as the code reads it."""

PRIME = 2**64 - 59
"""The greatest below 2^64."""


class Emitter:
    """How records become rows: compiled, where that is there and asked for."""

    def __init__(self, compiled: bool = True) -> None:
        self._rows = COMPILED if compiled else None
        self.cut: CutMany | None = self._rows.cut if self._rows else None

    def row(self, kind: str, record: bytes, digest: int, month: str) -> tuple[int, bytes]:
        """The record's id and its row; raises Rejected."""
        if self._rows is not None:
            made: tuple[int, bytes] | None = self._rows.row(kind, record, digest, month.encode())
            if made is not None:
                return made
        row = row_of(kind, record)
        return row["id"], written(kind, row, digest, month)

    def digest(self, record: bytes) -> int:
        """64 bits that differ where records do: the record as one number, modulo a prime."""
        record = SHAPE + record
        if self._rows is not None:
            digest: int = self._rows.digest(record)
            return digest
        return int.from_bytes(record, "big") % PRIME - 2**63
