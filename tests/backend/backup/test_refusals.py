"""What is no whole backup of ours, or would cost somebody something, is refused, and nothing is touched."""

import asyncio
import io
import signal
import subprocess
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import msgspec
import pytest

from backend.backup.conftest import Machine, ask
from syncing import Simulator
from waugzee.backup.archive import ABOUT, DUMP, About, opened_backup, write_backup
from waugzee.errors import ConfigurationError
from waugzee.processes import sole_holder

USERS = "select name from users order by name"


def add_user(name: str) -> str:
    return f"insert into users (id, name, role) values (gen_random_uuid(), '{name}', 'user')"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, discogs: Simulator) -> Machine:
    machine = Machine(tmp_path_factory.mktemp("first") / "data", discogs)
    machine.begin()
    with machine.running() as cluster:
        ask(cluster.owner_url, add_user("alice"), "select")
    return machine


@pytest.fixture(scope="module")
def whole(first: Machine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made while Waugzee was stopped."""
    file = tmp_path_factory.mktemp("kept") / "waugzee.backup"
    first.command("backup", file)
    return file


@pytest.fixture
def nobodys(tmp_path: Path, discogs: Simulator) -> Machine:
    """A machine on which Waugzee never ran."""
    return Machine(tmp_path / "data", discogs)


def changed(whole: Path, to: Path, **about: object) -> Path:
    """The same backup that says something else of itself."""
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(to, "w") as new:
        said = msgspec.json.decode(old.read(ABOUT), type=About)
        new.writestr(ABOUT, msgspec.json.encode(msgspec.structs.replace(said, **about)))
        new.writestr(DUMP, old.read(DUMP))
    return to


def test_a_backup_is_for_its_owner_alone_and_replaces_none(first: Machine, whole: Path) -> None:
    assert whole.stat().st_mode & 0o777 == 0o600
    before = whole.read_bytes()
    assert "--overwrite" in first.command("backup", whole, fails=True)
    assert whole.read_bytes() == before
    first.command("backup", whole, "--overwrite")
    assert whole.read_bytes() != before
    assert [path.name for path in whole.parent.iterdir()] == [whole.name]


def test_what_was_cut_short_is_refused(nobodys: Machine, whole: Path, tmp_path: Path) -> None:
    content = whole.read_bytes()
    cut = tmp_path / "cut"
    for left in (0, 1, len(content) // 3, len(content) - 1000, len(content) - 1):
        cut.write_bytes(content[:left])
        with pytest.raises(ConfigurationError, match="is no whole backup"), opened_backup(cut):
            pass
    assert "is no whole backup" in nobodys.command("restore", cut, fails=True)
    assert not nobodys.folder.exists()


def test_what_was_damaged_is_refused(whole: Path, tmp_path: Path) -> None:
    content = whole.read_bytes()
    damaged = tmp_path / "damaged"
    for tenth in range(10):
        altered = bytearray(content)
        altered[len(content) * tenth // 10] ^= 1
        damaged.write_bytes(altered)
        with pytest.raises(ConfigurationError, match="is no whole backup"), opened_backup(damaged):
            pass


def test_of_what_was_damaged_nothing_is_read_that_was_not_written(tmp_path: Path) -> None:
    """Also where it is what says where the parts are, and how they are packed."""
    whole, damaged = io.BytesIO(), tmp_path / "damaged"
    about = About(1, "1.0", "0001", datetime(2026, 8, 1, tzinfo=UTC), False)
    write_backup(whole, about, {"secret": b"s" * 9}, io.BytesIO(b"PGDMP" * 9))
    for bit in range(0, len(whole.getvalue()) * 8, 5):
        altered = bytearray(whole.getvalue())
        altered[bit // 8] ^= 1 << bit % 8
        damaged.write_bytes(altered)
        with suppress(ConfigurationError), opened_backup(damaged) as found:
            assert (found.about, found.secret("secret")) == (about, b"s" * 9)
            assert found.dump().read() == b"PGDMP" * 9


@pytest.mark.parametrize("about", [{"format": 2}, {"revision": "9999"}])
def test_what_a_newer_version_made_is_refused(
    nobodys: Machine, whole: Path, about: dict[str, object], tmp_path: Path
) -> None:
    newer = changed(whole, tmp_path / "newer", **about)
    assert "was made by a newer Waugzee" in nobodys.command("restore", newer, fails=True)
    assert not nobodys.folder.exists()


def test_there_is_nothing_to_save_before_the_first_start(nobodys: Machine, tmp_path: Path) -> None:
    assert "start Waugzee once" in nobodys.command("backup", tmp_path / "file", fails=True)
    assert not (tmp_path / "file").exists()


WAITING = """
select count(*) from pg_stat_activity where wait_event_type = 'Lock' and application_name = 'pg_dump'
"""


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_backup_that_is_stopped_leaves_nothing(first: Machine, tmp_path: Path, how: signal.Signals) -> None:
    async def users_locked(url: str, locked: threading.Event, done: threading.Event) -> None:
        db = await asyncpg.connect(url)
        async with db.transaction():
            await db.execute("lock table users")
            locked.set()
            await asyncio.to_thread(done.wait)
        await db.close()

    locked, done = threading.Event(), threading.Event()
    with first.running() as cluster, ThreadPoolExecutor() as other:
        holding = other.submit(asyncio.run, users_locked(cluster.superuser_url, locked, done))
        try:
            assert locked.wait(60)
            child = subprocess.Popen(first.words("backup", tmp_path / "file"), env=first.environment)
            while not ask(cluster.superuser_url, WAITING)[0]["count"]:
                assert child.poll() is None
            assert len(list(tmp_path.iterdir())) == 1
            child.send_signal(how)
            assert child.wait(60) != 0
        finally:
            done.set()
        holding.result()
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def bobs(tmp_path: Path, discogs: Simulator) -> Machine:
    """A machine with a user."""
    machine = Machine(tmp_path / "data", discogs)
    machine.begin()
    with machine.running() as cluster:
        ask(cluster.owner_url, add_user("bob"), "select")
    return machine


def users(machine: Machine) -> list[str]:
    with machine.running() as cluster:
        return [row["name"] for row in ask(cluster.owner_url, USERS)]


def test_users_are_given_up_only_where_one_says_so(bobs: Machine, whole: Path) -> None:
    keys = (bobs.folder / "secret-keys").read_text()
    assert "--replace" in bobs.command("restore", whole, fails=True)
    assert users(bobs) == ["bob"]
    bobs.command("restore", whole, "--replace")
    assert users(bobs) == ["alice"]
    # What they encrypted, in another backup perhaps, can still be opened.
    assert (bobs.folder / "secret-keys").read_text().endswith(keys)
    assert (bobs.folder / "secret-keys").read_text() != keys


def test_what_fails_in_the_middle_leaves_all_as_it_was(bobs: Machine, whole: Path) -> None:
    secret = (bobs.folder / "secret").read_text()
    with bobs.running() as cluster:
        ask(cluster.superuser_url, "alter table wants owner to postgres", "select")
    assert 'relation "wants" already exists' in bobs.command("restore", whole, "--replace", fails=True)
    assert users(bobs) == ["bob"]
    assert (bobs.folder / "secret").read_text() == secret


def test_nothing_is_put_back_while_waugzee_runs(bobs: Machine, whole: Path) -> None:
    with sole_holder(bobs.folder / "lock"):
        assert "is in use by process" in bobs.command("restore", whole, "--replace", fails=True)
    assert users(bobs) == ["bob"]
