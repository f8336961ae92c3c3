"""The readers of a file, as whoever writes has them: batches in their order, changed ones asked for.

Where reading is compiled, or there is little of it, a thread reads: it holds the interpreter's lock for a
moment of each batch only. Without, as many processes read as there are processors.
"""

import asyncio
import os
import subprocess
import sys
import threading
from array import array
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection, Pipe
from queue import SimpleQueue
from typing import Any, Self

import msgspec
from msgspec.structs import replace

from waugzee.catalogue.cutting import BrokenDump
from waugzee.catalogue.reader import Ended, Job, Rows, Seen, read

SMALL = 1 << 20
"""A file below takes less time than a process takes to start."""

_WORDS: msgspec.msgpack.Decoder[Seen | Ended | Rows] = msgspec.msgpack.Decoder(Seen | Ended | Rows)


class Hand:
    """One end of a pipe within this process, as a Connection is between two."""

    def __init__(self, sent: "SimpleQueue[bytes | None]", came: "SimpleQueue[bytes | None]") -> None:
        self._sent, self._came = sent, came

    @classmethod
    def pair(cls) -> tuple[Self, Self]:
        one, other = SimpleQueue[bytes | None](), SimpleQueue[bytes | None]()
        return cls(one, other), cls(other, one)

    def send_bytes(self, words: bytes) -> None:
        self._sent.put(words)

    def recv_bytes(self) -> bytes:
        """Raises EOFError where the other end is closed."""
        words = self._came.get()
        if words is None:
            raise EOFError
        return words

    def close(self) -> None:
        self._sent.put(None)


@contextmanager
def readers(job: Job, size: int) -> Iterator["Readers"]:
    """Start what reads a file of `size` bytes; it ends with this, or with us."""
    begin = _threads if job.compiled or size < SMALL else _processes
    # One thread waits for them all: each that did would keep memory of its own.
    with begin(job) as ends, ThreadPoolExecutor(1) as waiting:
        yield Readers(ends, waiting)


@contextmanager
def _threads(job: Job) -> "Iterator[list[Connection | Hand]]":
    mine, its = Hand.pair()
    thread = threading.Thread(target=_read_here, args=(job, its), daemon=True)
    thread.start()
    try:
        yield [mine]
    finally:
        mine.close()
        thread.join()


def _read_here(job: Job, end: Hand) -> None:
    try:
        read(job, end)
    except EOFError:
        # Whoever asked is gone.
        return
    finally:
        end.close()


@contextmanager
def _processes(job: Job) -> "Iterator[list[Connection | Hand]]":
    count = max(1, min(os.cpu_count() or 1, 8))
    ours: list[Connection | Hand] = []
    processes: list[subprocess.Popen[bytes]] = []
    try:
        for turn in range(count):
            mine, its = Pipe()
            ours.append(mine)
            command = [sys.executable, "-m", __name__.removesuffix("s"), str(its.fileno())]
            processes.append(subprocess.Popen(command, pass_fds=[its.fileno()]))
            its.close()
            mine.send_bytes(msgspec.msgpack.encode(replace(job, turn=turn, readers=count)))
        yield ours
    finally:
        for connection in ours:
            connection.close()
        for process in processes:
            process.wait()


class Readers:
    """Batches are seen in turn; each one's rows are there once the one after the next is seen."""

    def __init__(self, connections: "list[Connection | Hand]", waiting: ThreadPoolExecutor) -> None:
        self._connections = connections
        self._waiting = waiting
        self._turn = 0

    @property
    def ahead(self) -> int:
        """How many batches are seen before the first of them has its rows."""
        return len(self._connections)

    async def next(self) -> Seen | Ended:
        said = await self._said(self._turn)
        assert isinstance(said, Seen | Ended)
        return said

    async def ask(self, changed: "array[int]") -> None:
        """For the rows of these of the batch that was just seen."""
        await self._beside(self._connections[self._turn].send_bytes, changed.tobytes())

    async def rows(self) -> tuple[Rows, bytes]:
        """Those of the batch that this reader saw before."""
        said = await self._said(self._turn)
        assert isinstance(said, Rows)
        return said, await self._came(self._turn)

    def turn(self) -> None:
        """To the next batch."""
        self._turn = (self._turn + 1) % len(self._connections)

    async def _said(self, turn: int) -> Seen | Ended | Rows:
        return _WORDS.decode(await self._came(turn))

    async def _came(self, turn: int) -> bytes:
        try:
            came: bytes = await self._beside(self._connections[turn].recv_bytes)
            return came
        except (EOFError, ConnectionError):
            raise BrokenDump("What reads the file ended before it did.") from None

    async def _beside(self, call: Callable[..., Any], *values: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._waiting, call, *values)
