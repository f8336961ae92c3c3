"""How long plays took, by what is known of their records: kept on each play, measured here alone.

Adding up ten years of plays asks for nothing but plays then. What changes how long a record is (its
tracklist, a correction, its formats at Discogs) or which record was played measures those plays anew, in
the same transaction, and after it took its number in the user's feed: by that lock none misses another.
`p` is a play, `c` its copy, `t` the tracklist of its release where there is one.
"""

import uuid
from collections.abc import Sequence

from waugzee.db import Transaction

# A side or track that has gone from the tracklist since, and a record of which nothing is known yet.
_LOST_SIDE, _LOST_TRACK, _UNKNOWN = 1200, 225, 2400

_SIDES = f"""coalesce((
  select sum(coalesce((t.sides ->> side)::int, (c.sides ->> side)::int, {_LOST_SIDE}))::int
  from unnest(p.sides) as side {{where}}), 0)"""
_TRACKS = f"""coalesce((
  select sum(coalesce((t.track_seconds ->> track)::int, {_LOST_TRACK}))::int
  from unnest(p.tracks) as track {{where}}), 0)"""

TOOK = f"""case
  when p.seconds is not null then p.seconds
  when p.sides is null and p.tracks is null then coalesce(t.seconds, c.seconds, {_UNKNOWN})
  else {_SIDES.format(where="")} + {_TRACKS.format(where="")}
end"""
"""Seconds from its beginning to its end."""

_GROOVED_SIDE = "where side <> all(t.ungrooved)"
_GROOVED_TRACK = """where track <> all(array(
    select listed ->> 'position' from jsonb_array_elements(t.tracks) as listed
    where listed ->> 'side' = any(t.ungrooved)))"""

STYLUS_RAN = f"""case
  when not coalesce(c.grooved, true) then 0
  when coalesce(cardinality(t.ungrooved), 0) = 0 or (p.sides is null and p.tracks is null) then {TOOK}
  when p.seconds is null
    then {_SIDES.format(where=_GROOVED_SIDE)} + {_TRACKS.format(where=_GROOVED_TRACK)}
  when exists (select from unnest(p.sides) as side {_GROOVED_SIDE})
    or exists (select from unnest(p.tracks) as track {_GROOVED_TRACK}) then p.seconds
  else 0
end"""
"""Seconds that a stylus ran: none for a disc or a tape."""

TRACKLIST = "left join tracklists t on t.user_id = $1 and t.release_id = c.release_id"

# The copies are found first and by themselves. Where the planner takes a user for a small one, as it does of
# anybody who came since it looked, it would compare every play with every copy for every play.
_MEASURE = f"""
with c as materialized (
  select id, release_id, seconds, sides, grooved from copies where copies.user_id = $1 and {{}}
)
update plays p set took_seconds = {TOOK}, stylus_seconds = {STYLUS_RAN}
from c {TRACKLIST}
where p.user_id = $1 and p.copy_id = c.id
  and (p.took_seconds, p.stylus_seconds) is distinct from ({TOOK}, {STYLUS_RAN})
"""
MEASURE_COPIES = _MEASURE.format("id = any($2::uuid[])")
_MEASURE_INSTANCES = _MEASURE.format("instance_id = any($2::bigint[])")
_MEASURE_RELEASE = _MEASURE.format("release_id = $2")


async def measure_copies(db: Transaction, user_id: uuid.UUID, copy_ids: Sequence[uuid.UUID]) -> None:
    """After their plays were changed or handed on."""
    await db.driver.execute(MEASURE_COPIES, user_id, copy_ids)


async def measure_instances(db: Transaction, user_id: uuid.UUID, instance_ids: Sequence[int]) -> None:
    """After Discogs told anew what they are."""
    await db.driver.execute(_MEASURE_INSTANCES, user_id, instance_ids)


async def measure_release(db: Transaction, user_id: uuid.UUID, release_id: int) -> None:
    """After its tracklist was read, written or corrected."""
    await db.driver.execute(_MEASURE_RELEASE, user_id, release_id)
