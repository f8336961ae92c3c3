"""The SQL of scrobbling. `p` is a play, `c` its copy, `t` its tracklist, `s` what became of it."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from asyncpg import Record
from sqlalchemy import Row, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from waugzee.accounts import user_queries
from waugzee.collection.durations import TRACKLIST
from waugzee.collection.moments import EARLIEST
from waugzee.db import Transaction
from waugzee.scrobbling.tables import listenbrainz_accounts, scrobble_looks, scrobbles

SETTLING = timedelta(minutes=15)
"""After a play was logged: until then it may be undone or corrected."""

# Those of a known moment, that became no listens yet of the name $2.
_UNSENT = f"""
from plays p join copies c on c.user_id = $1 and c.id = p.copy_id {TRACKLIST}
  left join scrobbles s on s.user_id = $1 and s.play_id = p.id and s.username = $2
where p.user_id = $1 and p.deleted_at is null and not p.date_only and s.play_id is null
"""
_LATER = "p.played_at >= $3"
_LISTED = "coalesce(jsonb_array_length(t.tracks), 0) > 0"

_NEXT = f"""
select p.id, p.played_at, p.took_seconds as seconds, p.sides, p.tracks, c.title, c.artist,
  c.formats::text, t.tracks::text as tracklist, t.corrections::text
{_UNSENT} and {_LATER} and p.created_at <= $4
  and p.played_at + p.took_seconds * interval '1 second' <= $5 and {_LISTED}
order by p.played_at, p.id limit $6
"""

_COUNTS = f"""
select count(*) filter (where {_LATER}) as waiting,
  count(*) filter (where {_LATER} and not {_LISTED}) as unlisted,
  count(*) filter (where not {_LATER}) as earlier
{_UNSENT}
"""

_BECAME = """
select count(*) filter (where s.state = 'sent') as sent, max(s.at) filter (where s.state = 'sent') as last_at,
  count(*) filter (where s.state = 'set_aside' and p.deleted_at is null) as set_aside
from scrobbles s join plays p on p.user_id = $1 and p.id = s.play_id
where s.user_id = $1 and s.username = $2
"""

_ASIDE = """
select s.play_id, p.copy_id, c.title, c.artist, p.played_at, s.reason, s.said
from scrobbles s join plays p on p.user_id = $1 and p.id = s.play_id
  join copies c on c.user_id = $1 and c.id = p.copy_id
where s.user_id = $1 and s.username = $2 and s.state = 'set_aside' and p.deleted_at is null
order by s.at desc, s.play_id desc limit $3
"""

# Who was erased meanwhile has no plays any more.
_NOTE = """
insert into scrobbles (user_id, play_id, username, state, at, reason, said)
select $1, p.id, $3, $4, $5, $6, $7 from plays p where p.user_id = $1 and p.id = any($2::uuid[]) order by p.id
on conflict (user_id, play_id) do update set username = excluded.username, state = excluded.state,
  at = excluded.at, reason = excluded.reason, said = excluded.said
