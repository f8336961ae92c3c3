"""What the product reads of the catalogue: by ids, never joined with anyone's rows."""

from collections.abc import Sequence
from typing import Any

from waugzee.db import Transaction

_RELEASE_LINE = """
select id, title, artist, year, country, master_id, genres, formats::text as formats, labels::text as labels
from releases
"""
_LINES = {
    "artists": "select id, name as title, real_name as artist from artists where id = any($1::bigint[])",
    "labels": "select id, name as title, parent_name as artist from labels where id = any($1::bigint[])",
    "masters": "select id, title, artist, year, genres from masters where id = any($1::bigint[])",
    "releases": f"{_RELEASE_LINE} where id = any($1::bigint[])",
}
_WHOLE = {
    "artists": """select id, name, real_name, variations, aliases::text as aliases, members::text as members,
      groups::text as groups, vanished from artists where id = $1""",
    "labels": """select id, name, parent_id, parent_name, sublabels::text as sublabels, vanished
      from labels where id = $1""",
    "masters": """select id, title, artist, artists::text as artists, main_release, year, genres, styles,
      vanished from masters where id = $1""",
    "releases": """select id, title, artist, artists::text as artists, labels::text as labels,
      formats::text as formats, genres, styles, country, released, year, master_id, tracks::text as tracks,
      identifiers::text as identifiers, companies::text as companies, series::text as series, vanished
      from releases where id = $1""",
}
# Without a year they come last.
_VERSIONS = f"""
{_RELEASE_LINE}
where master_id = $1 and vanished is null and (coalesce(year, 9999), id) > ($2::int, $3::bigint)
order by coalesce(year, 9999), id limit $4
"""
_STANDING = """
select kind, month, records - left_out - rejected as records from dump_files
where state = 'complete' and ended_at = (
  select max(ended_at) from dump_files as newest where newest.kind = dump_files.kind and state = 'complete')
"""
_IMPORTING = "select exists (select from dump_files where state = 'importing')"
_PENDING = "select coalesce(sum(cardinality(ids)), 0)::bigint from catalogue_pending"

_RELEASES = """
select id, digest, master_id, country, released, year, tracks::text as tracks,
  identifiers::text as identifiers, companies::text as companies
from releases where id = any($1::bigint[]) and vanished is null order by id limit $2
"""

_SHOWN = """
select id, title, artists::text as artists, labels::text as labels, formats::text as formats, genres, styles,
  year, master_id
from releases where id = any($1::bigint[]) order by id
"""

# A master's year is what its editors say; where they say none, the oldest pressing's.
_ORIGINS = """
select wanted.id, coalesce((select year from masters where masters.id = wanted.id and vanished is null),
    min(releases.year)) as year, count(releases.id)::integer as pressings
from unnest($1::bigint[]) as wanted (id)
  left join releases on releases.master_id = wanted.id and releases.vanished is null
group by wanted.id
"""

_PRESSINGS = """
select id, country, released, year, labels::text as labels, formats::text as formats
from releases where master_id = $1 and vanished is null order by year nulls last, released, id limit $2
"""


async def is_empty(db: Transaction) -> bool:
    """Whether no release was ever imported."""
    return not await db.driver.fetchval("select exists (select from releases)")


async def releases_by_id(db: Transaction, ids: Sequence[int], limit: int) -> list[Any]:
    """Those of the releases that the catalogue has, at most `limit`; lists are JSON text."""
    return list(await db.driver.fetch(_RELEASES, list(ids), limit))


async def shown_releases(db: Transaction, ids: Sequence[int]) -> list[Any]:
    """What a shelf shows of these releases, also of those that have vanished; lists are JSON text."""
    return list(await db.driver.fetch(_SHOWN, list(ids)))


async def lines(db: Transaction, kind: str, ids: Sequence[int]) -> dict[int, Any]:
    """What a list shows of these records, by id."""
    return {row["id"]: row for row in await db.driver.fetch(_LINES[kind], list(ids))}


async def whole(db: Transaction, kind: str, record_id: int) -> Any:
    """All that is kept of one record, also of one that has vanished; None where it never was."""
    return await db.driver.fetchrow(_WHOLE[kind], record_id)


async def versions(db: Transaction, master_id: int, after: tuple[int, int], limit: int) -> list[Any]:
    """The releases of a master, the oldest first; `after` is year and id of the last one seen."""
    return list(await db.driver.fetch(_VERSIONS, master_id, *after, limit))


async def version_count(db: Transaction, master_id: int) -> int:
    sql = "select count(*) from releases where master_id = $1 and vanished is null"
    return int(await db.driver.fetchval(sql, master_id))


async def standing(db: Transaction) -> list[Any]:
    """Which month of each kind stands, and how many records it had."""
    return list(await db.driver.fetch(_STANDING))


async def is_importing(db: Transaction) -> bool:
    return bool(await db.driver.fetchval(_IMPORTING))


async def pending(db: Transaction) -> int:
    """How many records the search does not know yet."""
    return int(await db.driver.fetchval(_PENDING))


async def origins(db: Transaction, master_ids: Sequence[int]) -> dict[int, tuple[int | None, int]]:
    """Of each master, when it first came out, and how many pressings the catalogue has."""
    rows = await db.driver.fetch(_ORIGINS, sorted(set(master_ids)))
    return {row["id"]: (row["year"], row["pressings"]) for row in rows}


async def pressings_of(db: Transaction, master_id: int, limit: int) -> list[Any]:
    """The pressings of a master, oldest first; lists are JSON text."""
    return list(await db.driver.fetch(_PRESSINGS, master_id, limit))
