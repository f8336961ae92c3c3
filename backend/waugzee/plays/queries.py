"""The SQL of plays. `p` is a play, `c` its copy, `t` the tracklist of its release where there is one."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

import msgspec
from asyncpg import Record

from waugzee.collection.durations import STYLUS_RAN, TOOK, TRACKLIST
from waugzee.db import Transaction
from waugzee.paging import Position, Ranked

BASIS = """case
  when p.seconds is not null then 'user'
  when t.basis is null then 'estimate'
  when cardinality(p.sides) = 1 and p.tracks is null then coalesce(t.bases ->> p.sides[1], t.basis)
  else t.basis
end"""
"""How it is known how long the play took."""

_JOINED = f"join copies c on c.user_id = $1 and c.id = p.copy_id {TRACKLIST}"
PLAYED = f"from plays p {_JOINED} where p.user_id = $1 and p.deleted_at is null"
"""Every play of the user $1, with its copy and tracklist."""

LOGGED = "from plays p where p.user_id = $1 and p.deleted_at is null"
"""The same by themselves: how long they took stands with them."""

PLAYED_ON = "p.played_on"
"""The day that it was for the listener."""

_PLAY = f"""
select p.id, p.copy_id, c.release_id, c.title, c.artist, c.thumb, c.removed_at is not null as removed,
  p.played_at, {PLAYED_ON} as played_on, p.date_only, p.utc_offset, p.sides, p.tracks,
  p.stylus_id, p.turntable_id, p.took_seconds as seconds, {BASIS} as basis, p.rating, p.mood,
  p.notes, p.created_at
