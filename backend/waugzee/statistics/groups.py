"""Records grouped by what they have in common, in SQL.

A CTE `records` has gone before: columns of copies, and for each `copy_id` its `plays` and `seconds`.
$4 is how many groups of a kind are told.
"""

from typing import Literal

# A disc's size says more than its material; of other carriers the material is all there is.
_FORMAT = """coalesce(
  jsonb_path_query_first(
    one, '$.descriptions[*] ? (@ == "LP" || @ == "12\\"" || @ == "10\\"" || @ == "7\\"")'
  ) #>> '{}', one ->> 'name')"""

# Per copy a name counts once, however often a page repeats it.
_NAMES = {
    "artist": "select distinct one ->> 'name' as name from jsonb_array_elements(artists) as one",
    "genre": "select distinct one as name from jsonb_array_elements_text(genres) as one",
    "style": "select distinct one as name from jsonb_array_elements_text(styles) as one",
    "label": "select distinct one ->> 'name' as name from jsonb_array_elements(labels) as one",
    "decade": "select coalesce((year / 10 * 10)::text, 'unknown') as name",
    "format": f"select distinct {_FORMAT} as name from jsonb_array_elements(formats) as one",
}

# Few records differ in all of what is asked for, so equal ones are added up before they are taken apart.
_COLUMNS = ("artists", "genres", "styles", "labels", "year", "formats")
_NAMED = "\nunion all\n".join(
    f"""select '{kind}' as kind, name, plays, seconds, records, played
    from alike cross join lateral ({names}) named where left_open = {63 - 2 ** (5 - place)}"""
    for place, (kind, names) in enumerate(_NAMES.items())
)

Order = Literal["plays", "records"]


def groups(order: Order) -> str:
    """The CTEs that group `records`: those with most plays first, or those with most records."""
    ranks = ", ".join(
        f"sum({name}) desc" for name in ([order] if order == "records" else ["plays", "seconds"])
    )
    # The number by which Discogs tells those of one name apart keeps them apart here too; nobody reads it.
    return f"""alike as materialized (
  select grouping({", ".join(_COLUMNS)}) as left_open, {", ".join(_COLUMNS)},
    sum(plays)::int as plays, sum(seconds)::bigint as seconds, count(*)::int as records,
    (count(*) filter (where plays > 0))::int as played
  from records group by grouping sets ({", ".join(f"({column})" for column in _COLUMNS)})
), groups as materialized (
  select kind, regexp_replace(name, ' \\(\\d+\\)$', '') as name, sum(plays)::int as plays,
    sum(seconds)::bigint as seconds, sum(records)::int as records, sum(played)::int as played,
    row_number() over (partition by kind order by {ranks}, name collate "C") as place,
    count(*) over (partition by kind) as total
  from ({_NAMED}) named where name is not null group by kind, name
)"""


def group_json(kind: str) -> str:
    """The expression for the groups of a kind, as schemas.PlayedGroups."""
    return f"""json_build_object(
    'total', (select coalesce(max(total), 0) from groups where kind = '{kind}'),
    'first', (
      select coalesce(json_agg(json_build_object(
        'name', name, 'plays', plays, 'seconds', seconds, 'records', records, 'played', played
      ) order by place), '[]') from groups where kind = '{kind}' and place <= $4
    ))"""
