"""What statistics group records by, and the day and hour of a play: kept, for both are asked for of all."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None

_LOCALLY = "played_at at time zone 'UTC' + utc_offset * '00:01:00'::interval"

# As `collection/rows.py` writes them from now on.
_GROUPS = """
update copies set groups = array(
  select key from (
    select distinct on (key) key, place from (
      select 'a' || (one ->> 'name') as key, 100000 + n as place
      from jsonb_array_elements(artists) with ordinality as all_of (one, n)
      union all
      select 'g' || one, 200000 + n from jsonb_array_elements_text(genres) with ordinality as all_of (one, n)
      union all
      select 's' || one, 300000 + n from jsonb_array_elements_text(styles) with ordinality as all_of (one, n)
      union all
      select 'l' || (one ->> 'name'), 400000 + n
      from jsonb_array_elements(labels) with ordinality as all_of (one, n)
      union all
      select 'd' || coalesce((year / 10 * 10)::text, 'unknown'), 500000
      union all
      select 'f' || coalesce(
        jsonb_path_query_first(
          one, '$.descriptions[*] ? (@ == "LP" || @ == "12\\"" || @ == "10\\"" || @ == "7\\"")'
        ) #>> '{}', one ->> 'name'), 600000 + n
      from jsonb_array_elements(formats) with ordinality as all_of (one, n)
    ) named where length(key) > 1 order by key, place
  ) once order by place
) where copies.user_id = $1
"""


def upgrade() -> None:
    op.add_column(
        "copies",
        sa.Column("groups", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
    )
    connection = op.get_bind()
    for (user_id,) in connection.execute(sa.text("select id from users")).all():
        connection.execute(sa.text(f"set local app.user_id = '{user_id}'"))
        connection.exec_driver_sql(_GROUPS, (user_id,))
    op.add_column(
        "plays",
        sa.Column("played_on", sa.Date(), sa.Computed(f"({_LOCALLY})::date", persisted=True), nullable=True),
    )
    hour = f"case when not date_only then date_part('hour', {_LOCALLY})::smallint else null end"
    op.add_column(
        "plays", sa.Column("hour", sa.SmallInteger(), sa.Computed(hour, persisted=True), nullable=True)
    )


def downgrade() -> None:
    op.drop_column("plays", "hour")
    op.drop_column("plays", "played_on")
    op.drop_column("copies", "groups")
