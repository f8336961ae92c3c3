"""Databases of their own: saved while people write, of any age, with the catalogue or without."""

import asyncio
import errno
import io
import secrets
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from backend.backup.conftest import LABEL, Machine, ask
from backend.schema.test_migrations import EVERYTHING
from collecting import put_on_shelf, record
from people import new_person
from syncing import Simulator
from waugzee import embedded_postgres, migrations
from waugzee.accounts.queries import ERA
from waugzee.backup.archive import opened_backup
from waugzee.backup.programs import ProgramFailed, load
from waugzee.embedded_postgres import Cluster
from waugzee.private_file import write_private

COUNTS = f"""
select (select count(*) from copies) as copies, (select count(*) from plays) as plays,
  (select count(*) from cleanings) as cleanings, sum(feed % {ERA}) as numbers from accounts
"""


class Server(Machine):
    """A machine whose database is elsewhere: at `url` for its owner, at `reads` for who sees every row."""

    def __init__(self, folder: Path, discogs: Simulator, cluster: Cluster) -> None:
        name = f"waugzee_test_{secrets.token_hex(4)}"
        ask(cluster.owner_url, f"create database {name}", "select")
        self.url, self.reads = (
            f"{url.rpartition('/')[0]}/{name}" for url in (cluster.owner_url, cluster.superuser_url)
        )
        super().__init__(folder, discogs, WAUGZEE_DATABASE_URL=self.url)
        folder.mkdir()
        write_private(folder / "secret", secrets.token_hex(32).encode())

    def save(self, file: Path, *options: str) -> None:
        # The only thing that takes more than owning the tables.
        self.environment["WAUGZEE_DATABASE_OWNER_URL"] = self.reads
        self.command("backup", file, *options)
        del self.environment["WAUGZEE_DATABASE_OWNER_URL"]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with embedded_postgres.start(tmp_path_factory.mktemp("cluster"), durable=False) as running:
        yield running


@pytest.fixture
def server(tmp_path: Path, discogs: Simulator, cluster: Cluster) -> Server:
    return Server(tmp_path / "server", discogs, cluster)


@pytest.fixture
def other(tmp_path: Path, discogs: Simulator, cluster: Cluster) -> Server:
    return Server(tmp_path / "other", discogs, cluster)


def test_a_backup_is_of_one_moment(server: Server, other: Server, tmp_path: Path) -> None:
    """A record, a play, a cleaning, and again: no backup has one without all that were before it."""
    migrations.upgrade(server.url)
    file = tmp_path / "file"

    async def save_while_people_write() -> None:
        async with server.app(server.url) as app:
            saving = asyncio.create_task(asyncio.to_thread(server.save, file))
            while not saving.done():
                async with new_person(app, "alice") as alice:
                    (copy_id,) = await put_on_shelf(app.state.engine, await alice.user_id(), [record()])
                    for log in ("plays", "cleanings"):
                        await alice.ask("POST", f"/api/{log}", {"copy_id": str(copy_id)}, status=201)
            await saving

    asyncio.run(save_while_people_write())
    other.command("restore", file)
    (then,), (now,) = (ask(one.reads, COUNTS) for one in (other, server))
    assert 0 < then["copies"] < now["copies"]
    assert then["copies"] >= then["plays"] >= then["cleanings"] >= then["copies"] - 1
    assert then["numbers"] == then["copies"] + then["plays"] + then["cleanings"]


def test_who_does_not_see_every_row_is_told_so(server: Server, tmp_path: Path) -> None:
    migrations.upgrade(server.url)
    assert "BYPASSRLS" in server.command("backup", tmp_path / "file", fails=True)
    assert not (tmp_path / "file").exists()


def test_the_catalogue_comes_along_where_asked_for(server: Server, other: Server, tmp_path: Path) -> None:
    migrations.upgrade(server.url)
    ask(server.url, LABEL, "select")
    server.save(tmp_path / "file", "--catalogue")
    assert "import Discogs' dumps" not in other.command("restore", tmp_path / "file")
    assert ask(other.url, "select name from labels")[0]["name"] == "Blue Note"


