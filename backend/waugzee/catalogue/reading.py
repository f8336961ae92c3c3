"""What the product reads of the catalogue: by ids or by the search, never joined with anyone's rows."""

from collections.abc import Sequence
from typing import Any

from waugzee.catalogue.kinds import TIERS
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

WINDOW = 500
"""Of what fits in one tier at most so many are looked at."""
# The planner cannot know how rare a word is that it has not seen: the index is always the way.
_BY_INDEX = (
    "set local enable_seqscan = off; set local plan_cache_mode = force_custom_plan; set local jit = off;"
    " set local work_mem = '32MB'"
)
_TIER = """
with hits as (
  (select kind, id, weight, words, true as exact from catalogue_search
   where $2 <> '' and name = $2 and name <> '' and tier = {tier} and words @@ $1::tsquery
   order by weight desc, kind, id limit {window})
  union all
  (select kind, id, weight, words, false from catalogue_search
   where tier = {tier} and words @@ $1::tsquery and ($2 = '' or name <> $2) limit {window})
), ranked as (
  select kind, id, weight, (exact::int * 1000
    + ts_rank('{{0.05, 0.2, 0.4, 1}}', words, $3::tsquery, 1) * (1 + ln(1 + weight)))::float8 as rank
  from hits
)
select kind, id, weight, rank from ranked
where $4::float8 is null or rank < $4 or (rank = $4 and (kind, id) > ($5::smallint, $6::bigint))
order by rank desc, kind, id limit $7
"""
_TIERS = {tier: _TIER.format(tier=tier, window=WINDOW) for tier in TIERS}
_WORKS = """
select kind, id, weight, coalesce(year, 9999) as year from (
{arms}
) found where (coalesce(year, 9999), kind, id) > ($2::int, $3::smallint, $4::bigint)
order by coalesce(year, 9999), kind, id limit $5
"""


def _works(*tiers: int) -> str:
    """Of each of these tiers, which the index has in parts of its own."""
    arm = "select kind, id, weight, year from catalogue_search where tier = {} and words @@ $1::tsquery"
    return _WORKS.format(arms=" union all ".join(arm.format(tier) for tier in tiers))


_BY_ARTIST, _ON_LABEL = _works(0, 1, 3), _works(2, 3)


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


async def go_by_index(db: Transaction) -> None:
    """Let the planner take the search's index, until the transaction ends."""
    await db.driver.execute(_BY_INDEX)


async def hits(
    db: Transaction,
    tier: int,
    asked: str,
    named: str,
    ranked_by: str,
    after: tuple[float, int, int] | tuple[None, None, None],
    limit: int,
) -> list[Any]:
    """What fits a tsquery in one tier, that which is named so first; `after` is rank, kind and id."""
    return list(await db.driver.fetch(_TIERS[tier], asked, named, ranked_by, *after, limit))


async def works_of_artist(db: Transaction, asked: str, after: tuple[int, int, int], limit: int) -> list[Any]:
    """Masters and releases that fit, the oldest first; `after` is year, kind and id of the last one seen."""
    return list(await db.driver.fetch(_BY_ARTIST, asked, *after, limit))


async def releases_on_label(
    db: Transaction, asked: str, after: tuple[int, int, int], limit: int
) -> list[Any]:
    """The same of releases alone."""
    return list(await db.driver.fetch(_ON_LABEL, asked, *after, limit))
