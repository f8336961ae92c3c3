"""`/api/care/rules` and `/api/copies/{id}/care`: when cleaning is due."""

import uuid
from typing import Any, TypeVar

import msgspec
from litestar import delete, get, patch
from litestar.params import FromPath, JSONBody

from waugzee.care import queries
from waugzee.care.actions import copy_care_of, rules_of
from waugzee.care.rule_schemas import AmendCareRules, AmendCopyCare, CareRules, CopyCare
from waugzee.collection.log import require_copy, touch
from waugzee.db import Event
from waugzee.wire import Db, UserId

T = TypeVar("T", bound=msgspec.Struct)


@get("/care/rules", summary="When records are due for cleaning")
async def care_rules(db: Db, user_id: UserId) -> CareRules:
    return await rules_of(db, user_id)


@patch("/care/rules", opt={"scope": "log"}, summary="Change when records are due for cleaning")
async def amend_care_rules(data: JSONBody[AmendCareRules], db: Db, user_id: UserId) -> CareRules:
    rules = _amended(await rules_of(db, user_id), data)
    await queries.store_rules(db, user_id, msgspec.structs.asdict(rules))
    db.announce(Event("due", {}))
    return rules


@get("/copies/{copy_id:uuid}/care", summary="When one record is due, and whether it came used")
async def copy_care(copy_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> CopyCare:
    await require_copy(db, user_id, copy_id)
    return await copy_care_of(db, user_id, copy_id)


@patch("/copies/{copy_id:uuid}/care", opt={"scope": "log"}, summary="Change that")
async def amend_copy_care(
    data: JSONBody[AmendCopyCare], copy_id: FromPath[uuid.UUID], db: Db, user_id: UserId
) -> CopyCare:
    await touch(db, user_id, copy_id)
    care = _amended(await copy_care_of(db, user_id, copy_id), data)
    await queries.store_copy_rule(db, user_id, copy_id, msgspec.structs.asdict(care))
    db.announce(Event("due", {}))
    return care


@delete(
    "/copies/{copy_id:uuid}/care",
    opt={"scope": "log"},
    status_code=204,
    summary="Treat one record as all others again",
)
async def reset_copy_care(copy_id: FromPath[uuid.UUID], db: Db, user_id: UserId) -> None:
    await touch(db, user_id, copy_id)
    await queries.drop_copy_rule(db, user_id, copy_id)
    db.announce(Event("due", {}))


def _amended(before: T, data: msgspec.Struct) -> T:
    given = msgspec.structs.asdict(data).items()
    return msgspec.structs.replace(
        before, **{name: value for name, value in given if value is not msgspec.UNSET}
    )


ROUTES: list[Any] = [care_rules, amend_care_rules, copy_care, amend_copy_care, reset_copy_care]
