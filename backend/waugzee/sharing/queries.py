"""The SQL of profiles. What anybody reads is read as its owner: each statement is bound to them."""

import uuid
from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from asyncpg import Record
from sqlalchemy import Row, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from waugzee.accounts.tables import accounts, users
from waugzee.db import Transaction
from waugzee.paging import Key
from waugzee.plays.queries import LOGGED, PLAYED, sum_up
from waugzee.sharing.tables import public_addresses, public_profiles
from waugzee.statistics.counted import COPY_COUNTS, PLAY_COUNTS

MOST_GENRES = 12
MOST_TOP = 5

# Accents, cases and articles make no difference to where a record stands, nor to how it is found.
_PLAIN = "regexp_replace(normalize(lower({}), nfkd), '[\\u0300-\\u036f]', '', 'g')"
_SORT = f"regexp_replace({_PLAIN.format('{}')}, '^(the|a|an) ', '')"
_TEXT = _PLAIN.format("concat_ws(' ', c.artist, c.title, c.label, c.catno, c.year)")
_WORDS = f"(select array_agg({_PLAIN.format('word')}) from unnest($2::text[]) as word)"

# A copy's text is computed once, and only where words are looked for: `offset 0` keeps it from being inlined.
# Copies of one release stand together: a row of its own would have to tell them apart, and by what?
_RECORDS = f"""
select * from (
  select c.release_id, min(c.title) as title, min(c.artist) as artist, min(c.year) as year,
    min(c.format) as format, min(c.label) as label, min(c.catno) as catno,
    (array_agg(c.genres order by c.id))[1]::text as genres, min(c.thumb) as thumb, min(c.cover) as cover,
    count(*)::int as copies, (count(*) over ())::int as total,
    {_SORT.format("min(c.artist)")} collate "C" as artist_key,
    {_SORT.format("min(c.title)")} collate "C" as title_key
  from copies c
    cross join lateral (select case when $2::text[] <> '{{}}' then {_TEXT} end as plain offset 0) found
  where c.user_id = $1 and c.removed_at is null
    and not exists (select from unnest({_WORDS}) as word where position(word in found.plain) = 0)
    and ($3::text is null or c.genres ? $3)
  group by c.release_id
) r
where $4::text is null or (artist_key, title_key, release_id) > ($4, $5::text, $6::bigint)
order by artist_key, title_key, release_id limit $7
"""
_COUNTS = f"""
select count(*)::int as standing, (count(*) filter (where {COPY_COUNTS}))::int as records,
  (count(distinct c.artist) filter (where {COPY_COUNTS}))::int as artists
from copies c where c.user_id = $1 and c.removed_at is null
"""
_GENRES = """
select genre as name, count(*)::int as records
from copies c cross join lateral jsonb_array_elements_text(c.genres) as genre
where c.user_id = $1 and c.removed_at is null
group by genre order by count(*) desc, genre collate "C" limit $2
"""
_PLAYS = f"""
select count(*)::int as plays, coalesce(sum(p.took_seconds), 0)::bigint as seconds {LOGGED} and {PLAY_COUNTS}
"""
_TOP = f"""
select c.release_id, min(c.title) as title, min(c.artist) as artist, min(coalesce(c.cover, c.thumb)) as cover,
  count(*)::int as plays
{PLAYED} and c.removed_at is null and {PLAY_COUNTS}
group by c.release_id order by count(*) desc, c.release_id limit $2
"""
_COVER = "select coalesce(c.cover, c.thumb) from copies c where c.user_id = $1 and c.id = $2"


class Place(msgspec.Struct, frozen=True, array_like=True):
    """The last release seen of a shelf by artist."""

    artist: Key
    title: Key
    release_id: Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]


async def owner_of(db: Transaction, address: str) -> uuid.UUID | None:
    """Whose open profile this is. The one question for an address that is unknown, shut or suspended."""
    statement = (
        select(public_addresses.c.user_id)
        .join(users, users.c.id == public_addresses.c.user_id)
        .where(
            public_addresses.c.address == address,
            public_addresses.c.open,
            users.c.suspended_at.is_(None),
        )
    )
    found: uuid.UUID | None = await db.scalar(statement)
    return found


