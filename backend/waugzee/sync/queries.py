"""The SQL of sync runs and their pages. Plain, through asyncpg: a page is stored in few round trips."""

import uuid
from collections.abc import Sequence
from datetime import datetime

import asyncpg
import msgspec

from waugzee.db import Transaction
from waugzee.errors import AccountErased
from waugzee.paging import Position
from waugzee_sync.discogs.requests import ListName

Record = asyncpg.Record


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A page's receipt and what it adds to its run's counts: the parameters of _KEEP_RECEIPT from $3 on."""

    page: int
    read: int
    first_read: int
    nonce: str
    digest: bytes
    items: int
    pages: int
    instance_ids: Sequence[int]
    unidentified: int
    set_aside: str
    received_at: datetime
    more_pages: int
    more_items: int
    more_aside: int
    added: Sequence[int]
    changed: Sequence[int]
    driven_until: datetime
    feed: int
    requests: int


_LOCK = "select feed from accounts where accounts.user_id = $1 for update"
_RUN = "select * from sync_runs where sync_runs.user_id = $1 and id = $2"
_OPEN_RUN = "select * from sync_runs where sync_runs.user_id = $1 and state = 'running'"
_LATEST_FULL = """
select * from sync_runs where sync_runs.user_id = $1 and mode = 'full' and ($2::text is null or state = $2)
order by started_at desc, id desc limit 1
"""
_LIST = """
select * from sync_runs
where sync_runs.user_id = $1 and ($2::timestamptz is null or (started_at, id) < ($2, $3))
order by started_at desc, id desc limit $4
"""
_ADD = """
insert into sync_runs (user_id, id, state, mode, kind, username, started_at, updated_at)
values ($1, $2, 'running', $3, $4, $5, $6, $6) returning *
"""
_DRIVE = """
update sync_runs set state = 'running', reason = null, detail = null, finished_at = null,
  driver = $3, driven_until = $4, reads = reads + $5, updated_at = $6
where sync_runs.user_id = $1 and id = $2 returning *
"""
_END = """
update sync_runs set state = $3, reason = $4, detail = $5, removed = removed + cardinality($6::bigint[]),
  removed_ids = removed_ids || $6::bigint[], requests = requests + $8, updated_at = $7, finished_at = $7,
  driven_until = null
where sync_runs.user_id = $1 and id = $2 returning *
"""
# What a page's post must know: the run; the page's own receipt (None in its columns: there is none); which
# of its instances a later reading of another page already showed; what is stored of them, their digests,
# None for a copy marked as removed.
_RUN_AND_PAGE = """
select sync_runs.*, sync_pages.read as page_read,
  sync_pages.first_read as page_first_read, sync_pages.nonce as page_nonce, sync_pages.digest as page_digest,
  cardinality(sync_pages.instance_ids) + sync_pages.unidentified as page_count,
  jsonb_array_length(sync_pages.set_aside) as page_set_aside,
  (select array_agg(instance_id) from sync_pages later, unnest(later.instance_ids) as instance_id
   where later.user_id = $1 and later.run_id = $2 and later.page <> $3 and later.read > $4
   and later.instance_ids && $5) as page_elsewhere,
  known.instance_ids as known_ids, known.digests as known_digests,
  (select simulated from discogs_accounts where discogs_accounts.user_id = $1) as simulated
