"""What processes tell each other through Valkey, whoever else can write to it."""

import hashlib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from valkey.asyncio import Valkey

from valkey_server import running_valkey
from waugzee.accounts.shared_memory import REST, SharedMemory

SECRET = "a secret of the installation, long enough"
DIGEST = hashlib.sha256(b"token").digest()


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_valkey(tmp_path_factory.mktemp("valkey")) as url:
        yield url


@pytest.fixture
async def intruder(url: str) -> AsyncIterator[Valkey]:
    """Can read and write everything in Valkey, and knows no secret."""
    client = Valkey.from_url(url)
    await client.flushall()
    yield client
    await client.aclose()


@pytest.fixture
async def memory(url: str, intruder: Valkey) -> AsyncIterator[SharedMemory]:
    memory = SharedMemory(url, SECRET, "token")
    yield memory
    await memory.aclose()


async def test_another_process_recalls_what_was_kept(memory: SharedMemory, url: str) -> None:
    assert await memory.recall(DIGEST) is None
    await memory.keep(DIGEST, b"alice", 60)
    other = SharedMemory(url, SECRET, "token")
    assert await other.recall(DIGEST) == b"alice"
    await other.forget(DIGEST)
    assert await memory.recall(DIGEST) is None
    await other.aclose()


async def test_it_is_kept_no_longer_than_told(memory: SharedMemory, intruder: Valkey) -> None:
    await memory.keep(DIGEST, b"alice", 60)
    (name,) = await intruder.keys("*")
    assert 0 < await intruder.pttl(name) <= 60_000
    await memory.keep(hashlib.sha256(b"another").digest(), b"over", 0)
    await memory.keep(hashlib.sha256(b"another").digest(), b"over", -1)
    assert await intruder.dbsize() == 1


async def test_an_intruder_can_neither_make_nor_change_nor_move_an_entry(
    memory: SharedMemory, intruder: Valkey, url: str
) -> None:
    await memory.keep(DIGEST, b"alice", 60)
    (name,) = await intruder.keys("*")
    sealed = await intruder.get(name)
    elsewhere = hashlib.sha256(b"the intruder's token").digest()
    await intruder.set(name.replace(DIGEST.hex().encode(), elsewhere.hex().encode()), sealed)
    assert await memory.recall(elsewhere) is None
    for forged in (b"", b"admin", sealed[:-1], sealed[:32] + b"admin", b"\0" * 32 + b"admin"):
        await intruder.set(name, forged)
        assert await memory.recall(DIGEST) is None
    await intruder.set(name, sealed)
    assert await memory.recall(DIGEST) == b"alice"
    for other in (SharedMemory(url, "another secret", "token"), SharedMemory(url, SECRET, "principal")):
        await intruder.set(f"waugzee:principal:{DIGEST.hex()}", sealed)
        assert await other.recall(DIGEST) is None
        await other.aclose()


async def test_without_valkey_there_is_nothing_to_recall_and_nobody_waits_for_it(tmp_path: Path) -> None:
    now = 0.0
    with running_valkey(tmp_path) as url:
        memory = SharedMemory(url, SECRET, "token", now=lambda: now)
        await memory.keep(DIGEST, b"alice", 60)
        assert await memory.recall(DIGEST) == b"alice"
    for _ in range(2):
        assert await memory.recall(DIGEST) is None
        await memory.keep(DIGEST, b"alice", 60)
        await memory.forget(DIGEST)
        now += REST
    await memory.aclose()