async def addresses_of(db: Transaction, user_id: uuid.UUID) -> Sequence[Row[Any]]:
    """The user's addresses in the order they came, held until the transaction ends."""
    return await db.all(
        select(public_addresses)
        .where(public_addresses.c.user_id == user_id)
        .order_by(public_addresses.c.taken_at, public_addresses.c.address)
        .with_for_update()
    )


async def take_address(db: Transaction, user_id: uuid.UUID, address: str, *, named: bool) -> bool:
    """False where somebody has it."""
    statement = insert(public_addresses).values(address=address, user_id=user_id, named=named)
    return bool(await db.run(statement.on_conflict_do_nothing()))


async def forget_addresses_at_random(db: Transaction, user_id: uuid.UUID) -> None:
    await db.run(
        delete(public_addresses).where(public_addresses.c.user_id == user_id, ~public_addresses.c.named)
    )


async def open_only(db: Transaction, user_id: uuid.UUID, address: str | None) -> None:
    """Let anybody read at this address of the user's, or at none, and at no other."""
    mine = public_addresses.c.user_id == user_id
    await db.run(update(public_addresses).where(mine, public_addresses.c.open).values(open=False))
    if address is not None:
        await db.run(
            update(public_addresses).where(mine, public_addresses.c.address == address).values(open=True)
        )


async def profile_of(db: Transaction, user_id: uuid.UUID) -> Row[Any] | None:
    return await db.first(select(public_profiles).where(public_profiles.c.user_id == user_id))


async def locked(db: Transaction, user_id: uuid.UUID) -> None:
    """Wait for every other change of this user's profile, the first one included."""
    await db.first(select(accounts.c.user_id).where(accounts.c.user_id == user_id).with_for_update())


async def write_profile(db: Transaction, user_id: uuid.UUID, values: dict[str, Any]) -> None:
    statement = insert(public_profiles).values(user_id=user_id, **values)
    await db.run(statement.on_conflict_do_update(index_elements=[public_profiles.c.user_id], set_=values))


async def feed_of(db: Transaction, user_id: uuid.UUID) -> int:
    """The number of the last change of what the user has: what was read before it is not of now."""
    return int(await db.scalar(select(accounts.c.feed).where(accounts.c.user_id == user_id)) or 0)


async def counts(db: Transaction, user_id: uuid.UUID) -> Record:
    """How many records are `standing` on the shelf; and the `records` and `artists` that count."""
    found: Record | None = await db.driver.fetchrow(_COUNTS, user_id)
    assert found is not None
    return found


async def genres(db: Transaction, user_id: uuid.UUID) -> list[Record]:
    return list(await db.driver.fetch(_GENRES, user_id, MOST_GENRES))


async def plays(db: Transaction, user_id: uuid.UUID) -> Record:
    """`plays` and their `seconds`."""
    await sum_up(db)
    found: Record | None = await db.driver.fetchrow(_PLAYS, user_id)
    assert found is not None
    return found


async def top(db: Transaction, user_id: uuid.UUID) -> list[Record]:
    await sum_up(db)
    return list(await db.driver.fetch(_TOP, user_id, MOST_TOP))


async def cover_of(db: Transaction, user_id: uuid.UUID, copy_id: uuid.UUID) -> str | None:
    found: str | None = await db.driver.fetchval(_COVER, user_id, copy_id)
    return found


async def records(
    db: Transaction,
    user_id: uuid.UUID,
    words: Sequence[str],
    genre: str | None,
    after: Place | None,
    limit: int,
) -> list[Record]:
    """Releases by artist, then title; `total` of each says how many there are."""
    place = (after.artist, after.title, after.release_id) if after else (None, None, None)
    return list(await db.driver.fetch(_RECORDS, user_id, list(words), genre, *place, limit))
