"""Records grouped by what they have in common, in SQL.

A CTE `records` has gone before: of each copy its `groups` (as collection/rows.py writes them), and its
`plays` and `seconds`.
"""

from typing import Literal

from waugzee.collection.rows import KINDS

Order = Literal["plays", "records"]


def groups(order: Order, limit: str) -> str:
    """The CTEs that group `records`: of each kind the first `limit`, by plays or by records."""
    ranks = ", ".join(f"{name} desc" for name in ([order] if order == "records" else ["plays", "seconds"]))
    played = "count(*) filter (where plays > 0)" if order == "records" else "count(*)"
    # Sums of bigint are numeric, and slow; a double holds every second of a life exactly.
    # The number by which Discogs tells those of one name apart keeps them apart here too; nobody reads it.
    return f"""tallied as (
  select key, sum(plays) as plays, sum(seconds)::bigint as seconds, count(*) as records, {played} as played
  from (select unnest(groups) as key, plays, seconds::float8 as seconds from records) named group by key
), ranked as (
  select left(key, 1) as kind, key, plays, seconds, records, played,
    row_number() over (partition by left(key, 1) order by {ranks}, key collate "C") as place,
    count(*) over (partition by left(key, 1)) as total
  from tallied
), groups as materialized (
  select kind, json_build_object('total', max(total), 'first', json_agg(json_build_object(
      'name', regexp_replace(substr(key, 2), ' \\(\\d+\\)$', ''), 'plays', plays, 'seconds', seconds,
      'records', records, 'played', played
    ) order by place)) as told
  from ranked where place <= {limit} group by kind
)"""


def group_json() -> str:
    """What stands in the JSON of a view for each kind, as schemas.PlayedGroups."""
    none = """json_build_object('total', 0, 'first', '[]'::json)"""
    return ",\n  ".join(
        f"'{kind}s', coalesce((select told from groups where kind = '{letter}'), {none})"
        for kind, letter in KINDS.items()
    )