from sync_runs
left join sync_pages on sync_pages.user_id = $1 and sync_pages.run_id = $2 and sync_pages.page = $3
cross join (
  select array_agg(instance_id) as instance_ids,
    array_agg(case when removed_at is null then digest end) as digests
  from copies where copies.user_id = $1 and instance_id = any($5)
) as known
where sync_runs.user_id = $1 and sync_runs.id = $2
"""
_KEEP_RECEIPT = """
with receipt as (
  insert into sync_pages (user_id, run_id, page, read, first_read, nonce, digest, items, pages,
    instance_ids, unidentified, set_aside, received_at, added_ids, changed_ids)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $17, $18)
  on conflict (user_id, run_id, page) do update set read = excluded.read, first_read = excluded.first_read,
    nonce = excluded.nonce, digest = excluded.digest, items = excluded.items, pages = excluded.pages,
    instance_ids = excluded.instance_ids, unidentified = excluded.unidentified,
    set_aside = excluded.set_aside, received_at = excluded.received_at,
    added_ids = sync_pages.added_ids || excluded.added_ids,
    changed_ids = sync_pages.changed_ids || excluded.changed_ids
), numbered as (
  update accounts set feed = $20 where accounts.user_id = $1 and feed < $20
)
update sync_runs set pages_done = pages_done + $14, items_seen = items_seen + $15,
  set_aside = set_aside + $16, added = added + cardinality($17::bigint[]),
  changed = changed + cardinality($18::bigint[]), requests = requests + $21,
  items_total = case when $4 > totals_read then $8 else items_total end,
  pages_total = case when $4 > totals_read then $9 else pages_total end,
  totals_read = greatest(totals_read, $4), updated_at = $13, driven_until = $19
where sync_runs.user_id = $1 and id = $2 returning *
"""
_KEEP_LIST = {
    name: f"""
update sync_runs set {name}_read = $3, driven_until = $4, updated_at = $5, requests = requests + $6
where sync_runs.user_id = $1 and id = $2
"""
    for name in ("folders", "fields")
}
_PAGES = """
select page, read, first_read, items, pages, instance_ids, unidentified,
  cardinality(instance_ids) + unidentified as count
from sync_pages where sync_pages.user_id = $1 and run_id = $2 order by page
"""
_SET_ASIDE_ELSEWHERE = """
select count(distinct aside.instance_id) from (
  select (item->>'instance_id')::bigint as instance_id
  from sync_pages, jsonb_array_elements(set_aside) as item
  where sync_pages.user_id = $1 and run_id = $2
) aside
where aside.instance_id <> all($3) and not exists (
  select from copies where copies.user_id = $1 and copies.instance_id = aside.instance_id
  and removed_at is null
)
"""
_SET_ASIDE = """
select item::text from sync_pages, jsonb_array_elements(set_aside) as item
where sync_pages.user_id = $1 and run_id = $2 order by page
"""
# What was added and changed later in the same run is new; what its receipts told is forgotten with them.
_CHANGES = """
select deed, id from (
  select deed, copies.id,
    row_number() over (partition by deed order by lower(artist), lower(title), copies.id) as place
  from (
    select instance_id, min(deed) as deed from (
      select unnest(added_ids) as instance_id, 'added' as deed
      from sync_pages where sync_pages.user_id = $1 and run_id = $2
      union all select unnest(changed_ids), 'changed'
      from sync_pages where sync_pages.user_id = $1 and run_id = $2
      union all select unnest(removed_ids), 'removed'
      from sync_runs where sync_runs.user_id = $1 and sync_runs.id = $2
    ) as written group by instance_id
  ) as touched
  join copies on copies.user_id = $1 and copies.instance_id = touched.instance_id
) as placed
where place <= $3 order by deed, place
"""
_FORGET = """
delete from sync_pages where sync_pages.user_id = $1 and run_id in
  (select id from sync_runs where sync_runs.user_id = $1 and finished_at < $2)
