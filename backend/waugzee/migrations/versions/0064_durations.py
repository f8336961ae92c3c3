"""How long each play took is kept with it."""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None

# As it was computed until now, whenever plays were added up.
SIDES = """coalesce((
  select sum(coalesce((t.sides ->> side)::int, (c.sides ->> side)::int, 1200))::int
  from unnest(p.sides) as side), 0)"""
TRACKS = """coalesce((
  select sum(coalesce((t.track_seconds ->> track)::int, 225))::int from unnest(p.tracks) as track), 0)"""
TOOK = f"""case
  when p.seconds is not null then p.seconds
  when p.sides is null and p.tracks is null then coalesce(t.seconds, c.seconds, 2400)
  else {SIDES} + {TRACKS}
end"""
STYLUS_RAN = f"""case
  when not coalesce(c.grooved, true) or (p.tracks is null and p.sides <@ t.ungrooved) then 0
  when p.sides && t.ungrooved and p.seconds is null then coalesce((
    select sum(coalesce((t.sides ->> side)::int, 1200))::int
    from unnest(p.sides) as side where side <> all(t.ungrooved)), 0) + {TRACKS}
  else {TOOK}
end"""


MEASURE = f"""
update plays set took_seconds = measured.took, stylus_seconds = measured.stylus_ran
from (
  select p.id, {TOOK} as took, {STYLUS_RAN} as stylus_ran
  from plays p join copies c on c.user_id = $1 and c.id = p.copy_id
    left join tracklists t on t.user_id = $1 and t.release_id = c.release_id
  where p.user_id = $1
) measured
where plays.user_id = $1 and plays.id = measured.id
"""


def upgrade() -> None:
    for name in ("took_seconds", "stylus_seconds"):
        op.add_column("plays", sa.Column(name, sa.Integer(), server_default="0", nullable=False))
    connection = op.get_bind()
    for (user_id,) in connection.execute(sa.text("select id from users")).all():
        connection.execute(sa.text(f"set local app.user_id = '{user_id}'"))
        connection.exec_driver_sql(MEASURE, (user_id,))


def downgrade() -> None:
    for name in ("took_seconds", "stylus_seconds"):
        op.drop_column("plays", name)
