"""`/api/admin/dumps`: imports of Discogs' monthly dumps, and how far they are."""

import uuid
from typing import Annotated

import msgspec
from litestar import delete, get, post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody

from waugzee.driving import dump_queries as queries
from waugzee.driving import dumps
from waugzee.driving.dump_schemas import AskImport, DumpJob, Dumps, Reject, Rejects
from waugzee.paging import Cursor, Limit, read_cursor, to_cursor
from waugzee.wire import Db

ADMIN = {"role": "admin", "scope": "admin"}


class _After(msgspec.Struct, frozen=True, array_like=True):
    """The last one seen."""

    place: Annotated[int, msgspec.Meta(ge=0, le=2**63 - 1)]


@get("/admin/dumps", opt=ADMIN, summary="Imports: asked for, under way, and done")
async def list_dumps(db: Db, state: State) -> Dumps:
    return await dumps.told(db, state.settings)


@post("/admin/dumps/jobs", opt=ADMIN, status_code=202, summary="Import a folder, or a month fetched before")
async def ask_import(data: JSONBody[AskImport], db: Db, state: State) -> DumpJob:
    return await dumps.ask(db, state.settings, data)


@delete("/admin/dumps/jobs/{job_id:uuid}", opt=ADMIN, summary="Stop an import; asked for again it goes on")
async def stop_import(job_id: FromPath[uuid.UUID], db: Db) -> None:
    await dumps.stop(db, job_id)


@get("/admin/dumps/files/{file_id:uuid}/rejects", opt=ADMIN, summary="What of a file could not be kept")
async def list_rejects(
    file_id: FromPath[uuid.UUID], db: Db, cursor: Cursor = None, limit: Limit = 50
) -> Rejects:
    after = read_cursor(cursor, _After)
    rows = await queries.rejects(db, file_id, after.place if after else -1, limit)
    found = [Reject(row["place"], row["reason"], row["excerpt"]) for row in rows]
    return Rejects(found, to_cursor(_After(found[-1].place)) if len(found) == limit else None)


ROUTES = [list_dumps, ask_import, stop_import, list_rejects]
