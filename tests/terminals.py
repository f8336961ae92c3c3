"""`waugzee sync` as a process of its own, as somebody would start it."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from people import Person
from serving import Api
from waugzee.terminal.kept import Kept, cache_folder

WHOLE = [sys.executable, "-c", "from waugzee.cli import main; main()", "sync"]
COMMAND = [sys.executable, "-m", "waugzee.terminal"]
"""The same, ready sooner."""


class Said(msgspec.Struct):
    """How it ended, and what it said on standard output and standard error."""

    status: int
    outcome: str
    progress: str


async def new_key(person: Person, *scopes: str) -> str:
    asked = {"name": "terminal", "scopes": list(scopes) or ["read", "sync"]}
    return str((await person.ask("POST", "/api/keys", asked, status=201))["key"])


class Terminal:
    """Somebody's terminal: its key, and its cache folder."""

    def __init__(self, api: Api, key: str, home: Path) -> None:
        self.home = home
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("WAUGZEE_")},
            "WAUGZEE_URL": api.origin,
            "WAUGZEE_API_KEY": key,
            "XDG_CACHE_HOME": str(home),
        }

    def take_key(self) -> str:
        """Take the key out of the environment."""
        return self._environment.pop("WAUGZEE_API_KEY")

    def kept(self) -> Kept:
        path = cache_folder({"XDG_CACHE_HOME": str(self.home)}) / "sync.json"
        return msgspec.json.decode(path.read_bytes(), type=Kept)

    async def start(self, *options: str, command: Sequence[str] = COMMAND) -> "Running":
        process = await asyncio.create_subprocess_exec(
            *command,
            *options,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        return Running(process)

    async def sync(self, *options: str, command: Sequence[str] = COMMAND) -> Said:
        """Run it to its end."""
        return await (await self.start(*options, command=command)).end()


class Running:
    """A sync that runs."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self._progress = ""

    async def says(self, words: str) -> None:
        """Wait until it has said so on standard error."""
        assert self.process.stderr is not None
        while words not in self._progress:
            line = await asyncio.wait_for(self.process.stderr.readline(), 60)
            assert line, f"it ended, having said {self._progress!r}"
            self._progress += line.decode()

    async def end(self) -> Said:
        out, err = await asyncio.wait_for(self.process.communicate(), 60)
        assert self.process.returncode is not None
        return Said(self.process.returncode, out.decode(), self._progress + err.decode())