"""


async def account_of(db: Transaction, user_id: uuid.UUID) -> Row[Any] | None:
    return await db.first(select(listenbrainz_accounts).where(listenbrainz_accounts.c.user_id == user_id))


async def locked_account(db: Transaction, user_id: uuid.UUID) -> Row[Any] | None:
    own = listenbrainz_accounts.c.user_id == user_id
    return await db.first(select(listenbrainz_accounts).where(own).with_for_update())


async def put_account(db: Transaction, user_id: uuid.UUID, **values: Any) -> None:
    statement = insert(listenbrainz_accounts).values(user_id=user_id, **values)
    await db.run(statement.on_conflict_do_update(index_elements=["user_id"], set_=values))


async def change_account(db: Transaction, user_id: uuid.UUID, **values: Any) -> int:
    """Return how many there were: one or none."""
    own = listenbrainz_accounts.c.user_id == user_id
    return await db.run(update(listenbrainz_accounts).where(own).values(**values))


async def note_refusal(db: Transaction, user_id: uuid.UUID, sealed: bytes, why: str) -> bool:
    """Note it of this token; False where another one is there by now."""
    own = (listenbrainz_accounts.c.user_id == user_id) & (listenbrainz_accounts.c.sealed == sealed)
    return bool(await db.run(update(listenbrainz_accounts).where(own).values(refused=why)))


async def reseal(db: Transaction, user_id: uuid.UUID, sealed: bytes) -> None:
    await change_account(db, user_id, sealed=sealed)


async def delete_account(db: Transaction, user_id: uuid.UUID) -> None:
    await db.run(delete(listenbrainz_accounts).where(listenbrainz_accounts.c.user_id == user_id))


async def next_plays(
    db: Transaction, user_id: uuid.UUID, username: str, since: datetime | None, now: datetime, limit: int
) -> list[Record]:
    """The oldest plays that wait, that are over and have settled, and whose record has a tracklist."""
    earliest = since or EARLIEST
    rows = await db.driver.fetch(_NEXT, user_id, username, earliest, now - SETTLING, now, limit)
    return list(rows)


async def counts(db: Transaction, user_id: uuid.UUID, username: str, since: datetime | None) -> Any:
    """A record of `waiting`, how many of them are `unlisted`, and how many are `earlier`."""
    return await db.driver.fetchrow(_COUNTS, user_id, username, since or EARLIEST)


async def became(db: Transaction, user_id: uuid.UUID, username: str) -> Any:
    """A record of how many were `sent`, when the last was (`last_at`), and how many were `set_aside`."""
    return await db.driver.fetchrow(_BECAME, user_id, username)


async def plays_aside(db: Transaction, user_id: uuid.UUID, username: str, limit: int) -> list[Record]:
    """The last that were set aside."""
    return list(await db.driver.fetch(_ASIDE, user_id, username, limit))


async def note(
    db: Transaction,
    user_id: uuid.UUID,
    play_ids: Sequence[uuid.UUID],
    username: str,
    state: str,
    at: datetime,
    reason: str | None = None,
    said: str | None = None,
) -> None:
    """Note what became of plays."""
    await db.driver.execute(_NOTE, user_id, play_ids, username, state, at, reason, said)


async def forget_set_aside(db: Transaction, user_id: uuid.UUID) -> None:
    own = (scrobbles.c.user_id == user_id) & (scrobbles.c.state == "set_aside")
    await db.run(delete(scrobbles).where(own))


async def begin_looking(db: Transaction, user_id: uuid.UUID, next_at: datetime) -> None:
    """Look from then on whether there is something to send."""
    values = {"next_at": next_at, "failures": 0}
    statement = insert(scrobble_looks).values(user_id=user_id, **values)
    await db.run(statement.on_conflict_do_update(index_elements=["user_id"], set_=values))


async def look_again(
    db: Transaction, user_id: uuid.UUID, next_at: datetime | None, failures: int = 0
) -> None:
    """Look then, if one is still connected; None: not until told otherwise."""
    own = scrobble_looks.c.user_id == user_id
    await db.run(update(scrobble_looks).where(own).values(next_at=next_at, failures=failures))


async def failures_of(db: Transaction, user_id: uuid.UUID) -> int:
    """How often in a row ListenBrainz could not be asked."""
    failures = select(scrobble_looks.c.failures).where(scrobble_looks.c.user_id == user_id)
    return await db.scalar(failures) or 0


async def stop_looking(db: Transaction, user_id: uuid.UUID) -> None:
    await db.run(delete(scrobble_looks).where(scrobble_looks.c.user_id == user_id))


async def take_due(db: Transaction, now: datetime, next_at: datetime) -> Sequence[uuid.UUID]:
    return await user_queries.take_due(db, scrobble_looks, now, next_at)


async def connected_users(db: Transaction, after: uuid.UUID | None, limit: int) -> Sequence[uuid.UUID]:
    """Some of those who are connected, by their ids."""
    statement = select(scrobble_looks.c.user_id).order_by(scrobble_looks.c.user_id).limit(limit)
    if after is not None:
        statement = statement.where(scrobble_looks.c.user_id > after)
    return [row[0] for row in await db.all(statement)]
