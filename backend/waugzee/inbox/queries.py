"""The SQL of notices and choices."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from waugzee.db import Transaction
from waugzee.inbox.schemas import Choices
from waugzee.inbox.tables import notice_choices, notice_subjects, notices


async def choices_of(db: Transaction, user_id: uuid.UUID) -> Choices:
    """What the user chose, and the defaults for the rest."""
    chosen = await db.scalar(select(notice_choices.c.chosen).where(notice_choices.c.user_id == user_id))
    return Choices() if chosen is None else msgspec.convert(chosen, Choices)


async def set_choices(db: Transaction, user_id: uuid.UUID, changes: Mapping[str, Any]) -> None:
    statement = upsert(notice_choices).values(user_id=user_id, chosen=changes)
    await db.run(
        statement.on_conflict_do_update(
            index_elements=["user_id"],
            set_={"chosen": notice_choices.c.chosen.op("||")(statement.excluded.chosen)},
        )
    )


async def add_notice(db: Transaction, **values: Any) -> None:
    await db.run(insert(notices).values(**values))


async def page_of_notices(
    db: Transaction, user_id: uuid.UUID, before: uuid.UUID | None, limit: int
) -> Sequence[Row[Any]]:
    """The newest first; ids are ordered by time."""
    statement = select(notices).where(notices.c.user_id == user_id).order_by(notices.c.id.desc()).limit(limit)
    return await db.all(statement if before is None else statement.where(notices.c.id < before))


async def unread(db: Transaction, user_id: uuid.UUID) -> int:
    statement = select(func.count()).where(notices.c.user_id == user_id, notices.c.read_at.is_(None))
    return int(await db.scalar(statement.select_from(notices)))


async def mark(db: Transaction, user_id: uuid.UUID, notice_id: uuid.UUID, read_at: datetime | None) -> bool:
    """Note since when it has been read, if at all; False where there is no such notice."""
    own = (notices.c.user_id == user_id) & (notices.c.id == notice_id)
    return bool(await db.run(update(notices).where(own).values(read_at=read_at)))


async def mark_up_to(db: Transaction, user_id: uuid.UUID, newest: uuid.UUID, read_at: datetime) -> int:
    own = (notices.c.user_id == user_id) & notices.c.read_at.is_(None) & (notices.c.id <= newest)
    return await db.run(update(notices).where(own).values(read_at=read_at))


async def delete_notice(db: Transaction, user_id: uuid.UUID, notice_id: uuid.UUID) -> bool:
    own = (notices.c.user_id == user_id) & (notices.c.id == notice_id)
    return bool(await db.run(delete(notices).where(own)))


async def forget_notices(db: Transaction, user_id: uuid.UUID, before: datetime) -> None:
    await db.run(delete(notices).where(notices.c.user_id == user_id, notices.c.at < before))


# Sorted, so that of two at once none waits for the other in a circle.
_NOTE = """
insert into notice_subjects (user_id, kind, subject_id, state)
select $1::uuid, $2::text, subject_id, state
from unnest($3::uuid[], $4::text[]) as told (subject_id, state) order by subject_id
on conflict (user_id, kind, subject_id) do update set state = excluded.state
where notice_subjects.state <> excluded.state
returning subject_id
"""


async def note_subjects(
    db: Transaction, user_id: uuid.UUID, kind: str, states: Mapping[uuid.UUID, str]
) -> set[uuid.UUID]:
    """Note that the user is told of these things in these states; return those that are new to them."""
    if not states:
        return set()
    rows = await db.driver.fetch(_NOTE, user_id, kind, list(states), list(states.values()))
    return {uuid.UUID(str(row["subject_id"])) for row in rows}


async def forget_subject(db: Transaction, user_id: uuid.UUID, kind: str, subject_id: uuid.UUID) -> None:
    told = notice_subjects.c
    own = (told.user_id == user_id) & (told.kind == kind) & (told.subject_id == subject_id)
    await db.run(delete(notice_subjects).where(own))


async def last_pushed(db: Transaction, user_id: uuid.UUID, kind: str) -> datetime | None:
    statement = select(func.max(notices.c.pushed_at)).where(notices.c.user_id == user_id)
    last: datetime | None = await db.scalar(statement.where(notices.c.kind == kind))
    return last


async def unpushed(db: Transaction, user_id: uuid.UUID, kind: str) -> Sequence[Row[Any]]:
    """What is to be pushed and was not, nor read meanwhile; the newest first. Held to this transaction."""
    return await db.all(
        select(notices)
        .where(
            notices.c.user_id == user_id,
            notices.c.kind == kind,
            notices.c.to_push,
            notices.c.pushed_at.is_(None),
            notices.c.read_at.is_(None),
        )
        .order_by(notices.c.id.desc())
        .with_for_update()
    )


async def mark_pushed(
    db: Transaction, user_id: uuid.UUID, notice_ids: Sequence[uuid.UUID], at: datetime
) -> None:
    own = (notices.c.user_id == user_id) & notices.c.id.in_(notice_ids)
    await db.run(update(notices).where(own).values(pushed_at=at))


async def pushed_at(db: Transaction, user_id: uuid.UUID, kind: str, at: datetime) -> Sequence[Row[Any]]:
    """What was pushed together, as far as it has not been read; the newest first."""
    return await db.all(
        select(notices)
        .where(
            notices.c.user_id == user_id,
            notices.c.kind == kind,
            notices.c.pushed_at == at,
            notices.c.read_at.is_(None),
        )
        .order_by(notices.c.id.desc())
    )
