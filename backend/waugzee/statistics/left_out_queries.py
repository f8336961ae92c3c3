"""The SQL of what is left out."""

import uuid

from asyncpg import Record

from waugzee.db import Transaction

_LEFT_OUT_RECORDS = """
select c.id as copy_id, c.title, c.artist from left_out
join copies c on c.user_id = $1 and c.id = left_out.subject_id
where left_out.user_id = $1 and left_out.kind = 'record' order by left_out_at desc, c.id
"""
_LEFT_OUT_PLAYS = """
select p.id, c.id as copy_id, c.title, c.artist, p.played_at from left_out
join plays p on p.user_id = $1 and p.id = left_out.subject_id
join copies c on c.user_id = $1 and c.id = p.copy_id
where left_out.user_id = $1 and left_out.kind = 'play' and p.deleted_at is null
order by left_out_at desc, p.id
"""
_LEFT_OUT_FOLDERS = """
select l.folder_id, f.name from left_out_folders l
left join folders f on f.user_id = $1 and f.folder_id = l.folder_id
where l.user_id = $1 order by l.left_out_at desc, l.folder_id
"""
_KIND = """
select 'record' from copies where copies.user_id = $1 and id = $2
union all
select 'play' from plays where plays.user_id = $1 and id = $2 and deleted_at is null
"""
_HAS_FOLDER = """
select exists (select from folders where folders.user_id = $1 and folder_id = $2)
  or exists (select from copies where copies.user_id = $1 and folder_id = $2)
"""
_LEAVE_OUT = "insert into left_out (user_id, subject_id, kind) values ($1, $2, $3) on conflict do nothing"
_COUNT_AGAIN = "delete from left_out where left_out.user_id = $1 and subject_id = $2"
_LEAVE_FOLDER_OUT = "insert into left_out_folders (user_id, folder_id) values ($1, $2) on conflict do nothing"
_COUNT_FOLDER_AGAIN = "delete from left_out_folders where left_out_folders.user_id = $1 and folder_id = $2"


async def records(db: Transaction, user_id: uuid.UUID) -> list[Record]:
    return list(await db.driver.fetch(_LEFT_OUT_RECORDS, user_id))


async def plays(db: Transaction, user_id: uuid.UUID) -> list[Record]:
    return list(await db.driver.fetch(_LEFT_OUT_PLAYS, user_id))


async def folders(db: Transaction, user_id: uuid.UUID) -> list[Record]:
    return list(await db.driver.fetch(_LEFT_OUT_FOLDERS, user_id))


async def kind_of(db: Transaction, user_id: uuid.UUID, subject_id: uuid.UUID) -> str | None:
    """`record` or `play`; None where the user has no such thing."""
    found: str | None = await db.driver.fetchval(_KIND, user_id, subject_id)
    return found


async def has_folder(db: Transaction, user_id: uuid.UUID, folder_id: int) -> bool:
    return bool(await db.driver.fetchval(_HAS_FOLDER, user_id, folder_id))


async def leave_out(db: Transaction, user_id: uuid.UUID, subject_id: uuid.UUID, kind: str) -> None:
    await db.driver.execute(_LEAVE_OUT, user_id, subject_id, kind)


async def count_again(db: Transaction, user_id: uuid.UUID, subject_id: uuid.UUID) -> None:
    await db.driver.execute(_COUNT_AGAIN, user_id, subject_id)


async def leave_folder_out(db: Transaction, user_id: uuid.UUID, folder_id: int) -> None:
    await db.driver.execute(_LEAVE_FOLDER_OUT, user_id, folder_id)


async def count_folder_again(db: Transaction, user_id: uuid.UUID, folder_id: int) -> None:
    await db.driver.execute(_COUNT_FOLDER_AGAIN, user_id, folder_id)
