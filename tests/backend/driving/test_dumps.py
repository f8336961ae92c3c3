"""Imports that administrators ask for: a folder, or a month fetched before; done by a process of its own."""

import asyncio
import contextlib
import hashlib
import uuid
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from msgspec.structs import replace
from sqlalchemy.ext.asyncio import AsyncEngine

from dumping import CATALOGUE, empty_catalogue, found, publishing, release, write
from people import Person, make_admin, new_person
from waugzee.app import create_app
from waugzee.catalogue.job import perform
from waugzee.driving import work
from waugzee.settings import Settings

SOON = timedelta(milliseconds=100)
Worker = Callable[[], contextlib.AbstractAsyncContextManager[None]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """That of the dumps, with a month in it."""
    bad = "<release><title>No id</title></release>"
    write(tmp_path / "202608", "20260801", **{**CATALOGUE, "releases": [*CATALOGUE["releases"], bad]})
    return tmp_path


@pytest.fixture
async def installation(settings: Settings, folder: Path, owner_url: str) -> AsyncIterator[Litestar]:
    app = create_app(replace(settings, dumps=folder, dumps_url="http://127.0.0.1:9"))
    async with empty_catalogue(owner_url, folder) as dumps:
        await dumps.db.execute("truncate dump_jobs")
        yield app
        await dumps.db.execute("truncate dump_jobs")
    await app.state.engine.dispose()


@pytest.fixture
async def admin(installation: Litestar, own_sql: AsyncEngine) -> AsyncIterator[Person]:
    async with new_person(installation, "ada") as person:
        await make_admin(installation, own_sql, person)
        yield person


@pytest.fixture
def worker(installation: Litestar, monkeypatch: pytest.MonkeyPatch) -> Worker:
    monkeypatch.setattr("waugzee.driving.dump_work.LOOK", 0.1)

    @contextlib.asynccontextmanager
    async def working() -> AsyncIterator[None]:
        state = installation.state
        task = asyncio.create_task(work.work(state.settings, state.engine, installation, look=SOON))
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    return working


async def job(admin: Person) -> Any:
    return (await admin.ask("GET", "/api/admin/dumps"))["jobs"][0]


async def until(admin: Person, holds: Callable[[Any], bool]) -> Any:
    async with asyncio.timeout(60):
        while not holds(last := await job(admin)):  # noqa: ASYNC110  # it tells nobody but the database
            await asyncio.sleep(0.05)
    return last


async def ask(admin: Person, status: int = 202, **asked: Any) -> Any:
    return await admin.ask("POST", "/api/admin/dumps/jobs", asked, status=status)


async def test_a_folder_is_imported_and_can_be_searched(admin: Person, worker: Worker) -> None:
    before = await admin.ask("GET", "/api/admin/dumps")
    assert (before["jobs"], before["files"], before["able"]) == ([], [], True)
    assert [(one["name"], one["files"]) for one in before["folders"]] == [("202608", 4)]
    asked = await ask(admin, folder="202608")
    assert (asked["state"], asked["month"]) == ("waiting", None)
    # One at a time.
    await ask(admin, 409, folder="202608")
    # A worker that stops leaves it to the next one.
    async with worker():
        await until(admin, lambda job: job["began_at"] is not None)
    async with worker():
        over = await until(admin, lambda job: job["ended_at"] is not None)
    assert (over["state"], over["reason"]) == ("done", None)
    files = (await admin.ask("GET", "/api/admin/dumps"))["files"]
    assert {(file["kind"], file["state"], file["records"], file["rejected"]) for file in files} == {
        ("artists", "complete", 4, 0),
        ("labels", "complete", 2, 0),
        ("masters", "complete", 1, 0),
        ("releases", "complete", 5, 1),
    }
    (releases,) = [file for file in files if file["kind"] == "releases"]
    rejects = await admin.ask("GET", f"/api/admin/dumps/files/{releases['id']}/rejects")
    assert [one["reason"] for one in rejects["rejects"]] == ["It has no id."]
    assert rejects["rejects"][0]["excerpt"].startswith("<release><title>No id")
    assert ("master", 32287) in await found(admin, "coltrane")


async def test_what_cannot_be_done_says_why(admin: Person, folder: Path, owner_url: str) -> None:
    for elsewhere in ("../etc", "/etc", "a/../../b", "a\\b"):
        await ask(admin, 422, folder=elsewhere)
    await ask(admin, 422, month="202613")
    (folder / "two").mkdir()
    (folder / "out").symlink_to("/")
    for name in ("discogs_20260801_releases.xml", "discogs_20260801_releases_2.xml"):
        (folder / "two" / name).write_text(f"<releases>{release(1, 'x', '')}</releases>")
    for name, why in (("nowhere", "no such folder"), ("two", "both releases"), ("out", "below")):
        asked = await ask(admin, folder=name)
        # As its process does.
        await perform(owner_url, folder, "http://127.0.0.1:9", uuid.UUID(asked["id"]))
        over = await job(admin)
        assert over["state"] == "failed"
        assert why in over["reason"]
    # One file that is broken holds up no other.
    (artists, _) = write(folder / "cut", "20260801", artists=[], labels=["<label><id>1</id></label>"])
    artists.write_text("<artists>\n<artist><id>1</id></artist>\n<artist><id>2</id>")
    asked = await ask(admin, folder="cut")
    await perform(owner_url, folder, "http://127.0.0.1:9", uuid.UUID(asked["id"]))
    assert "cut off" in (await job(admin))["reason"]
    files = (await admin.ask("GET", "/api/admin/dumps"))["files"]
    assert {(file["kind"], file["state"]) for file in files} == {
        ("artists", "failed"),
        ("labels", "complete"),
    }


async def test_a_month_fetched_into_a_folder_of_others_is_the_one_imported(
    admin: Person, folder: Path, owner_url: str
) -> None:
    write(folder / "all", "20261001", artists=[], labels=[], masters=[], releases=[])
    with publishing() as host:
        sums = ""
        for path in write(folder / "there", "20260801", **CATALOGUE):
            host.files[f"data/2026/{path.name}"] = path.read_bytes()
            sums += f"{hashlib.sha256(path.read_bytes()).hexdigest()} {path.name}\n"
        host.files["data/2026/discogs_20260801_CHECKSUM.txt"] = sums.encode()
        asked = await ask(admin, folder="all", month="202608")
        await perform(owner_url, folder, host.origin, uuid.UUID(asked["id"]))
    assert (await job(admin))["state"] == "done"
    files = (await admin.ask("GET", "/api/admin/dumps"))["files"]
    assert {file["month"] for file in files} == {"20260801"}
    assert len(files) == 4


async def test_one_that_is_stopped_ends_and_leaves_the_way_free(admin: Person, worker: Worker) -> None:
    # Nobody answers where the month is to be fetched from: it waits, and would for long.
    asked = await ask(admin, month="202609")
    async with worker():
        await until(admin, lambda job: job["state"] == "fetching")
        await admin.ask("DELETE", f"/api/admin/dumps/jobs/{asked['id']}", status=204)
        assert (await job(admin))["state"] == "stopped"
        await admin.ask("DELETE", f"/api/admin/dumps/jobs/{asked['id']}", status=404)
    assert (await ask(admin, folder="202608"))["state"] == "waiting"


async def test_others_learn_nothing(installation: Litestar, bob: Person) -> None:
    for method, path in (("GET", "/api/admin/dumps"), ("POST", "/api/admin/dumps/jobs")):
        await bob.ask(method, path, {} if method == "POST" else None, status=403)
