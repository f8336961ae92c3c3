"""The file of a backup: a ZIP that any tool opens, and that is none where it was cut short.

waugzee.json      what made it, and of which schema
secret, …         the files of secrets of one machine, where there are any
database.dump     pg_dump's custom format
"""

import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import IO

import msgspec

from waugzee.errors import ConfigurationError

FORMAT = 1
ABOUT = "waugzee.json"
DUMP = "database.dump"
PIECE = 1 << 20
# What zipfile raises, depending on which byte it is.
DAMAGED = (zipfile.BadZipFile, zlib.error, msgspec.DecodeError, KeyError, RuntimeError, EOFError, OSError)


class About(msgspec.Struct, frozen=True):
    """What a backup says of itself; `revision` is the last migration of its database."""

    format: int
    version: str
    revision: str
    made_at: datetime
    catalogue: bool


class Backup:
    """A whole backup, open."""

    def __init__(self, file: zipfile.ZipFile, about: About) -> None:
        self.about = about
        self._file = file

    def secret(self, name: str) -> bytes | None:
        with suppress(KeyError):
            return self._file.read(name)
        return None

    def dump(self) -> IO[bytes]:
        return self._file.open(DUMP)


@contextmanager
def in_place_of(path: Path) -> Iterator[IO[bytes]]:
    """A file of mode 0600 to write, which takes the place of `path` once it is whole and on the disk."""
    descriptor, partial = tempfile.mkstemp(prefix=f"{path.name}.", suffix=".partial", dir=path.parent)
    try:
        with open(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(descriptor)
        os.replace(partial, path)
    except BaseException:
        os.unlink(partial)
        raise


def write_backup(to: IO[bytes], about: About, secrets: Mapping[str, bytes], dump: IO[bytes]) -> None:
    """Write it all, `dump` while it is made."""
    with zipfile.ZipFile(to, "w") as file:
        file.writestr(ABOUT, msgspec.json.encode(about))
        for name, content in secrets.items():
            file.writestr(name, content)
        with file.open(DUMP, "w", force_zip64=True) as entry:
            shutil.copyfileobj(dump, entry, PIECE)


@contextmanager
def opened_backup(path: Path) -> Iterator[Backup]:
    """Open a backup of which each byte is as it was written; raises ConfigurationError for anything else."""
    with open(path, "rb") as opened:
        try:
            file = zipfile.ZipFile(opened)
            about = msgspec.json.decode(file.read(ABOUT), type=About)
            whole = file.testzip() is None and DUMP in file.namelist()
        except DAMAGED:
            whole = False
        if not whole:
            raise ConfigurationError(
                f"{path} is no whole backup: it was cut short or damaged, or is something else."
                " Nothing was changed."
            )
        with file:
            yield Backup(file, about)
