"""The turntable of a play, where it is known; no stylus for tracks of a disc, and no cleaning for discs."""

import sqlalchemy as sa
from alembic import op

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None

# As `collection/durations.py` measures them from now on.
STYLUS_RAN = """case
  when p.seconds is null then coalesce((
    select sum(coalesce((t.sides ->> side)::int, (c.sides ->> side)::int, 1200))::int
    from unnest(p.sides) as side where side <> all(t.ungrooved)), 0) + coalesce((
    select sum(coalesce((t.track_seconds ->> track)::int, 225))::int
    from unnest(p.tracks) as track where track <> all(discs.tracks)), 0)
  when exists (select from unnest(p.sides) as side where side <> all(t.ungrooved))
    or exists (select from unnest(p.tracks) as track where track <> all(discs.tracks)) then p.seconds
  else 0
end"""
MEASURE = f"""
update plays set stylus_seconds = measured.stylus_ran
from (
  select p.id, {STYLUS_RAN} as stylus_ran
  from plays p join copies c on c.user_id = $1 and c.id = p.copy_id
    join tracklists t on t.user_id = $1 and t.release_id = c.release_id
    cross join lateral (
      select array(
        select listed ->> 'position' from jsonb_array_elements(t.tracks) as listed
        where listed ->> 'side' = any(t.ungrooved)
      ) as tracks
    ) discs
  where p.user_id = $1 and p.tracks is not null and cardinality(t.ungrooved) > 0 and coalesce(c.grooved, true)
) measured
where plays.user_id = $1 and plays.id = measured.id
"""
# Discs and tapes are told anew as never due: devices keep what they know of a copy until it changes.
TELL = """
with numbered as (
  update accounts set feed = feed + 1 where accounts.user_id = $1 returning feed
)
update copies set feed = numbered.feed from numbered
where copies.user_id = $1 and copies.grooved is false
"""


def upgrade() -> None:
    op.add_column("plays", sa.Column("turntable_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_plays_user_id_turntables"),
        "plays",
        "turntables",
        ["user_id", "turntable_id"],
        ["user_id", "id"],
    )
    connection = op.get_bind()
    for (user_id,) in connection.execute(sa.text("select id from users")).all():
        connection.execute(sa.text(f"set local app.user_id = '{user_id}'"))
        connection.exec_driver_sql(MEASURE, (user_id,))
        connection.exec_driver_sql(TELL, (user_id,))


def downgrade() -> None:
    op.drop_constraint(op.f("fk_plays_user_id_turntables"), "plays", type_="foreignkey")
    op.drop_column("plays", "turntable_id")