"""


async def lock_account(db: Transaction, user_id: uuid.UUID) -> int:
    """Let one transaction of a user at a time decide about runs and copies; return the feed's last number.

    Raises AccountErased where that one erased the user.
    """
    feed: int | None = await db.driver.fetchval(_LOCK, user_id)
    if feed is None:
        raise AccountErased
    return feed


async def run_by_id(db: Transaction, user_id: uuid.UUID, run_id: uuid.UUID) -> Record | None:
    return await db.driver.fetchrow(_RUN, user_id, run_id)


async def open_run(db: Transaction, user_id: uuid.UUID) -> Record | None:
    return await db.driver.fetchrow(_OPEN_RUN, user_id)


async def latest_full_run(db: Transaction, user_id: uuid.UUID, state: str | None = None) -> Record | None:
    """The newest full run, in that state where one is named."""
    return await db.driver.fetchrow(_LATEST_FULL, user_id, state)


async def runs(db: Transaction, user_id: uuid.UUID, before: Position | None, limit: int) -> list[Record]:
    at, run_id = (before.at, before.id) if before else (None, None)
    return list(await db.driver.fetch(_LIST, user_id, at, run_id, limit))


async def add_run(
    db: Transaction, user_id: uuid.UUID, run_id: uuid.UUID, mode: str, kind: str, username: str, now: datetime
) -> Record:
    return _one(await db.driver.fetchrow(_ADD, user_id, run_id, mode, kind, username, now))


async def drive_run(
    db: Transaction,
    user_id: uuid.UUID,
    run_id: uuid.UUID,
    *,
    driver: str | None,
    until: datetime,
    reads: int,
    now: datetime,
) -> Record:
    """Give the run to `driver` until then, number `reads` more readings, and set it running."""
    return _one(await db.driver.fetchrow(_DRIVE, user_id, run_id, driver, until, reads, now))


async def end_run(
    db: Transaction,
    user_id: uuid.UUID,
    run_id: uuid.UUID,
    state: str,
    reason: str | None,
    detail: str | None,
    *,
    removed: Sequence[int] = (),
    requests: int = 0,
    now: datetime,
) -> Record:
    ended = await db.driver.fetchrow(_END, user_id, run_id, state, reason, detail, removed, now, requests)
    return _one(ended)


async def run_and_page(
    db: Transaction, user_id: uuid.UUID, run_id: uuid.UUID, page: int, read: int, instance_ids: Sequence[int]
) -> Record | None:
    """Return the run with what is known of a page and its instances; call it under the account's lock."""
    return await db.driver.fetchrow(_RUN_AND_PAGE, user_id, run_id, page, read, instance_ids)


async def keep_receipt(db: Transaction, user_id: uuid.UUID, run_id: uuid.UUID, kept: Kept) -> Record:
    """Keep a page's receipt, count it, and number its changes; return the run as it is then."""
    parameters = msgspec.structs.astuple(kept)
    return _one(await db.driver.fetchrow(_KEEP_RECEIPT, user_id, run_id, *parameters))


async def keep_list(
    db: Transaction,
    user_id: uuid.UUID,
    run_id: uuid.UUID,
    name: ListName,
    read: int,
    until: datetime,
    now: datetime,
    requests: int,
) -> None:
    """Note which reading of a list is stored, and that the run's driver is at work."""
    await db.driver.execute(_KEEP_LIST[name], user_id, run_id, read, until, now, requests)


async def pages_of_run(db: Transaction, user_id: uuid.UUID, run_id: uuid.UUID) -> list[Record]:
    return list(await db.driver.fetch(_PAGES, user_id, run_id))


async def set_aside_elsewhere(
    db: Transaction, user_id: uuid.UUID, run_id: uuid.UUID, instance_ids: Sequence[int]
) -> int:
    """Count the items a run set aside that are neither among these instances nor on the shelf."""
    return int(await db.driver.fetchval(_SET_ASIDE_ELSEWHERE, user_id, run_id, instance_ids))


async def set_aside_of_run(db: Transaction, user_id: uuid.UUID, run_id: uuid.UUID) -> list[str]:
    """Return the items set aside, each as JSON text."""
    return [row[0] for row in await db.driver.fetch(_SET_ASIDE, user_id, run_id)]


async def forget_pages(db: Transaction, user_id: uuid.UUID, finished_before: datetime) -> None:
    await db.driver.execute(_FORGET, user_id, finished_before)


async def changes_of_run(db: Transaction, user_id: uuid.UUID, run_id: uuid.UUID, limit: int) -> list[Record]:
    """Which copies the run added, changed and removed: at most `limit` of each, in the shelf's order."""
    return list(await db.driver.fetch(_CHANGES, user_id, run_id, limit))


def _one(row: Record | None) -> Record:
    assert row is not None
    return row
