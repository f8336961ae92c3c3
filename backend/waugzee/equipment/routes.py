"""`/api/turntables`, `/api/cartridges`, `/api/styluses` and `/api/mounts`: add, change, delete, list."""

import uuid
from collections.abc import Sequence
from typing import Any

from litestar import Response, delete, get, patch, post
from litestar.params import FromPath, JSONBody
from sqlalchemy import Row, Table

from waugzee.db import Transaction
from waugzee.equipment import actions, queries
from waugzee.equipment.schemas import (
    AddCartridge,
    AddMount,
    AddStylus,
    AddTurntable,
    AmendCartridge,
    AmendMount,
    AmendStylus,
    AmendTurntable,
    Cartridge,
    CartridgePage,
    Mount,
    MountPage,
    Stylus,
    StylusModel,
    StylusModels,
    StylusPage,
    Turntable,
    TurntablePage,
)
from waugzee.equipment.tables import cartridges, mounts, styluses, turntables
from waugzee.paging import Cursor, Limit, Position, from_cursor, to_cursor
from waugzee.wire import Db, UserId, no_content


@post(
    "/turntables",
    opt={"scope": "log"},
    summary="Add a turntable; the same id again answers 200 with what is stored",
)
async def add_turntable(data: JSONBody[AddTurntable], db: Db, user_id: UserId) -> Response[Turntable]:
    row, is_new = await actions.add_part(db, turntables, user_id, data)
    return Response(Turntable(**_told(row)), status_code=201 if is_new else 200)


@patch("/turntables/{turntable_id:uuid}", opt={"scope": "log"}, summary="Change a turntable, or retire it")
async def amend_turntable(
    data: JSONBody[AmendTurntable], turntable_id: FromPath[uuid.UUID], db: Db, user_id: UserId
) -> Turntable:
    return Turntable(**_told(await actions.amend_part(db, turntables, user_id, turntable_id, data)))


