"""`/api/syncs`: open, instruct, page, finish, pause, and what anyone may watch."""

import uuid
from datetime import UTC, datetime
from typing import Any

from litestar import Request, Response, get, post, put
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody

from waugzee.db import Transaction
from waugzee.errors import NotFound
from waugzee.paging import Cursor, Limit, Position, from_cursor, to_cursor
from waugzee.sync import actions, ending, lists, pages, queries
from waugzee.sync.runs import sync_run
from waugzee.sync.schemas import RunChanges, SyncRuns
from waugzee.wire import Db, UserId, json_bytes
from waugzee_sync.messages import (
    AskInstructions,
    FieldsReading,
    Finish,
    Finished,
    FoldersReading,
    Instructions,
    ListStored,
    OpenSync,
    PageNumber,
    PageReading,
    PageStored,
    Pause,
    SetAsideItems,
    SyncRun,
    SyncStart,
)


@post("/syncs", opt={"scope": "sync"}, summary="Open a sync run, or join the one under way (200)")
async def open_sync(data: JSONBody[OpenSync], db: Db, user_id: UserId, state: State) -> Response[SyncStart]:
    start, is_new = await actions.open_sync(db, state.settings, user_id, data)
    return Response(start, status_code=201 if is_new else 200)


@get("/syncs", summary="The sync runs, newest first")
async def list_syncs(db: Db, user_id: UserId, cursor: Cursor = None, limit: Limit = 20) -> SyncRuns:
    rows = await queries.runs(db, user_id, from_cursor(cursor), limit)
    now = datetime.now(UTC)
    last = rows[-1] if len(rows) == limit else None
    return SyncRuns(
        [sync_run(row, now) for row in rows],
        to_cursor(Position(last["started_at"], last["id"])) if last else None,
    )


@get("/syncs/{run_id:uuid}", summary="One sync run")
async def sync_by_id(run_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> SyncRun:
    row = await queries.run_by_id(db, user_id, run_id)
    if row is None:
        raise NotFound("There is no such sync run.")
    return sync_run(row, datetime.now(UTC))


@get("/syncs/{run_id:uuid}/set-aside", summary="The items of a run that did not validate, with reasons")
async def set_aside_items(run_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> Response[SetAsideItems]:
    if await queries.run_by_id(db, user_id, run_id) is None:
        raise NotFound("There is no such sync run.")
    items = await queries.set_aside_of_run(db, user_id, run_id)
    return json_bytes(f'{{"items":[{",".join(items)}]}}'.encode())


@get("/syncs/{run_id:uuid}/changes", summary="The copies that a run added, changed and removed")
async def changes_of_run(run_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> RunChanges:
    return await actions.changes_of_run(db, user_id, run_id)


@post(
    "/syncs/{run_id:uuid}/instructions",
    opt={"scope": "sync"},
    status_code=200,
    summary="Signed addresses of pages to read next",
)
async def ask_instructions(
    run_id: FromPath[uuid.UUID], data: JSONBody[AskInstructions], db: Db, user_id: UserId, state: State
) -> Instructions:
    return Instructions(await actions.instruct(db, state.settings, user_id, run_id, data))


@put(
    "/syncs/{run_id:uuid}/pages/{page:int}",
    opt={"scope": "sync"},
    summary="A page as it was read, signed with the run's key",
)
async def put_page(
    request: Request[uuid.UUID, Any, State],
    run_id: FromPath[uuid.UUID],
    page: FromPath[PageNumber],
    data: JSONBody[PageReading],
    db: Db,
    state: State,
) -> PageStored:
    # Not by a dependency of its own: beside `db` it would cost a task group, a tenth of the whole request.
    user_id = request.user
    body = await request.body()
    nonce = pages.checked_request(state.settings, user_id, run_id, request.url.path, body, request.headers)
    return await pages.store_page(db, state.settings, user_id, run_id, page, data, nonce)


@put(
    "/syncs/{run_id:uuid}/folders",
    opt={"scope": "sync"},
    summary="The folders as they were read, signed with the run's key",
)
async def put_folders(
    request: Request[uuid.UUID, Any, State],
    run_id: FromPath[uuid.UUID],
    data: JSONBody[FoldersReading],
    db: Db,
    user_id: UserId,
    state: State,
) -> ListStored:
    return await _put_list(request, run_id, data, db, user_id, state)


@put(
    "/syncs/{run_id:uuid}/fields",
    opt={"scope": "sync"},
    summary="The fields as they were read, signed with the run's key",
)
async def put_fields(
    request: Request[uuid.UUID, Any, State],
    run_id: FromPath[uuid.UUID],
    data: JSONBody[FieldsReading],
    db: Db,
    user_id: UserId,
    state: State,
) -> ListStored:
    return await _put_list(request, run_id, data, db, user_id, state)


async def _put_list(
    request: Request[uuid.UUID, Any, State],
    run_id: uuid.UUID,
    data: FoldersReading | FieldsReading,
    db: Transaction,
    user_id: uuid.UUID,
    state: State,
) -> ListStored:
    body, path = await request.body(), request.url.path
    # A list is kept once for each reading, so that the same request again does nothing.
    pages.checked_request(state.settings, user_id, run_id, path, body, request.headers)
    return await lists.store_list(db, state.settings, user_id, run_id, data)


@post(
    "/syncs/{run_id:uuid}/finish",
    opt={"scope": "sync"},
    status_code=200,
    summary="End the run, or learn what to read again",
)
async def finish_sync(
    run_id: FromPath[uuid.UUID], data: JSONBody[Finish], db: Db, user_id: UserId
) -> Finished:
    return await ending.finish(db, user_id, run_id, data)


@post(
    "/syncs/{run_id:uuid}/pause",
    opt={"scope": "sync"},
    status_code=200,
    summary="Leave the run incomplete, to be resumed",
)
async def pause_sync(run_id: FromPath[uuid.UUID], data: JSONBody[Pause], db: Db, user_id: UserId) -> SyncRun:
    return await ending.pause(db, user_id, run_id, data)


ROUTES = [
    open_sync,
    list_syncs,
    sync_by_id,
    set_aside_items,
    changes_of_run,
    ask_instructions,
    put_page,
    put_folders,
    put_fields,
    finish_sync,
    pause_sync,
]
