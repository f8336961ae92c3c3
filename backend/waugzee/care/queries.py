"""The SQL of care beyond what the logs share: evenings, and when cleaning is due."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, delete, select
from sqlalchemy.dialects.postgresql import insert

from waugzee.care.tables import care_rules, copy_care
from waugzee.db import Transaction

RULE = "coalesce(w.rule, case when c.grooved is false then 'never' else 'usual' end)"
"""The rule of a copy `c` by its `copy_care`, `w`: a disc or a tape is never due unless it is told."""

_COPY_RULE = f"""
select coalesce(w.bought_used, false) as bought_used, {RULE} as rule, w.plays, w.months
from copies c left join copy_care w on w.user_id = $1 and w.copy_id = c.id
where c.user_id = $1 and c.id = $2
"""

_TOUCH_ALL = """
update copies set feed = $2 where copies.user_id = $1 and id = any($3)
"""

_ADD_EVENING = """
insert into cleanings
  (user_id, id, copy_id, cleaned_at, date_only, method, depth, machine, fluid, result, notes)
select $1, id, copy_id, $4, $5, $6, $7, $8, $9, $10, $11
from unnest($2::uuid[], $3::uuid[]) as entry (id, copy_id) order by id
on conflict do nothing
"""

_EVENING = """
select * from cleanings where cleanings.user_id = $1 and id = any($2) order by cleaned_at desc, id desc
"""


async def touch_all(db: Transaction, user_id: uuid.UUID, feed: int, copy_ids: Sequence[uuid.UUID]) -> int:
    """Put these copies into the user's feed; return how many there are."""
    return int((await db.driver.execute(_TOUCH_ALL, user_id, feed, copy_ids)).split()[-1])


async def add_evening(
    db: Transaction,
    user_id: uuid.UUID,
    ids: Sequence[uuid.UUID],
    copy_ids: Sequence[uuid.UUID],
    details: Sequence[Any],
) -> list[Any]:
    """Write those entries that are new; return all that stand under `ids`, deleted ones too.

    `details` are the columns from `cleaned_at` to `notes`.
    """
    await db.driver.execute(_ADD_EVENING, user_id, ids, copy_ids, *details)
    return list(await db.driver.fetch(_EVENING, user_id, ids))


async def rules(db: Transaction, user_id: uuid.UUID) -> Row[Any] | None:
    return await db.first(select(care_rules).where(care_rules.c.user_id == user_id))


async def store_rules(db: Transaction, user_id: uuid.UUID, values: Mapping[str, Any]) -> None:
    statement = insert(care_rules).values(user_id=user_id, **values)
    await db.run(statement.on_conflict_do_update(index_elements=["user_id"], set_=dict(values)))


async def copy_rule(db: Transaction, user_id: uuid.UUID, copy_id: uuid.UUID) -> Mapping[str, Any] | None:
    return await db.driver.fetchrow(_COPY_RULE, user_id, copy_id)


async def store_copy_rule(
    db: Transaction, user_id: uuid.UUID, copy_id: uuid.UUID, values: Mapping[str, Any]
) -> None:
    statement = insert(copy_care).values(user_id=user_id, copy_id=copy_id, **values)
    await db.run(statement.on_conflict_do_update(index_elements=["user_id", "copy_id"], set_=dict(values)))


async def drop_copy_rule(db: Transaction, user_id: uuid.UUID, copy_id: uuid.UUID) -> None:
    own = (copy_care.c.user_id == user_id) & (copy_care.c.copy_id == copy_id)
    await db.run(delete(copy_care).where(own))
