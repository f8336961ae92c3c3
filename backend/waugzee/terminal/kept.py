"""What this machine keeps between syncs: how much of Discogs' allowance is used, and a name for itself.

Both stand in the user's cache folder, whose lock lets one sync at a time use the allowance.
"""

import os
import secrets
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

from waugzee.private_file import write_private
from waugzee.processes import lock
from waugzee.sync.runs import TERMINAL
from waugzee_sync.discogs.budget import BudgetState


class InUse(Exception):
    """Another sync of this user's is at work on this machine."""


class Kept(msgspec.Struct):
    """The machine's name as a driver, and its use of the allowance."""

    driver: str
    budget: BudgetState | None = None


def cache_folder(environ: Mapping[str, str]) -> Path:
    if environ.get("XDG_CACHE_HOME"):
        return Path(environ["XDG_CACHE_HOME"], "waugzee")
    home = Path(environ.get("HOME") or Path.home())
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "waugzee"


@contextmanager
def kept_in(folder: Path) -> Iterator["Cache"]:
    """Hold the folder for the block. Raises InUse, and OSError where the folder cannot be written."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    with open(descriptor):
        if not lock(descriptor):
            raise InUse
        yield Cache(folder / "sync.json")


class Cache:
    """The file, read once and written at each change."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self.kept = msgspec.json.decode(path.read_bytes(), type=Kept)
        except (FileNotFoundError, msgspec.DecodeError, UnicodeDecodeError):
            # A cache may be lost: then a new name, and an allowance that looks unused.
            self.kept = Kept(f"{TERMINAL}{secrets.token_urlsafe(12)}")

    def save(self, budget: BudgetState) -> None:
        self.kept.budget = budget
        write_private(self._path, msgspec.json.encode(self.kept))
