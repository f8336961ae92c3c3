"""Asking for imports of dumps, stopping them, and what there is to be imported."""

import uuid
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from waugzee.db import Transaction, new_id
from waugzee.driving import dump_queries as queries
from waugzee.driving.dump_schemas import AskImport, DumpFile, DumpFolder, DumpJob, Dumps
from waugzee.driving.queue import DUMPS
from waugzee.errors import Conflict, Invalid, NotFound
from waugzee.jobs import add_job
from waugzee.settings import Settings

MOST_JOBS, MOST_FILES, MOST_FOLDERS = 20, 40, 100


async def told(db: Transaction, settings: Settings) -> Dumps:
    jobs = [job_of(row) for row in await queries.jobs(db, MOST_JOBS)]
    files = [file_of(row) for row in await queries.files(db, MOST_FILES)]
    root = settings.dumps_folder
    return Dumps(jobs, files, folders_in(root), str(root), settings.owner_url is not None)


async def ask(db: Transaction, settings: Settings, data: AskImport) -> DumpJob:
    """Have it done as soon as a worker can. Raises Invalid, or Conflict while another one is open."""
    if settings.owner_url is None:
        raise Conflict("The server does not know the owner of the tables: set WAUGZEE_DATABASE_OWNER_URL.")
    if await queries.open_job(db) is not None:
        raise Conflict("An import is under way: wait for its end, or stop it.")
    month = "" if data.month is None else data.month if len(data.month) == 8 else f"{data.month}01"
    folder = data.folder or month
    if PurePosixPath(folder).is_absolute() or ".." in PurePosixPath(folder).parts or "\\" in folder:
        raise Invalid("Give a folder below that of the dumps.")
    job_id = new_id()
    row = await queries.add_job(db, job_id, folder, month, data.only or "", datetime.now(UTC))
    await add_job(db, DUMPS, job_id.bytes, key=f"dumps {job_id}")
    return job_of(row)


async def stop(db: Transaction, job_id: uuid.UUID) -> None:
    """Its process is ended within a second; what it imported stays, and the same again goes on there."""
    if not await queries.end_job(db, job_id, "stopped", "", datetime.now(UTC)):
        raise NotFound("There is no such import under way.")


def folders_in(root: Path) -> list[DumpFolder]:
    """The folder itself and those below it, where dumps lie in them."""
    if not root.is_dir():
        return []
    found = []
    for folder in [root, *sorted((one for one in root.iterdir() if one.is_dir()), reverse=True)]:
        files = [file for file in folder.glob("*.xml*") if file.suffix in (".gz", ".xml")]
        if files:
            name = "" if folder == root else folder.name
            found.append(DumpFolder(name, len(files), sum(file.stat().st_size for file in files)))
    return found[:MOST_FOLDERS]


def job_of(row: Any) -> DumpJob:
    return DumpJob(
        id=row["id"],
        folder=row["folder"],
        month=row["month"] or None,
        only=row["selection"] or None,
        state=row["state"],
        name=row["name"],
        came=row["came"],
        total=row["total"],
        reason=row["reason"] or None,
        asked_at=row["asked_at"],
        began_at=row["began_at"],
        ended_at=row["ended_at"],
    )


def file_of(row: Any) -> DumpFile:
    return DumpFile(
        id=row["id"],
        kind=row["kind"],
        month=row["month"],
        only=row["selection"] or None,
        name=row["name"],
        state=row["state"],
        reason=row["reason"] or None,
        read=row["read"],
        size=row["size"],
        records=row["records"],
        written=row["written"],
        rejected=row["rejected"],
        left_out=row["left_out"],
        vanished=row["vanished"],
        seconds=row["seconds"],
        began_at=row["began_at"],
        ended_at=row["ended_at"],
    )