@delete(
    "/turntables/{turntable_id:uuid}",
    opt={"scope": "log"},
    status_code=204,
    summary="Delete a turntable that the log does not refer to",
)
async def delete_turntable(turntable_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> Response[None]:
    return no_content(await actions.remove_part(db, turntables, user_id, turntable_id))


@get("/turntables", summary="The turntables, retired ones too, newest first")
async def list_turntables(db: Db, user_id: UserId, cursor: Cursor = None, limit: Limit = 50) -> TurntablePage:
    rows, more = await _page(db, turntables, "created_at", user_id, cursor, limit)
    return TurntablePage([Turntable(**_told(row)) for row in rows], more)


@post(
    "/cartridges",
    opt={"scope": "log"},
    summary="Add a cartridge; the same id again answers 200 with what is stored",
)
async def add_cartridge(data: JSONBody[AddCartridge], db: Db, user_id: UserId) -> Response[Cartridge]:
    row, is_new = await actions.add_part(db, cartridges, user_id, data)
    return Response(Cartridge(**_told(row)), status_code=201 if is_new else 200)


@patch("/cartridges/{cartridge_id:uuid}", opt={"scope": "log"}, summary="Change a cartridge, or retire it")
async def amend_cartridge(
    data: JSONBody[AmendCartridge], cartridge_id: FromPath[uuid.UUID], db: Db, user_id: UserId
) -> Cartridge:
    return Cartridge(**_told(await actions.amend_part(db, cartridges, user_id, cartridge_id, data)))


@delete(
    "/cartridges/{cartridge_id:uuid}",
    opt={"scope": "log"},
    status_code=204,
    summary="Delete a cartridge that the log does not refer to",
)
async def delete_cartridge(cartridge_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> Response[None]:
    return no_content(await actions.remove_part(db, cartridges, user_id, cartridge_id))


@get("/cartridges", summary="The cartridges, retired ones too, newest first")
async def list_cartridges(db: Db, user_id: UserId, cursor: Cursor = None, limit: Limit = 50) -> CartridgePage:
    rows, more = await _page(db, cartridges, "created_at", user_id, cursor, limit)
    return CartridgePage([Cartridge(**_told(row)) for row in rows], more)


@post(
    "/styluses",
    opt={"scope": "log"},
    summary="Add a stylus; the same id again answers 200 with what is stored",
)
async def add_stylus(data: JSONBody[AddStylus], db: Db, user_id: UserId) -> Response[Stylus]:
    row, is_new = await actions.add_part(db, styluses, user_id, data)
    return Response(Stylus(**_told(row)), status_code=201 if is_new else 200)


@patch("/styluses/{stylus_id:uuid}", opt={"scope": "log"}, summary="Change a stylus, or retire it")
async def amend_stylus(
    data: JSONBody[AmendStylus], stylus_id: FromPath[uuid.UUID], db: Db, user_id: UserId
) -> Stylus:
    return Stylus(**_told(await actions.amend_part(db, styluses, user_id, stylus_id, data)))


@delete(
    "/styluses/{stylus_id:uuid}",
    opt={"scope": "log"},
    status_code=204,
    summary="Delete a stylus that the log does not refer to",
)
async def delete_stylus(stylus_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> Response[None]:
    return no_content(await actions.remove_part(db, styluses, user_id, stylus_id))


@get("/styluses", summary="The styluses, retired ones too, newest first")
async def list_styluses(db: Db, user_id: UserId, cursor: Cursor = None, limit: Limit = 50) -> StylusPage:
    rows, more = await _page(db, styluses, "created_at", user_id, cursor, limit)
    return StylusPage([Stylus(**_told(row)) for row in rows], more)


@get("/stylus-models", summary="Common models of stylus, with their profile and rated hours")
async def list_stylus_models(db: Db) -> StylusModels:
    return StylusModels([StylusModel(**row._mapping) for row in await queries.models(db)])


@post(
    "/mounts",
    opt={"scope": "log"},
    summary="Mount a stylus; the same id again answers 200 with what is stored",
)
async def add_mount(data: JSONBody[AddMount], db: Db, user_id: UserId) -> Response[Mount]:
    row, is_new = await actions.add_mount(db, user_id, data)
    return Response(Mount(**_told(row)), status_code=201 if is_new else 200)


@patch("/mounts/{mount_id:uuid}", opt={"scope": "log"}, summary="Change a mount")
async def amend_mount(
    data: JSONBody[AmendMount], mount_id: FromPath[uuid.UUID], db: Db, user_id: UserId
) -> Mount:
    return Mount(**_told(await actions.amend_mount(db, user_id, mount_id, data)))


@delete("/mounts/{mount_id:uuid}", opt={"scope": "log"}, status_code=204, summary="Delete a mount, for good")
async def delete_mount(mount_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> Response[None]:
    return no_content(await actions.remove_mount(db, user_id, mount_id))


@get("/mounts", summary="What was mounted where, the latest first")
async def list_mounts(db: Db, user_id: UserId, cursor: Cursor = None, limit: Limit = 50) -> MountPage:
    rows, more = await _page(db, mounts, "mounted_at", user_id, cursor, limit)
    return MountPage([Mount(**_told(row)) for row in rows], more)


async def _page(
    db: Transaction, table: Table, at: str, user_id: uuid.UUID, cursor: str | None, limit: int
) -> tuple[Sequence[Row[Any]], str | None]:
    rows = await queries.newest(db, table, at, user_id, from_cursor(cursor), limit)
    last = rows[-1] if len(rows) == limit else None
    return rows, to_cursor(Position(getattr(last, at), last.id)) if last else None


def _told(row: Row[Any]) -> dict[str, Any]:
    """All that a row says but whose it is."""
    return {name: value for name, value in row._mapping.items() if name not in ("user_id", "deleted_at")}


ROUTES = [
    add_turntable,
    amend_turntable,
    delete_turntable,
    list_turntables,
    add_cartridge,
    amend_cartridge,
    delete_cartridge,
    list_cartridges,
    add_stylus,
    amend_stylus,
    delete_stylus,
    list_styluses,
    list_stylus_models,
    add_mount,
    amend_mount,
    delete_mount,
    list_mounts,
]