def test_what_an_older_version_saved_is_brought_to_this_one(
    server: Server, other: Server, tmp_path: Path
) -> None:
    newest, *_, older = list(ScriptDirectory(migrations.FOLDER).walk_revisions())[:8]
    migrations.upgrade(server.url, older.revision)
    server.save(tmp_path / "file")
    # Over what this version made, of which the older one knows nothing.
    migrations.upgrade(other.url)
    as_migrated = ask(other.url, EVERYTHING)
    other.command("restore", tmp_path / "file")
    assert ask(other.url, EVERYTHING) == as_migrated
    assert ask(other.url, "select version_num from alembic_versions")[0]["version_num"] == newest.revision


def test_nothing_is_put_back_under_those_who_are_connected(
    server: Server, other: Server, tmp_path: Path
) -> None:
    migrations.upgrade(server.url)
    server.save(tmp_path / "file")
    migrations.upgrade(other.url)

    async def restore_meanwhile() -> str:
        async with other.app(other.url) as app, new_person(app, "bob") as bob:
            await bob.ask("GET", "/api/me")
            words = ("restore", tmp_path / "file", "--replace")
            return await asyncio.to_thread(other.command, *words, fails=True)

    assert "Waugzee runs on this database" in asyncio.run(restore_meanwhile())
    assert len(ask(other.url, "select from users")) == 1


def test_a_backup_that_cannot_be_read_to_its_end_ends_the_restore(server: Server, tmp_path: Path) -> None:
    """A disk that fails after the backup was looked at."""
    migrations.upgrade(server.url)
    server.save(tmp_path / "file")
    with opened_backup(tmp_path / "file") as backup:
        begins = backup.dump().read(50_000)

    class Failing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if not (read := super().read(size)):
                raise OSError(errno.EIO, "Input/output error")
            return read

    with pytest.raises(ProgramFailed, match="could not read"):
        load(server.url, Failing(begins), "select", "select")


KILLED = """
import os, signal
from waugzee import migrations
migrations.upgrade = lambda url: os.kill(os.getpid(), signal.SIGKILL)
from waugzee.cli import main
main()
"""


def test_devices_read_anew_also_after_a_restore_that_was_killed(
    server: Server, other: Server, tmp_path: Path
) -> None:
    """Once the data was there."""
    migrations.upgrade(server.url)
    ask(server.reads, "insert into accounts (user_id, feed) values (gen_random_uuid(), 5)", "select")
    server.save(tmp_path / "file")
    killed = [sys.executable, "-c", KILLED, "restore", str(tmp_path / "file")]
    ended = subprocess.run(killed, env=other.environment, timeout=120, check=False)
    assert ended.returncode == -signal.SIGKILL
    (account,) = ask(other.reads, f"select feed / {ERA} as era, feed % {ERA} as number from accounts")
    assert (account["era"] > 0, account["number"]) == (True, 5)


def test_what_others_keep_beside_it_is_not_touched(server: Server, tmp_path: Path) -> None:
    """In schemas of their own, as those who watch databases do."""
    migrations.upgrade(server.url)
    ask(server.reads, "create schema monitoring", "create table monitoring.seen as select 1 as n", "select")
    server.save(tmp_path / "file")
    ask(server.reads, "update monitoring.seen set n = 2", "select")
    server.command("restore", tmp_path / "file")
    assert ask(server.reads, "select n from monitoring.seen")[0]["n"] == 2


def test_only_who_owns_the_tables_puts_them_back(server: Server, tmp_path: Path) -> None:
    """Or they would be somebody else's, whom no migration and no import expects."""
    migrations.upgrade(server.url)
    server.save(tmp_path / "file")
    server.environment["WAUGZEE_DATABASE_OWNER_URL"] = server.reads
    said = server.command("restore", tmp_path / "file", fails=True)
    assert "the tables belong to waugzee_owner" in said
