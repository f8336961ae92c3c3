"""`/api/maintenance`: what was done to the equipment, how often it is due, and what is due when."""

import uuid
from datetime import UTC, datetime
from typing import Any

from litestar import Response, delete, get, patch, post
from litestar.params import FromPath, FromQuery, JSONBody

from waugzee.maintenance import actions
from waugzee.maintenance.schemas import (
    AddMaintenanceType,
    AmendMaintenance,
    AmendMaintenanceRule,
    AmendMaintenanceType,
    LogMaintenance,
    MaintenanceEntry,
    MaintenancePage,
    MaintenancePlans,
    MaintenanceRule,
    MaintenanceType,
    MaintenanceTypes,
)
from waugzee.paging import Cursor, Limit, Position, from_cursor, to_cursor
from waugzee.wire import Db, UserId, no_content


@get("/maintenance/plans", summary="What is due when, of everything in service, the most urgent first")
async def maintenance_plans(db: Db, user_id: UserId) -> MaintenancePlans:
    now = datetime.now(UTC)
    return MaintenancePlans(await actions.plans_of(db, user_id, now), now)


@patch(
    "/maintenance/plans/{part_id:uuid}/{type_id:uuid}",
    opt={"scope": "log"},
    summary="Give one part an interval of its own, or none",
)
async def amend_maintenance_rule(
    data: JSONBody[AmendMaintenanceRule],
    part_id: FromPath[uuid.UUID],
    type_id: FromPath[uuid.UUID],
    db: Db,
    user_id: UserId,
) -> MaintenanceRule:
    return await actions.amend_rule(db, user_id, part_id, type_id, data)


@delete(
    "/maintenance/plans/{part_id:uuid}/{type_id:uuid}",
    opt={"scope": "log"},
    status_code=204,
    summary="Treat one part as all others of its kind again",
)
async def reset_maintenance_rule(
    part_id: FromPath[uuid.UUID], type_id: FromPath[uuid.UUID], db: Db, user_id: UserId
) -> None:
    await actions.reset_rule(db, user_id, part_id, type_id)


@get("/maintenance/types", summary="The kinds of maintenance, everybody's and one's own")
async def maintenance_types(db: Db, user_id: UserId) -> MaintenanceTypes:
    return MaintenanceTypes(list((await actions.types_of(db, user_id)).there.values()))


@post(
    "/maintenance/types",
    opt={"scope": "log"},
    summary="Add a kind of one's own; the same id again answers 200 with what is stored",
)
async def add_maintenance_type(
    data: JSONBody[AddMaintenanceType], db: Db, user_id: UserId
) -> Response[MaintenanceType]:
    told, is_new = await actions.add_type(db, user_id, data)
    return Response(told, status_code=201 if is_new else 200)


@patch(
    "/maintenance/types/{type_id:uuid}",
    opt={"scope": "log"},
    summary="Change after how much a kind of maintenance is due",
)
async def amend_maintenance_type(
    data: JSONBody[AmendMaintenanceType], type_id: FromPath[uuid.UUID], db: Db, user_id: UserId
) -> MaintenanceType:
    return await actions.amend_type(db, user_id, type_id, data)


@delete(
    "/maintenance/types/{type_id:uuid}",
    opt={"scope": "log"},
    status_code=204,
    summary="Delete a kind of one's own, or give one of everybody's its usual interval again",
)
async def delete_maintenance_type(type_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> Response[None]:
    return no_content(await actions.remove_type(db, user_id, type_id))


@post(
    "/maintenance",
    opt={"scope": "log"},
    summary="Log something done to a part; the same id again answers 200 with what is stored",
)
async def log_maintenance(
    data: JSONBody[LogMaintenance], db: Db, user_id: UserId
) -> Response[MaintenanceEntry]:
    told, is_new = await actions.log_maintenance(db, user_id, data)
    return Response(told, status_code=201 if is_new else 200)


@patch("/maintenance/{maintenance_id:uuid}", opt={"scope": "log"}, summary="Change what was logged")
async def amend_maintenance(
    data: JSONBody[AmendMaintenance], maintenance_id: FromPath[uuid.UUID], db: Db, user_id: UserId
) -> MaintenanceEntry:
    return await actions.amend_maintenance(db, user_id, maintenance_id, data)


@delete(
    "/maintenance/{maintenance_id:uuid}",
    opt={"scope": "log"},
    status_code=204,
    summary="Delete what was logged, for good",
)
async def delete_maintenance(maintenance_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> Response[None]:
    return no_content(await actions.remove_maintenance(db, user_id, maintenance_id))


@get("/maintenance", summary="What was done, newest first; to one part where it is named")
async def list_maintenance(
    db: Db,
    user_id: UserId,
    part_id: FromQuery[uuid.UUID | None] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> MaintenancePage:
    told = list(await actions.entries_of(db, user_id, part_id, from_cursor(cursor), limit))
    last = told[-1] if len(told) == limit else None
    return MaintenancePage(told, to_cursor(Position(last.done_at, last.id)) if last else None)


ROUTES: list[Any] = [
    maintenance_plans,
    amend_maintenance_rule,
    reset_maintenance_rule,
    maintenance_types,
    add_maintenance_type,
    amend_maintenance_type,
    delete_maintenance_type,
    log_maintenance,
    amend_maintenance,
    delete_maintenance,
    list_maintenance,
]
