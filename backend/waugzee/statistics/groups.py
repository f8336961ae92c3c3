"""Records grouped by what they have in common, in SQL."""

from collections.abc import Sequence
from typing import Literal

from waugzee.collection.rows import KINDS

Order = Literal["plays", "records"]


def groups(order: Order, limit: str, source: str, kinds: Sequence[str] = tuple(KINDS)) -> str:
    """The CTEs that group records: of each of the `kinds` the first `limit`, by plays or by records.

    `source` is what stands behind `from`, each record once: the copy `c`, whose `groups` are as
    collection/rows.py writes them, with its `plays` and `took` in seconds; where records are counted, with
    its `last` play, if any.
    """
    if order == "records":
        columns, ranks = "last", "records desc"
        sums, told = "count(last) as played", "'played', played"
    else:
        # A double holds every second of a life exactly; sums of bigint would be numeric, and slow.
        columns, ranks = "plays, took", "plays desc, seconds desc"
        sums, told = "sum(plays) as plays, sum(took)::bigint as seconds", "'plays', plays, 'seconds', seconds"
    letters = ", ".join(str(ord(KINDS[kind])) for kind in kinds)
    only = f"where ascii(key) in ({letters})" if len(kinds) < len(KINDS) else ""
    # The number by which Discogs tells those of one name apart keeps them apart here too; nobody reads it.
    return f"""tallied as materialized (
  select key, count(*) as records, {sums}
  from (select unnest(c.groups) as key, {columns} from {source}) named {only} group by key
), kinds as (
  select ascii(key) as kind, count(*) as total from tallied group by ascii(key)
), ranked as (
  select *, ascii(key) as kind, row_number() over (
    partition by ascii(key) order by {ranks}, key collate "C") as place
  from tallied
), groups as materialized (
  select kind, json_build_object('total', max(total), 'first', json_agg(json_build_object(
      'name', regexp_replace(substr(key, 2), ' \\(\\d+\\)$', ''), 'records', records, {told}
    ) order by place)) as told
  from ranked join kinds using (kind) where place <= {limit} group by kind
)"""


def group_json(kinds: Sequence[str] = tuple(KINDS)) -> str:
    """What stands in the JSON of a view for each kind, as schemas.PlayedGroups."""
    none = """json_build_object('total', 0, 'first', '[]'::json)"""
    return ",\n  ".join(
        f"'{kind}s', coalesce((select told from groups where kind = {ord(KINDS[kind])}), {none})"
        for kind in kinds
    )