"""

# One round trip: the play is written once, measured by what is known of its record, and told as it is then.
_COLUMNS = {
    "id": "uuid",
    "copy_id": "uuid",
    "played_at": "timestamptz",
    "date_only": "boolean",
    "utc_offset": "smallint",
    "stylus_id": "uuid",
    "turntable_id": "uuid",
    "sides": "text[]",
    "tracks": "text[]",
    "seconds": "integer",
    "rating": "smallint",
    "mood": "text",
    "notes": "text",
}
_GIVEN = ", ".join(f"${place}::{kind} as {name}" for place, (name, kind) in enumerate(_COLUMNS.items(), 2))
_ADD = f"""
with c as (
  select * from copies where copies.user_id = $1 and copies.id = $3
), written as (
  insert into plays (user_id, {", ".join(_COLUMNS)}, took_seconds, stylus_seconds)
  select $1, {", ".join(f"p.{name}" for name in _COLUMNS)}, {TOOK}, {STYLUS_RAN}
  from (select {_GIVEN}) p cross join c {TRACKLIST}
  on conflict do nothing returning *
)
{_PLAY} from written p cross join c {TRACKLIST}
"""

# Words are looked for without their accents, as the shelf does.
_PLAIN = "regexp_replace(normalize(lower({}), nfkd), '[\\u0300-\\u036f]', '', 'g')"
_TEXT = _PLAIN.format("concat_ws(' ', c.title, c.artist, p.mood, p.notes)")

# What each filter asks; {} is its parameter. Those of plays alone come first, so that a page of the log is
# cut out of the index before anything is joined to it.
_OF_PLAYS = {
    "copy_id": "p.copy_id = {}::uuid",
    "since": f"{PLAYED_ON} >= {{}}::date",
    "until": f"{PLAYED_ON} <= {{}}::date",
    "mood": "p.mood = {}::text",
    "rating": "p.rating >= {}::int",
}
_OF_COPIES = {
    "release_id": "c.release_id = {}::bigint",
    "artist": "c.artist = {}::text",
    "words": f"""not exists (
      select from unnest({{}}::text[]) as word where position({_PLAIN.format("word")} in {_TEXT}) = 0
    )""",
}

_GROUPS = {
    "days": (f"{PLAYED_ON}::text", "null", "null", "null", "key"),
    "records": ("p.copy_id::text", "min(c.title)", "min(c.artist)", "min(c.thumb)", "plays"),
    "artists": ("c.artist", "null", "null", "null", "plays"),
}
GroupKind = Literal["days", "records", "artists"]

_LAST_PLAYED = """
select c.id from copies c left join lateral (
  select max(played_at) as at from plays p where p.user_id = $1 and p.copy_id = c.id and p.deleted_at is null
) last on true
where c.user_id = $1 and c.release_id = $2
order by c.removed_at is not null, last.at desc nulls last, c.added_at desc nulls last, c.id desc limit 1
"""


class Filters(msgspec.Struct, frozen=True):
    """Which plays: all that are given must hold. `words` are looked for in titles, artists and notes."""

    copy_id: uuid.UUID | None = None
    release_id: int | None = None
    artist: str | None = None
    since: date | None = None
    until: date | None = None
    mood: str | None = None
    rating: int | None = None
    words: Sequence[str] | None = None


async def add_play(db: Transaction, user_id: uuid.UUID, new: Mapping[str, Any]) -> dict[str, Any] | None:
    """Write a play; return it as told. None where its id was there before.

    Touch its copy first, in a statement of its own: whoever was changing the record's length has committed
    then, and this one sees it.
    """
    row = await db.driver.fetchrow(_ADD, user_id, *(new.get(name) for name in _COLUMNS))
    return None if row is None else dict(row)


_WORE = """
select exists (
  select from plays p
  where p.user_id = $1 and p.copy_id = $2 and p.played_at = $3 and p.stylus_id = $4
)
"""


async def wore(
    db: Transaction, user_id: uuid.UUID, copy_id: uuid.UUID, moment: datetime, stylus_id: uuid.UUID
) -> bool:
    """Whether a play is stored, deleted or not, of this copy and moment with this stylus."""
    return bool(await db.driver.fetchval(_WORE, user_id, copy_id, moment, stylus_id))


async def play_by_id(db: Transaction, user_id: uuid.UUID, play_id: uuid.UUID) -> Record | None:
    """A play that was not deleted, with how long it took."""
    return await db.driver.fetchrow(f"{_PLAY} {PLAYED} and p.id = $2", user_id, play_id)


def _told(filters: Filters, asks: dict[str, str], args: list[Any]) -> str:
    """The conditions of the filters that are given; their values go to `args`."""
    found = []
    for name, ask in asks.items():
        if (value := getattr(filters, name)) is not None:
            args.append(value)
            found.append("and " + ask.replace("{}", f"${len(args)}"))
    return "\n".join(found)


async def plays_of(
    db: Transaction, user_id: uuid.UUID, filters: Filters, after: Position | None, limit: int
) -> list[Record]:
    """Plays, newest first."""
    args: list[Any] = [user_id]
    of_plays = _told(filters, _OF_PLAYS, args)
    if after is not None:
        args += [after.at, after.id]
        of_plays += f" and (p.played_at, p.id) < (${len(args) - 1}, ${len(args)})"
    of_copies = _told(filters, _OF_COPIES, args)
    args.append(limit)
    page = f"order by p.played_at desc, p.id desc limit ${len(args)}"
    source = PLAYED
    if not of_copies:
        cut = f"from plays p where p.user_id = $1 and p.deleted_at is null {of_plays} {page}"
        source = f"from (select * {cut}) p {_JOINED} where p.user_id = $1"
        of_plays = ""
    found = await db.driver.fetch(f"{_PLAY} {source} {of_plays} {of_copies} {page}", *args)
    return list(found)


async def groups_of(
    db: Transaction, user_id: uuid.UUID, kind: GroupKind, filters: Filters, after: Ranked | None, limit: int
) -> list[Record]:
    """Plays counted by day, record or artist: days newest first, the others the most played first."""
    args: list[Any] = [user_id]
    told = f"{_told(filters, _OF_PLAYS, args)} {_told(filters, _OF_COPIES, args)}"
    key, title, artist, thumb, order = _GROUPS[kind]
    records = "1" if kind == "records" else "count(distinct p.copy_id)::int"
    rank = "(0, key)" if order == "key" else "(plays, key)"
    beyond = ""
    if after is not None:
        args += [after.n, after.key]
        beyond = f'where {rank} < (${len(args) - 1}::int, ${len(args)}::text collate "C")'
    args.append(limit)
    sql = f"""
    select * from (
      select {key} collate "C" as key, count(*)::int as plays, {records} as records,
        sum(p.took_seconds)::bigint as seconds, max(p.played_at) as last_played_at,
        {title} as title, {artist} as artist, {thumb} as thumb
      {PLAYED} {told} group by 1
    ) counted {beyond} order by {rank} desc limit ${len(args)}
    """
    await sum_up(db)
    return list(await db.driver.fetch(sql, *args))


async def sum_up(db: Transaction) -> None:
    """Plan for whole logs: after a first import the planner takes them for small, and loops.

    It plans anew for each range of days, groups without sorting, and compiles nothing: a server that does
    so by default takes longer over it than over the plays.
    """
    await db.driver.execute(
        "set local enable_nestloop = off; set local enable_sort = off;"
        " set local plan_cache_mode = force_custom_plan; set local jit = off"
    )


async def copy_to_play(db: Transaction, user_id: uuid.UUID, release_id: int) -> uuid.UUID | None:
    """Of several copies of a release the one that was played last; one still there before one that left."""
    found: uuid.UUID | None = await db.driver.fetchval(_LAST_PLAYED, user_id, release_id)
    return found
